"""What the headless face says of a problem."""

from core.cli.text import problem_lines
from tests.fakes.findings import rename_problem


def test_remedies_are_rated_in_words() -> None:
    lines = list(problem_lines(rename_problem()))
    assert not any("%" in line for line in lines)
    assert any(line.startswith("  1. Move the cache") and "(very likely to help)" in line for line in lines)
    assert any(line.startswith("  3. Measure again") and "(measures only, changes nothing)" in line for line in lines)
