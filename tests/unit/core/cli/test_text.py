"""What the headless face says of a problem."""

from pathlib import Path

import pytest

from core.cli.shapes import event_shapes
from core.cli.text import patience_lines, problem_lines, relocation_lines
from core.model.events import PatienceProgressed
from core.model.measurements import RelocationHow, RelocationReport
from core.model.settings import PlaceKind
from tests.fakes.findings import rename_problem


def test_remedies_are_rated_in_words() -> None:
    lines = list(problem_lines(rename_problem()))
    assert not any("%" in line for line in lines)
    assert any(line.startswith("  1. Move the cache") and "(very likely to help)" in line for line in lines)
    assert any(line.startswith("  3. Measure again") and "(measures only, changes nothing)" in line for line in lines)


def test_patience_says_one_sentence_a_step() -> None:
    trying = PatienceProgressed(job="1", landed=3, packages=12, turn=1, package="scipy")
    assert list(patience_lines(trying)) == ["Bringing in scipy alone (3 of 12 in the cache)."]
    again = PatienceProgressed(job="1", landed=3, packages=12, turn=2, package="scipy")
    assert list(patience_lines(again)) == ["Bringing in scipy alone (3 of 12 in the cache, round 2)."]
    (pausing,) = patience_lines(PatienceProgressed(job="1", landed=3, packages=12, turn=2, pause=2.5))
    assert "2.5 s" in pausing
    assert "(3 of 12 in the cache)" in pausing
    (whole,) = patience_lines(PatienceProgressed(job="1", landed=0, packages=0, turn=0, pause=0.5))
    assert "0 of 0" not in whole
    assert list(patience_lines(PatienceProgressed(job="1", landed=3, packages=12, turn=2))) == []


def test_patience_has_one_shape() -> None:
    event = PatienceProgressed(job="1", landed=3, packages=12, turn=2, package="scipy")
    assert event_shapes(event) == (
        {
            "event": "stage",
            "stage": "preparing",
            "turn": 2,
            "package": "scipy",
            "landed": 3,
            "packages": 12,
            "pause": 0.0,
        },
    )


@pytest.mark.parametrize("how", [RelocationHow.COPIED, RelocationHow.FRESH])
def test_the_way_back_tells_of_nothing_that_was_not_done(how: RelocationHow) -> None:
    report = RelocationReport(
        kind=PlaceKind.TEMP, origin=Path("new"), target=Path("old"), moved_files=0, moved_bytes=0, how=how, undo=True
    )
    first, *_ = relocation_lines(report)
    assert first == "The temp folder is in old again, the folder from before the move."
