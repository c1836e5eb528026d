"""The real uv reads every file that Wheelyard wrote, and takes from it what was chosen."""

import random
from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS, declared
from core.settings.writing.plan import plan_files
from tests.integration.settings.judge import VERSION, Sources
from tests.unit.core.settings.writing.layouts import LAYOUTS, all_forms, write_bytes

VALUES = {
    SettingKey.CACHE: ("/tmp/a cache", "/tmp/ü"),  # noqa: S108 - only a name
    SettingKey.SYSTEM_CERTS: ("true", "false"),
    SettingKey.INSECURE_HOSTS: ("a.example, b.example:8443",),
    SettingKey.PROXY: ("http://proxy.example:8080",),
    SettingKey.NO_PROXY: (".example, 10.0.0.0/8",),
    SettingKey.OFFLINE: ("true",),
    SettingKey.LINK_MODE: ("clone", "hardlink"),
    SettingKey.FIND_LINKS: ("wheels\nother wheels", "b\na"),
    SettingKey.NO_BUILD: ("true", "false"),
    SettingKey.INDEXES: (
        "corp=https://corp.example/simple explicit\nhttps://new.example/simple authenticate=always",
        "second=https://second.example/simple\ncorp=https://corp.example/simple default",
        "wheels flat\nown=https://own.example/simple",
    ),
    SettingKey.INDEX_STRATEGY: ("unsafe-best-match",),
    SettingKey.KEYRING_PROVIDER: ("subprocess",),
    SettingKey.PYTHON_PREFERENCE: ("system",),
    SettingKey.PYTHON_DOWNLOADS: ("never",),
    SettingKey.DEFAULT_GROUPS: ("all",),
    SettingKey.ENVIRONMENTS: ("sys_platform == 'win32'\nsys_platform == 'linux'",),
    SettingKey.CONSTRAINTS: ("b<1\nnumpy<2", "a<1"),
    SettingKey.OVERRIDES: ("b==1",),
    SettingKey.EXCLUDE_NEWER: ("2026-01-31T12:00:00Z",),
    SettingKey.CONCURRENT_DOWNLOADS: ("3",),
    SettingKey.CONCURRENT_BUILDS: ("2",),
    SettingKey.CONCURRENT_INSTALLS: ("1",),
}
IN_PROJECT = [each.key for each in DECLARATIONS if SettingScope.PROJECT in each.scopes and each.keys]
FORMS = {(name, form): text for name, layout in LAYOUTS.items() for form, text in all_forms(layout).items()}


def test_every_setting_of_files_is_tried() -> None:
    assert set(IN_PROJECT) == set(VALUES)
    for key, values in VALUES.items():
        for value in values:
            try:
                declared(key).kind.parse(value)
            except BadValueError as error:  # pragma: no cover - a defect of this file
                raise AssertionError(f"{key}: {error}") from error


@pytest.mark.parametrize("name", FORMS, ids=" ".join)
def test_uv_takes_what_was_chosen_at_random(tmp_path: Path, uv_program: Path, name: tuple[str, str]) -> None:
    sources = Sources(tmp_path, uv_program)
    file = sources.project / "pyproject.toml"
    write_bytes(file, FORMS[name])
    before = sources.uv()
    assert before.status == 0, before.said
    assert "Failed to parse" not in before.said
    chosen = random.Random(" ".join(name))  # noqa: S311 - the same choices in every run
    for scope, table in ((SettingScope.PROJECT, IN_PROJECT), (SettingScope.USER, IN_PROJECT)):
        keys = [key for key in table if scope in declared(key).scopes]
        changes = [
            SettingChange(key=key, scope=scope, value=chosen.choice((None, *VALUES[key])))
            for key in chosen.sample(keys, k=min(8, len(keys)))
        ]
        for planned in plan_files(changes, sources.project, sources.environ, VERSION):
            planned.file.parent.mkdir(parents=True, exist_ok=True)
            planned.file.write_bytes(planned.data)
    verdict = sources.uv()
    assert verdict.status == 0, verdict.said
    assert "Failed to parse" not in verdict.said
    assert sources.differences() == {}, file.read_text(encoding="utf-8")
