"""No secret is kept in a problem, wherever a terminal, uv or the bound of what is kept cuts its line."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.diagnosis.explain import MOST_RAW_CHARACTERS, explain
from core.diagnosis.split_secrets import without_split
from core.model.problem import Problem
from tests.unit.core.diagnosis.shapes import DRESSES, caused_by, cut_by_terminal, tree

TOKEN = "glpat-Zeb1raZeb2raZeb3raZeb4ra"  # noqa: S105 - a made-up one, looked for below
URL = f"https://oauth2:{TOKEN}@git.example/tide/harbour/simple/tide/"
PARTS = ("Zeb1", "eb1r", "Zeb2", "eb2r", "Zeb3", "eb3r", "Zeb4", "eb4r")


def said(problem: Problem) -> str:
    return msgspec.json.encode(problem).decode()


def left(problem: Problem) -> list[str]:
    return [part for part in PARTS if part in said(problem)]


def test_a_secret_that_a_tree_wraps_is_starred_on_both_lines() -> None:
    text = (
        "  \u00d7 Failed to fetch the tides\n"
        "  ├─▶ Failed to fetch: `https://oauth2:glpat-\n"
        "  │   Zeb1raZeb2raZeb3raZeb4ra@git.example/tide/simple/`\n"
        "  ╰─▶ HTTP status client error (404 Not Found)\n"
    )
    problem = explain(text)
    assert left(problem) == []
    assert "glpat" not in said(problem)
    assert "https://****\n  │   ****@git.example/tide/simple/`" in problem.raw


@given(st.integers(60, 100), st.sampled_from(DRESSES))
@settings(max_examples=120, deadline=None)
def test_a_secret_that_a_terminal_cuts_is_starred_in_any_dress(width: int, dress: object) -> None:
    chain = ("Failed to download the tides of the harbour", f"Failed to fetch: `{URL}`", "it was not found (404)")
    assert callable(dress)
    for shape in (caused_by, tree):
        assert left(explain(dress(cut_by_terminal(shape(chain), width)))) == []


@pytest.mark.parametrize("frame", ["  │   ", "      "])
def test_a_secret_is_starred_wherever_a_tree_breaks_its_address(frame: str) -> None:
    for at in range(URL.find("//") + 2, len(URL)):
        text = f"  \u00d7 It broke\n  ╰─▶ Failed to fetch: `{URL[:at]}\n{frame}{URL[at:]}`\n"
        assert left(explain(text)) == [], at


def test_a_secret_over_three_lines_is_starred() -> None:
    lines = "a https://me:Zeb1ra\n   Zeb2ra\n12:34:56   │ Zeb3ra@h\nZeb2ra stays"
    assert (
        without_split(lines, ["me:Zeb1raZeb2raZeb3ra"]) == "a https://****\n   ****\n12:34:56   │ ****@h\nZeb2ra stays"
    )


@pytest.mark.parametrize("text", ["", "me:Zeb1\nother", "me:Zeb1", "me:Zeb1\n\nra", "me:Z\nxb1ra", "x\nme:Zeb1ra\ny"])
def test_what_is_no_split_secret_stays(text: str) -> None:
    assert without_split(text, ["me:Zeb1ra", "", "a"]) == text


@pytest.mark.parametrize("back", range(0, 60, 3))
def test_the_bound_of_what_is_kept_cuts_no_secret_open(back: int) -> None:
    before = f"x {URL} "
    line = before + "y" * (MOST_RAW_CHARACTERS - back)
    assert left(explain(f"error: it broke\n{line}")) == []


def test_a_text_that_is_shortened_in_the_middle_shows_no_half_of_a_secret() -> None:
    for shift in range(0, 60, 4):
        text = f"error: it broke\n  Caused by: {'y ' * ((2000 - shift) // 2)}{URL} {'z ' * 4000}"
        assert left(explain(text)) == [], shift


def test_looking_for_many_secrets_in_many_lines_ends() -> None:
    secrets = [f"{'ab' * 500}{number}" for number in range(60)]
    text = "abab\nab" * 8_000
    assert without_split(text, secrets) == text
