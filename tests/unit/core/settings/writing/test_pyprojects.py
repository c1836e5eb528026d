"""Local wheels in some 150 made-up files: only what was meant changes, and what came goes without a trace."""

import tomllib
from itertools import pairwise
from typing import Any

import pytest

from core.settings.writing.dependency_edits import with_dependency, without_dependency
from core.settings.writing.dependency_lists import held_requirements
from core.settings.writing.source_edits import with_sources
from tests.projects.all import PROJECTS
from tests.projects.pyprojects.all import PYPROJECTS
from tests.projects.pyprojects.judge import lost_comments, unmeant

ONE = [{"path": "exdist/nxpy-1.0-py3-none-any.whl"}]
NEWER = [{"path": "exdist/nxpy-2.0-py3-none-any.whl"}]
TWO = [
    {"path": "exdist/nxpy-21.3.4-cp311-cp311-win_amd64.whl", "marker": "sys_platform == 'win32'"},
    {"path": "exdist/nxpy-21.3.0-cp311-cp311-linux_x86_64.whl", "marker": "sys_platform == 'linux'"},
]
NEWER_TWO = [{**TWO[0], "path": "exdist/nxpy-22-cp311-cp311-win_amd64.whl"}, TWO[1]]

TEXTS = PYPROJECTS | {
    f"{project.name}, {name}": text
    for project in PROJECTS
    for name, text in project.files.items()
    if name.endswith("pyproject.toml") and "nxpy" not in text
}


def meaning(text: str) -> dict[str, Any]:
    whole = tomllib.loads(text.removeprefix("\ufeff"))
    uv = whole.get("tool", {}).get("uv", {})
    if not uv.get("sources", True):
        del uv["sources"]
    if not uv and "tool" in whole:
        whole["tool"].pop("uv", None)
    if not whole.get("tool", True):
        del whole["tool"]
    if whole.get("project", {}).get("dependencies") == []:
        del whole["project"]["dependencies"]
    return whole


def sources(text: str) -> Any:
    return tomllib.loads(text.removeprefix("\ufeff")).get("tool", {}).get("uv", {}).get("sources", {}).get("nxpy")


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def test_only_meant_lines_change(text: str) -> None:
    added = with_sources(with_dependency(text, "nxpy", file="f"), "nxpy", ONE, "f")
    two = with_sources(added, "nxpy", TWO, "f")
    replaced = with_sources(two, "nxpy", NEWER_TWO, "f")
    back = with_sources(replaced, "nxpy", NEWER, "f")
    gone = without_dependency(with_sources(back, "nxpy", None, "f"), "nxpy", file="f")
    steps = (text, added, two, replaced, back, gone)
    for before, after in pairwise(steps):
        assert unmeant(before, after, "nxpy") == []
        assert lost_comments(before, after, "nxpy") == []
    assert sources(added) in (ONE, ONE[0])
    assert sources(two) == TWO
    assert sources(replaced) == NEWER_TWO
    assert sources(back) in (NEWER, NEWER[0])
    assert len(held_requirements(added, "NXPY")) == 1
    assert meaning(gone) == meaning(text)
    changed = [line for line in two.splitlines() if line not in replaced.splitlines()]
    assert len(changed) == 1


def test_what_comes_goes_without_a_trace(text: str) -> None:
    added = with_sources(text, "nxpy", TWO, "f")
    gone = with_sources(added, "nxpy", None, "f")
    nothing_made = added.count("sources") == text.count("sources") or "[[tool.uv.sources.nxpy]]" in added
    if nothing_made and meaning(text) == tomllib.loads(text.removeprefix("\ufeff")):
        assert gone == text
    listed = with_dependency(text, "nxpy", file="f")
    unlisted = without_dependency(listed, "nxpy", file="f")
    if listed.count("dependencies") == text.count("dependencies"):
        assert unlisted == text


def test_line_ends_and_the_mark_stay(text: str) -> None:
    new = with_sources(with_dependency(text, "nxpy", file="f"), "nxpy", TWO, "f")
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    assert new.endswith("\n") == text.endswith("\n")
    if "\r\n" not in text:
        assert "\r" not in new
    if "\n" not in text.replace("\r\n", ""):
        assert "\n" not in new.replace("\r\n", "")


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("a = 1\n", "a = 1\nnxpy = 2\n[]\n", 0),
        ("a = 1\n", "a = 2\nnxpy = 2\n", 1),
        ("a = 1\nb = 2\n", "a = 1\n", 1),
        ("x = ['a']\n", "x = ['a', 'nxpy']\n", 0),
        ("x = ['a']\n", "x = [ 'a', 'nxpy']\n", 1),
        ("  'a'\n", "  'a',\n", 0),
        ("  'a'\n", "    'a',\n", 1),
        ("nxpy = 1\n# c\n", "\n", 1),
        ("a\r\n", "a\n", 1),
    ],
)
def test_the_judge_sees_what_was_not_meant(before: str, after: str, wrong: int) -> None:
    assert bool(unmeant(before, after, "nxpy")) == bool(wrong)


def test_the_judge_misses_comments() -> None:
    assert lost_comments("a # x\nnxpy # y\n", "a\n", "nxpy") == ["# x"]
    assert len(set(PYPROJECTS.values())) == len(PYPROJECTS) >= 100
