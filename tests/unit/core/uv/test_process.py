"""The one door for child processes, with real and badly behaved ones."""

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from core.model.invocation import Invocation, ProcessEnd, TerminalSize
from core.model.project import InputError
from core.ports import Stream
from core.uv.process import ChildProcessRunner
from tests.fakes.uv_standin import make_standin
from tests.wine import IN_WINE

TERMINALS = [
    None,
    pytest.param(TerminalSize(), marks=pytest.mark.skipif(IN_WINE, reason="Wine has no pseudo-terminal for programs")),
]
GENEROUS = 3.0
NO_MODES = pytest.mark.skipif(sys.platform == "win32", reason="what may be started does not depend on modes there")


def _gone(process_id: int) -> bool:
    try:
        return psutil.Process(process_id).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def most_memory() -> int:
    """Return the most bytes of memory that this process had so far."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


class Bench:
    """Runs stand-ins and knows all their processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pids_file = folder / "pids"
        self.pids_file.touch()
        self.runner = ChildProcessRunner({**os.environ, "UV_STANDIN_PIDS": str(self.pids_file)})
        self.chunks: list[tuple[Stream, bytes]] = []
        self.bytes = 0

    def invocation(self, behaviour: str, terminal: TerminalSize | None = None, mebibytes: int = 20) -> Invocation:
        return Invocation(
            argv=(str(make_standin(self.folder, behaviour)), "sync"),
            folder=self.folder,
            variables={"UV_STANDIN_MIB": str(mebibytes)},
            terminal=terminal,
        )

    def keep(self, stream: Stream, data: bytes) -> None:
        self.chunks.append((stream, data))

    def count(self, _: Stream, data: bytes) -> None:
        self.bytes += len(data)

    def run(self, behaviour: str, terminal: TerminalSize | None = None, mebibytes: int = 20) -> ProcessEnd:
        return asyncio.run(self.runner.run(self.invocation(behaviour, terminal, mebibytes), self.keep))

    def text(self, stream: Stream | None = None) -> str:
        return b"".join(data for name, data in self.chunks if stream in {None, name}).decode("utf-8", "replace")

    def pids(self) -> list[int]:
        return [int(line) for line in self.pids_file.read_text().split()]

    def all_gone(self) -> bool:
        until = time.monotonic() + GENEROUS
        while time.monotonic() < until:
            if all(_gone(process_id) for process_id in self.pids()):
                return True
            time.sleep(0.02)
        return False

    async def cancel(self, behaviour: str, terminal: TerminalSize | None, count: int, *, times: int = 1) -> float:
        """Start, wait until all its processes run, cancel so many times, and return the seconds that took."""
        task = asyncio.create_task(self.runner.run(self.invocation(behaviour, terminal), self.keep))
        while len(self.pids()) < count or "hanging" not in self.text():  # noqa: ASYNC110 - the child sets no event
            await asyncio.sleep(0.01)
        began = time.monotonic()
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0.01)
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began


HANDLES_OF_WINDOWS = 16 if sys.platform == "win32" else 0
"""What Windows itself opens in a process now and then, for a first pipe or a first child."""


def open_handles() -> int:
    """Return how many files, pipes and, on Windows, other things this process has open."""
    process: Any = psutil.Process()
    return int(process.num_handles() if sys.platform == "win32" else process.num_fds())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    threads = set(threading.enumerate())
    handles = open_handles()
    made = Bench(tmp_path)
    yield made
    survivors = [process_id for process_id in made.pids() if not _gone(process_id)]
    for process_id in survivors:
        with contextlib.suppress(psutil.Error):
            psutil.Process(process_id).kill()
    assert not survivors
    until = time.monotonic() + GENEROUS
    while set(threading.enumerate()) - threads and time.monotonic() < until:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - threads
    assert open_handles() <= handles + HANDLES_OF_WINDOWS


