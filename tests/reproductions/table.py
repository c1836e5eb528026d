"""The table of docs/diagnosis.md: each category, how it was made, what is said of it, what is measured and offered."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from core.diagnosis.explain import explain
from core.model.problem import Category, Problem
from tests.reproductions.recording import sample_path
from tests.reproductions.reproduction import Reproduction

PAGE = Path(__file__).parents[2] / "docs" / "diagnosis.md"

_HEAD = """# What Wheelyard makes of uv's failures

A failure is explained from what uv printed: its chain of causes is read, and the operation, the paths, the number of
the operating system and the place in the chain decide, not a sentence in one language. Every category below was made
with a real uv, unless its row says why that cannot be; what uv printed then is kept in `tests/data/samples`, and tests
explain both the samples and the failures made anew.

Where one of a row's failures is explained as something else, because the text says no more, its name stands behind it.
The explanation is the beginning of what is said of one sample, with words in brackets for its names. This page is made
by `uv run python -m tests.reproductions table --write`; a test compares it.

| category | made with a real uv by | explanation | evidence | remedies, surest first |
| --- | --- | --- | --- | --- |
"""

Wanted = Callable[[Category], Sequence[str]]
"""Gives the kinds of evidence of a category in words."""


def page(reproductions: Sequence[Reproduction], wanted: Wanted) -> str:
    """Return the page, made from the samples that are recorded."""
    rows = [
        _row(category, [each for each in reproductions if each.category is category], wanted) for category in Category
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _row(category: Category, made: Sequence[Reproduction], wanted: Wanted) -> str:
    how = "; ".join(each.how + _named_otherwise(each) for each in made if each.is_made)
    not_here = " ".join(each.impossible for each in made if each.impossible)
    # One that is named otherwise is no example of its row.
    explained = filter(None, map(_explained, made))
    problem = next((found for found in explained if found.category is category), None)
    cells = (
        f"`{category.value}`",
        " ".join(part for part in (f"{how}." if how else "", not_here) if part),
        _first_sentences(problem) if problem is not None else "",
        "; ".join(wanted(category)),
        "; ".join(_titles(problem)) if problem is not None else "",
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _explained(each: Reproduction) -> Problem | None:
    """Return the explanation of a sample, None where there is none."""
    path = sample_path(each)
    return explain(path.read_text("utf-8")) if path.is_file() else None


def _named_otherwise(each: Reproduction) -> str:
    problem = _explained(each)
    return "" if problem is None or problem.category is each.category else f" (named `{problem.category.value}`)"


def _first_sentences(problem: Problem) -> str:
    text = _without_names(problem.explanation, problem)
    sentences = re.split(r"(?<=[a-z\])])\. (?=[A-Z])", text)
    return ". ".join(sentences[:2]).rstrip(".") + "."


def _titles(problem: Problem) -> list[str]:
    return [_without_names(each.title, problem) for each in problem.remedies]


def _without_names(text: str, problem: Problem) -> str:
    subject = " ".join(part for part in (problem.package, problem.version) if part)
    host = (problem.url or "").partition("://")[2].partition("/")[0]
    named = ((problem.path_from, "[path]"), (problem.path_to, "[path]"), (problem.url, "[address]"), (host, "[host]"))
    for name, word in (*named, (subject, "[package]"), (problem.package, "[package]")):
        if name:
            text = text.replace(name, word)
    last = re.split(r"[\\\\/]", problem.path_to or problem.path_from or "")[-1]
    if last:
        text = text.replace(f"holds {last}", "holds [file]")
    return re.sub(r"`?/(?:home|tmp|usr|data)/[^\s`,;]*`?", "[path]", text)
