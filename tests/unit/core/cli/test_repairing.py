"""``wheelyard repair``: what is offered, what is done, what is refused."""

from pathlib import Path

import pytest

from core.cli.repairing import action_of, last_problem_of, listed, split
from core.model.commands import ChooseSetting, RelocatePlace, Sync
from core.model.problem import Category, Problem, Remedy
from core.model.project import InputError
from core.model.settings import SettingKey

HERE = Path("/home/ada/project")
SYNC = Sync(project=HERE)
CERTIFICATES = ChooseSetting(project=HERE, key=SettingKey.SYSTEM_CERTS, value="true", then=SYNC)


def _remedy(ident: str, action: object = None) -> Remedy:
    return Remedy(id=ident, title=ident.title(), why="because", confidence=0.5, action=action)  # type: ignore[arg-type]  # one of several kinds


PROBLEM = Problem(
    category=Category.TLS_UNTRUSTED_ISSUER,
    title="t",
    explanation="e",
    remedies=(_remedy("system-certificates", CERTIFICATES), _remedy("ask"), _remedy("run-again", SYNC)),
)


def test_a_repair_is_found_by_its_name_and_split_from_the_run_after_it() -> None:
    action = action_of(PROBLEM, "system-certificates")
    alone = ChooseSetting(project=HERE, key=SettingKey.SYSTEM_CERTS, value="true")
    assert split(action, run_again=True) == (alone, SYNC)
    assert split(action, run_again=False) == (alone, None)
    assert split(action_of(PROBLEM, "run-again"), run_again=True) == (SYNC, None)
    assert split(RelocatePlace(project=HERE, then=SYNC), run_again=True) == (RelocatePlace(project=HERE), SYNC)


@pytest.mark.parametrize(("ident", "said"), [("nothing", "no repair 'nothing'"), ("ask", "for a person to do")])
def test_what_cannot_be_done_is_said_with_what_can(ident: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        action_of(PROBLEM, ident)
    assert "system-certificates, run-again" in caught.value.way_out


def test_the_list_names_the_words_for_each_repair() -> None:
    shape, lines = listed(PROBLEM)
    assert [remedy["id"] for remedy in shape["remedies"]] == ["system-certificates", "ask", "run-again"]
    said = "\n".join(lines)
    assert "wheelyard repair system-certificates" in said
    assert "wheelyard repair ask" not in said


def test_without_a_problem_there_is_nothing_to_repair() -> None:
    with pytest.raises(InputError, match="no problem"):
        last_problem_of(HERE, lambda _folder: None)
    assert last_problem_of(HERE, lambda _folder: PROBLEM) is PROBLEM
