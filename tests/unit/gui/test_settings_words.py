"""Sentences about settings: what holds, where it comes from, what is secret."""

import pytest

from core.model.setting_keys import Section, SettingKey, SettingScope
from core.model.setting_values import EffectiveSetting, Held, IndexEntry, SourceTrouble
from core.model.settings import Origin, OriginKind
from core.settings.declared.all import declared
from gui import repair_words, setting_words

FILE = Origin(OriginKind.USER, "/home/person/.config/uv/uv.toml", 3)
WINDOWS = Origin(OriginKind.SYSTEM, r"C:\ProgramData\uv\uv.toml", 12)


@pytest.mark.parametrize(
    ("origin", "sentence"),
    [
        (FILE, "From uv.toml, line 3 (all your projects)."),
        (WINDOWS, "From uv.toml, line 12 (everyone on this computer)."),
        (Origin(OriginKind.PROJECT, "/p/pyproject.toml"), "From pyproject.toml (everyone in this project)."),
        (Origin(OriginKind.ENVIRONMENT, "UV_CACHE_DIR"), "From the variable UV_CACHE_DIR."),
        (Origin(OriginKind.PROFILE), "Chosen by you for this project."),
        (Origin(OriginKind.POLICY, "/etc/wheelyard/policy.toml"), "Set by policy, in policy.toml."),
        (Origin(OriginKind.DEFAULT), "The default."),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Origin) else "",
)
def test_an_origin_is_a_short_sentence(origin: Origin, sentence: str) -> None:
    assert setting_words.origin_sentence(origin) == sentence


def test_sources_are_named_by_their_whole_path() -> None:
    setting = EffectiveSetting(
        key=SettingKey.LINK_MODE,
        value="copy",
        origin=FILE,
        held=(Held("copy", FILE), Held("clone", WINDOWS), Held("symlink", WINDOWS, "the uv.toml beside it hides it")),
    )
    assert setting_words.parts_title(setting) == "What it overrides (2)"
    assert setting_words.parts(declared(SettingKey.LINK_MODE), setting) == (
        "/home/person/.config/uv/uv.toml, line 3: copy",
        r"C:\ProgramData\uv\uv.toml, line 12: clone",
        r"C:\ProgramData\uv\uv.toml, line 12: symlink (the uv.toml beside it hides it)",
    )


def test_values_are_said_with_their_units_and_long_lists_are_cut() -> None:
    timeout, hosts = declared(SettingKey.HTTP_TIMEOUT), declared(SettingKey.NO_PROXY)
    assert setting_words.value_text(timeout, 30) == "30 seconds"
    assert setting_words.value_text(declared(SettingKey.OFFLINE), value=True) == "yes"
    assert setting_words.value_text(hosts, tuple("abcdef")) == "a, b, c, d, 2 more"
    entry = IndexEntry(url="https://person:hunter2@corp.example/simple", name="corp")
    assert "hunter2" not in setting_words.value_text(declared(SettingKey.INDEXES), (entry,))
    assert setting_words.value_text(declared(SettingKey.VARIABLES), ("API_TOKEN=abc", "A=1")) == "API_TOKEN=****, A=1"


@pytest.mark.parametrize(
    ("assignment", "secret"),
    [
        ("API_TOKEN=abc", True),
        ("API_TOKEN=", True),
        ("ANYTHING=****", True),
        ("REPORT=daily", False),
        ("REPORT=", False),
        ("URL=https://person:word@h.example/", True),
    ],
)
def test_what_looks_secret(assignment: str, secret: bool) -> None:  # noqa: FBT001 - a column of the table
    assert setting_words.looks_secret(assignment) is secret


def test_a_trouble_names_its_place() -> None:
    trouble = SourceTrouble(source="/p/uv.toml", sentence="It is no valid TOML.", line=3, column=7, stops_uv=True)
    assert setting_words.trouble_place(trouble) == "/p/uv.toml, line 3, column 7"
    variable = SourceTrouble(source="UV_OFFLINE", sentence="UV_OFFLINE cannot be used.")
    assert setting_words.trouble_place(variable) == "UV_OFFLINE"
    assert setting_words.trouble_title(trouble) != setting_words.trouble_title(variable)


def test_everything_of_the_core_has_words_of_its_own() -> None:
    assert len({setting_words.section_title(section) for section in Section}) == len(Section)
    assert len({setting_words.scope_text(scope) for scope in SettingScope}) == len(SettingScope)
    assert len({setting_words.origin_sentence(Origin(kind, "X")) for kind in OriginKind}) == len(OriginKind)


@pytest.mark.parametrize("key", SettingKey)
def test_every_repair_of_a_setting_has_a_title(key: SettingKey) -> None:
    for value in ("true", None):
        assert repair_words._setting_title(key, value)


def test_settings_without_a_title_of_their_own_are_named() -> None:
    assert repair_words._setting_title(SettingKey.OFFLINE, "true") == "Set: Offline"
    assert repair_words._setting_title(SettingKey.OFFLINE, None) == "Take back: Offline"
