"""``wheelyard repair``: what is offered, what is done, what is refused."""

from pathlib import Path

import pytest

from core.cli.repairing import check_unsettled, completed, last_failure_of, listed, remedy_of, split
from core.cli.shapes import failure_times
from core.cli.text import failure_said, moment
from core.diagnosis.remedies import in_project
from core.model.commands import ChooseSetting, PrepareRequest, RelocatePlace, RemedyCommand, Sync
from core.model.history import LastFailure, Run
from core.model.problem import Category, Problem, Remedy
from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.system.command_line import pasteable

HERE = Path("/home/ada/a project")
SYNC = Sync(project=HERE)
CERTIFICATES = ChooseSetting(project=HERE, key=SettingKey.SYSTEM_CERTS, value="true", then=SYNC)
PROXY = ChooseSetting(project=HERE, key=SettingKey.PROXY, then=SYNC)


def _remedy(ident: str, action: RemedyCommand | None = None, command: tuple[str, ...] = ()) -> Remedy:
    return Remedy(id=ident, title=ident.title(), why="because", confidence=0.5, action=action, command=command)


PROBLEM = Problem(
    category=Category.TLS_UNTRUSTED_ISSUER,
    title="t",
    explanation="e",
    remedies=(
        _remedy("system-certificates", CERTIFICATES),
        _remedy("proxy-settings", PROXY, ("wheelyard", "settings", "set", "proxy", "http://HOST:PORT")),
        _remedy("ask"),
        _remedy("run-again", SYNC),
    ),
)
FAILED = Run(project=HERE, command="sync", started_at=1_700_000_000.0, seconds=1.0, outcome="failed", problem=PROBLEM)
PASSED = Run(project=HERE, command="sync", started_at=1_700_086_400.0, seconds=1.0, outcome="succeeded")
OPEN, SETTLED = LastFailure(run=FAILED), LastFailure(run=FAILED, settled_by=PASSED)


def test_a_repair_is_found_by_its_name_and_split_from_the_run_after_it() -> None:
    _, action = remedy_of(PROBLEM, "system-certificates")
    alone = ChooseSetting(project=HERE, key=SettingKey.SYSTEM_CERTS, value="true")
    assert split(action, run_again=True) == (alone, SYNC)
    assert split(action, run_again=False) == (alone, None)
    assert split(remedy_of(PROBLEM, "run-again")[1], run_again=True) == (SYNC, None)
    assert split(RelocatePlace(project=HERE, then=SYNC), run_again=True) == (RelocatePlace(project=HERE), SYNC)


@pytest.mark.parametrize(("ident", "said"), [("nothing", "no repair 'nothing'"), ("ask", "for a person to do")])
def test_what_cannot_be_done_is_said_with_what_can(ident: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        remedy_of(PROBLEM, ident)
    assert "system-certificates, proxy-settings, run-again" in caught.value.way_out


def test_a_setting_without_a_value_is_asked_for() -> None:
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return "http://proxy:80"

    found = completed(*remedy_of(PROBLEM, "proxy-settings"), ask)
    assert found == ChooseSetting(project=HERE, key=SettingKey.PROXY, value="http://proxy:80", then=SYNC)
    assert prompts[0].startswith("proxy (a URL such as")
    assert completed(*remedy_of(PROBLEM, "system-certificates"), ask) == CERTIFICATES
    assert len(prompts) == 1


def test_a_setting_whose_value_nobody_gives_is_not_changed() -> None:
    with pytest.raises(InputError, match="needs a value") as caught:
        completed(*remedy_of(PROBLEM, "proxy-settings"), lambda _prompt: None)
    assert "`wheelyard settings set proxy http://HOST:PORT`" in caught.value.way_out


def test_the_list_names_the_words_for_each_repair_and_when_it_failed() -> None:
    shape, lines = listed(SETTLED, PROBLEM, HERE)
    assert [remedy["id"] for remedy in shape["remedies"]] == [each.id for each in PROBLEM.remedies]
    assert (shape["failed_at"], shape["settled_at"]) == (1_700_000_000.0, 1_700_086_400.0)
    said = "\n".join(lines)
    assert pasteable(("wheelyard", "repair", "system-certificates", *in_project(HERE))) in said
    assert "wheelyard repair ask" not in said
    assert said.startswith(failure_said(SETTLED))


def test_a_problem_that_is_settled_is_said_to_be_and_not_mended() -> None:
    assert moment(FAILED.started_at) in failure_said(OPEN)
    assert "succeeded" not in failure_said(OPEN)
    assert moment(PASSED.started_at) in failure_said(SETTLED)
    assert failure_times(OPEN) == {"failed_at": FAILED.started_at, "settled_at": None}
    check_unsettled(OPEN, CERTIFICATES, HERE)
    check_unsettled(SETTLED, PrepareRequest(project=HERE), HERE)
    with pytest.raises(InputError, match="Nothing was changed") as caught:
        check_unsettled(SETTLED, CERTIFICATES, HERE)
    assert "--yes" in caught.value.way_out
    assert pasteable(("wheelyard", "sync", *in_project(HERE))) in caught.value.way_out


def test_without_a_problem_there_is_nothing_to_repair() -> None:
    for found in (None, LastFailure(run=PASSED)):
        with pytest.raises(InputError, match="no problem"):
            last_failure_of(HERE, lambda _folder, found=found: found)  # type: ignore[misc] # a default of a lambda
    assert last_failure_of(HERE, lambda _folder: OPEN) == (OPEN, PROBLEM)
