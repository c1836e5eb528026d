"""The parts of a failure in the making: texts that go on over several lines, with what is quoted below them."""

from core.diagnosis.markers import Kind, Marked
from core.diagnosis.transcript import Line, bounded
from core.diagnosis.wrapping import Piece, join

_MOST_PIECES = 400
_MOST_TEXT = 4000
_MOST_DETAIL = 400


class Part:
    """A text that may go on over several lines, with the lines quoted below it."""

    def __init__(self, marked: Marked, line: Line) -> None:
        self.indent = marked.indent
        self.tree = marked.tree
        self.stamp = line.stamp
        self.pieces = [Piece(marked.text, len(line.text))]
        self.detail: list[str] = []
        self.text = ""
        self.listed = marked.kind is Kind.CAUSE and not marked.text

    def follow(self, other: "Part | None") -> None:
        """Tell the next part that it stands in the same numbered list."""
        if other is not None:
            other.listed = True

    def add(self, text: str, width: int, *, indented: bool) -> None:
        """Take a line that goes on with the text."""
        if len(self.pieces) < _MOST_PIECES:
            self.pieces.append(Piece(text, width, indented))

    def quote(self, text: str) -> None:
        """Take a line that stands below the text."""
        if len(self.detail) < _MOST_DETAIL:
            self.detail.append(text)

    def close(self) -> None:
        """Make the text of its pieces."""
        text = bounded(join(self.pieces), _MOST_TEXT)
        self.text = text.removeprefix(": ").removeprefix("\u00d7 ").strip()

    @property
    def ended(self) -> bool:
        """Whether the text says of itself that it is whole."""
        text = self.pieces[-1].text
        if "(os error" in text:
            return text.endswith(")")
        last = text.rpartition(" ")[2]
        return text.endswith(".") and "/" not in last and "\\" not in last


class Found:
    """A failure in the making."""

    def __init__(self, headline: Part, line: int, *, run: int = 0, marked: bool = True) -> None:
        self.headline = headline
        self.line = line
        self.run = run
        self.marked = marked
        self.causes: list[Part] = []
        self.hints: list[Part] = []
