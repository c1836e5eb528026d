"""Projects as people have them: every face shows what the real uv takes, and a change touches the meant lines alone."""

import json
from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey
from core.model.settings import OriginKind
from core.settings.declared.all import declared
from core.store.documents import to_json
from tests.integration.settings.changes import change, changed, said_of, view_of
from tests.integration.settings.judge import differences_of
from tests.projects.differing import changed_lines, is_meant
from tests.projects.on_a_computer import NAMES, OnAComputer

CHANGES = (
    (SettingKey.LINK_MODE, ("hardlink", "copy")),
    (SettingKey.INDEX_STRATEGY, ("unsafe-first-match", "first-index")),
    (SettingKey.PYTHON_PREFERENCE, ("system", "managed")),
    (SettingKey.EXCLUDE_NEWER, ("2026-03-05", "1 week")),
    (SettingKey.SYSTEM_CERTS, ("true", "false")),
    (SettingKey.CONCURRENT_BUILDS, ("3", "4")),
    (SettingKey.NO_BUILD, ("true", "false")),
    (SettingKey.CONSTRAINTS, ("urllib3<3", "numpy<2")),
    (SettingKey.INDEXES, ("spare=https://spare.corp.example/simple explicit", "")),
)
"""Settings, each with a value to choose, and another for projects that have that one."""


def _json(value: object) -> object:
    return json.loads(to_json(value))


@pytest.fixture(params=NAMES)
def here(request: pytest.FixtureRequest, tmp_path: Path, uv_program: Path) -> OnAComputer:
    return OnAComputer(request.param, tmp_path, uv_program)


def test_there_are_more_than_ten_projects_and_the_reference_project() -> None:
    assert len(set(NAMES)) > 10


def test_the_session_and_uv_take_the_same_values(here: OnAComputer) -> None:
    verdict = here.verdict()
    assert verdict.status == 0, verdict.said
    assert len(verdict.values) > 10
    assert differences_of(here.values(), verdict) == {}


def test_the_command_line_shows_what_the_session_reads(here: OnAComputer) -> None:
    ended = here.wheelyard.run("settings", "--json", "--project", here.project)
    assert ended.status == 0, ended.stderr
    shown = {each["key"]: each for each in json.loads(ended.stdout)["settings"]}
    settings = view_of(here.bench).settings
    assert list(shown) == [setting.key.value for setting in settings]
    for setting in settings:
        said = shown[setting.key.value]
        assert said["value"] == _json(setting.value), setting.key
        assert said["origin"]["kind"] == setting.origin.kind.value, setting.key
        assert said["origin"]["path"] == setting.origin.path, setting.key
        assert [each["value"] for each in said["overridden"]] == [_json(each.value) for each in setting.overridden]


def test_a_round_trip_changes_the_meant_lines_alone(here: OnAComputer) -> None:
    for key, choices in CHANGES:
        before = here.files()
        old = next((each for each in view_of(here.bench).of(key).held if each.origin.kind is OriginKind.PROJECT), None)
        had = declared(key).kind.text(old.value) if old is not None else None
        value = next(choice for choice in choices if choice != had)
        if key in {SettingKey.CONSTRAINTS, SettingKey.INDEXES} and had is not None:
            value = f"{had}\n{value}"
        said_of(changed(here.bench, change(key, value)))
        after = here.files()
        (file,) = (file for file in after if after[file] != before.get(file))
        assert file.parent in {here.project, *here.project.parents}
        lines = changed_lines(before.get(file, b""), after[file])
        assert lines, key
        assert [line for line in lines if not is_meant(line, key, value)] == [], (key, lines)
        verdict = here.verdict()
        assert verdict.status == 0, (key, verdict.said)
        assert differences_of(here.values(), verdict) == {}, key
        if old is None:
            said_of(changed(here.bench, change(key, None)))
            left = changed_lines(before.get(file, b""), file.read_bytes())
            # A table that had to be made may stay, empty.
            assert [line for line in left if line not in {"+", "+[tool.uv]"}] == [], (key, left)
