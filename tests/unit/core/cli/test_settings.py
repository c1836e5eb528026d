"""``wheelyard settings``: its grammar, its shapes, its sentences."""

from pathlib import Path

import pytest

from core.cli.arguments import parse
from core.cli.commands import command_of
from core.cli.settings import preview_lines, settings_lines, settings_shape
from core.model.commands import AnyCommand, ChooseSetting, PreviewSettings, ReadSettings
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import (
    EffectiveSetting,
    FileDiff,
    Held,
    IndexEntry,
    SettingChange,
    SettingsView,
    SourceTrouble,
)
from core.model.settings import Origin, OriginKind

HERE = Path().absolute()
VARIABLE = Origin(OriginKind.ENVIRONMENT, "UV_CACHE_DIR")
FILE = Origin(OriginKind.PROJECT, "/p/pyproject.toml", 7)
POLICY = Origin(OriginKind.POLICY, "/etc/wheelyard/policy.toml")

VIEW = SettingsView(
    project=Path("/p"),
    settings=(
        EffectiveSetting(
            key=SettingKey.CACHE,
            value="/v",
            origin=VARIABLE,
            held=(Held("/v", VARIABLE), Held("/f", FILE, "it is hidden")),
        ),
        EffectiveSetting(
            key=SettingKey.INDEXES,
            value=(IndexEntry(url="https://****@a.example/s", name="a"), IndexEntry(url="https://b.example/s")),
            origin=FILE,
            held=(Held((), FILE), Held((), VARIABLE)),
            joined=True,
        ),
        EffectiveSetting(
            key=SettingKey.SYSTEM_CERTS, value=True, origin=POLICY, held=(Held(True, POLICY),), locked_by=POLICY.path
        ),
        EffectiveSetting(
            key=SettingKey.PROXY, value=None, origin=Origin(OriginKind.DEFAULT), default="", unknown="Not yet."
        ),
    ),
    troubles=(SourceTrouble(source="/u/uv.toml", sentence="It is broken.", line=2, column=9, stops_uv=True),),
)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("settings", ReadSettings(project=HERE)),
        ("settings cache --json", ReadSettings(project=HERE)),
        (
            "settings set link-mode copy --scope project",
            ChooseSetting(project=HERE, key=SettingKey.LINK_MODE, value="copy", scope=SettingScope.PROJECT),
        ),
        (
            "settings unset link-mode --scope user --project sub",
            ChooseSetting(project=HERE / "sub", key=SettingKey.LINK_MODE, scope=SettingScope.USER),
        ),
        (
            "settings set offline true --scope user --dry-run",
            PreviewSettings(
                project=HERE,
                changes=(SettingChange(key=SettingKey.OFFLINE, scope=SettingScope.USER, value="true"),),
            ),
        ),
    ],
)
def test_what_is_typed_becomes_a_command(line: str, command: AnyCommand) -> None:
    assert command_of(parse(line.split())) == command


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("settings nonsense", "there is no setting 'nonsense'; there are cache, temp"),
        ("settings dance cache", "not by 'dance'"),
        ("settings set", "`wheelyard settings set` needs the name"),
        ("settings set cache", "needs a value"),
        ("settings unset", "`wheelyard settings unset` needs the name"),
        ("settings unset cache x", "takes no value"),
        ("settings set cache x --scope nobody", "nobody"),
        ("settings cache --dry-run", "--dry-run goes with set and unset"),
    ],
)
def test_wrong_words_end_with_status_2(line: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(line.split())
    assert end.value.code == 2
    assert word in capsys.readouterr().err


def test_the_shape_is_the_one_that_scripts_rely_on() -> None:
    shape = settings_shape(VIEW)
    assert shape["settings"][0] == {
        "key": "cache",
        "value": "/v",
        "origin": {"kind": "environment", "path": "UV_CACHE_DIR"},
        "overridden": [{"value": "/f", "origin": {"kind": "project", "path": "/p/pyproject.toml", "line": 7}}],
        "locked": False,
    }
    assert shape["settings"][1]["value"][0]["name"] == "a"
    assert [each["locked"] for each in shape["settings"]] == [False, False, True, False]
    assert [each["value"] for each in shape["settings"]][2:] == [True, None]
    assert shape["troubles"][0]["line"] == 2


def test_a_person_reads_value_origin_and_what_does_not_count() -> None:
    everyone = "for everyone in this project: /p/pyproject.toml"
    lines = list(settings_lines(VIEW))
    assert lines == [
        "cache         /v  [variable: UV_CACHE_DIR]",
        "              not /f  [for everyone in this project: /p/pyproject.toml:7]: it is hidden",
        f"indexes       a=https://****@a.example/s  [{everyone}:7; variable: UV_CACHE_DIR]",
        "              https://b.example/s",
        "system-certs  true  [locked, policy: /etc/wheelyard/policy.toml]",
        "proxy         not set  [default]",
        "/u/uv.toml:2:9: It is broken. uv ends because of it.",
    ]


def test_a_preview_shows_diff_and_sentence() -> None:
    diff = FileDiff(file=Path("/p/uv.toml"), lines=("--- a", "+++ a", "+x"), made=True, note="It hides another.")
    assert list(preview_lines(Succeeded(diffs=(diff,)))) == ["--- a", "+++ a", "+x", "It hides another."]
    assert list(preview_lines(Succeeded())) == ["Nothing would change."]
    assert list(preview_lines(Succeeded(repaired="It is kept."))) == ["It is kept."]
