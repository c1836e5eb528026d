"""What uv says on pipes: lines and milestones, no bars."""

from core.ports import Stream
from core.uv.handed_secrets import HandedSecrets
from core.uv.milestones import Milestones
from core.uv.plain_text import LineSplitter
from core.uv.said import LinesSaid, UvSaid


class PipeOutput:
    """Turns chunks of two pipes into what uv said; each stream's lines stay in its order.

    The lines of one chunk come first, then what they mean; neither has one of ``secrets`` in it.
    """

    def __init__(self, secrets: HandedSecrets | None = None) -> None:
        self._secrets = secrets or HandedSecrets({})
        self._splitters: dict[Stream, LineSplitter] = {}
        self._milestones = Milestones()

    def feed(self, stream: Stream, data: bytes) -> list[UvSaid]:
        """Return what a chunk completes."""
        splitter = self._splitters.get(stream)
        if splitter is None:
            splitter = self._splitters[stream] = LineSplitter()
        return self._said(splitter.feed(data))

    def finish(self) -> list[UvSaid]:
        """Return what was left without a line end when the program ended."""
        return self._said([line for splitter in self._splitters.values() for line in splitter.finish()])

    def _said(self, lines: list[str]) -> list[UvSaid]:
        if not lines:
            return []
        lines = [self._secrets.starred(line) for line in lines]
        said: list[UvSaid] = [LinesSaid(tuple(lines))]
        for line in lines:
            said.extend(self._milestones.read(line))
        return said
