"""The live line on a real pseudo-terminal, read with a terminal emulator."""

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

import pyte
import pytest

from core.cli.progress_line import PAUSE_SECONDS, ProgressLine, fitted, printable, terminal_among

fcntl = pytest.importorskip("fcntl", reason="Windows has no pseudo-terminals that a test could read")
termios = pytest.importorskip("termios")

CHECKOUT = Path(__file__).parents[4]
COLUMNS, ROWS = 60, 20

# A terminal is that of a process only when the process asks for it as the leader of a session.
ON_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background has it ignored
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Terminal:
    """A pseudo-terminal with somebody who reads it."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.raw = b""
        self.shown: list[str] = []
        self._stream = pyte.ByteStream(self.screen)

    def read(self, seconds: float = 0.0) -> None:
        while select.select([self.master], [], [], seconds)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            self._stream.feed(data)
            self.shown.extend(self.lines())

    def lines(self) -> list[str]:
        self_lines = [line.rstrip() for line in self.screen.display]
        return [line for line in self_lines if line]

    def close(self) -> None:
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


@pytest.fixture
def stream(terminal: Terminal) -> Iterator[TextIO]:
    with os.fdopen(os.dup(terminal.slave), "w", encoding="utf-8") as opened:
        yield opened


class Clock:
    """A clock, and the timers that wait for it."""

    def __init__(self) -> None:
        self.at = 0.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.called_off = 0

    def now(self) -> float:
        return self.at

    def later(self, seconds: float, act: Callable[[], None]) -> "Clock":
        self.waiting.append((self.at + seconds, act))
        return self

    def cancel(self) -> None:
        self.waiting.clear()
        self.called_off += 1

    def pass_by(self, seconds: float) -> None:
        self.at += seconds
        due = [act for at, act in self.waiting if at <= self.at]
        self.waiting = [(at, act) for at, act in self.waiting if at > self.at]
        for act in due:
            act()


def line_on(stream: TextIO, clock: Clock) -> ProgressLine:
    return ProgressLine(stream, now=clock.now, later=clock.later)


def test_it_is_rewritten_in_place_and_leaves_nothing(terminal: Terminal, stream: TextIO) -> None:
    clock = Clock()
    line = line_on(stream, clock)
    line.show("Copying: 12,345 of 40,000 files")
    clock.pass_by(1.0)
    line.show("Checking")
    terminal.read()
    assert terminal.lines() == ["Checking"]
    line.hide()
    stream.write("Resolved 3 packages\n")
    stream.flush()
    terminal.read()
    assert terminal.lines() == ["Resolved 3 packages"]
    assert terminal.raw.count(b"\n") == 1


def test_it_never_wraps_however_wide_the_letters_are(terminal: Terminal, stream: TextIO) -> None:
    clock = Clock()
    line = line_on(stream, clock)
    for text in ("x" * 500, "漢" * 500, "e\u0301" * 500):
        line.show(text)
        clock.pass_by(1.0)
    terminal.read()
    assert len(terminal.lines()) == 1
    line.hide()
    terminal.read()
    assert terminal.lines() == []


def test_it_is_drawn_ten_times_a_second_and_the_newest_text_comes_in_the_end(
    terminal: Terminal, stream: TextIO
) -> None:
    clock = Clock()
    line = line_on(stream, clock)
    for count in range(1000):
        line.show(f"{count} files")
        clock.pass_by(0.001)
    clock.pass_by(PAUSE_SECONDS)
    terminal.read()
    assert terminal.lines() == ["999 files"]
    assert terminal.raw.count(b"\r") <= 12


def test_what_is_hidden_does_not_come_back_by_itself(terminal: Terminal, stream: TextIO) -> None:
    clock = Clock()
    line = line_on(stream, clock)
    line.show("one")
    line.show("two")
    line.hide()
    clock.pass_by(5.0)
    terminal.read()
    assert terminal.lines() == []
    assert clock.called_off == 1


def test_a_terminal_that_is_too_narrow_is_left_alone(terminal: Terminal, stream: TextIO) -> None:
    fcntl.ioctl(terminal.slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, 12, 0, 0))
    line_on(stream, Clock()).show("Copying: 12,345 of 40,000 files")
    terminal.read()
    assert terminal.raw == b""


def test_a_terminal_that_is_gone_is_no_error(terminal: Terminal, stream: TextIO) -> None:
    clock = Clock()
    line = line_on(stream, clock)
    line.show("one")
    stream.close()
    clock.pass_by(1.0)
    line.show("two")
    line.hide()


def test_signs_that_move_the_cursor_are_no_part_of_it() -> None:
    assert printable("a\nb\x1b[2Jc\td", "utf-8") == "a?b?[2Jc?d"
    assert printable("größe 漢", "ascii") == "gr??e ?"
    assert fitted("abcdefghij", 10) == "abcdefghij"
    assert fitted("abcdefghijk", 10) == "abcdefg..."
    assert fitted("漢漢漢漢漢漢", 10) == "漢漢漢..."


@pytest.mark.parametrize(("environ", "found"), [({}, True), ({"TERM": "dumb"}, False)])
def test_only_a_terminal_that_can_go_back_has_it(stream: TextIO, environ: Mapping[str, str], *, found: bool) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        assert (terminal_among((None, nowhere, stream), environ) is stream) is found
    assert terminal_among((nowhere, None), {}) is None


def wheelyard(terminal: Terminal, home: Path, *arguments: str, **variables: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"WHEELYARD_HOME": str(home), "TERM": "xterm"} | variables
    return subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, "-m", "core.cli", *arguments],
        stdin=terminal.slave,
        stdout=terminal.slave,
        stderr=terminal.slave,
        cwd=CHECKOUT,
        env=environment,
    )


def follow(terminal: Terminal, process: "subprocess.Popen[bytes]", until: str = "", limit: float = 120.0) -> None:
    """Read until the process has ended, or until something stood on the screen."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        terminal.read(0.05)
        if until and any(until in line for line in terminal.shown):
            return
        if process.poll() is not None:
            terminal.read(0.2)
            return
    process.kill()
    pytest.fail(f"it took too long: {terminal.lines()}")


