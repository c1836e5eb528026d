"""The root of new places: who decided it, and how a person chooses another."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.model.commands import (
    ChoosePlacesRoot,
    DescribePlacesRoot,
)
from core.model.outcome import Failed, Succeeded
from core.model.places_root import Decider, PlacesRoot
from core.model.problem import Category, Problem
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, text

PROBLEM = Problem(category=Category.CACHE_CLEAN_FAILED, title="The cache is in use.", explanation="Wait for it.")


def ask_for_the_root(shown: Shown, root: PlacesRoot) -> None:
    """Open the choice of the root and answer what it asks."""
    shown.window.actions_.places_root.trigger()
    assert last(shown) == DescribePlacesRoot()
    assert text(shown, "placesRootDecided").startswith("Looking up")
    ended(shown, Succeeded(root=root))


def test_the_root_of_new_places_can_be_left_to_the_measurements(shown: Shown) -> None:
    ask_for_the_root(shown, PlacesRoot(folder=FOLDER, decided_by=Decider.PERSON))
    assert text(shown, "placesRootDecided").startswith("You chose")
    assert text(shown, "placesRootPath") == str(FOLDER)
    assert not is_shown(shown, "placesRootNotes")
    click(shown, "placesRootMeasured")
    assert last(shown) == ChoosePlacesRoot(root=None)
    ended(shown, Succeeded(root=PlacesRoot()))
    assert "measurements" in shown.window.notices.message.text


def test_a_root_is_not_chosen_by_looking_at_it(shown: Shown) -> None:
    ask_for_the_root(shown, PlacesRoot())
    assert text(shown, "placesRootDecided").startswith("The measurements decide")
    assert not is_shown(shown, "placesRootPath")
    assert not part(shown, QPushButton, "placesRootMeasured").isEnabled()
    click(shown, "placesRootCancel")
    assert len(shown.session.submitted) == 1


def test_a_chosen_root_begins_at_the_last_one_and_says_what_speaks_against_it(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(QFileDialog, "setDirectory", lambda _self, folder: begun.append(folder))
    ask_for_the_root(
        shown,
        PlacesRoot(folder=tmp_path, decided_by=Decider.PERSON, notes=("It lies on a network drive.", "It is long.")),
    )
    assert is_shown(shown, "placesRootNotes")
    click(shown, "placesRootFolder")
    assert begun == [str(tmp_path)]
    dialog = part(shown, QFileDialog, "folderDialog")
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    assert last(shown) == ChoosePlacesRoot(root=tmp_path)
    ended(shown, Succeeded(root=PlacesRoot(folder=tmp_path, decided_by=Decider.PERSON, notes=("On a network drive.",))))
    assert str(tmp_path) in shown.window.notices.message.text
    assert "On a network drive." in shown.window.notices.message.text


def test_nothing_is_chosen_where_policy_decides(shown: Shown) -> None:
    source = "/etc/wheelyard/policy.toml"
    ask_for_the_root(shown, PlacesRoot(folder=FOLDER, decided_by=Decider.POLICY, source=source))
    assert text(shown, "placesRootDecided").startswith("Policy decides")
    assert source in text(shown, "placesRootWay")
    for name in ("placesRootFolder", "placesRootMeasured"):
        assert not part(shown, QPushButton, name).isEnabled()
    assert part(shown, QPushButton, "placesRootCancel").text() == "Close"


def test_a_root_that_cannot_be_looked_up_can_still_be_chosen(shown: Shown) -> None:
    shown.window.actions_.places_root.trigger()
    ended(shown, Failed(problem=PROBLEM))
    assert is_shown(shown, "placesRootNotes")
    assert part(shown, QPushButton, "placesRootFolder").isEnabled()
