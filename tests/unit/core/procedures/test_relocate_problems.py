"""What is left to do where no place was found or taken: only what fits what was measured."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.commands import RelocatePlace, Sync
from core.model.measurements import Candidate, ProbeReport, Verdict, WaitTimes
from core.procedures.relocate_problems import named_place_refused, nothing_clear

COMMAND = RelocatePlace(project=Path("/works/a"))


def report(verdict: Verdict) -> ProbeReport:
    return ProbeReport(
        place=Path("/there"),
        rounds=1,
        refused_first=0,
        never_passed=0,
        wait_ms=WaitTimes(0.0, 0.0, 0.0),
        os_errors={},
        verdict=verdict,
        why="As it was measured.",
    )


@pytest.mark.parametrize(
    ("verdict", "ways"),
    [
        (Verdict.UNUSABLE, ["choose-folder"]),
        (Verdict.SLOW, ["choose-folder", "run-again"]),
        (Verdict.REFUSED, ["choose-folder", "run-again"]),
    ],
)
def test_running_again_is_for_renames_that_were_refused(verdict: Verdict, ways: list[str]) -> None:
    found = (Candidate(place=Path("/there"), suitable=False, score=0, reasons=(), probe=report(verdict)),)
    assert [remedy.id for remedy in nothing_clear(COMMAND, found).remedies] == ways
    if verdict is not Verdict.SLOW:
        assert [remedy.id for remedy in named_place_refused(COMMAND, report(verdict)).remedies] == ways


def test_where_nothing_was_measured_running_again_is_no_way() -> None:
    assert [remedy.id for remedy in nothing_clear(COMMAND, ()).remedies] == ["choose-folder"]
    after_a_refusal = replace(COMMAND, then=Sync(project=COMMAND.project))
    assert [remedy.id for remedy in nothing_clear(after_a_refusal, ()).remedies] == ["choose-folder", "run-again"]
