"""Takes lines one by one and builds failures of them, with as much state as a wrapped, quoted output needs."""

import re
from collections import deque

from core.diagnosis.chain_parts import Found, Part
from core.diagnosis.markers import Kind, Marked, is_prompt, is_unmarked_failure, mark
from core.diagnosis.transcript import Line

_MOST_CAUSES = 60
_MOST_FAILURES = 500
_LOG_LINES = 400
_MOST_RETRIES = 10_000
_LAST_LINES = 200
_FRAME_WIDTH = 8
_NUMBERED = re.compile(r"\d{1,3}: (?=\S)")
"""A cause as a log writes it below a bare "Caused by:"."""
_EXPLAINS = "This error "
"""A hint that speaks of the failure above it, which was not copied."""
_BULLET = "* "
"""What was tried, listed below a cause and apart from it."""


class Builder:
    """The state between two lines."""

    def __init__(self) -> None:
        self.failures: list[Found] = []
        self.warnings: deque[Part] = deque(maxlen=_LOG_LINES)
        self.retries: deque[Part] = deque(maxlen=_MOST_RETRIES)
        self.log: deque[Part] = deque(maxlen=_LOG_LINES)
        self.last: deque[str] = deque(maxlen=_LAST_LINES)
        self.last_progress = -1
        self.last_retry = -1
        self._line = -1
        self._run = 0
        self._part: Part | None = None
        self._failure: Found | None = None
        self._before: tuple[Marked, Line] | None = None
        self._quoting = False
        self._after_blank = False
        self._held: tuple[Marked, Line] | None = None
        self._aside: Part | None = None
        self._logging = False

    def take(self, line: Line) -> None:
        """Take the next line."""
        self._line += 1
        marked = mark(line.text)
        if self._held is not None:
            held, held_line = self._held
            self._held = None
            starts = marked.kind is Kind.CAUSE and bool(marked.text) and held.indent <= self._margin
            self._take_quoted(held, held_line, starts=starts)
        if marked.text:
            self.last.append(line.text)
        if self._quoting and marked.kind is Kind.HEAD and not marked.tree:
            self._held = (marked, line)
        elif self._stands_inside(marked):
            self._quote(line.text)
        else:
            self._take(marked, line)
        self._after_blank = marked.kind is Kind.BLANK

    @property
    def _margin(self) -> int:
        """How far uv's own heads are indented; what it quotes stands further in."""
        return self._failure.headline.indent if self._failure is not None else 0

    def _stands_inside(self, marked: Marked) -> bool:
        """What is quoted; an error further in than the cause above it is another program's, also without a section."""
        if self._quoting:
            return not (marked.tree or (marked.kind in _END_QUOTES and marked.indent == 0))
        part = self._part if self._failure is not None else None
        return part is not None and marked.kind is Kind.HEAD and not marked.tree and marked.indent > part.indent

    def finish(self) -> None:
        """End what is open."""
        if self._held is not None:
            held, line = self._held
            self._held = None
            self._take_quoted(held, line, starts=False)
        self._close()

    def _take_quoted(self, marked: Marked, line: Line, *, starts: bool) -> None:
        """Quoted programs print error lines of their own; only one with a cause right below it is uv's next."""
        if starts:
            self._quoting = False
            self._take(marked, line)
        else:
            self._quote(line.text)

    def _take(self, marked: Marked, line: Line) -> None:  # noqa: C901 - one line a kind
        before, self._before = self._before, None
        if marked.kind not in _GOES_ON:
            self._aside = None
            self._logging = marked.kind is Kind.LOG
        match marked.kind:
            case Kind.HEAD:
                self._begin(Part(marked, line))
            case Kind.PANIC:
                self._begin(Part(marked, line))
                self._end_part()
            case Kind.CAUSE:
                self._cause(marked, line, before)
            case Kind.HINT:
                self._hint(marked, line)
            case Kind.WARNING:
                self._side(Part(marked, line), self.warnings)
            case Kind.LOG:
                self._log(marked, line)
            case Kind.PROGRESS:
                self._progress(marked)
            case Kind.SECTION:
                self._quoting = self._failure is not None
            case Kind.BLANK:
                pass
            case Kind.BAR:
                self._bar(marked, line)
            case Kind.PLAIN:
                self._plain(marked, line)

    def _begin(self, headline: Part, *, marked: bool = True) -> None:
        self._close()
        self._failure = Found(headline, self._line, run=self._run, marked=marked)
        if len(self.failures) < _MOST_FAILURES:
            self.failures.append(self._failure)
        else:
            self.failures[-1] = self._failure
        self._part = headline

    def _cause(self, marked: Marked, line: Line, before: tuple[Marked, Line] | None) -> None:
        if self._aside is not None or (self._failure is None and self._logging and not marked.text):
            self._cause_aside(marked, line)
            return
        if self._failure is None:
            headline = before if before is not None else (Marked(Kind.PLAIN, "", 0), Line(""))
            self._begin(Part(*headline))
        failure = self._failure
        if failure is None:
            return
        self._end_part()
        failure.marked = True
        part = Part(marked, line)
        if len(failure.causes) < _MOST_CAUSES:
            failure.causes.append(part)
        else:
            failure.causes[-1] = part
        self._part = part

    def _cause_aside(self, marked: Marked, line: Line) -> None:
        """A warning and a record of a log have causes as well, and are no failures for that."""
        self._end_part()
        self._part = Part(marked, line)
        self._aside = self._aside or self._part

    def _hint(self, marked: Marked, line: Line) -> None:
        self._end_part()
        self._quoting = False
        failure = self._failure or (self.failures[-1] if self.failures else None)
        if failure is None and marked.text.startswith(_EXPLAINS):
            self._begin(Part(marked, line))
        elif failure is not None and len(failure.hints) < _MOST_CAUSES:
            self._part = Part(marked, line)
            failure.hints.append(self._part)

    def _side(self, part: Part, where: "deque[Part]") -> None:
        self._close()
        where.append(part)
        self._part = part
        self._aside = part if where is self.warnings else None

    def _log(self, marked: Marked, line: Line) -> None:
        part = Part(marked, line)
        if marked.text.startswith("WARN") and "etrying" in marked.text:
            self._side(part, self.retries)
            self.last_retry = self._line
            return
        self._end_part()
        part.close()
        self.log.append(part)

    def _progress(self, marked: Marked) -> None:
        self._close()
        self._quoting = False
        self.last_progress = self._line
        self._run += is_prompt(marked.text)
        self._before = None if marked.text[:1] in "+-~" else self._before

    def _bar(self, marked: Marked, line: Line) -> None:
        part = self._part
        if part is None:
            return
        if part.tree and not part.detail and not self._after_blank and marked.indent <= part.indent + 2:
            part.add(marked.text, len(line.text), indented=True)
        else:
            part.quote(line.text)

    def _plain(self, marked: Marked, line: Line) -> None:
        part = self._part
        if part is None:
            if self._failure is not None and (self._panicked(marked, line) or self._logging):
                return
            self._apart(marked, line)
            return
        numbered = _NUMBERED.match(marked.text) if part.listed else None
        if numbered is not None:
            self._cause(Marked(Kind.CAUSE, marked.text[numbered.end() :], marked.indent), line, None)
            part.follow(self._part)
            return
        inner = marked.indent > part.indent
        if part.detail or _is_frame(marked.text):
            if inner or not self._after_blank:
                part.quote(line.text)
                return
        elif self._after_blank:
            if inner or (self._failure is not None and marked.text.startswith(_BULLET)):
                part.quote(line.text)
                return
        elif inner or not part.ended or marked.text.startswith("(os"):
            part.add(marked.text, len(line.text), indented=marked.indent > 0)
            return
        self._end_part()
        self._apart(marked, line)

    def _apart(self, marked: Marked, line: Line) -> None:
        """A line that belongs to nothing before it: a failure without its marker, or the one that a cause follows."""
        self._failure = self._aside = None
        if not self._logging and is_unmarked_failure(marked.text):
            self._begin(Part(marked, line), marked=False)
        else:
            self._before = (marked, line)

    def _panicked(self, marked: Marked, line: Line) -> bool:
        """The line below a panic says what the panic was."""
        failure = self._failure
        if failure is None or failure.causes or " panicked at " not in failure.headline.text:
            return False
        self._cause(marked, line, None)
        return True

    def _quote(self, text: str) -> None:
        failure = self._failure
        if failure is not None:
            (failure.causes[-1] if failure.causes else failure.headline).quote(text)

    def _end_part(self) -> None:
        if self._part is not None:
            self._part.close()
            self._part = None

    def _close(self) -> None:
        self._end_part()
        self._failure = None


_GOES_ON = frozenset({Kind.CAUSE, Kind.PLAIN, Kind.BLANK, Kind.BAR})
_END_QUOTES = frozenset({Kind.HINT, Kind.PROGRESS, Kind.LOG, Kind.PANIC})


def _is_frame(text: str) -> bool:
    """Tell whether a line is part of a quoted file: a line number and a bar."""
    number, bar, _ = text.partition("|")
    return bool(bar) and (not number.strip() or (number.strip().isdigit() and len(number) < _FRAME_WIDTH))
