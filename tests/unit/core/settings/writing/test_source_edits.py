"""Sources of one package in every form: what stays keeps its line, its quotes and its comment."""

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.settings.writing.source_edits import with_sources
from tests.projects.pyprojects.composed import AROUND, DEPENDENCIES, SOURCES
from tests.projects.pyprojects.judge import lost_comments, unmeant
from tests.projects.pyprojects.sourced import HEAD

WIN = {"path": "e/nxpy-1-win.whl", "marker": "sys_platform == 'win32'"}
LINUX = {"path": "e/nxpy-1-linux.whl", "marker": "sys_platform == 'linux'"}
MAC = {"path": "e/nxpy-1-mac.whl", "marker": "sys_platform == 'darwin'"}
NEW_WIN = {**WIN, "path": "e/nxpy-2-win.whl"}


def source(text: str, name: str = "nxpy") -> Any:
    return tomllib.loads(text)["tool"]["uv"]["sources"].get(name)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


LIST = """\
[tool.uv.sources] # ours
nxpy = [ # both
  # Windows
  {marker = "sys_platform == 'win32'", path = 'e/nxpy-1-win.whl'}, # desks
  # Linux
  {marker = "sys_platform == 'linux'", path = 'e/nxpy-1-linux.whl'} # cluster
] # end
"""


def test_one_entry_of_a_list_changes_in_its_line_alone() -> None:
    new = with_sources(LIST, "nxpy", [LINUX, NEW_WIN], "f")
    assert changed(LIST, new) == (
        ["  {marker = \"sys_platform == 'win32'\", path = 'e/nxpy-1-win.whl'}, # desks"],
        ["  {marker = \"sys_platform == 'win32'\", path = 'e/nxpy-2-win.whl'}, # desks"],
    )


def test_an_entry_is_known_by_its_path_too() -> None:
    new = with_sources(LIST, "nxpy", [{**LINUX, "marker": "sys_platform != 'win32'"}, WIN], "f")
    _, (line,) = changed(LIST, new)
    assert line == "  {marker = \"sys_platform != 'win32'\", path = 'e/nxpy-1-linux.whl'} # cluster"


def test_an_entry_is_added_in_the_form_of_the_others() -> None:
    new = with_sources(LIST, "nxpy", [WIN, LINUX, MAC], "f")
    gone, come = changed(LIST, new)
    assert gone == ["  {marker = \"sys_platform == 'linux'\", path = 'e/nxpy-1-linux.whl'} # cluster"]
    assert come == [
        "  {marker = \"sys_platform == 'linux'\", path = 'e/nxpy-1-linux.whl'}, # cluster",
        "  {path = 'e/nxpy-1-mac.whl', marker = \"sys_platform == 'darwin'\"}",
    ]
    assert with_sources(new, "nxpy", [WIN, LINUX], "f") == LIST


def test_a_list_of_one_stays_a_list_where_a_comment_needs_it() -> None:
    new = with_sources(LIST, "nxpy", [LINUX], "f")
    assert new == LIST.replace(LIST.splitlines(keepends=True)[3], "")
    plain = '[tool.uv.sources]\nnxpy = [\n  {path="a"}, # a\n  {path="b", marker="x"},\n] # end\n'
    assert with_sources(plain, "nxpy", [{"path": "b"}], "f") == '[tool.uv.sources]\nnxpy = {path="b"} # end\n'


def test_nothing_changes_where_all_is_as_it_shall_be() -> None:
    assert with_sources(LIST, "NxPy", [LINUX, WIN], "f") == LIST
    assert with_sources(LIST, "other", None, "f") == LIST
    single = f"{HEAD}[tool.uv.sources]\nnxpy={{path='x'}}\n"
    assert with_sources(single, "nxpy", [{"path": "x"}], "f") == single


def test_one_becomes_two_and_two_become_one() -> None:
    text = '[tool.uv.sources]\nzeta = [\n\t{ path = "z" },\n]\nnxpy = { path = "e/nxpy-1-win.whl" } # why\n'
    two = with_sources(text, "nxpy", [WIN, LINUX], "f")
    assert two == text.replace(
        '{ path = "e/nxpy-1-win.whl" } # why',
        '[\n\t{ path = "e/nxpy-1-win.whl", marker = "sys_platform == \'win32\'" },\n'
        '\t{ path = "e/nxpy-1-linux.whl", marker = "sys_platform == \'linux\'" },\n] # why',
    )
    assert with_sources(two, "nxpy", [{"path": WIN["path"]}], "f") == text


