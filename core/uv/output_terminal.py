"""What uv says on a terminal: bars with bytes, redrawn all the time, above them the lines that stay."""

import codecs
import re

from core.model.events import PackagePhase, Stage
from core.ports import Stream
from core.uv.handed_secrets import HandedSecrets
from core.uv.milestones import Milestones
from core.uv.plain_text import MOST_LINE_CHARACTERS
from core.uv.progress_rows import RowKind, ScreenRow, read_row
from core.uv.said import LinesSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid
from core.uv.terminal_codes import TerminalCodes
from core.uv.text_screen import Row, TextScreen

_PIECE = 1 << 16
_PLAIN_LINES = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f]*\r\n)+")
_LEAST_FLOOD = 32
"""Lines beyond a screenful from which on they are passed by instead of drawn."""

_ABSENCES = 40
"""Looks at the screen without a bar that was there, after which it counts as gone.

Where the end of a frame is seen, one look is enough; a console that draws only differences shows no such
end, and a look may fall between the erasing and the redrawing of a row.
"""


class TerminalOutput:
    """Turns a terminal's bytes into what uv said.

    A row is final when the cursor has left it downwards and it is none that uv redraws; a row that
    scrolled away is final in any case. Final rows become log lines in their order, exactly once; rows that
    a long line ran over become one line again. The lines of one chunk come first, then what they mean; neither
    has one of ``secrets`` in it.
    """

    def __init__(self, columns: int = 240, rows: int = 64, secrets: HandedSecrets | None = None) -> None:
        self._secrets = secrets or HandedSecrets({})
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._screen = TextScreen(columns, rows, self._look_at_frame)
        self._codes = TerminalCodes(self._screen)
        self._milestones = Milestones()
        self._looked = 0
        self._settled = 0
        self._departed = 0
        self._open: list[str] = []
        self._open_length = 0
        self._blank = 0
        self._lines: list[str] = []
        self._said: list[UvSaid] = []
        self._stage: Stage | None = None
        self._prepared: PreparedSaid | None = None
        self._packages: dict[str, PackageSaid] = {}
        self._bars: dict[str, int] = {}

    def feed(self, stream: Stream, data: bytes) -> list[UvSaid]:  # noqa: ARG002 - a terminal has one stream
        """Return what a chunk completes."""
        text = self._decoder.decode(data)
        for start in range(0, len(text), _PIECE):
            self._codes.feed(self._pass_flood(text[start : start + _PIECE]))
            self._settle()
        self._look(complete=False)
        return self._take()

    def finish(self) -> list[UvSaid]:
        """Return what was left on the screen when the program ended."""
        self._codes.feed(self._decoder.decode(b"", final=True))
        self._settle()
        for row in self._screen.rows[max(self._settled - self._screen.scrolled, 0) : self._screen.last_written() + 1]:
            self._final(row)
        self._close_line()
        return self._take()

    def _take(self) -> list[UvSaid]:
        said: list[UvSaid] = []
        if self._lines:
            said.append(LinesSaid(tuple(self._lines)))
        said.extend(self._said)
        self._lines = []
        self._said = []
        return said

    # Lines that stay

    def _settle(self) -> None:
        screen = self._screen
        if screen.departed:
            departed, screen.departed = screen.departed, []
            for row in departed:
                if self._departed >= self._settled:
                    self._final(row)
                self._departed += 1
            self._settled = max(self._settled, self._departed)
        first = self._settled - screen.scrolled
        if first >= screen.y:
            return
        rows = screen.rows[first : screen.y]
        final = self._count_final(rows)
        for row in rows[:final]:
            self._final(row)
        self._settled += final

    def _count_final(self, rows: list[Row]) -> int:
        final = 0
        among_bars = False
        continued = bool(self._open)
        for index, row in enumerate(rows):
            text = row.text().rstrip()
            if continued:
                final = index + 1
                continued = _goes_on(row)
                continue
            if not text:
                continue
            kind = read_row(text).kind
            if kind is RowKind.PLAIN or (kind is RowKind.DONE_WORK and not among_bars):
                final = index + 1
                among_bars = False
                continued = kind is RowKind.PLAIN and _goes_on(row)
            elif kind is not RowKind.DONE_WORK:
                among_bars = True
        return final

    def _final(self, row: Row) -> None:
        text = row.text()
        goes_on = _goes_on(row)
        if not self._open:
            kind = self._kind_of_line(text)
            if kind is None:
                return
            goes_on = goes_on and kind is RowKind.PLAIN
            if not goes_on:
                self._add_line(text.rstrip())
                return
        self._open.append(text)
        self._open_length += len(text)
        if not goes_on or self._open_length + self._screen.columns > MOST_LINE_CHARACTERS:
            self._close_line(rest_follows=goes_on)

    def _kind_of_line(self, text: str) -> RowKind | None:
        """Return the kind of a row that stays; None for a blank one, which may stay, and one that does not."""
        bare = text.rstrip()
        if not bare:
            self._blank += 1
            return None
        kind = read_row(bare).kind
        return kind if kind in {RowKind.PLAIN, RowKind.DONE_WORK} else None

    def _close_line(self, *, rest_follows: bool = False) -> None:
        if not self._open:
            return
        text = "".join(self._open)
        # An empty part keeps the line open, so that its rest is not taken for a row of its own.
        self._open = [""] if rest_follows else []
        self._open_length = 0
        self._add_line(text if rest_follows else text.rstrip())

    def _add_line(self, line: str) -> None:
        if self._blank:
            self._lines.extend([""] * self._blank)
            self._blank = 0
        line = self._secrets.starred(line)
        self._lines.append(line)
        for said in self._milestones.read(line):
            self._say(said)

    def _pass_flood(self, text: str) -> str:
        """Take many plain lines by without drawing them, and return the rest, a screenful at least.

        What scrolls away within this text need not be drawn: the screen ends up the same.
        """
        screen = self._screen
        if not self._codes.idle or text.count("\n") < screen.height + _LEAST_FLOOD:
            return text
        match = _PLAIN_LINES.match(text)
        end = match.end() if match is not None else 0
        for _ in range(screen.height):
            end = text.rfind("\n", 0, end) if end > 0 else 0
        first = text.find("\n") + 1
        if end <= first:
            return text
        self._codes.feed(text[:first])
        self._settle()
        unsettled = screen.rows[max(self._settled - screen.scrolled, 0) : screen.last_written() + 1]
        if self._open or unsettled:
            return text[first:]
        self._blank += screen.scrolled + screen.y - self._settled
        for line in text[first : end - 1].split("\r\n"):
            if self._kind_of_line(line) is not None:
                self._add_line(line.rstrip())
        screen.pass_page()
        self._settled = self._departed = screen.scrolled
        return text[end + 1 :]

    # Rows that are redrawn

    def _look_at_frame(self) -> None:
        screen = self._screen
        if screen.drawn == self._looked:
            return
        if screen.y >= screen.last_written():
            self._looked = screen.drawn
            self._settle()
            self._look(complete=True)

    def _look(self, *, complete: bool) -> None:
        screen = self._screen
        spinning = False
        seen: set[str] = set()
        for row in screen.rows[max(self._settled - screen.scrolled, 0) : screen.last_written() + 1]:
            text = self._secrets.starred(row.text().rstrip())
            if not text:
                continue
            read = read_row(text)
            spinning = spinning or read.kind is RowKind.SPINNER
            self._hear(read, seen)
        if spinning:
            self._miss(seen, complete=complete)

    def _hear(self, read: ScreenRow, seen: set[str]) -> None:
        if read.name is not None:
            seen.add(read.name)
            self._bars[read.name] = 0
            self._milestones.saw(read.name)
        for said in read.said:
            self._say(said)

    def _miss(self, seen: set[str], *, complete: bool) -> None:
        for name in [name for name in self._bars if name not in seen]:
            self._bars[name] += 1
            if complete or self._bars[name] >= _ABSENCES:
                del self._bars[name]
                # uv takes a bar away when its download is complete, mostly before it drew the last byte.
                total = self._packages[name].total_bytes
                self._say(PackageSaid(name=name, phase=PackagePhase.PREPARING, done_bytes=total, total_bytes=total))

    def _say(self, said: UvSaid) -> None:
        match said:
            case StageSaid(stage):
                if stage is self._stage:
                    return
                self._stage = stage
            case PreparedSaid():
                if said == self._prepared:
                    return
                self._prepared = said
            case PackageSaid(name=name):
                if said == self._packages.get(name):
                    return
                self._packages[name] = said
            case _:
                pass
        self._said.append(said)


def _goes_on(row: Row) -> bool:
    """Whether the line of this row runs over into the next one.

    Bars are padded with blanks to the last column and wrap as well; a text has at most one blank there.
    """
    return row.wraps and len(row.cells) >= 2 and (row.cells[-1] != " " or row.cells[-2] != " ")
