"""Changing keys in TOML files of every form: what was not meant keeps its characters and its meaning."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.project import InputError
from core.settings.writing.edits import KeyEdit, edited
from tests.unit.core.settings.writing.layouts import LAYOUTS, PROJECT, all_forms

UV = ("tool", "uv")
FORMS = {(name, form): text for name, layout in LAYOUTS.items() for form, text in all_forms(layout).items()}


def _uv(text: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(text).get("tool", {}).get("uv", {})
    return table


def _without_uv(text: str, keys: set[str]) -> dict[str, Any]:
    """Return what a file means besides some keys of ``[tool.uv]``; tables without a key do not count."""
    whole = tomllib.loads(text)
    tool = whole.get("tool", {})
    own = {key: value for key, value in tool.get("uv", {}).items() if key not in keys}
    rest = {key: value for key, value in tool.items() if key != "uv"} | ({"uv": own} if own else {})
    return {key: value for key, value in whole.items() if key != "tool"} | ({"tool": rest} if rest else {})


def _lost(before: str, after: str) -> list[str]:
    """Return the lines of a file that are not there any more."""
    left = after.split("\n")
    gone = []
    for line in before.split("\n"):
        if line in left:
            left.remove(line)
        else:
            gone.append(line)
    return gone


@pytest.mark.parametrize("name", FORMS, ids=" ".join)
def test_a_value_is_set_changed_and_taken_back(name: tuple[str, str]) -> None:
    text = FORMS[name]
    new = edited(text, UV, (KeyEdit(key="concurrent-builds", value=3),), "f")
    assert _uv(new) == _uv(text) | {"concurrent-builds": 3}
    changed = edited(new, UV, (KeyEdit(key="concurrent-builds", value=4),), "f")
    assert _uv(changed)["concurrent-builds"] == 4
    assert len(_lost(new, changed)) == 1
    back = edited(changed, UV, (KeyEdit(key="concurrent-builds", value=None),), "f")
    assert _without_uv(back, set()) == _without_uv(text, set())
    if "inline" not in name[0]:
        # What may be left is a table without a key.
        assert _lost(text, back) == []
        assert {line.strip() for line in _lost(back, text)} <= {"[tool.uv]", ""}


@pytest.mark.parametrize("name", FORMS, ids=" ".join)
def test_line_ends_and_the_end_of_the_file_stay(name: tuple[str, str]) -> None:
    text = FORMS[name]
    new = edited(text, UV, (KeyEdit(key="retries", value=1), KeyEdit(key="find-links", value=["x", "b"])), "f")
    if name[1] == "windows":
        assert "\n" not in new.replace("\r\n", "")
    if name[1] == "plain":
        assert "\r" not in new
    assert new.endswith("\n") == text.endswith("\n")


def test_items_that_stay_keep_their_lines() -> None:
    text = FORMS["lists over lines", "plain"]
    new = edited(text, UV, (KeyEdit(key="find-links", value=["b", "new", "a"]),), "f")
    lines = ("find-links = [ # folders", "", "    # the second", "    'b',", '    "new",', '    "a" # first', "]")
    assert "\n".join(lines) in new
    gone = edited(text, UV, (KeyEdit(key="find-links", value=["a"]),), "f")
    assert '[ # folders\n    "a" # first\n]' in gone
    assert sorted(_lost(text, gone)) == sorted(
        ['    "a", # first', "", "    # the second", "    'b',", '    "c" # last']
    )
    short = edited(text, UV, (KeyEdit(key="allow-insecure-host", value=["y.example", "z.example"]),), "f")
    assert 'allow-insecure-host = ["y.example", "z.example",]' in short
    assert _lost(text, short) == ['allow-insecure-host = ["x.example", "y.example",]']


def test_quotes_stay_and_paths_are_not_doubled() -> None:
    text = f"{PROJECT}[tool.uv]\nlink-mode = 'copy'\ncache-dir = \"C:/x\"\n"
    new = edited(text, UV, (KeyEdit(key="link-mode", value="clone"), KeyEdit(key="cache-dir", value=r"D:\ü'")), "f")
    assert "link-mode = 'clone'" in new
    assert r'cache-dir = "D:\\ü' in new
    fresh = edited(PROJECT, UV, (KeyEdit(key="cache-dir", value=r"D:\uv\größe"),), "f")
    assert r"cache-dir = 'D:\uv\größe'" in fresh


@pytest.mark.parametrize("form", ["plain", "windows", "mixed"])
def test_indexes_are_moved_with_their_comments_and_unknown_keys(form: str) -> None:
    text = FORMS["indexes", form]
    corp, second = _uv(text)["index"]
    first = {"name": "new", "url": "https://new.example/simple"}
    wanted = [second, first, {**corp, "explicit": True}]
    new = edited(text, UV, (KeyEdit(key="index", value=wanted, places=(1, None, 0)),), "f")
    assert _uv(new)["index"] == wanted
    order = [
        new.index(part) for part in ("# the second", "name = 'second'", "new.example", "# first", "# ours", "# rules")
    ]
    assert order == sorted(order)
    assert _lost(text, new) == []
    alone = edited(new, UV, (KeyEdit(key="index", value=[second], places=(0,)),), "f")
    assert _uv(alone)["index"] == [second]
    assert "# rules" in alone
    assert "publish-url" not in alone
    none = edited(alone, UV, (KeyEdit(key="index", value=None),), "f")
    assert "index" not in _uv(none)
    assert "# rules" in none


def test_an_array_of_indexes_keeps_its_lines() -> None:
    text = FORMS["indexes in one array", "plain"]
    corp, second = _uv(text)["index"]
    wanted = [{**corp, "default": True}, {"url": "https://new.example/simple"}, second]
    new = edited(text, UV, (KeyEdit(key="index", value=wanted, places=(0, None, 1)),), "f")
    assert _uv(new)["index"] == wanted
    assert 'cache-control = { api = "max-age=1" }, default = true }, # ours' in new
    assert '  {name="second", url="https://second.example/simple"}\n]' in new


def test_what_cannot_be_changed_alone_is_refused() -> None:
    text = f'{PROJECT}[tool.uv]\nindex = "odd"\n[[tool.x]]\n'
    with pytest.raises(InputError, match=r"f is written in a form in which Wheelyard cannot change link-mode"):
        edited("tool = 3\n", UV, (KeyEdit(key="link-mode", value="copy"),), "f")
    assert _uv(edited(text, UV, (KeyEdit(key="index", value=None),), "f")) == {}


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 10**6),
    st.text(max_size=20),
    st.lists(st.sampled_from(["a", "b", "c", "x.example", "a<1", "ü", 'q"\\']), unique=True, max_size=5),
)
_KEYS = st.sampled_from(
    ["link-mode", "find-links", "offline", "allow-insecure-host", "cache-dir", "constraint-dependencies"]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FORMS)), st.lists(st.tuples(_KEYS, _VALUES), min_size=1, max_size=6))
def test_any_changes_leave_all_else_as_it_was(name: tuple[str, str], changes: list[tuple[str, Any]]) -> None:
    text = FORMS[name]
    wanted = dict(changes)
    new = text
    for key, value in changes:
        new = edited(new, UV, (KeyEdit(key=key, value=value),), "f")
    assert _without_uv(new, set(wanted)) == _without_uv(text, set(wanted))
    assert {key: _uv(new).get(key) for key in wanted} == wanted
    # Comments are lost only with the line of what was changed; those of items go with their items.
    touched = "|".join((*map(re.escape, wanted), "uv = {", re.escape("# [tool.uv] is not here")))
    for line in _lost(text, new) if "lists over lines" not in name[0] else ():
        assert "#" not in line or re.search(touched, line), line


_ENTRY = st.fixed_dictionaries(
    {"url": st.sampled_from(["https://corp.example/simple", "https://u.example/s", "https://v.example/s"])},
    optional={
        "name": st.sampled_from(["corp", "other"]),
        "default": st.just(True),
        "publish-url": st.just("https://p"),
    },
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_any_lists_of_indexes_can_be_written(name: tuple[str, str], data: st.DataObject) -> None:
    text = FORMS[name]
    for _ in range(2):
        old = _uv(text).get("index", [])
        kept = data.draw(st.permutations(range(len(old))))[: data.draw(st.integers(0, len(old)))]
        added = data.draw(st.lists(_ENTRY, min_size=0 if kept else 1, max_size=3))
        wanted: list[tuple[int | None, dict[str, Any]]] = [
            (place, {**old[place], **data.draw(_ENTRY)}) for place in kept
        ] + [(None, entry) for entry in added]
        places = tuple(place for place, _ in wanted)
        new = edited(text, UV, (KeyEdit(key="index", value=[entry for _, entry in wanted], places=places),), "f")
        assert _uv(new)["index"] == [entry for _, entry in wanted]
        assert _without_uv(new, {"index"}) == _without_uv(text, {"index"})
        text = new