@pytest.mark.parametrize("name", ["dash_design_kit", "Dash.Design-Kit", "DASH-DESIGN-KIT", "dash-design-kit"])
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_the_spelling_that_stands_there_stays(name: str, quote: str) -> None:
    quote = quote or ('"' if "." in name else "")
    text = f"[tool.uv.sources]\n{quote}{name}{quote} = {{ path = 'a' }}\nz = {{ path = 'z' }}\n"
    new = with_sources(text, "dash_design-kit", [{"path": "b"}], "f")
    assert new == text.replace("'a'", "'b'")
    assert with_sources(text, "dash_design-kit", None, "f") == "[tool.uv.sources]\nz = { path = 'z' }\n"
    fresh = with_sources("", name, [{"path": "b"}], "f")
    assert list(tomllib.loads(fresh)["tool"]["uv"]["sources"]) == [name]


def test_two_spellings_become_one() -> None:
    text = '[tool.uv.sources]\nnx_py = { path = "a" } # a\nnx-py = { path = "b" }\n'
    assert with_sources(text, "nx-py", [{"path": "c"}], "f") == '[tool.uv.sources]\nnx_py = { path = "c" } # a\n'
    assert with_sources(text, "nx.py", None, "f") == ""


def test_headers_become_double_and_grow() -> None:
    text = "[tool.uv.sources.nxpy] # ours\npath = 'e/nxpy-1-win.whl' # 1\n\n[tool.x]\n"
    two = with_sources(text, "nxpy", [WIN, LINUX], "f")
    assert two == (
        "[[tool.uv.sources.nxpy]] # ours\npath = 'e/nxpy-1-win.whl' # 1\nmarker = \"sys_platform == 'win32'\"\n\n"
        "[[tool.uv.sources.nxpy]]\npath = 'e/nxpy-1-linux.whl'\nmarker = \"sys_platform == 'linux'\"\n\n[tool.x]\n"
    )
    assert with_sources(two, "nxpy", [LINUX], "f") == (
        "[[tool.uv.sources.nxpy]]\npath = 'e/nxpy-1-linux.whl'\nmarker = \"sys_platform == 'linux'\"\n\n[tool.x]\n"
    )


def test_dotted_keys_change_in_their_line_and_become_a_list_with_their_comments() -> None:
    text = "[tool.uv.sources]\nnxpy.path = 'e/nxpy-1-win.whl' # file\nz.path = 'z'\nnxpy.extra = \"x\" # extra\n"
    new = with_sources(text, "nxpy", [{"path": "e/other.whl", "extra": "x"}], "f")
    assert new == text.replace("e/nxpy-1-win.whl", "e/other.whl")
    two = with_sources(text, "nxpy", [WIN, LINUX], "f")
    assert source(two) == [WIN, LINUX]
    assert two.startswith("[tool.uv.sources]\n# file\n# extra\nnxpy = [\n    { path = 'e/nxpy-1-win.whl',")
    assert with_sources(text, "nxpy", None, "f") == "[tool.uv.sources]\nz.path = 'z'\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[tool.uv.sources]\nnxpy = { path = 'a' } # a\n", ""),
        ("a = 1\n\n[tool.uv.sources]\nnxpy = { path = 'a' }\n\n[b]\n", "a = 1\n\n[b]\n"),
        ("[tool.uv.sources] # keep\nnxpy = { path = 'a' }\n", "[tool.uv.sources] # keep\n"),
        ("# keep\n[tool.uv.sources]\nnxpy = { path = 'a' }\n", "# keep\n[tool.uv.sources]\n"),
        ("[tool.uv.sources]\n# keep\nnxpy = { path = 'a' }\n", "[tool.uv.sources]\n# keep\n"),
        ("[tool.uv.sources]\nnxpy.path = 'a'\n\n# keep\n\n[b]\n", "[tool.uv.sources]\n\n# keep\n\n[b]\n"),
        ("[tool.uv.sources]\nnxpy.path = 'a'\n# of b\n[b]\n", "# of b\n[b]\n"),
        ("# keep\n[tool.uv.sources.nxpy]\n# too\npath = 'a'\n[b]\n", "# keep\n# too\n[b]\n"),
        ("[tool.uv]\nsources = { nxpy = { path = 'a' } } # keep\n", "[tool.uv]\nsources = {  } # keep\n"),
        ("[tool.uv]\nsources = { nxpy = { path = 'a' } }\nx = 1\n", "[tool.uv]\nx = 1\n"),
        ("[tool]\nuv = { sources = { nxpy = { path = 'a' } }, x = 1 }\n", "[tool]\nuv = { x = 1 }\n"),
        ("[tool]\nuv = { x = 1, sources.nxpy = { path = 'a' } }\n", "[tool]\nuv = { x = 1 }\n"),
        ("[tool.uv.sources]\n[tool.uv.sources.nxpy]\npath = 'a'\n", ""),
    ],
)
def test_the_table_goes_with_its_last_source_unless_a_comment_needs_it(text: str, wanted: str) -> None:
    assert with_sources(text, "nxpy", None, "f").replace("{  }", "{}") == wanted.replace("{  }", "{}")


