"""What was measured changes which remedies are offered and how sure they are."""

from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.ranking import with_findings
from core.diagnosis.wanted_evidence import EvidenceKind, wanted
from core.model.commands import ChooseSetting, EndProgram, Sync
from core.model.problem import Category, Evidence, Problem
from core.model.programs import RunningProgram

HERE = Path("/home/ada/project")
CONTEXT = FailureContext(project=HERE, command=Sync(project=HERE), exit_code=2)
UNTRUSTED = (
    "error: Failed to fetch: `https://files.example/simple/a/`\n  Caused by: invalid peer certificate: UnknownIssuer\n"
)
IN_USE = "error: failed to remove file `C:\\p\\.venv\\Scripts\\ruff.exe`: Zugriff verweigert (os error 5)\n"
NO_PYTHON = "error: No interpreter found for Python 3.99 in managed installations or search path\n"
RUFF = RunningProgram(name="ruff.exe", process=4711, started=1.5)


def _found(kind: EvidenceKind, measured: dict[str, int | float | str | bool | None], **more: object) -> Gathered:
    return Gathered(evidence=Evidence(id=kind.value, finding="It was.", measured=measured), **more)  # type: ignore[arg-type]  # by the field's names


def _first(text: str, *found: Gathered) -> str:
    return with_findings(explain(text, CONTEXT), found, CONTEXT).remedies[0].id


def _sure(problem: Problem) -> dict[str, float]:
    return {remedy.id: remedy.confidence for remedy in problem.remedies}


@pytest.mark.parametrize(
    ("bundled", "system", "first"),
    [(False, True, "system-certificates"), (False, False, "ask-root-certificate"), (True, True, "run-again")],
)
def test_a_certificate_that_was_checked_decides_what_comes_first(
    bundled: bool,  # noqa: FBT001 - a column of the table
    system: bool,  # noqa: FBT001 - a column of the table
    first: str,
) -> None:
    problem = explain(UNTRUSTED, CONTEXT)
    assert problem.category is Category.TLS_UNTRUSTED_ISSUER
    tls = _found(EvidenceKind.TLS, {"bundled_ok": bundled, "system_ok": system})
    ranked = with_findings(problem, (tls,), CONTEXT)
    if first == "run-again":  # this failure offers no rerun by itself; the certificates of the system step back
        assert _sure(ranked)["system-certificates"] < _sure(problem)["system-certificates"]
    else:
        assert ranked.remedies[0].id == first


@pytest.mark.parametrize("reason", ["expired", "not-yet-valid", "wrong-host", "unreadable"])
def test_a_fault_of_the_certificate_itself_is_no_matter_of_who_is_trusted(reason: str) -> None:
    problem = explain(UNTRUSTED, CONTEXT)
    assert "system-certificates" in _sure(problem)
    tls = _found(EvidenceKind.TLS, {"bundled_ok": False, "system_ok": False, "system_reason": reason})
    ranked = with_findings(problem, (tls,), CONTEXT)
    assert "system-certificates" not in _sure(ranked)
    assert ranked.remedies


def test_a_holder_becomes_a_button_in_the_place_of_general_advice() -> None:
    problem = explain(IN_USE, CONTEXT)
    assert problem.category is Category.FILE_IN_USE
    ranked = with_findings(problem, (_found(EvidenceKind.HOLDERS, {"programs": 1}, programs=(RUFF,)),), CONTEXT)
    assert ranked.remedies[0].action == EndProgram(project=HERE, program=RUFF, then=Sync(project=HERE))
    assert "end-holder" not in _sure(ranked)
    assert "ruff.exe" in ranked.remedies[0].title


def test_who_was_found_to_hold_the_file_stays_before_who_only_runs_beside_it() -> None:
    bystander = RunningProgram(name="pylsp.exe", process=12, started=1.5)
    beside = _found(EvidenceKind.ENVIRONMENT_PROGRAMS, {"programs": 2}, programs=(bystander, RUFF))
    holder = _found(EvidenceKind.HOLDERS, {"programs": 1}, programs=(RUFF,))
    for found in ((holder, beside), (beside, holder)):
        ranked = with_findings(explain(IN_USE, CONTEXT), found, CONTEXT)
        ending = [remedy for remedy in ranked.remedies if isinstance(remedy.action, EndProgram)]
        assert [remedy.action.program for remedy in ending if isinstance(remedy.action, EndProgram)] == [
            RUFF,
            bystander,
        ]
        assert "found to hold" in ending[0].why


