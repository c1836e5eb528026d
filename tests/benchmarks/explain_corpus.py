"""How many real failures `explain` explains rightly: accuracy, confusion, extracted facts, time.

`python -m tests.benchmarks.explain_corpus CASES.jsonl` reads one case a line, a JSON object with ``id``, ``output`` and
``accept`` (every category that counts as right); ``category``, ``package``, ``path_from``, ``path_to`` and ``os_error``
may be there, null where the output does not give them. Other fields are not looked at.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

if not __package__:  # run as a script: the checkout is not on the path then
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.diagnosis.explain import explain
from core.model.problem import Category, Problem

FACTS = ("package", "path_from", "path_to", "os_error")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One output with what a good explanation says of it."""

    id: str
    output: str
    accept: tuple[str, ...]
    category: str | None = None
    package: str | None = None
    path_from: str | None = None
    path_to: str | None = None
    os_error: int | None = None

    @property
    def expected(self) -> str:
        """The category that the case is counted under."""
        return self.category or (self.accept[0] if self.accept else "?")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What `explain` answered for one case, in how many seconds."""

    case: Case
    problem: Problem
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the category is one that counts as right."""
        return self.problem.category.value in self.case.accept


class BadLineError(Exception):
    """A line that is no case; the message is a sentence that names the line."""


def read_cases(lines: Iterable[bytes]) -> list[Case]:
    """Return the cases of a corpus; blank lines do not count.

    Raises:
        BadLineError: a line is no JSON object with the needed fields.
    """
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(msgspec.json.decode(line, type=Case))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadLineError(f"Line {number} is no case: {error}.") from error
    return cases


def run(cases: Iterable[Case]) -> list[Outcome]:
    """Explain every case by itself."""
    outcomes = []
    for case in cases:
        before = time.perf_counter()
        problem = explain(case.output)
        outcomes.append(Outcome(case=case, problem=problem, seconds=time.perf_counter() - before))
    return outcomes


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the figures as text."""
    if not outcomes:
        return "The corpus has no cases."
    extracted = (_extracted(outcomes, fact) for fact in FACTS)
    return "\n\n".join((_accuracy(outcomes), _confusion(outcomes), *extracted, _time(outcomes)))


def _accuracy(outcomes: Sequence[Outcome]) -> str:
    right = sum(outcome.right for outcome in outcomes)
    lines = [f"right: {_share(right, len(outcomes))}"]
    for category in sorted({outcome.case.expected for outcome in outcomes}):
        those = [outcome for outcome in outcomes if outcome.case.expected == category]
        lines.append(f"  {category:30} {_share(sum(outcome.right for outcome in those), len(those))}")
    flagged = sum(_flagged(outcome) for outcome in outcomes)
    lines.append(f"flagged though nothing is to be fixed: {flagged}")
    return "\n".join(lines)


def _flagged(outcome: Outcome) -> bool:
    return outcome.case.expected == Category.NONE.value and not outcome.right


def _confusion(outcomes: Sequence[Outcome]) -> str:
    wrong = [outcome for outcome in outcomes if not outcome.right]
    if not wrong:
        return "confused: none"
    width = max(len(outcome.case.id) for outcome in wrong)
    return "\n".join(
        [
            f"confused: {len(wrong)}",
            *(
                f"  {outcome.case.id:{width}}  expected {' or '.join(outcome.case.accept)}; "
                f"got {outcome.problem.category.value}"
                for outcome in wrong
            ),
        ]
    )


def _extracted(outcomes: Sequence[Outcome], fact: str) -> str:
    given = [outcome for outcome in outcomes if getattr(outcome.case, fact) is not None]
    missed = [outcome for outcome in given if getattr(outcome.case, fact) != getattr(outcome.problem, fact)]
    lines = [f"{fact} as given: {_share(len(given) - len(missed), len(given))}"]
    lines += [
        f"  {outcome.case.id}: expected {getattr(outcome.case, fact)!r}, got {getattr(outcome.problem, fact)!r}"
        for outcome in missed
    ]
    return "\n".join(lines)


def _time(outcomes: Sequence[Outcome]) -> str:
    milliseconds = [outcome.seconds * 1000 for outcome in outcomes]
    return f"time a case: median {statistics.median(milliseconds):.2f} ms, most {max(milliseconds):.2f} ms"


def _share(count: int, total: int) -> str:
    return f"{count} of {total} ({100 * count / total:.1f} %)" if total else "0 of 0"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one corpus and print the figures; 2 where it cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", type=Path, help="a file of cases, one JSON object a line")
    path: Path = parser.parse_args(arguments).cases
    try:
        cases = read_cases(path.read_bytes().splitlines())
    except OSError as error:
        sys.stderr.write(f"{path} cannot be read: {error.strerror or error}.\n")
        return 2
    except BadLineError as error:
        sys.stderr.write(f"{path}: {error}\n")
        return 2
    sys.stdout.write(report(run(cases)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
