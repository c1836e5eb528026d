"""What the window says of a move that is stopped, taken back, or under way."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton

from core.model.commands import FindCandidates, RelocatePlace, Sync, UndoRelocation
from core.model.events import ProjectDescribed, RelocationProgressed, Stage, StageChanged
from core.model.measurements import RelocationHow, RelocationReport
from core.model.outcome import Cancelled
from core.model.settings import PlaceKind
from gui import move_words
from tests.fakes import scenes
from tests.fakes.findings import FOLDER, OLD_CACHE
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, text

FRESH = Path("/data/uv-cache/fresh")


@pytest.mark.parametrize("command", [RelocatePlace(project=FOLDER), UndoRelocation(project=FOLDER)])
def test_a_stopped_move_does_not_claim_that_anything_stays_done(
    shown: Shown, command: RelocatePlace | UndoRelocation
) -> None:
    shown.session.begin(command, at=NOW, job="job-9")
    shown.session.end(FOLDER, Cancelled(), seconds=2.0, job="job-9")
    assert text(shown, "stageLabel").endswith("was stopped after 2.0 s. Everything is where it was before.")


def test_a_stopped_measurement_claims_nothing(shown: Shown) -> None:
    shown.session.begin(FindCandidates(project=FOLDER), at=NOW, job="job-9")
    shown.session.end(FOLDER, Cancelled(), seconds=2.0, job="job-9")
    assert text(shown, "stageLabel") == "Search for a better place was stopped after 2.0 s."


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (RelocatePlace(project=FOLDER), "What is being moved stays where it was."),
        (Sync(project=FOLDER), "What is done stays done."),
    ],
)
def test_closing_says_what_a_stop_leaves_behind(shown: Shown, command: RelocatePlace | Sync, said: str) -> None:
    shown.session.begin(command, at=NOW, job="job-9")
    shown.window.actions_.close_window.trigger()
    assert said in text(shown, "questionText")
    click(shown, "questionDecline")


def test_an_undo_shows_no_files_where_none_move(shown: Shown) -> None:
    shown.session.begin(UndoRelocation(project=FOLDER), at=NOW, job="job-9")
    shown.session.play(StageChanged(job="job-9", project=FOLDER, stage=Stage.MOVING, at=0.0))
    shown.session.play(RelocationProgressed(job="job-9", project=FOLDER, step="switching"))
    assert text(shown, "activityDetail") == "Switching the setting"
    assert not is_shown(shown, "packagesBar")
    counted = RelocationProgressed(job="job-9", project=FOLDER, step="counting", done_files=12)
    shown.session.play(counted)
    assert is_shown(shown, "packagesBar")


def test_the_undo_of_an_earlier_day_says_what_it_brings_back(shown: Shown) -> None:
    later = scenes.details(FRESH, undo=True)
    shown.session.play(ProjectDescribed(project=scenes.project(), details=later))
    hint = part(shown, QPushButton, "undoButton").toolTip()
    assert hint.startswith(f"Bring the cache back from {FRESH} to {OLD_CACHE}")


def test_after_an_undo_of_a_fresh_start_the_fresh_one_is_named() -> None:
    report = RelocationReport(
        kind=PlaceKind.CACHE,
        origin=FRESH,
        target=OLD_CACHE,
        moved_files=0,
        moved_bytes=0,
        how=RelocationHow.FRESH,
        undo=True,
    )
    assert move_words.report_text(report) == f"The fresh one stays in {FRESH}."
    assert move_words.report_text(replace(report, undo=False)) == "The old place stays as it is."
