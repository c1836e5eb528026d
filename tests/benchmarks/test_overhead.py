"""The overhead of Wheelyard over bare uv stays below what a person would notice."""

from pathlib import Path

import pytest

from tests.benchmarks.overhead import BEGIN, END, Overhead, measure, write_into

MOST_SECONDS_ON_TOP = 0.4


@pytest.mark.benchmark
@pytest.mark.timeout(600)
def test_wheelyard_costs_little_on_top_of_uv(tmp_path: Path) -> None:
    # Other work on the computer only ever adds: one undisturbed measurement out of three is the true one.
    measured = []
    for number in range(3):
        overhead = measure(tmp_path / str(number), 9)
        assert overhead.packages > 60
        measured.append(overhead.table(f"measurement {number + 1}"))
        if overhead.difference <= MOST_SECONDS_ON_TOP:
            return
    pytest.fail("\n".join(measured))


def test_the_figures_go_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{BEGIN}\nold\n{END}\nafter ü\n", encoding="utf-8")
    table = Overhead(bare=0.1, wheelyard=0.35, rounds=3, packages=77).table("Linux, 2 cores")
    write_into(page, table)
    text = page.read_text(encoding="utf-8")
    assert text == f"Before\n{BEGIN}\n{table}\n{END}\nafter ü\n"
    assert "| Linux, 2 cores | 77 | 3 | 0.100 s | 0.350 s | 0.250 s | 3.5 |" in text


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n")
    with pytest.raises(ValueError, match="no place"):
        write_into(page, "table")
    assert page.read_text() == "Before\n"
