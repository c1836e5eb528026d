"""Lines of keys in TOML: found where they stand, and never in the way of text that a parser takes."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings.toml_places import line_of, places_of_keys

TRICKY = '''# a = 1
a = "b = 2 # no"   # [c]
"q.r" . 's' = """
x = 1
\\""" still in it
""""
list = [ # [no]
  "]", { t = 1, u = "}" },
]
 [ tool . uv ] # here
cache-dir = '\\'
m = \'\'\'
[no]\'\'\'\'
[[tool.uv.index]]
url = "1"

[[tool.uv.index]]
url = "2"
empty = ""
six = """"""
d.e = 1
"\\u0066" = 1979-05-27 07:32:00
'''


def test_keys_have_the_lines_that_they_stand_in() -> None:
    tomllib.loads(TRICKY)
    assert places_of_keys(TRICKY) == (
        (("a",), 2),
        (("q.r", "s"), 3),
        (("list",), 7),
        (("tool", "uv"), 10),
        (("tool", "uv", "cache-dir"), 11),
        (("tool", "uv", "m"), 12),
        (("tool", "uv", "index"), 14),
        (("tool", "uv", "index", "url"), 15),
        (("tool", "uv", "index"), 17),
        (("tool", "uv", "index", "url"), 18),
        (("tool", "uv", "index", "empty"), 19),
        (("tool", "uv", "index", "six"), 20),
        (("tool", "uv", "index", "d", "e"), 21),
        (("tool", "uv", "index", "f"), 22),
    )


def test_a_mark_of_byte_order_and_ends_of_lines_of_windows_count_for_nothing() -> None:
    plain = TRICKY.replace("\\\n", "\n")
    assert places_of_keys("\ufeff" + plain.replace("\n", "\r\n")) == places_of_keys(plain)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("tool",), 10),
        (("tool", "uv", "index"), 14),
        (("tool", "uv", "index", "url"), 15),
        (("q.r",), 3),
        (("q",), None),
        (("tool", "uv", "no"), None),
        ((), 2),
    ],
)
def test_the_first_line_that_names_a_key_or_something_below_it(path: tuple[str, ...], line: int | None) -> None:
    assert line_of(places_of_keys(TRICKY), *path) == line


@pytest.mark.parametrize(
    "value",
    [
        '"""x"""" # " [',
        "'''x''''' # ' [",
        '"""\\"""" # [',
        "'\\' # [",
        '[ "]" ] # [',
        "[ # ]\n]",
        "{ a = [1], b = '}' } # {",
        '"\\" [" # [',
    ],
)
def test_a_value_ends_where_it_ends(value: str) -> None:
    text = f"a = {value}\nb = 1\n"
    assert set(tomllib.loads(text)) == {"a", "b"}
    assert places_of_keys(text) == ((("a",), 1), (("b",), text.count("\n")))


_KEYS = st.one_of(
    st.from_regex(r"[a-z0-9_-]{1,4}", fullmatch=True),
    st.text('ab.#=[]" \\é', max_size=4).map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    st.text('ab.#=[]" \\é', max_size=4).map("'{}'".format),
)
_PATHS = st.lists(_KEYS, min_size=1, max_size=3).map(" . ".join)
_TEXT = st.text("ab=#[]{},.\"'\\\n ", max_size=8)
_SCALARS = st.one_of(
    st.sampled_from(("1", "true", "-1.5e3", "inf", "0x1F", "1979-05-27T07:32:00Z", "07:32:00", '""', "''")),
    _TEXT.map('"{}"'.format),
    _TEXT.map("'{}'".format),
    _TEXT.map('"""{}"""'.format),
    _TEXT.map("'''{}'''".format),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: "[" + ", # ]\n".join(each) + "\n]"),
        st.lists(st.builds("{} = {}".format, _KEYS, inner), max_size=2).map(lambda each: "{" + ", ".join(each) + "}"),
    ),
    max_leaves=4,
)
_LINES = st.one_of(
    st.builds("{} = {}".format, _PATHS, _VALUES),
    st.builds(" {}={} # x = [".format, _PATHS, _SCALARS),
    _PATHS.map("[ {} ] # [[".format),
    _PATHS.map("[[{}]]".format),
    st.sampled_from(("", "# a = 1", "  ", "\t# ]")),
)


def _kept(lines: list[str]) -> str:
    """Return what of the lines a parser takes together, so that few are drawn in vain."""
    text = ""
    for line in lines:
        try:
            tomllib.loads(text + line + "\n")
        except tomllib.TOMLDecodeError:
            continue
        text += line + "\n"
    return text


def _paths(table: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if above:
        yield above
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _paths(value, (*above, key))
    elif isinstance(table, list):
        for value in table:
            if isinstance(value, dict):
                yield from _paths(value, above)


@given(st.lists(_LINES, max_size=10).map(_kept), st.sampled_from(("\n", "\r\n")))
def test_a_parser_agrees_which_keys_there_are(text: str, newline: str) -> None:
    places = places_of_keys(text.replace("\n", newline))
    table = tomllib.loads(text)
    assert {path[0] for path, _ in places} == set(table)
    assert {path for path, _ in places} <= set(_paths(table))
    assert [line for _, line in places] == sorted(line for _, line in places)


@given(st.lists(_LINES, max_size=10).map(_kept))
def test_what_stands_before_the_line_of_a_key_does_not_have_it(text: str) -> None:
    lines = text.splitlines(keepends=True)
    for key in tomllib.loads(text):
        line = line_of(places_of_keys(text), key)
        assert line is not None
        assert key not in tomllib.loads("".join(lines[: line - 1]))


@given(st.text("ab=#[]{},.\"'\\\n\r\t 1-é", max_size=60))
def test_any_text_comes_to_an_end(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert all(line >= 1 for _, line in places_of_keys(text))
