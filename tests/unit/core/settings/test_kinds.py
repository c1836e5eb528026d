"""Kinds of values: what a person wrote, a file holds and a variable says becomes a value, and goes back."""

import os
from pathlib import Path
from typing import Any

import pytest

from core.model.setting_values import SettingValue
from core.settings.bad_value import BadValueError
from core.settings.kinds import Choice, Flag, Folder, Items, Kind, Number, Text
from core.settings.path_kinds import ExistingFile, OwnFolder

WORDS = Choice(
    choices=("always", "never"), also={"sometimes": "always"}, also_in_variables={"1": "always", "true": "always"}
)
NUMBER = Number(minimum=1, maximum=99, least=0, unit="seconds")
NAMES = Items(what="", check=str.lower, commas=True, separator=",", whole="all")
LINES = Items(what="", check=str, separator=" ", single=True)
ABSOLUTE = str(Path(Path.cwd().anchor, "caches"))


def _refusing(_text: str) -> str:
    raise BadValueError("no.")


TEXT = Text(what="", check=str.upper, taken=str.lower)
PICKY = Text(what="", check=str, taken=_refusing, empty_is_refused=True)
BAD = BadValueError
"""Stands for a refusal in the tables."""


def _done(made: Any, given_: object) -> object:
    try:
        return made(given_)
    except BadValueError as error:
        return BAD if str(error).endswith(".") else str(error)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        *((Flag(), text, True) for text in ("true", "YES", "1", " on ", "y", "t")),
        *((Flag(), text, False) for text in ("false", "No", "0", "off", "n", "f")),
        *((Flag(), text, BAD) for text in ("", "2", "truely", "true false")),
        (WORDS, " Always ", "always"),
        (WORDS, "sometimes", "always"),
        (WORDS, "1", BAD),
        (WORDS, "", BAD),
        (NUMBER, "007", 7),
        (NUMBER, "0", BAD),
        (NUMBER, "100", BAD),
        (NUMBER, "+1", BAD),
        (NUMBER, "1.5", BAD),
        (NUMBER, "²", BAD),
        (NUMBER, "9" * 5000, BAD),
        (TEXT, " a ", "A"),
        (TEXT, " ", BAD),
        (NAMES, "B; a,b\nC", ("b", "a", "c")),
        (NAMES, " all ", "all"),
        (NAMES, "all, all", "all"),
        (NAMES, "all b", ("all", "b")),
        (NAMES, " ,; ", BAD),
        (LINES, "a b\r\n\n c ", ("a b", "c")),
        (Folder(), f" {ABSOLUTE} ", ABSOLUTE),
        (Folder(), "caches", BAD),
        (Folder(), "", BAD),
        (Folder(), f"{ABSOLUTE}\0", BAD),
        (ExistingFile(), __file__, __file__),
        (ExistingFile(), os.devnull + "x", BAD),
        (ExistingFile(), str(Path(__file__).parent), BAD),
    ],
)
def test_what_a_person_writes(kind: Kind, text: str, value: object) -> None:
    assert _done(kind.parse, text) == value


@pytest.mark.skipif(os.name != "posix", reason="Windows takes any name for that of a person")
def test_a_tilde_of_nobody_is_no_folder() -> None:
    with pytest.raises(BadValueError, match="names nobody's home folder"):
        Folder().parse("~nobody-of-this-name/x")


def test_a_home_folder_may_be_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", ABSOLUTE)
    monkeypatch.setenv("USERPROFILE", ABSOLUTE)
    assert Folder().parse("~/c") == str(Path(ABSOLUTE, "c"))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Flag(), True, True),
        (Flag(), 1, BAD),
        (Flag(), "true", BAD),
        (WORDS, "never", "never"),
        (WORDS, "sometimes", "always"),
        (WORDS, "Never", BAD),
        (WORDS, True, BAD),
        (NUMBER, 0, 0),
        (NUMBER, 2**63 - 1, 2**63 - 1),
        (NUMBER, 2**63, BAD),
        (NUMBER, -1, BAD),
        (NUMBER, True, BAD),
        (NUMBER, 1.0, BAD),
        (NUMBER, "1", BAD),
        (TEXT, "A", "a"),
        (TEXT, 1, BAD),
        (PICKY, "A", BAD),
        (NAMES, "all", "all"),
        (NAMES, "b", BAD),
        (NAMES, ["B", "b"], ("B", "b")),
        (NAMES, ["b", 1], BAD),
        (NAMES, {"b": 1}, BAD),
        (NAMES, [], ()),
        (LINES, "a b", ("a b",)),
        (LINES, [{"a": 1}], BAD),
        (Folder(), "relative", "relative"),
        (Folder(), ["a"], BAD),
    ],
)
def test_what_a_file_holds(kind: Kind, raw: object, value: object) -> None:
    assert _done(kind.from_toml, raw) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Flag(), "TRUE", True),
        (Flag(), "0", False),
        (Flag(), "", BAD),
        (Flag(), " 1", BAD),
        (Flag(only_yes_by_variable=True), "0", None),
        (Flag(only_yes_by_variable=True), "1", True),
        (WORDS, "True", "always"),
        (WORDS, "NEVER", "never"),
        (WORDS, "", BAD),
        (Choice(choices=("a",)), "A", BAD),
        (NUMBER, "", None),
        (NUMBER, "+5", 5),
        (NUMBER, "++5", BAD),
        (NUMBER, "-5", BAD),
        (NUMBER, " 5", BAD),
        (NUMBER, str(2**64 - 1), 2**64 - 1),
        (NUMBER, str(2**64), BAD),
        (TEXT, "", None),
        (TEXT, "A", "a"),
        (PICKY, "", BAD),
        (NAMES, "a,,b", ("a", "b")),
        (NAMES, "", None),
        (LINES, " a\tb ", ("a", "b")),
        (Folder(), "", BAD),
        (Folder(), "a", "a"),
        (OwnFolder(), "", None),
        (OwnFolder(), "a", "a"),
    ],
)
def test_what_a_variable_says(kind: Kind, text: str, value: object) -> None:
    assert _done(kind.from_variable, text) == value


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Flag(), True, "1"),
        (Flag(), False, "0"),
        (NUMBER, 5, "5"),
        (NAMES, ("a", "b"), "a,b"),
        (NAMES, "all", "all"),
        (LINES, ("a", "b"), "a b"),
    ],
)
def test_what_a_variable_is_set_to(kind: Kind, value: SettingValue, text: str) -> None:
    assert kind.to_variable(value) == text
    assert kind.from_variable(text) == (value if value != "all" else ("all",))
