"""Scripts for PowerShell, read by its documented rules, and by a grammar of it where one is installed."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from core.model.shells import ShellKind
from core.settings.shells.script_files import MARK, file_bytes, script_of
from tests.unit.core.settings.shells.odd_texts import ODD, QUOTED, environment_with, texts
from tests.unit.core.settings.shells.powershell_reader import Run

ROOT = Path("/root of all")


def script(variables: dict[str, str], removed: tuple[str, ...] = ()) -> str:
    return script_of(ShellKind.POWERSHELL, environment_with(variables, root=ROOT, windows=True, removed=removed))


def test_every_value_arrives_as_it_is() -> None:
    expected = {f"V{number}": text for number, text in enumerate((*ODD, QUOTED))} | {"Program(x)": "y"}
    environment = environment_with({}, root=ROOT, windows=True)
    run = Run(script(expected, ("ALL_PROXY", "NEVER")), {"PATH": "C:\\Windows", "ALL_PROXY": "x"})
    assert run.variables == {**expected, "PATH": f"{environment.programs[0]};C:\\Windows"}
    assert run.made == list(environment.made)


def test_a_second_time_changes_nothing() -> None:
    text = script({"A": "b"})
    once = Run(text, {"PATH": "C:\\Windows"}).variables
    assert Run(text, once).variables == once


@given(value=texts())
def test_any_text_comes_back(value: str) -> None:
    assert Run(script({"V": value}), {"PATH": ""}).variables["V"] == value


def test_windows_powershell_is_told_the_encoding_and_gets_its_line_ends() -> None:
    data = file_bytes(ShellKind.POWERSHELL, script({"V": "größe"}))
    assert data.startswith(f"\ufeff# {MARK}".encode())
    assert data.count(b"\r\n") == data.count(b"\n") > 4
    assert "größe".encode() in data


def test_the_language_that_companies_allow_is_enough() -> None:
    text = script({f"V{number}": "x" for number in range(3)})
    assert "::" not in text, "calls of .NET are refused where the language is constrained"


def grammar() -> Any:
    language = pytest.importorskip("tree_sitter_powershell")
    tree_sitter = pytest.importorskip("tree_sitter")
    return tree_sitter.Parser(tree_sitter.Language(language.language()))


def test_a_grammar_of_powershell_finds_no_mistake_in_it() -> None:
    # The grammar that can be had knows the straight quotes alone.
    parser = grammar()
    expected = {
        f"V{number}": text for number, text in enumerate((*ODD, QUOTED)) if not set(text) & set("\u2018\u2019\u201a")
    }
    tree = parser.parse(script(expected, ("ALL_PROXY",)).encode())
    assert not tree.root_node.has_error
    assert parser.parse(b"$env:A = 'it's'\n").root_node.has_error
