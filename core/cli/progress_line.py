"""One live line on a terminal: rewritten in place, never wrapped, gone before anything else is printed.

Blanks erase it, and no terminal codes, so that it works on every console. A library for this would take longer to
import than a small sync takes in all.
"""

import asyncio
import os
import time
import unicodedata
from collections.abc import Callable, Mapping
from typing import Protocol, TextIO

PAUSE_SECONDS = 0.1
"""The line is drawn at most this often."""

_LEAST_COLUMNS = 20


class Timer(Protocol):
    """Something to come that can be called off."""

    def cancel(self) -> None:
        """Call it off."""
        ...


Later = Callable[[float, Callable[[], None]], Timer]


def _on_the_loop(seconds: float, act: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, act)


def terminal_among(streams: tuple[TextIO | None, ...], environ: Mapping[str, str]) -> TextIO | None:
    """Return the first stream that is a terminal which can go back in its line, or None."""
    if environ.get("TERM") == "dumb":
        return None
    for stream in streams:
        try:
            if stream is not None and stream.isatty():
                return stream
        except ValueError:  # closed by the caller
            continue
    return None


class ProgressLine:
    """Draws the newest of its texts; needs a running loop for those that come too soon after another."""

    def __init__(
        self, stream: TextIO, *, now: Callable[[], float] = time.monotonic, later: Later = _on_the_loop
    ) -> None:
        self._stream = stream
        self._now = now
        self._later = later
        self._text = ""
        self._drawn = ""
        self._cells = 0
        self._drawn_at = float("-inf")
        self._timer: Timer | None = None
        self._broken = False

    def show(self, text: str) -> None:
        """Show another text, at once or as soon as the last one was there long enough; an empty one hides."""
        self._text = text
        if not text:
            self.hide()
        elif text != self._drawn and self._timer is None:
            wait = self._drawn_at + PAUSE_SECONDS - self._now()
            if wait <= 0:
                self._draw()
            else:
                self._timer = self._later(wait, self._on_time)

    def hide(self) -> None:
        """Erase the line, with the cursor at its beginning, so that something else can be printed there."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._cells:
            self._write("\r" + " " * self._cells + "\r")
        self._cells = 0
        self._drawn = ""

    def _on_time(self) -> None:
        self._timer = None
        self._draw()

    def _draw(self) -> None:
        columns = _columns(self._stream)
        if columns < _LEAST_COLUMNS or not _is_ours(self._stream):
            return
        # A terminal wraps as soon as its last column is written.
        shown = fitted(printable(self._text, self._stream.encoding or "ascii"), columns - 1)
        cells = sum(map(_width, shown))
        blanks = max(0, min(self._cells, columns - 1) - cells)
        self._write(f"\r{shown}{' ' * blanks}")
        self._cells = cells
        self._drawn = self._text
        self._drawn_at = self._now()

    def _write(self, text: str) -> None:
        if self._broken:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            # The terminal is gone. What has to be said is said, or fails, elsewhere.
            self._broken = True


def printable(text: str, encoding: str) -> str:
    """Return the text without signs that move the cursor, or that the encoding does not have."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain.encode(encoding, "replace").decode(encoding)


def fitted(text: str, cells: int) -> str:
    """Return as much of the text as fits into so many cells; dots say that something is missing."""
    if sum(map(_width, text)) <= cells:
        return text
    room = cells - 3
    kept = []
    for letter in text:
        room -= _width(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept) + "..."


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _is_ours(stream: TextIO) -> bool:
    """Return whether this program is the one that the terminal listens to; in the background it draws nothing."""
    foreground, own = getattr(os, "tcgetpgrp", None), getattr(os, "getpgrp", None)
    if foreground is None or own is None:
        return True
    try:
        return bool(foreground(stream.fileno()) == own())
    except (OSError, ValueError):
        return True
