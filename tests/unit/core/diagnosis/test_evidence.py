"""Measurements as evidence, and where to measure."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.diagnosis.context import FailureContext
from core.diagnosis.evidence import probe_evidence, retry_evidence
from core.diagnosis.explain import explain, probe_folder
from core.diagnosis.ranking import with_evidence
from core.diagnosis.retries import Retries
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.problem import Evidence
from tests.unit.core.diagnosis.shapes import cause, refused


def report(verdict: Verdict, *, never: int = 8) -> ProbeReport:
    return ProbeReport(
        place=Path("/c"),
        rounds=8,
        refused_first=8,
        never_passed=never,
        wait_ms=WaitTimes(median=120.4, p95=300.0, max=310.0),
        os_errors={"13": 8},
        verdict=verdict,
        why="It was refused.",
    )


def test_a_probe_is_a_sentence_and_flat_figures() -> None:
    evidence = probe_evidence(report(Verdict.REFUSED))
    assert evidence.id == "rename-probe"
    assert evidence.finding == f"Measured in {Path('/c')}: It was refused."
    assert evidence.measured == {
        "place": str(Path("/c")),
        "rounds": 8,
        "refused_first": 8,
        "never_passed": 8,
        "wait_ms_median": 120.4,
        "wait_ms_p95": 300.0,
        "wait_ms_max": 310.0,
        "os_error_13": 8,
        "verdict": "refused",
    }


def test_an_unusable_place_says_why() -> None:
    assert probe_evidence(report(Verdict.UNUSABLE)).finding.endswith("It was refused.")


def test_retries_are_said_with_their_figures() -> None:
    assert retry_evidence(()) is None
    one = retry_evidence((Retries(path_from="a", path_to="b", count=1, os_error=5),))
    assert one is not None
    assert one.finding == "uv's log shows 1 retry of the last refused rename."
    two = retry_evidence(
        (Retries(path_from="a", path_to="b", count=2), Retries(path_from="c", path_to="d", count=9, seconds=9.5))
    )
    assert two is not None
    assert "9 retries of the last refused rename over 9.5 s" in two.finding
    assert two.measured["retries_in_all"] == 11


@pytest.mark.parametrize(
    ("verdict", "first", "again"),
    [(Verdict.REFUSED, 0.95, 0.1), (Verdict.CLEAR, 0.6, 0.55), (Verdict.SLOW, 0.85, 0.35)],
)
def test_a_measurement_ranks_the_remedies(verdict: Verdict, first: float, again: float) -> None:
    problem = with_evidence(explain(cause(refused())), (probe_evidence(report(verdict)),))
    sureness = {remedy.id: remedy.confidence for remedy in problem.remedies}
    assert problem.remedies[0].id == "relocate-cache"
    assert (sureness["relocate-cache"], sureness["run-again"]) == (first, again)
    assert [remedy.confidence for remedy in problem.remedies] == sorted(sureness.values(), reverse=True)


@pytest.mark.parametrize(
    ("verdict", "plain_passes", "sure"),
    [
        (Verdict.SLOW, None, 0.65),
        (Verdict.REFUSED, True, 0.5),
        (Verdict.REFUSED, None, 0.5),
        (Verdict.REFUSED, False, 0.05),
        (Verdict.UNUSABLE, None, 0.05),
    ],
)
def test_patience_helps_against_a_scanner_and_not_against_missing_rights(
    verdict: Verdict,
    plain_passes: bool | None,  # noqa: FBT001 - a column of the table
    sure: float,
) -> None:
    evidence = probe_evidence(replace(report(verdict), plain_passes=plain_passes))
    assert evidence.measured.get("plain_passes") is plain_passes
    problem = with_evidence(explain(cause(refused())), (evidence,))
    assert {remedy.id: remedy.confidence for remedy in problem.remedies}["sync-patiently"] == sure


def test_a_finding_with_the_same_id_is_replaced() -> None:
    problem = with_evidence(explain(cause(refused())), (Evidence(id="a", finding="old"), Evidence(id="b", finding="b")))
    renewed = with_evidence(problem, (Evidence(id="a", finding="new"),))
    assert [(each.id, each.finding) for each in renewed.evidence] == [("b", "b"), ("a", "new")]


def refused_in(cache: Path) -> str:
    source, target = cache / ".tmpAAAAAA", cache / "archive-v0" / "x"
    return cause(("Failed to download `a==1`", f"failed to rename file from {source} to {target}: no (os error 13)"))


def test_the_cache_that_refused_is_probed(tmp_path: Path) -> None:
    problem = explain(refused_in(tmp_path))
    assert probe_folder(problem) == tmp_path


def test_a_cache_of_one_run_is_probed_where_it_was_made(tmp_path: Path) -> None:
    assert probe_folder(explain(refused_in(tmp_path / ".tmpBBBBBB"))) == tmp_path


def test_a_folder_of_another_computer_is_not_probed(tmp_path: Path) -> None:
    assert probe_folder(explain(cause(refused()))) is None
    assert probe_folder(explain(refused_in(tmp_path / "gone"))) is None


def test_the_cache_of_the_context_is_probed_where_no_path_is_printed(tmp_path: Path) -> None:
    problem = explain(
        "error: Failed to download `a==1`\n  cause: Failed to read from the distribution cache\n  "
        "cause: no (os error 5)"
    )
    assert (problem.path_from, problem.path_to) == (None, None)
    assert probe_folder(problem, FailureContext(cache=tmp_path)) == tmp_path


def test_other_problems_have_no_folder_to_probe(tmp_path: Path) -> None:
    assert probe_folder(explain("error: No interpreter found for Python 3.99"), FailureContext(cache=tmp_path)) is None
