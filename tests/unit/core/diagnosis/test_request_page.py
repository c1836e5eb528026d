"""A page says the same as Markdown and as text, and nothing in it can break out."""

import re

from hypothesis import given
from hypothesis import strategies as st

from core.diagnosis.request_page import WIDTH, Commands, Heading, Mono, Table, listed, said, to_markdown, to_text


def test_blocks_have_two_forms() -> None:
    blocks = (
        Heading("The part"),
        said("See ", Mono(r"C:\a b\c_d"), " and *this*."),
        listed("one", ("in ", Mono("x`y"), ".")),
        Table(("Place", "Renames", "Note"), (("C:\\a|b", "8", ""), ("D:\\", "9", "x|y"))),
        Commands(("run `it`", "```")),
    )
    assert to_markdown("A_b", blocks) == (
        "# A_b\n\n## The part\n\nSee `C:\\a b\\c_d` and \\*this\\*.\n\n- one\n- in ``x`y``.\n\n"
        "| Place | Renames | Note |\n| --- | --- | --- |\n| `C:\\a\\|b` | 8 |  |\n| `D:\\` | 9 | x\\|y |\n\n"
        "````\nrun `it`\n```\n````\n"
    )
    assert to_text("A_b", blocks) == (
        "A_b\n\nTHE PART\n\nSee C:\\a b\\c_d and *this*.\n\n- one\n- in x`y.\n\n"
        "C:\\a|b\n    renames 8\nD:\\\n    renames 9, note x|y\n\n    run `it`\n    ```\n"
    )


def test_a_line_does_not_end_inside_of_a_path() -> None:
    path = "C:\\" + "many words " * 6 + "end"
    text = to_text("T", (said("word " * 15, Mono(path), ", ", Mono(path), "."),))
    assert text.count(path) == 2


@given(st.text(max_size=80))
def test_no_text_becomes_a_mark_of_its_own(text: str) -> None:
    line = " ".join(text.split())
    markdown = to_markdown("T", (said(line or "x"),))
    body = markdown.removeprefix("# T\n\n")
    assert not re.match(r"\s*(?:#|>|\||```|[-+*=]|\d+[.)])", body)
    assert "<" not in body.replace("\\<", "")


@given(st.lists(st.text("abcdefgh ,.", max_size=30), max_size=40))
def test_lines_are_short(words: list[str]) -> None:
    text = to_text("T", (said(" ".join(words)), listed(" ".join(words))))
    assert max(map(len, text.splitlines())) <= WIDTH
