"""A table without rows says why."""

from PySide6.QtWidgets import QLabel, QTableView

from core.model.commands import Sync
from core.model.events import LinesPrinted, PlanKnown
from core.model.outcome import Succeeded
from tests.fakes import findings, scenes
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import is_shown, part, text


def test_a_sync_without_changes_says_that_all_is_installed(shown: Shown) -> None:
    folder, job = findings.FOLDER, scenes.JOB
    shown.session.begin(Sync(project=folder), PlanKnown(job=job, project=folder, packages=()), at=NOW)
    shown.session.play(LinesPrinted(job=job, project=folder, lines=("Audited 77 packages in 1ms",)))
    assert text(shown, "packageTableEmpty") == "Packages appear here as soon as uv names them."
    shown.session.end(folder, Succeeded(checked=77))
    assert is_shown(shown, "packageTableEmpty")
    assert text(shown, "packageTableEmpty") == "Nothing had to change: all 77 packages are installed."
    table = part(shown, QTableView, "packageTable")
    assert table.accessibleDescription() == text(shown, "packageTableEmpty")
    assert not table.horizontalHeader().isVisible()


def test_with_rows_there_is_no_sentence(shown: Shown) -> None:
    shown.session.begin(Sync(project=findings.FOLDER), at=NOW)
    scenes.sync_under_way(shown.session, at=NOW)
    assert not is_shown(shown, "packageTableEmpty")
    assert part(shown, QTableView, "packageTable").horizontalHeader().isVisible()
    assert part(shown, QLabel, "packageTableEmpty").text() == ""
