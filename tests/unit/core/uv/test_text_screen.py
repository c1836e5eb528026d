"""The screen moves like a real terminal's; another implementation is the judge."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uv.terminal_codes import MOST_CODE_CHARACTERS, TerminalCodes
from core.uv.text_screen import MOST_MARKS, TextScreen


def _screen(text: str, columns: int = 10, rows: int = 4, size: int = 1 << 20) -> TextScreen:
    screen = TextScreen(columns, rows, lambda: None)
    codes = TerminalCodes(screen)
    for start in range(0, len(text), size):
        codes.feed(text[start : start + size])
    return screen


def _texts(screen: TextScreen) -> list[str]:
    return [row.text().rstrip() for row in screen.rows]


_MOVES = st.one_of(
    st.text("abcäöü ├", min_size=1, max_size=25),
    st.sampled_from(["\r\n", "\r", "\n", "\b", "\t"]),
    st.builds("\x1b[{}{}".format, st.integers(0, 12), st.sampled_from("ABCDEFGXd")),
    st.builds("\x1b[{};{}H".format, st.integers(0, 6), st.integers(0, 12)),
    st.sampled_from(["\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b[J", "\x1b[1m", "\x1b[0;31m", "\x1b[?25l", "\x1b[P"]),
)
# Behind a full row the judge's cursor stands in a column that no terminal has, and these act there; in xterm, and here,
# it stands on the last character.
_ACT_AT_THE_CURSOR = frozenset("ABdKJPX")


@given(st.lists(_MOVES, max_size=40), st.integers(1, 9))
def test_it_shows_what_another_terminal_shows(moves: list[str], size: int) -> None:
    judge = pyte.Screen(10, 4)
    stream = pyte.Stream(judge)
    judged = []
    for move in moves:
        if judge.cursor.x == judge.columns and move[0] == "\x1b" and move[-1] in _ACT_AT_THE_CURSOR:
            continue
        stream.feed(move)
        judged.append(move)
    screen = _screen("".join(judged), size=size)
    assert _texts(screen) == [line.rstrip() for line in judge.display]
    assert (min(screen.x, 10), screen.y) == (judge.cursor.x, judge.cursor.y)


@pytest.mark.parametrize("code", ["\x1b[K", "\x1b[J", "\x1b[P", "\x1b[X"])
def test_behind_a_full_row_the_last_character_is_under_the_cursor(code: str) -> None:
    assert _texts(_screen("0123456789" + code)) == ["012345678", "", "", ""]


def test_rows_that_scroll_away_are_kept_in_order() -> None:
    screen = _screen("".join(f"{number}\r\n" for number in range(10)), rows=4)
    assert [row.text() for row in screen.departed] == ["0", "1", "2", "3", "4", "5", "6"]
    assert _texts(screen) == ["7", "8", "9", ""]
    assert screen.scrolled == 7


def test_a_cleared_screen_scrolls_away_instead_of_being_lost() -> None:
    screen = _screen("one\r\ntwo\x1b[2J\x1b[Hthree")
    assert [row.text() for row in screen.departed] == ["one", "two"]
    assert _texts(screen) == ["three", "", "", ""]


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    screen = _screen("日本語日本x" + "u\u0308", columns=10)
    assert _texts(screen)[:2] == ["日本語日本", "xu\u0308"]
    assert screen.rows[0].wraps
    assert screen.x == 2


def test_a_flood_of_marks_does_not_grow_a_cell() -> None:
    screen = _screen("u" + "\u0308" * 10_000)
    assert len(screen.rows[0].text()) == MOST_MARKS


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_cut_code_waits_for_its_rest(size: int) -> None:
    text = "\x1b]0;a title\x07\x1b[31mred\x1b[0m\x1b[2;1Hnext\x1b]8;;x\x1b\\ link"
    assert _texts(_screen(text, columns=20, size=size))[:2] == ["red", "next link"]


@pytest.mark.parametrize("code", ["\x1b]8;;", "\x1bP", "\x1b[" + "1" * (MOST_CODE_CHARACTERS + 10)])
def test_a_code_that_never_ends_swallows_nothing_for_good(code: str) -> None:
    screen = _screen(code + "é" * (2 * MOST_CODE_CHARACTERS) + "\r\nafter", columns=100, rows=200, size=1000)
    assert "after" in _texts(screen)


def test_a_console_that_positions_goes_on_with_a_wrapped_line() -> None:
    screen = _screen("0123456789\x1b[2;1Habc")
    assert screen.rows[0].wraps
    screen = _screen("012345678 \x1b[2;1Habc")
    assert not screen.rows[0].wraps


def test_rows_are_taken_out_and_put_in() -> None:
    screen = _screen("a\r\nb\r\nc\r\nd\x1b[2;1H\x1b[1M")
    assert _texts(screen) == ["a", "c", "d", ""]
    screen = _screen("a\r\nb\r\nc\r\nd\x1b[2;1H\x1b[1L")
    assert _texts(screen) == ["a", "", "b", "c"]
    screen = _screen("a\r\nb\x1b[1;1H\x1b[1M")
    assert [row.text() for row in screen.departed] == ["a"]
