"""What holds for any text: no exception, linear time, the same facts in any dress."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.diagnosis.chain import read
from core.diagnosis.explain import MOST_RAW_CHARACTERS, explain, probe_folder
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import LANGUAGES, SHAPES, Shape, caused_by, refused, tree, wrapped

PIECES = st.sampled_from(
    [
        "error: ",
        "Caused by: ",
        "  cause: ",
        "├─▶ ",
        "╰─▶ ",
        "\u00d7 ",
        "|-> ",
        "`-> ",
        "│ ",
        "hint: ",
        "warning: ",
        "DEBUG ",
        "WARN Retrying rename from ",
        " to ",
        "\\\\?\\C:\\a b\\.tmpAAAAAA",
        "/c/archive-v0/x",
        "(os error 5)",
        "(os error -9",
        "(os",
        "\n",
        "\r",
        "\x1b[2K",
        "\x1b[",
        "\x1b]0;",
        "`",
        '"',
        "\\n",
        "\\u2570",
        "[stderr]",
        "a==1",
        " @ file:///",
        "https://u:p@h/simple/a/",
        "failed to rename file from ",
        "+ FullyQualifiedErrorId",
        "thread 'main' panicked at ",
        "\0",
        "\ud800",
        "é",
        "  ",
        "Because ",
        "Waiting to acquire lock for ",
        "TOML parse error",
        "1 | ",
        "cpython-3.1.2",
        "2026-01-01T00:00:00Z ",
        "No such file",
        "Caused by:\n    0: ",
        "remote: ",
        "web-1  | ",
        "#12 3.456 ",
        "01E ",
        "$ uv add ",
        "IO error for operation on ",
        "Git operation failed",
        "--- stderr",
        "the installer",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_explained(text: str) -> None:
    problem = explain(text)
    assert problem.title
    assert problem.explanation
    assert len(problem.raw) <= MOST_RAW_CHARACTERS + 100
    assert probe_folder(problem) is None or problem.category is Category.CACHE_RENAME_DENIED


@given(st.sampled_from(SHAPES), st.sampled_from(LANGUAGES), st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_a_text_cut_at_either_end_is_explained(shape: Shape, said: str, front: int, back: int) -> None:
    text = shape(refused(said))
    problem = explain(text[min(front, len(text)) : max(0, len(text) - back)])
    if front == 0 and back < 12:
        assert problem.category is Category.CACHE_RENAME_DENIED


@given(
    st.sampled_from(SHAPES),
    st.integers(0, 12),
    st.sampled_from(["", "\x1b[31m", "\x1b[1m\x1b[2K"]),
    st.sampled_from(["\n", "\r\n", "\r\r\n"]),
    st.sampled_from(["", "12:34:56 ", "[2026-01-01T00:00:00.0Z] "]),
)
@settings(max_examples=150, deadline=None)
def test_codes_indentation_line_ends_and_stamps_change_nothing(
    shape: Shape, indent: int, code: str, end: str, stamp: str
) -> None:
    plain = shape(refused())
    reset = "\x1b[0m" if code else ""
    dressed = end.join(f"{stamp}{' ' * indent}{code}{line}{reset}" for line in plain.splitlines())
    assert [failure.texts for failure in read(dressed).failures] == [refused()]


@given(st.integers(56, 200))
@settings(max_examples=60, deadline=None)
def test_the_width_of_the_terminal_changes_nothing(width: int) -> None:
    assert [failure.texts for failure in read(wrapped(tree(refused()), width)).failures] == [refused()]


@given(
    st.text(
        st.characters(exclude_characters="\n\r`\"'", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
        min_size=1,
        max_size=40,
    )
)
@example("lock;Timeout")
@settings(max_examples=150, deadline=None)
def test_any_name_of_a_folder_is_kept(name: str) -> None:
    folder = f"C:\\{' '.join(name.replace(':', '').replace('(', '').split())}.\\c"
    source, target = f"{folder}\\.tmpAAAAAA", f"{folder}\\archive-v0\\x"
    text = caused_by(("Failed", f"failed to rename file from `{source}` to `{target}`: no (os error 5)"))
    problem = explain(text)
    assert problem.os_error == 5
    assert problem.category is Category.CACHE_RENAME_DENIED


def seconds_for(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        before = time.perf_counter()
        explain(text)
        best = min(best, time.perf_counter() - before)
    return best


UNITS = (
    "error: x\n",
    "  ├─▶ failed to open `C:\\a b`\n",
    "`" * 50,
    " to ",
    "a==1 ",
    "\x1b[2K\r",
    "DEBUG x (os error 5)\n",
    f"  Caused by: {'`/a` ' * 400}\n",
    f"  Caused by: {'failed to rename file from /a to /b ' * 60}\n",
    f"  Caused by: {'use ' * 500}`/a`\n",
    f"  Caused by: {'a-1-b-c-' * 300}\n",
    f"  Caused by: https://u:p@{'a/' * 300}\n",
    f"  Caused by: {'timed out ' * 100}{'lock ' * 100}\n",
    "warning: x\n  Caused by: y\n",
    "Caused by:\n    0: x\n    1: y\n",
    f"$ uv add {'x ' * 200}\n",
    "[stderr]\nerror: x\n",
    f"--- stderr\n{'gcc ' * 900}\n",
    f"+ FullyQualifiedErrorId\n{'a:1' * 100}\n",
    "WARN Retrying rename from C:\\c\\.tmpAAAAAA to C:\\c\\archive-v0\\x (os error 5)\n",
    "web-1  | #1 1.234 error: x\n",
    "error: a    error: b",
    " [x]" * 20,
    "Caused by: ",
    "─▶ ",
    "\\n",
)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit[:16])
def test_time_grows_with_length(unit: str) -> None:
    # Both in one run, so that the pace of the computer cancels out; four times the text takes four times as long.
    small = seconds_for(unit * (100_000 // len(unit) + 1))
    large = seconds_for(unit * (400_000 // len(unit) + 1))
    assert large < 12 * small + 0.3


def test_a_huge_log_takes_seconds_not_minutes() -> None:
    log = 'TRACE checkout waiting for idle connection: ("https", host) for a file\n' * 300_000
    before = time.perf_counter()
    problem = explain(log + caused_by(refused()))
    assert time.perf_counter() - before < 30
    assert problem.category is Category.CACHE_RENAME_DENIED
