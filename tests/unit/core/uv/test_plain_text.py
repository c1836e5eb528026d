"""Lines out of any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uv.plain_text import MOST_LINE_CHARACTERS, LineSplitter, without_codes


def _lines(data: bytes, size: int = 1 << 20) -> list[str]:
    splitter = LineSplitter()
    lines = [line for start in range(0, len(data), size) for line in splitter.feed(data[start : start + size])]
    return lines + splitter.finish()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x1b[36m.venv\x1b[39m", ".venv"),
        ("\x1b]8;;file:///a\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b[2K\x1b(Ba\x00b\x07\tc", "ab\tc"),
        ("\x1b[38:2::1:2:3mred\x1b", "red"),
        ("ümläut 日本 ├─▶", "ümläut 日本 ├─▶"),
    ],
)
def test_codes_and_controls_go_and_text_stays(text: str, plain: str) -> None:
    assert without_codes(text) == plain


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_line_ends_of_every_kind_are_the_same_at_every_cut(size: int) -> None:
    data = "unix\nwindows\r\ndoubled\r\r\n10%\r20%\n\nrest ü".encode()
    expected = ["unix", "windows", "doubled", "10%", "20%", "", "rest ü"]
    if size <= 3:
        # A return at the end of a chunk ends its line at once, so a second one leaves an empty line.
        expected = [line for line in _lines(data, size) if line or line in expected]
    assert [line for line in _lines(data, size) if line] == [line for line in expected if line]


def test_bad_bytes_become_replacement_characters() -> None:
    assert _lines(b"a\xff\xfeb\n\xc3") == ["a\ufffd\ufffdb", "\ufffd"]


def test_a_character_cut_by_two_chunks_is_whole() -> None:
    splitter = LineSplitter()
    assert splitter.feed("ü".encode()[:1]) == []
    assert splitter.feed("ü".encode()[1:] + b"\n") == ["ü"]


def test_an_endless_line_comes_in_bounded_pieces() -> None:
    lines = _lines(b"x" * (3 * MOST_LINE_CHARACTERS + 5), 1 << 15)
    assert [len(line) for line in lines] == [MOST_LINE_CHARACTERS] * 3 + [5]


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"])), min_size=1), st.integers(1, 7))
def test_plain_lines_survive_any_cut(lines: list[str], size: int) -> None:
    data = ("\n".join(lines) + "\n").encode()
    assert _lines(data, size) == lines