def _python(code: str, folder: Path, terminal: TerminalSize | None = None) -> Invocation:
    return Invocation(argv=(sys.executable, "-c", code), folder=folder, terminal=terminal)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_the_end_is_a_value(bench: Bench, terminal: TerminalSize | None) -> None:
    end = asyncio.run(
        bench.runner.run(_python("import sys; print('out'); sys.exit(3)", bench.folder, terminal), bench.keep)
    )
    assert (end.exit_code, end.signal, end.on_terminal) == (3, None, terminal is not None)
    assert end.program == Path(sys.executable).name
    assert end.seconds > 0
    assert bench.text().splitlines() == ["out"]
    assert {stream for stream, _ in bench.chunks} == {Stream.OUT if terminal is None else Stream.TERMINAL}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_a_signal_is_told_from_an_exit_status(bench: Bench) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    end = asyncio.run(bench.runner.run(_python(code, bench.folder), bench.keep))
    assert (end.exit_code, end.signal) == (None, 9)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_the_child_has_no_input_and_stands_in_its_folder(bench: Bench, terminal: TerminalSize | None) -> None:
    code = "import os, sys; print(repr(sys.stdin.read()), sys.stdin.isatty(), sys.stderr.isatty(), os.getcwd())"
    asyncio.run(bench.runner.run(_python(code, bench.folder, terminal), bench.keep))
    nothing_is_a_device = str(sys.platform == "win32")  # NUL calls itself a terminal there
    assert bench.text().split() == ["''", nothing_is_a_device, str(terminal is not None), str(bench.folder.resolve())]


@pytest.mark.skipif(IN_WINE, reason="Wine has no pseudo-terminal for programs")
def test_a_terminal_has_the_size_that_was_asked_for(bench: Bench) -> None:
    code = "import os; print(*os.get_terminal_size(1), os.environ['TERM'])"
    asyncio.run(bench.runner.run(_python(code, bench.folder, TerminalSize(123, 45)), bench.keep))
    assert bench.text().split()[:2] == ["123", "45"]
    assert bench.text().split()[2] not in {"", "dumb"}


