"""A wheelhouse that is collected from the page of the wheels: asked for, watched, stopped, explained."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton

from core.model.commands import CollectWheels
from core.model.events import FilesProgressed
from core.model.outcome import Cancelled, Succeeded
from gui.dialogs.collect import CollectDialog
from tests.fakes import wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part, text
from tests.unit.gui.wheels_opened import asked, end, job_of, open_page


def test_a_wheelhouse_is_collected_watched_and_explained(shown: Shown, tmp_path: Path) -> None:
    open_page(shown)
    click(shown, "wheelsCollect")
    dialog = part(shown, CollectDialog, "collectDialog")
    assert not part(shown, QPushButton, "collectStart").isEnabled()
    dialog.take_folder(tmp_path)
    part(shown, QCheckBox, "collect-darwin-arm64").click()
    click(shown, "collectStart")
    assert asked(shown)[-1] == CollectWheels(project=FOLDER, to=tmp_path, platforms=(wheels.WINDOWS, wheels.LINUX))
    job = job_of(shown, CollectWheels)
    shown.session.play(
        FilesProgressed(
            job=job, project=FOLDER, done=3, total=16, done_bytes=12 << 20, total_bytes=118 << 20, file="numpy.whl"
        )
    )
    assert text(shown, "collectDoing") == "3 of 16 · 12.0 MiB of 118 MiB"
    assert text(shown, "collectFile") == "numpy.whl"
    assert part(shown, QPushButton, "collectClose").text() == "Stop"
    click(shown, "collectClose")
    assert shown.session.cancelled[-1] == job
    end(shown, CollectWheels, Cancelled())
    assert "goes on there" in text(shown, "collectMessageTitle")
    click(shown, "collectStart")
    end(shown, CollectWheels, Succeeded(collection=wheels.collection(tmp_path)))
    assert text(shown, "collectMessageTitle").endswith("1 of them since an earlier run; 1 missing.")
    assert text(shown, "collectMissing").startswith("dash-design-kit 1.6.8 is an sdist")
    copy = part(shown, QToolButton, "collectCopy-0")
    copy.click()
    assert QApplication.clipboard().text().startswith("uv sync --offline --find-links ")
    dialog.reject()


def test_a_collection_whose_dialog_is_closed_is_told_of_above_the_page(shown: Shown, tmp_path: Path) -> None:
    open_page(shown)
    click(shown, "wheelsCollect")
    dialog = part(shown, CollectDialog, "collectDialog")
    dialog.take_folder(tmp_path)
    click(shown, "collectStart")
    dialog.reject()
    assert shown.session.cancelled == []
    end(shown, CollectWheels, Succeeded(collection=wheels.collection(tmp_path)))
    assert text(shown, "messageBarTitle").startswith("3 files, ")
