"""Where the headless face prints: JSON on stdout, or sentences; a closed pipe ends it quietly."""

import sys
from collections.abc import Iterable
from typing import Protocol

from core.cli.counting_line import CountingLine
from core.cli.inventory_text import cleaning_lines
from core.cli.shapes import Shape, event_shapes, problem_shape
from core.cli.text import outcome_lines, problem_lines
from core.model.events import CleaningPlanned, Event, Finished, InventoryCounted, LinesPrinted, Queued
from core.model.problem import Problem
from core.store.documents import to_json


class UnprintableError(Exception):
    """The output takes no more; ``error`` is what the system said."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Printer(Protocol):
    """What the commands print through; every method raises UnprintableError when the output takes no more."""

    def event(self, event: Event) -> None:
        """Print one event of a job."""
        ...

    def result(self, shape: Shape, lines: Iterable[str]) -> None:
        """Print the result of a command that has one: its JSON, or its sentences."""
        ...

    def problem(self, problem: Problem) -> None:
        """Print a Problem that no job ended with."""
        ...

    def note(self, sentence: str) -> None:
        """Print a sentence about what comes next; it is for people only."""
        ...


class JsonPrinter:
    """One JSON object a line on stdout, and nothing else there."""

    def __init__(self, *, events: bool) -> None:
        self._events = events

    def event(self, event: Event) -> None:
        """Print the event's objects, for commands whose result is the events."""
        if self._events:
            for shape in event_shapes(event):
                self._line(shape)

    def result(self, shape: Shape, lines: Iterable[str]) -> None:  # noqa: ARG002 - the sentences are the other face's
        """Print the result object."""
        self._line(shape)

    def problem(self, problem: Problem) -> None:
        """Print the Problem as an object under its name."""
        self._line({"problem": problem_shape(problem)})

    def note(self, sentence: str) -> None:
        """Print nothing: a note is for people."""

    def _line(self, shape: Shape) -> None:
        if sys.stdout is None:  # closed by the caller, or a program without a console
            return
        try:
            sys.stdout.buffer.write(to_json(shape) + b"\n")
            sys.stdout.buffer.flush()
        except OSError as error:
            raise UnprintableError(error) from error


class TextPrinter:
    """uv's lines as they come and sentences at the end on stdout; what went wrong on stderr."""

    def __init__(self, *, quiet: bool, events: bool) -> None:
        self._quiet = quiet
        self._events = events
        self._counted = CountingLine()

    def event(self, event: Event) -> None:
        """Print what a person wants to see of an event, for commands whose result is the events."""
        if not self._events:
            if isinstance(event, InventoryCounted) and not self._quiet:
                self._counted.count(event)
            return
        match event:
            case LinesPrinted() if not self._quiet:
                self._print(event.lines)
            case Queued(waits_for=reason) if reason is not None and not self._quiet:
                self._print((f"Waiting for {reason}.",))
            case CleaningPlanned(report=report) if not self._quiet:
                self._print(cleaning_lines(report, done=False))
            case Finished(outcome=outcome, seconds=seconds):
                failed = getattr(outcome, "problem", None) is not None
                if failed or not self._quiet:
                    self._print(outcome_lines(outcome, seconds), error=failed)
            case _:
                pass

    def result(self, shape: Shape, lines: Iterable[str]) -> None:  # noqa: ARG002 - the object is the other face's
        """Print the sentences."""
        self._print(lines)

    def problem(self, problem: Problem) -> None:
        """Print the Problem's sentences on stderr."""
        self._print(problem_lines(problem), error=True)

    def note(self, sentence: str) -> None:
        """Print the sentence, set off from what was before."""
        if not self._quiet:
            self._print(("", f"== {sentence}"))

    def _print(self, lines: Iterable[str], *, error: bool = False) -> None:
        self._counted.clear()
        stream = sys.stderr if error else sys.stdout
        if stream is None:
            return
        encoding = stream.encoding or "utf-8"
        try:
            for line in lines:
                stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            stream.flush()
        except OSError as refused:
            raise UnprintableError(refused) from refused
