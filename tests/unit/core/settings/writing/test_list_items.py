"""One item more or less in an array of any layout: the other lines keep their characters."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings.writing.list_items import with_item, without_item
from core.settings.writing.toml_keys import value_at
from core.settings.writing.toml_layout import Span

PUT = [
    ("x = []", 0, 'x = ["n"]'),
    ("x = [ ]", 0, 'x = [ "n" ]'),
    ("x = [\n]", 0, 'x = [\n    "n",\n]'),
    ("x = [ # why\n  # none\n]", 0, 'x = [ # why\n  # none\n  "n",\n]'),
    ("x = ['a','b']", 1, "x = ['a',\"n\",'b']"),
    ("x = ['a', 'b',]", 2, "x = ['a', 'b', \"n\",]"),
    ("x = ['a',\n     'b']", 0, "x = [\"n\",\n     'a',\n     'b']"),
    ("x = ['a',\n     'b']", 2, "x = ['a',\n     'b',\n     \"n\"]"),
    ("x = [\n  'a', # a\n  # b\n  'b' # last\n]", 1, "x = [\n  'a', # a\n  \"n\",\n  # b\n  'b' # last\n]"),
    ("x = [\n  'a', # a\n  'b' # last\n  # end\n]", 2, "x = [\n  'a', # a\n  'b', # last\n  \"n\"\n  # end\n]"),
    ("x = [\n  # head\n  'a',\n]", 0, "x = [\n  \"n\",\n  # head\n  'a',\n]"),
    ("x = [\n    'a' # a\n  , 'b'\n]", 0, "x = [\n    \"n\"\n  , 'a' # a\n  , 'b'\n]"),
    ("x = [\n    'a' # a\n  , 'b'\n]", 1, "x = [\n    'a' # a\n  , \"n\"\n  , 'b'\n]"),
    ("x = [\n    'a' # a\n  , 'b' # b\n]", 2, "x = [\n    'a' # a\n  , 'b' # b\n  , \"n\"\n]"),
    ("x = [\r\n\t'a',\r\n]", 1, "x = [\r\n\t'a',\r\n\t\"n\",\r\n]"),
    ("x = [\n  'a', 'b',\n  'c', ]", 3, "x = [\n  'a', 'b',\n  'c',\n  \"n\", ]"),
]


def array(text: str) -> Span:
    span = value_at(text, ("x",))
    assert span is not None
    return span


@pytest.mark.parametrize(("text", "number", "wanted"), PUT)
def test_an_item_comes_and_goes(text: str, number: int, wanted: str) -> None:
    for end in ("", "\ny = 1\n"):
        put = with_item(text + end, array(text + end), number, '"n"')
        assert put == wanted + end
        assert without_item(put, array(put), number) == text + end


@pytest.mark.parametrize(
    ("text", "number", "wanted"),
    [
        ("x = [\n  # keep\n  'a', # gone\n  # too\n  'b',\n]", 0, "x = [\n  # keep\n  # too\n  'b',\n]"),
        ("x = [\n  'a', # stays\n  # too\n  'b']", 1, "x = [\n  'a' # stays\n  # too\n]"),
        ("x = [\n  'a', 'b', # both\n  'c',\n]", 1, "x = [\n  'a', # both\n  'c',\n]"),
        ("x = [\n  'a' # gone\n]", 0, "x = [\n]"),
        ("x = [\n    'a'\n  , 'b' # gone\n  , 'c'\n]", 1, "x = [\n    'a'\n  , 'c'\n]"),
    ],
)
def test_only_the_comment_beside_an_item_goes_with_it(text: str, number: int, wanted: str) -> None:
    assert without_item(text, array(text), number) == wanted


def test_no_comment_is_lost_for_a_comma() -> None:
    text = "x = [\n    'a'\n    # between\n  , 'b'\n]"
    with pytest.raises(ValueError, match="comment"):
        without_item(text, array(text), 0)


BLANK = st.sampled_from(["", " ", "\n  ", "\n\t", " # c\n    ", "\n    # c\n    "])


@st.composite
def arrays(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(["'a'", '"b"', "{ c = 1 }", "'#'", '"],"', "[1]"]), max_size=5))
    pieces = ["x = ["]
    for number, word in enumerate(words):
        pieces += [draw(BLANK), word, draw(BLANK)]
        if number < len(words) - 1 or draw(st.booleans()):
            pieces.append(",")
    text = "".join([*pieces, draw(BLANK), "]", draw(st.sampled_from(["", " # end", "\n", "\ny = 1"]))])
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=500, deadline=None)
@given(arrays(), st.integers(0, 6))
def test_arrays_of_any_layout_mean_what_was_meant(text: str, number: int) -> None:
    before = tomllib.loads(text)
    count = len(before["x"])
    put = with_item(text, array(text), number, '"n"')
    place = min(number, count)
    assert tomllib.loads(put) == {**before, "x": [*before["x"][:place], "n", *before["x"][place:]]}
    assert put.count("# c") == text.count("# c")
    try:
        back = without_item(put, array(put), place)
    except ValueError:
        return
    assert tomllib.loads(back) == before
    assert back.count("# c") == text.count("# c")


@settings(max_examples=500, deadline=None)
@given(arrays(), st.integers(0, 4))
def test_any_item_goes_alone(text: str, number: int) -> None:
    before = tomllib.loads(text)
    if number >= len(before["x"]):
        return
    try:
        gone = without_item(text, array(text), number)
    except ValueError:
        assert "# c" in text
        return
    assert tomllib.loads(gone) == {**before, "x": [*before["x"][:number], *before["x"][number + 1 :]]}
    # Its own comments are those in its line: at most one before its comma and one behind it.
    assert text.count("# c") - gone.count("# c") <= 2