def test_paths_and_markers_are_quoted_as_they_can_be() -> None:
    fresh = with_sources("", "nxpy", [WIN], "f")
    assert fresh == ('[tool.uv.sources]\nnxpy = { path = "e/nxpy-1-win.whl", marker = "sys_platform == \'win32\'" }\n')
    literal = "[tool.uv.sources]\nz = { path = 'z' }\n"
    assert "path = 'e/nxpy-1-win.whl', marker = \"sys" in with_sources(literal, "nxpy", [WIN], "f")
    odd = {"path": "e/Größe 'x'.whl"}
    assert source(with_sources(literal, "nxpy", [odd], "f")) == odd


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[tool.uv.sources\n", r"pyproject.toml is no valid TOML at line 1"),
        ("[tool.uv]\nsources = 3\n", r"cannot change the sources"),
        ("tool = 3\n", r"cannot change the sources of nxpy"),
    ],
)
def test_what_cannot_be_changed_is_said(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        with_sources(text, "nxpy", [WIN], "pyproject.toml")


ENTRY = st.fixed_dictionaries(
    {"path": st.sampled_from(["e/nxpy-1.whl", "e/nxpy-2.whl", "../ü/nxpy 3.whl", "D:/nxpy'4.whl"])},
    optional={
        "marker": st.sampled_from(["sys_platform == 'win32'", 'sys_platform == "linux"  # nxpy', "nxpy < '3'"]),
        "extra": st.sampled_from(["nxpy-x"]),
    },
)
ENTRIES = st.one_of(st.none(), st.lists(ENTRY, min_size=1, max_size=4))
NXPY = (
    "",
    "nxpy = { path = 'e/nxpy-1.whl' } # nxpy\n",
    '\'nxpy\'={path="e/nxpy-1.whl",extra="nxpy-x"}\n',
    "nxpy = [\n  { path = 'e/nxpy-2.whl' }, # nxpy\n  # nxpy\n  { path = 'e/nxpy-1.whl' }\n  ]\n",
    "nxpy = [{ path = 'e/nxpy-1.whl' },{path='e/nxpy-2.whl'}]\n",
    "nxpy.path = 'e/nxpy-1.whl' # nxpy\nnxpy.extra = 'nxpy-x'\n",
)


@st.composite
def files(draw: st.DrawFn) -> str:
    above, below = draw(st.sampled_from(AROUND))
    sources = draw(st.sampled_from(SOURCES))
    if sources.startswith("[tool.uv.sources]\n"):
        head, _, rest = sources.partition("\n")
        sources = f"{head}\n{draw(st.sampled_from(NXPY))}{rest}"
    middle = [HEAD + draw(st.sampled_from(DEPENDENCIES)), draw(st.sampled_from(["", "\n", "# why\n"])) + sources]
    text = above + "".join(draw(st.permutations(middle))) + below
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.lists(ENTRIES, min_size=1, max_size=4))
def test_any_sources_leave_all_else_as_it_was(text: str, steps: list[list[dict[str, str]] | None]) -> None:
    for entries in steps:
        before = tomllib.loads(text)
        new = with_sources(text, "NXPY", entries, "f")
        after = tomllib.loads(new)
        found = after.get("tool", {}).get("uv", {}).get("sources", {})
        own: Any = next((value for key, value in found.items() if canonicalize_name(key) == "nxpy"), [])
        wanted = sorted(map(repr, map(sorted, (each.items() for each in entries or []))))
        assert sorted(repr(sorted(each.items())) for each in (own if isinstance(own, list) else [own])) == wanted
        assert {key for key in found if canonicalize_name(key) != "nxpy"} == {
            key for key in before.get("tool", {}).get("uv", {}).get("sources", {}) if canonicalize_name(key) != "nxpy"
        }
        assert unmeant(text, new, "nxpy") == []
        assert lost_comments(text, new, "nxpy") == []
        text = new
