"""Projects as people have them: the dialog shows what ``wheelyard settings`` prints, and saves what was meant."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.model.commands import ChangeSettings, PreviewSettings
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.settings.declared.all import declared
from tests.fakes.findings import FOLDER
from tests.integration.settings.changes import view_of
from tests.projects.differing import changed_lines, is_meant
from tests.projects.on_a_computer import NAMES, OnAComputer
from tests.unit.gui.conftest import Shown
from tests.unit.gui.settings_opened import Opened, open_settings

PROJECT = SettingScope.PROJECT
MOST = 3
"""Items of a list that are looked for; of long ones the dialog shows the first."""


@pytest.fixture(params=NAMES)
def here(request: pytest.FixtureRequest, tmp_path: Path, uv_program: Path) -> OnAComputer:
    return OnAComputer(request.param, tmp_path, uv_program)


@pytest.fixture
def opened(shown: Shown, here: OnAComputer) -> Iterator[Opened]:
    made = open_settings(shown, replace(view_of(here.bench), project=FOLDER))
    yield made
    made.close()


def test_the_dialog_shows_what_the_command_line_prints(opened: Opened, here: OnAComputer) -> None:
    (printed,) = here.wheelyard.run("settings", "--project", here.project, "--json").objects
    assert len(printed["settings"]) == len(SettingKey)
    for setting in printed["settings"]:
        key = SettingKey(setting["key"])
        shown = opened.row(key).effective.text
        wanted = _words(setting, declared(key).default)
        assert [words for words in wanted if words not in shown] == [], (key, shown)


def _words(setting: dict[str, Any], default: str) -> list[str]:
    """Return what must stand in the dialog's sentence: every part of the value, and where it comes from."""
    value, origin = setting["value"], setting["origin"]
    if origin["kind"] == "default":
        return [default] if default else [*_parts(value), "the default" if value is not None else "uv decides"]
    joined = isinstance(value, list)
    line = f"line {origin['line']}" if "line" in origin else ""
    where = [] if joined else [Path(origin["path"]).name, line] if origin["path"] else []
    return [*_parts(value), *where]


def _parts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [each["url"] if isinstance(each, dict) else each for each in value[:MOST]]
    return [] if value is None else [str(value)]


def test_what_is_chosen_in_the_dialog_changes_the_meant_lines_alone(opened: Opened, here: OnAComputer) -> None:
    before = here.files()
    opened.row(SettingKey.LINK_MODE)
    opened.press(f"setting-link-mode-scope-{PROJECT}")
    opened.press("setting-link-mode-hardlink")
    row = opened.row(SettingKey.CONCURRENT_INSTALLS)
    opened.press(f"setting-concurrent-installs-scope-{PROJECT}")
    assert row.scope is PROJECT
    opened.write(SettingKey.CONCURRENT_INSTALLS, "6")
    chosen = {change.key: change.value for change in opened.dialog.changes}
    assert chosen == {SettingKey.LINK_MODE: "hardlink", SettingKey.CONCURRENT_INSTALLS: "6"}
    opened.press("settingsSave")
    (asked,) = opened.wanted()
    assert isinstance(asked, PreviewSettings)
    seen = here.bench.do(PreviewSettings(project=here.project, changes=asked.changes))
    assert isinstance(seen, Succeeded)
    assert here.files() == before
    opened.end(PreviewSettings, seen)
    opened.press("settingsWrite")
    wanted = opened.wanted()[-1]
    assert isinstance(wanted, ChangeSettings)
    done = here.bench.do(ChangeSettings(project=here.project, changes=wanted.changes, seen=wanted.seen))
    assert isinstance(done, Succeeded), done
    assert done.diffs == seen.diffs
    after = here.files()
    (file,) = (each for each in after if after[each] != before.get(each))
    lines = changed_lines(before[file], after[file])
    assert [line for line in lines if not any(is_meant(line, key, str(value)) for key, value in chosen.items())] == []
    for key, value in chosen.items():
        held = [each.value for each in view_of(here.bench).of(key).held if each.origin.path == str(file)]
        assert [str(each) for each in held] == [value]
