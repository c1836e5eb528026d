"""The dialog over projects as people have them shows what the command line shows, and saves the meant lines alone."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from core.model.commands import ChangeSettings, PreviewSettings
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.settings.declared.all import declared
from core.uv.binary import find_uv
from gui import setting_words
from tests.fakes.findings import FOLDER
from tests.integration.settings.changes import view_of
from tests.projects.differing import changed_lines, is_meant
from tests.projects.on_a_computer import NAMES, OnAComputer
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.settings_opened import Opened, open_settings

_SHOWN = 3
"""Of a long list the sentence names the first ones and counts the rest."""


@pytest.fixture(params=NAMES)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> OnAComputer:
    return OnAComputer(request.param, tmp_path, find_uv(None, {}))


def _opened(shown: Shown, here: OnAComputer) -> Opened:
    return open_settings(shown, replace(view_of(here.bench), project=FOLDER))


def test_the_dialog_shows_what_the_command_line_shows(shown: Shown, here: OnAComputer) -> None:
    opened = _opened(shown, here)
    ended = here.wheelyard.run("settings", "--json", "--project", here.project)
    said = {each["key"]: each for each in json.loads(ended.stdout)["settings"]}
    draft = opened.dialog.draft
    assert draft is not None
    assert {each.key.value for each in draft.declarations()} == set(said)
    for declaration in draft.declarations():
        opened.row(declaration.key)
        words = part(shown, QLabel, f"setting-{declaration.key.value}-effective").text()
        setting = opened.view.of(declaration.key)
        value, path = said[declaration.key.value]["value"], said[declaration.key.value]["origin"]["path"]
        for item in value[:_SHOWN] if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                assert item["url"] in words, declaration.key
            elif item is not None and not isinstance(item, bool):
                assert str(item) in words, declaration.key
        assert words == setting_words.effective_sentence(declaration, setting)
        if path is not None and not setting.joined:
            assert Path(path).name in words, declaration.key
    assert opened.dialog.changes == ()
    opened.close()


def test_one_edit_in_the_dialog_changes_the_meant_lines_alone(shown: Shown, here: OnAComputer) -> None:
    opened = _opened(shown, here)
    draft = opened.dialog.draft
    assert draft is not None
    key, scope = SettingKey.EXCLUDE_NEWER, SettingScope.PROJECT
    opened.row(key)
    opened.press(f"setting-{key.value}-scope-{scope.value}")
    opened.write(key, "2026-03-05")
    (change,) = opened.dialog.changes
    assert (change.key, change.scope, change.value) == (key, scope, "2026-03-05")
    opened.press("settingsSave")
    (wanted,) = opened.wanted()
    assert isinstance(wanted, PreviewSettings | ChangeSettings)
    before = here.files()
    done = here.bench.do(ChangeSettings(project=here.project, changes=wanted.changes))
    assert isinstance(done, Succeeded), done
    after = here.files()
    (file,) = (file for file in after if after[file] != before.get(file))
    lines = changed_lines(before.get(file, b""), after[file])
    assert lines
    assert [line for line in lines if not is_meant(line, key, "2026-03-05")] == [], lines
    assert here.verdict().status == 0
    # In one of the projects uv passes over the whole table; the value stands there all the same.
    assert "2026-03-05" in [declared(key).kind.text(held.value) for held in view_of(here.bench).of(key).held]
    opened.close()