def test_a_probe_on_a_terminal_shows_its_rounds_and_ends_cleanly(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    # So many that a fast disk and a reader that has to wait for its turn both have time for the line.
    process = wheelyard(terminal, tmp_path / "home", "probe", str(folder), "--rounds", "400")
    follow(terminal, process)
    assert process.returncode == 0
    assert any(line.startswith("Probing 1 place: ") and " of 400 renames" in line for line in terminal.shown)
    assert not any("Probing" in line for line in terminal.lines())
    assert terminal.lines()[0].startswith("clear")


@pytest.mark.parametrize(("option", "variables"), [("--quiet", {}), ("--json", {}), ("", {"TERM": "dumb"})])
def test_it_is_absent_where_nobody_wants_it(
    terminal: Terminal, tmp_path: Path, option: str, variables: dict[str, str]
) -> None:
    arguments = [part for part in ("probe", str(tmp_path), "--rounds", "4", option) if part]
    process = wheelyard(terminal, tmp_path / "home", *arguments, **variables)
    follow(terminal, process)
    assert process.returncode == 0
    assert b"Probing" not in terminal.raw


def test_an_interruption_leaves_a_clean_line(terminal: Terminal, tmp_path: Path) -> None:
    process = wheelyard(terminal, tmp_path / "home", "probe", str(tmp_path), "--rounds", "1000")
    follow(terminal, process, until="Probing 1 place")
    os.write(terminal.master, b"\x03")
    follow(terminal, process)
    assert process.returncode == 130
    assert not any("Probing" in line for line in terminal.lines())


def test_without_a_terminal_nothing_of_it_is_even_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from core.cli.main import main; "
        f"status = main(['probe', {str(tmp_path)!r}, '--rounds', '2']); "
        "loaded = [name for name in sys.modules if name.startswith(('core.cli.progress', 'core.cli.status'))]; "
        "sys.exit(status or (3 if loaded else 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=os.environ | {"WHEELYARD_HOME": str(tmp_path / "home")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
