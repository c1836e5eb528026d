"""Projects as people have them: every face shows the same values, which are the real uv's, and a change stays small."""

import json
import re
from pathlib import Path

import pytest

from core.cli.settings import settings_shape
from core.model.setting_keys import SettingKey
from core.settings.declared.all import declared
from tests.integration.settings.changes import change, changed, said_of, view_of
from tests.integration.settings.judge import differences_of
from tests.projects.differing import changed_lines, is_meant
from tests.projects.on_a_computer import NAMES, OnAComputer

CHOICES = {
    SettingKey.LINK_MODE: "hardlink",
    SettingKey.SYSTEM_CERTS: "false",
    SettingKey.INSECURE_HOSTS: "one.example, two.example:8443",
    SettingKey.NO_PROXY: "intranet.example",
    SettingKey.CONCURRENT_BUILDS: "3",
    SettingKey.EXCLUDE_NEWER: "2026-01-31",
    SettingKey.PYTHON_PREFERENCE: "system",
    SettingKey.CONSTRAINTS: "made-up<2\nother>=1",
    SettingKey.ENVIRONMENTS: "sys_platform == 'win32'",
    SettingKey.FIND_LINKS: "wheels\nmore wheels",
    SettingKey.INDEXES: "own=https://own.example/simple explicit",
    SettingKey.CACHE: "/somewhere/else",
}


@pytest.fixture(params=NAMES)
def here(request: pytest.FixtureRequest, tmp_path: Path, uv_program: Path) -> OnAComputer:
    return OnAComputer(request.param, tmp_path, uv_program)


def test_the_values_are_those_of_the_real_uv(here: OnAComputer) -> None:
    assert differences_of(here.values(), here.verdict()) == {}


def test_the_command_line_prints_what_the_session_reads(here: OnAComputer) -> None:
    ended = here.wheelyard.run("settings", "--project", here.project, "--json")
    (printed,) = ended.objects
    assert ended.status == 0
    assert len(printed["settings"]) == len(SettingKey)
    assert printed == json.loads(json.dumps(settings_shape(view_of(here.bench))))


@pytest.mark.parametrize("key", CHOICES)
def test_a_choice_for_everyone_changes_the_meant_lines_alone_and_goes_back(here: OnAComputer, key: SettingKey) -> None:
    before = here.files()
    stood = _stood(key, before)
    assert said_of(changed(here.bench, change(key, CHOICES[key])))
    after = here.files()
    (file,) = (file for file in after if after[file] != before.get(file))
    lines = changed_lines(before.get(file, b""), after[file])
    assert lines
    assert [line for line in lines if not is_meant(line, key, CHOICES[key])] == []
    values, verdict = here.values(), here.verdict()
    assert differences_of(values, verdict) == {}
    assert verdict.status == 0
    if not stood:
        # What a person had written there is gone with the choice; a header that was made stays.
        said_of(changed(here.bench, change(key, None)))
        left = changed_lines(before.get(file, b""), here.files()[file])
        assert left in ([], ["+", "+[tool.uv]"])


def _stood(key: SettingKey, files: dict[Path, bytes]) -> bool:
    words = re.findall(r"[a-z-]+", b"\n".join(files.values()).decode())
    return any(name.text in words for name in declared(key).keys)
