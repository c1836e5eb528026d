"""The Windows console's reader, over a console that hands its last frame on late, as ConPTY does."""

import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.model.invocation import TerminalSize
from core.uv.terminal import ConsoleProcess


class LateConsole:
    """A process that has ended, and whose last words come a little later."""

    pid = 4711

    def __init__(self, *_: object, **__: object) -> None:
        self._at = time.monotonic() + 0.1
        self._left = "error: the last words\r\n"

    def spawn(self, *_: object, **__: object) -> bool:
        return True

    def isalive(self) -> bool:
        return False

    def read(self, *, blocking: bool) -> str:
        assert not blocking
        if time.monotonic() < self._at:
            return ""
        said, self._left = self._left, ""
        return said


def test_what_comes_after_the_end_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    winpty = SimpleNamespace(PTY=LateConsole, Backend=SimpleNamespace(ConPTY=1))
    monkeypatch.setitem(sys.modules, "winpty", winpty)
    console = ConsoleProcess(("uv", "sync"), Path(), {}, TerminalSize())
    said = b""
    while data := console.read():
        said += data
    assert said == b"error: the last words\r\n"
