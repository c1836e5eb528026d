"""From plain lines to failures: headline, causes from outermost to innermost, hints; warnings and logs beside."""

from collections.abc import Sequence

from msgspec import Struct

from core.diagnosis.chain_builder import Builder
from core.diagnosis.transcript import MOST_CHARACTERS, Line, clean, failure_window


class Cause(Struct, frozen=True):
    """One cause; ``detail`` are the lines quoted below it: a file's part, another program's output."""

    text: str
    detail: tuple[str, ...] = ()


class Failure(Struct, frozen=True):
    """One chain; the headline is empty where the transcript begins below it. ``line`` and ``run`` count from 0.

    ``run`` counts the prompts of a shell above it: failures of one command share it.

    ``marked`` is False for a plain sentence that only its words show to be one of uv's failures.
    """

    headline: str
    causes: tuple[Cause, ...] = ()
    hints: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    line: int = 0
    run: int = 0
    marked: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """The headline, where there is one, and the causes, outermost first."""
        causes = tuple(cause.text for cause in self.causes)
        return (self.headline, *causes) if self.headline else causes

    @property
    def quoted(self) -> tuple[str, ...]:
        """The lines quoted below the headline and the causes, in order."""
        return (*self.detail, *(line for cause in self.causes for line in cause.detail))


class Reading(Struct, frozen=True):
    """Everything that a transcript says; ``log`` is the end of its log records, ``last`` its last lines."""

    failures: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()
    retries: tuple[Line, ...] = ()
    log: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    last_progress: int = -1
    last_retry: int = -1

    @property
    def ended_after_retries(self) -> bool:
        """Whether uv went on after the last rename that it tried again."""
        return self.last_progress > self.last_retry


def read(transcript: str) -> Reading:
    """Return what a transcript says; any text is taken, in time that grows with its length.

    Of a text longer than MOST_CHARACTERS the end is read: uv's failure is the last that it prints. Where other
    programs printed more than that behind it, the surroundings of the last failure are read instead.
    """
    reading = read_lines(clean(transcript))
    if reading.failures or len(transcript) <= MOST_CHARACTERS:
        return reading
    window = failure_window(transcript)
    earlier = read_lines(clean(window)) if window is not None else reading
    return earlier if earlier.failures else reading


def read_lines(lines: Sequence[Line]) -> Reading:
    """Return what cleaned lines say."""
    builder = Builder()
    for line in lines:
        builder.take(line)
    builder.finish()
    return Reading(
        failures=tuple(
            Failure(
                headline=found.headline.text,
                causes=tuple(Cause(part.text, tuple(part.detail)) for part in found.causes if part.text or part.detail),
                hints=tuple(part.text for part in found.hints),
                detail=tuple(found.headline.detail),
                line=found.line,
                run=found.run,
                marked=found.marked,
            )
            for found in builder.failures
            if found.headline.text or found.causes
        ),
        warnings=tuple(part.text for part in builder.warnings),
        retries=tuple(Line(part.text, part.stamp) for part in builder.retries),
        log=tuple(part.text for part in builder.log),
        last=tuple(builder.last),
        last_progress=builder.last_progress,
        last_retry=builder.last_retry,
    )
