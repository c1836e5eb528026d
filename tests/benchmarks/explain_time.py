"""How long `explain` takes: for an ordinary transcript, and for a trace log of 50 MB with a failure somewhere in it.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.explain_time --write docs/benchmarks.md`.
"""

import argparse
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from core.diagnosis.explain import explain
from core.model.problem import Category, Problem
from tests.benchmarks.overhead import system_in_words, write_into

BEGIN = "<!-- explain: begin -->"
END = "<!-- explain: end -->"
LOG_CHARACTERS = 50_000_000
PLACES = ("at its end", "in its middle", "at its start", "nowhere")
_MEBIBYTE = 1 << 20

FAILURE = """
  \u00d7 Failed to download `tide-tables==3.1`
  ├─▶ Failed to read from the distribution cache
  ╰─▶ failed to rename file from D:\\caches\\uv\\.tmpQ1w2E3 to
      D:\\caches\\uv\\archive-v0\\hT6z_Lk0pQ9-ab12: Zugriff verweigert (os error 5)
  help: `tide-tables` (v3.1) was included because `harbour` (v0.1.0) depends on
        `tide-tables`
"""


class ExplainTime(Struct, frozen=True, kw_only=True):
    """Seconds, and the most memory that was taken on top of the text itself, in bytes."""

    seconds: float
    memory: int
    problem: Problem


def ordinary_transcript() -> str:
    """Return what a failed sync prints: some progress, a failure, its hint."""
    packages = "".join(f"Downloading harbour-part-{number} ({number + 1}.4MiB)\n" for number in range(40))
    start = "Using CPython 3.12.7\nCreating virtual environment at: .venv\nResolved 87 packages in 1.42s\n"
    return f"{start}{packages}{FAILURE}"


def trace_log(place: str, characters: int = LOG_CHARACTERS) -> str:
    """Return a trace log of about so many characters with a failure at one of PLACES."""
    lines = list(_records(2_000))
    block = "".join(lines)
    blocks = max(2, characters // len(block))
    before = {"at its end": blocks, "in its middle": blocks // 2, "at its start": 0, "nowhere": blocks}[place]
    return block * before + ("" if place == "nowhere" else FAILURE) + block * (blocks - before)


def _records(count: int) -> Iterator[str]:
    for number in range(count):
        host = f"files-{number % 7}.index.example"
        yield f'  {number / 1000:9.6f}s {number % 900}ms TRACE hyper_util::client checkout waiting: ("https", {host})\n'
        yield f"DEBUG No cache entry for: https://{host}/packages/{number:06d}/part-3.{number % 90}-py3-none-any.whl\n"
        yield rf"TRACE Checking lock for `D:\caches\uv\wheels-v5\pypi\part-{number}` at `D:\caches\uv\.lock`" + "\n"


def ordinary_seconds(runs: int = 200) -> float:
    """Return the median seconds of one ordinary transcript."""
    text = ordinary_transcript()
    seconds = []
    for _ in range(runs):
        before = time.perf_counter()
        explain(text)
        seconds.append(time.perf_counter() - before)
    return statistics.median(seconds)


def measure(text: str, *, rounds: int = 3) -> ExplainTime:
    """Return the best of some rounds, timed without and then weighed with the counting of memory."""
    best = float("inf")
    for _ in range(rounds):
        before = time.perf_counter()
        explain(text)
        best = min(best, time.perf_counter() - before)
    tracemalloc.start()
    try:
        problem = explain(text)
        memory = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return ExplainTime(seconds=best, memory=memory, problem=problem)


def table(system: str) -> str:
    """Measure all and return the figures as a table."""
    rows = [
        "| system | transcript | time | memory on top | explained as |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    ordinary = measure(ordinary_transcript())
    rows.append(_row(system, "ordinary, 2 kB", f"{ordinary_seconds() * 1000:.2f} ms", ordinary))
    for place in PLACES:
        measured = measure(trace_log(place))
        rows.append(_row(system, f"50 MB trace log, failure {place}", f"{measured.seconds:.2f} s", measured))
    return "\n".join(rows)


def _row(system: str, name: str, taken: str, measured: ExplainTime) -> str:
    category: Category = measured.problem.category
    return f"| {system} | {name} | {taken} | {measured.memory / _MEBIBYTE:.1f} MiB | {category.value} |"


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures how long an explanation takes.")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    figures = table(system_in_words())
    sys.stdout.write(figures + "\n")
    if arguments.write is not None:
        write_into(arguments.write, figures, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