def test_where_nobody_holds_it_any_more_running_again_comes_up() -> None:
    problem = explain(IN_USE, CONTEXT)
    ranked = with_findings(problem, (_found(EvidenceKind.HOLDERS, {"programs": 0}),), CONTEXT)
    assert _sure(ranked)["run-again"] > _sure(problem)["run-again"]


def test_a_scanner_is_never_ended_but_asked_to_be_kept_out() -> None:
    problem = explain(IN_USE, CONTEXT)
    found = _found(EvidenceKind.HOLDERS, {"programs": 1, "scanners": 1})
    ranked = with_findings(problem, (found,), CONTEXT)
    assert _sure(ranked)["exclude-folder"] > 0.5
    assert not any(isinstance(remedy.action, EndProgram) for remedy in ranked.remedies)
    assert _sure(ranked)["run-again"] == _sure(problem)["run-again"]


def test_a_python_that_fits_is_named() -> None:
    found = _found(EvidenceKind.INTERPRETERS, {"best": "3.12.1"}, python="/opt/python3.12")
    ranked = with_findings(explain(NO_PYTHON, CONTEXT), (found,), CONTEXT)
    action = ranked.remedies[0].action
    assert isinstance(action, ChooseSetting)
    assert action.value == "/opt/python3.12"
    assert ranked.remedies[0].title == "Use Python 3.12.1"
    assert _first(NO_PYTHON, _found(EvidenceKind.INTERPRETERS, {"best": None})) == "install-python"


def test_what_is_unknown_changes_no_order_and_is_kept() -> None:
    problem = explain(UNTRUSTED, CONTEXT)
    ranked = with_findings(problem, (unknown(EvidenceKind.TLS, "Not found out."),), CONTEXT)
    assert ranked.remedies == problem.remedies
    assert ranked.evidence[-1].measured == {"answer": "unknown"}


def test_the_proxy_of_the_system_is_offered_where_uv_has_none() -> None:
    text = "error: Failed to fetch: `https://files.example/simple/a/`\n  Caused by: client error (Connect)\n"
    proxy = _found(EvidenceKind.PROXY, {"uv_proxy": None}, proxy="http://proxy.example:8080")
    ranked = with_findings(explain(text, CONTEXT), (proxy,), CONTEXT)
    assert ranked.remedies[0].id == "proxy-settings"
    assert "http://proxy.example:8080" in ranked.remedies[0].title


def test_long_paths_that_are_enabled_are_not_asked_for() -> None:
    text = "error: failed to create file `C:\\a`: Der Dateiname ist zu lang (os error 206)\n"
    problem = explain(text, CONTEXT)
    assert "long-paths" in _sure(problem)
    enabled = with_findings(problem, (_found(EvidenceKind.PATH_LENGTH, {"long_paths_enabled": True}),), CONTEXT)
    assert "long-paths" not in _sure(enabled)


def test_remedies_are_sorted_and_none_is_offered_twice() -> None:
    for text in (UNTRUSTED, IN_USE, NO_PYTHON):
        found = (
            _found(EvidenceKind.HOLDERS, {"programs": 1}, programs=(RUFF,)),
            _found(EvidenceKind.ENVIRONMENT_PROGRAMS, {"programs": 1}, programs=(RUFF,)),
        )
        ranked = with_findings(explain(text, CONTEXT), found, CONTEXT)
        sure = [remedy.confidence for remedy in ranked.remedies]
        assert sure == sorted(sure, reverse=True)
        assert len({remedy.id for remedy in ranked.remedies}) == len(ranked.remedies)


def test_every_category_says_what_is_worth_knowing_or_needs_nothing() -> None:
    by_words = {
        Category.NONE,
        Category.WHEEL_INVALID,
        Category.SOURCE_PATH_MISSING,
        Category.HASH_MISMATCH,
        Category.RESOLUTION_CONFLICT,
    }
    for category in Category:
        assert bool(wanted(category)) != (category in by_words), category
    assert all(kind.words for kind in EvidenceKind)