def test_the_environment_is_inherited_overridden_and_cleaned(tmp_path: Path) -> None:
    inherited = {
        "PATH": os.environ["PATH"],
        "KEPT": "1",
        "REMOVED": "1",
        "CHANGED": "old",
        "VIRTUAL_ENV": "/elsewhere",
        "PYTHONHOME": "/elsewhere",
        "PYTHONPATH": "/elsewhere",
        "__PYVENV_LAUNCHER__": "/elsewhere",
    }
    invocation = Invocation(
        argv=(str(make_standin(tmp_path, "environment")),),
        folder=tmp_path,
        variables={"REMOVED": None, "CHANGED": "ümläut", "NEW": "a b", "VIRTUAL_ENV": "/again", "ABSENT": None},
    )
    runner = ChildProcessRunner(inherited)
    expected = {"PATH": os.environ["PATH"], "KEPT": "1", "CHANGED": "ümläut", "NEW": "a b"}
    assert runner.environment(invocation) == expected
    output = bytearray()
    asyncio.run(runner.run(invocation, lambda _, data: output.extend(data)))
    seen = dict(line.split("=", 1) for line in output.decode().splitlines())
    assert {name: value for name, value in seen.items() if name in expected} == expected
    assert not {"REMOVED", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"} & set(seen)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_a_missing_program_is_named(bench: Bench, terminal: TerminalSize | None) -> None:
    program = str(bench.folder / "no such program")
    with pytest.raises(InputError, match="no such program was not found"):
        asyncio.run(bench.runner.run(Invocation(argv=(program,), folder=bench.folder, terminal=terminal), bench.keep))


def test_a_missing_folder_is_named(bench: Bench) -> None:
    with pytest.raises(InputError, match="gone does not exist"):
        asyncio.run(bench.runner.run(_python("", bench.folder / "gone"), bench.keep))


@pytest.mark.parametrize(
    ("mode", "content", "sentence"),
    [
        pytest.param(0o644, "", "access is denied", marks=NO_MODES),
        (0o755, "\x00\x01no program", "no program for this computer"),
    ],
)
def test_a_file_that_is_no_program_is_named(bench: Bench, mode: int, content: str, sentence: str) -> None:
    program = bench.folder / "file & % ! ' ümläut 日本"
    program.write_text(content)
    program.chmod(mode)
    with pytest.raises(InputError, match=sentence) as caught:
        asyncio.run(bench.runner.run(Invocation(argv=(str(program),), folder=bench.folder), bench.keep))
    assert caught.value.subject == str(program)


def test_an_argument_that_no_system_takes_is_bad_input(bench: Bench) -> None:
    with pytest.raises(InputError, match="could not be started"):
        asyncio.run(bench.runner.run(Invocation(argv=(sys.executable, "a\0b"), folder=bench.folder), bench.keep))
    with pytest.raises(InputError, match="no program to run"):
        asyncio.run(bench.runner.run(Invocation(argv=(), folder=bench.folder), bench.keep))


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize(("behaviour", "count"), [("hang", 1), ("stubborn", 1), ("family", 3)])
@pytest.mark.parametrize("times", [1, 4])
def test_cancel_ends_the_whole_tree_quickly(
    bench: Bench, behaviour: str, count: int, terminal: TerminalSize | None, times: int
) -> None:
    seconds = asyncio.run(bench.cancel(behaviour, terminal, count, times=times))
    assert len(bench.pids()) == count
    assert bench.all_gone()
    assert seconds < GENEROUS


def test_a_program_that_cleans_up_when_asked_is_let_to(bench: Bench) -> None:
    asyncio.run(bench.cancel("interrupted", None, 1))
    assert bench.all_gone()


@pytest.mark.parametrize("terminal", TERMINALS)
def test_a_grandchild_that_holds_the_output_does_not_hold_us(bench: Bench, terminal: TerminalSize | None) -> None:
    began = time.monotonic()
    end = bench.run("grandchild", terminal)
    assert end.exit_code == 0
    assert "parent done" in bench.text()
    assert time.monotonic() - began < 20
    assert len(bench.pids()) == 2
    assert bench.all_gone()


def test_cancelled_before_it_started_leaves_nothing(bench: Bench) -> None:
    async def main() -> None:
        task = asyncio.create_task(bench.runner.run(bench.invocation("hang"), bench.keep))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert bench.all_gone()


@pytest.mark.parametrize("terminal", TERMINALS)
def test_a_flood_is_survived_with_bounded_memory(bench: Bench, terminal: TerminalSize | None) -> None:
    mebibytes = 200
    before = most_memory()
    end = asyncio.run(bench.runner.run(bench.invocation("flood", terminal, mebibytes), bench.count))
    grown = most_memory() - before
    assert end.exit_code == 0
    assert bench.bytes >= mebibytes << 20
    assert grown < 40 << 20


def test_a_slow_reader_holds_the_flood_back(bench: Bench) -> None:
    async def main() -> None:
        task = asyncio.create_task(bench.runner.run(bench.invocation("flood", None, 100), bench.count))
        while not bench.bytes:  # noqa: ASYNC110 - the child sets no event
            await asyncio.sleep(0.01)
        before = bench.bytes
        time.sleep(0.5)  # noqa: ASYNC251 - the loop is blocked on purpose
        await asyncio.sleep(0)
        assert bench.bytes - before < 2 << 20
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert bench.all_gone()


def test_chunks_come_in_order_and_complete(bench: Bench) -> None:
    bench.run("flood", None, 4)
    numbers = [int(line[:15]) for line in bench.text(Stream.OUT).splitlines()]
    numbers += [int(line[:15]) for line in bench.text(Stream.ERR).splitlines()]
    expected = [block * 1024 + number for block in range(64) for number in range(1024)]
    assert numbers == [n for n in expected if n // 1024 % 2 == 0] + [n for n in expected if n // 1024 % 2 == 1]


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("behaviour", ["bad-bytes", "endless-line"])
def test_any_output_is_survived(bench: Bench, behaviour: str, terminal: TerminalSize | None) -> None:
    assert bench.run(behaviour, terminal, 3).exit_code == 0
    assert len(bench.text()) > 3000


def test_what_the_listener_raises_ends_the_tree_and_is_raised(bench: Bench) -> None:
    def fail(stream: Stream, data: bytes) -> None:
        raise LookupError(data.decode())

    with pytest.raises(LookupError, match="hanging"):
        asyncio.run(bench.runner.run(bench.invocation("stubborn"), fail))
    assert bench.all_gone()


def test_several_processes_run_side_by_side(bench: Bench) -> None:
    async def main() -> list[ProcessEnd]:
        runs = [bench.runner.run(bench.invocation("flood", None, 2), bench.count) for _ in range(6)]
        return await asyncio.gather(*runs)

    assert [end.exit_code for end in asyncio.run(main())] == [0] * 6
    assert bench.bytes == 6 * (2 << 20)


def test_without_a_pseudo_terminal_pipes_are_used(bench: Bench) -> None:
    impossible = TerminalSize(columns=1 << 20, rows=64)
    end = asyncio.run(bench.runner.run(_python("print('piped')", bench.folder, impossible), bench.keep))
    assert not end.on_terminal
    assert {stream for stream, _ in bench.chunks} == {Stream.OUT}
    assert bench.text() == f"piped{os.linesep}"
