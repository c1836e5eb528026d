"""Whole folders of wheels: find-links and flat indexes, in ``pyproject.toml`` and in ``uv.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.model.project import InputError
from core.settings.writing.yard_edits import (
    with_find_links,
    with_flat_index,
    without_find_links,
    without_flat_index,
    yards_target,
)
from tests.projects.pyprojects.all import PYPROJECTS
from tests.unit.core.settings.writing.layouts import LAYOUTS

FILE = "/x/pyproject.toml"


def uv(text: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(text.removeprefix("\ufeff")).get("tool", {}).get("uv", {})
    return table


@pytest.mark.parametrize("text", [*PYPROJECTS.values(), *LAYOUTS.values()])
def test_a_folder_comes_and_goes_in_any_file(text: str) -> None:
    before = uv(text)
    listed = with_find_links(text, "wheels/corp", FILE)
    assert uv(listed) == {**before, "find-links": [*before.get("find-links", []), "wheels/corp"]}
    assert listed.startswith("\ufeff") == text.startswith("\ufeff")
    assert with_find_links(listed, "./wheels\\corp/", FILE) == listed
    back = without_find_links(listed, "wheels/corp/", FILE)
    assert {**uv(back), "sources": None} == {**before, "sources": None}
    if "find-links" in before:
        assert back == text


@pytest.mark.parametrize("text", [*PYPROJECTS.values(), *LAYOUTS.values()])
def test_a_flat_index_comes_and_goes_in_any_file(text: str) -> None:
    before = uv(text).get("index", [])
    flat = with_flat_index(text, "corp-files", "wheels", FILE, explicit=True)
    entry = {"name": "corp-files", "url": "wheels", "explicit": True, "format": "flat"}
    assert uv(flat)["index"] == [*before, entry]
    moved = with_flat_index(flat, "Corp-Files", "other", FILE, explicit=False)
    assert uv(moved)["index"] == [*before, {"name": "corp-files", "url": "other", "format": "flat"}]
    assert uv(without_flat_index(moved, "CORP-files", FILE)).get("index", []) == before


def test_items_keep_their_lines() -> None:
    text = LAYOUTS["lists over lines"]
    listed = with_find_links(text, "d", FILE)
    assert listed == text.replace('    "c" # last\n]', '    "c", # last\n    "d"\n]')
    assert without_find_links(text, "b", FILE) == text.replace("    'b',\n", "")


def test_a_uv_toml_has_no_table_above_its_keys() -> None:
    file = "C:\\x\\uv.toml"
    text = 'link-mode = "copy" # why\n'
    listed = with_find_links(text, "wheels", file)
    assert listed == f'{text}find-links = ["wheels"]\n'
    assert without_find_links(listed, "wheels", file) == text
    flat = with_flat_index(text, "files", "wheels", file, explicit=False)
    assert flat == f'{text}\n[[index]]\nname = "files"\nurl = "wheels"\nformat = "flat"\n'
    assert without_flat_index(flat, "files", file) == text


def test_an_index_that_is_not_flat_is_changed_by_name_and_does_not_go() -> None:
    text = LAYOUTS["indexes"]
    assert without_flat_index(text, "corp", FILE) == text
    flat = with_flat_index(text, "second", "wheels", FILE, explicit=True)
    assert "name = 'second'" in flat
    assert "# the second" in flat
    assert uv(flat)["index"][1] == {"name": "second", "url": "wheels", "explicit": True, "format": "flat"}


def test_the_file_is_the_one_that_uv_reads(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.uv.workspace]\nmembers = ["m"]\n', encoding="utf-8")
    member = tmp_path / "m"
    member.mkdir()
    (member / "pyproject.toml").write_text('[project]\nname = "m"\nversion = "1"\n', encoding="utf-8")
    assert yards_target(member).file == tmp_path / "pyproject.toml"
    assert yards_target(member).table == ("tool", "uv")
    (tmp_path / "uv.toml").write_text("", encoding="utf-8")
    assert yards_target(member).file == tmp_path / "uv.toml"
    assert yards_target(member).table == ()


@pytest.mark.parametrize("name", ["", "a b", "ü", "a=b"])
def test_a_name_that_uv_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="no name for an index"):
        with_flat_index("", name, "wheels", FILE, explicit=True)


def test_odd_values_are_refused_with_the_file() -> None:
    for odd in ('find-links = "x"', "find-links = 3"):
        with pytest.raises(InputError, match=r"/x/pyproject.toml is written in a form .* find-links"):
            with_find_links(f"[tool.uv]\n{odd}\n", "wheels", FILE)
    with pytest.raises(InputError, match="indexes"):
        with_flat_index('[tool.uv]\nindex = ["x"]\n', "a", "b", FILE, explicit=True)
    with pytest.raises(InputError, match="no valid TOML at line 1"):
        without_find_links("[tool\n", "wheels", FILE)
