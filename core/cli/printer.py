"""Where the headless face prints: JSON on stdout, or sentences; a closed pipe ends it quietly."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from core.cli.inventory_text import cleaning_lines
from core.cli.shapes import Shape, event_shapes, problem_shape
from core.cli.text import outcome_lines, patience_lines, preflight_lines, problem_lines
from core.model.events import (
    CleaningPlanned,
    Event,
    Finished,
    InterruptionSettled,
    LinesPrinted,
    PatienceProgressed,
    PreflightFound,
    Queued,
)
from core.model.problem import Problem
from core.model.redaction import clean_texts
from core.model.secrets import without_secrets
from core.store.documents import to_builtins, to_json

if TYPE_CHECKING:
    from core.cli.status import Status


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

    def hint(self, sentence: str) -> None:
        """Print a sentence about a result, beside it; it is for people only."""
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

    def hint(self, sentence: str) -> None:
        """Print nothing: the result has it in its fields."""

    def _line(self, shape: Shape) -> None:
        if sys.stdout is None:  # closed by the caller, or a program without a console
            return
        try:
            sys.stdout.buffer.write(to_json(clean_texts(to_builtins(shape))) + b"\n")
            sys.stdout.buffer.flush()
        except OSError as error:
            raise UnprintableError(error) from error


def _status_on_terminal() -> "Status | None":
    streams = (sys.stderr, sys.stdout)
    # Without a terminal not even the modules are needed.
    if not any(stream is not None and not stream.closed and stream.isatty() for stream in streams):
        return None
    from core.cli.progress_line import ProgressLine, terminal_among  # noqa: PLC0415 - see above
    from core.cli.status import Status  # noqa: PLC0415

    stream = terminal_among(streams, os.environ)
    return None if stream is None else Status(ProgressLine(stream))


class TextPrinter:
    """uv's lines as they come and sentences at the end on stdout; what went wrong on stderr.

    On a terminal one live line says meanwhile what goes on; on stderr, so that a result can be piped on.
    """

    def __init__(self, *, quiet: bool, events: bool) -> None:
        self._quiet = quiet
        self._events = events
        self._status = None if quiet else _status_on_terminal()

    def event(self, event: Event) -> None:
        """Print what a person wants to see of an event, for commands whose result is the events."""
        status = self._status
        if status is not None:
            status.follow(event)
        if self._events:
            self._print_event(event)
        if status is not None:
            status.show()

    def _print_event(self, event: Event) -> None:
        match event:
            case LinesPrinted() if not self._quiet:
                self._print(event.lines)
            case PatienceProgressed() if not self._quiet and self._status is None:
                self._print(patience_lines(event))
            case Queued(waits_for=reason) if reason is not None and not self._quiet:
                self._print((f"Waiting for {reason}.",))
            case CleaningPlanned(report=report) if not self._quiet:
                self._print(cleaning_lines(report, done=False))
            case PreflightFound(findings=findings) if findings:
                self._print(preflight_lines(findings), error=self._quiet)
            case InterruptionSettled(sentence=sentence) if not self._quiet:
                self._print((sentence,))
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

    def hint(self, sentence: str) -> None:
        """Print the sentence on stderr, so that the result can be piped on."""
        if not self._quiet:
            self._print((sentence,), error=True)

    def _print(self, lines: Iterable[str], *, error: bool = False) -> None:
        stream = sys.stderr if error else sys.stdout
        if stream is None:
            return
        if self._status is not None:
            self._status.hide()
        encoding = stream.encoding or "utf-8"
        try:
            for line in map(without_secrets, lines):
                stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            stream.flush()
        except OSError as refused:
            raise UnprintableError(refused) from refused
