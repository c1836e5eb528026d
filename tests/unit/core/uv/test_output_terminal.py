"""What uv says on a terminal, from recorded output, in chunks of every size."""

import time
from pathlib import Path

import pytest

from core.model.events import PackagePhase, Stage
from core.model.outcome import ChangeAction
from core.ports import Stream
from core.uv.output_terminal import TerminalOutput
from core.uv.said import ChangeSaid, LinesSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid

TRANSCRIPTS = Path(__file__).parents[3] / "data" / "transcripts"
SIZES = [1, 13, 700, 4095, 1 << 20]
RENAME = (
    "  cause: failed to rename file from C:\\Users\\Jörg Müller\\.tmpAbCdEf to C:\\Users\\Jörg Müller\\"
    "archive-v0\\x: Zugriff verweigert. (os error 5)"
)
SPINNER = "\x1b[37m\u2819\x1b[0m \x1b[2mPreparing packages...\x1b[0m ({}/{})"


def _said(data: bytes, size: int = 4095, columns: int = 240, rows: int = 64) -> list[UvSaid]:
    output = TerminalOutput(columns, rows)
    said = []
    for start in range(0, len(data), size):
        said += output.feed(Stream.TERMINAL, data[start : start + size])
    return said + output.finish()


def _lines(said: list[UvSaid]) -> list[str]:
    return [line for value in said if isinstance(value, LinesSaid) for line in value.lines]


def _recorded(name: str) -> bytes:
    return (TRANSCRIPTS / f"{name}.terminal").read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_of_a_sync_only_the_permanent_lines_are_logged(size: int) -> None:
    assert _lines(_said(_recorded("sync"), size)) == [
        "Using CPython 3.11.7 interpreter at: /usr/bin/python3",
        "Creating virtual environment at: .venv",
        "Resolved 6 packages in 56ms",
        "      Built made-here @ file:///home/one/w1/project/made-here",
        "Prepared 4 packages in 1.06s",
        "Installed 5 packages in 3ms",
        " + big-one==1.0",
        " + local-one==3.0 (from file:///home/one/w1/project/local_one-3.0-py3-none-any.whl)",
        " + long-name-of-a-package-that-goes-on==2.0",
        " + made-here==4 (from file:///home/one/w1/project/made-here)",
        " + tiny==0.1",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_the_bars_of_a_sync_become_bytes(size: int) -> None:
    said = [
        value for value in _said(_recorded("sync"), size) if isinstance(value, PackageSaid) and value.name == "big-one"
    ]
    done = [value.done_bytes for value in said if value.phase is PackagePhase.DOWNLOADING]
    assert {value.total_bytes for value in said if value.phase is PackagePhase.DOWNLOADING} == {1604321}
    assert done == sorted(done, key=lambda count: count or 0)
    assert len(done) > 3
    order = list(dict.fromkeys(value.phase for value in said))
    assert order == [
        PackagePhase.DOWNLOADING,
        PackagePhase.PREPARING,
        PackagePhase.PREPARED,
        PackagePhase.INSTALLED,
    ]


@pytest.mark.parametrize("size", SIZES)
def test_the_stages_and_counts_of_a_sync(size: int) -> None:
    said = _said(_recorded("sync"), size)
    assert [value.stage for value in said if isinstance(value, StageSaid)] == [
        Stage.RESOLVING,
        Stage.PREPARING,
        Stage.INSTALLING,
    ]
    counts = [value.done for value in said if isinstance(value, PreparedSaid)]
    assert counts == sorted(counts)
    assert counts[-1] == 4
    building = PackageSaid(name="made-here", phase=PackagePhase.BUILDING)
    assert building in said
    assert said.index(building) < said.index(PackageSaid(name="made-here", phase=PackagePhase.PREPARING))


@pytest.mark.parametrize("size", SIZES)
def test_changes_are_said_once_each(size: int) -> None:
    assert [value for value in _said(_recorded("change"), size) if isinstance(value, ChangeSaid)] == [
        ChangeSaid("big-one", "1.0", ChangeAction.REINSTALLED),
        ChangeSaid("local-one", "3.0", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.1", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.2", ChangeAction.INSTALLED),
    ]


@pytest.mark.parametrize("size", SIZES)
def test_a_message_longer_than_the_screen_is_one_line(size: int) -> None:
    expected = (TRANSCRIPTS / "missing.stderr").read_text().splitlines()
    assert len(expected[-1]) > 240
    assert _lines(_said(_recorded("missing"), size)) == expected


@pytest.mark.parametrize("size", SIZES)
def test_a_lock_resolves(size: int) -> None:
    said = _said(_recorded("lock"), size)
    assert said.count(StageSaid(Stage.RESOLVING)) == 1
    assert _lines(said)[-1].startswith("Resolved 6 packages in ")


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("columns", [20, 33, 80])
def test_a_failure_in_the_middle_of_bars_is_kept_whole(size: int, columns: int) -> None:
    bar = "big-one    " + "-" * 30 + " 32.00 KiB/1.53 MiB"
    chain = [
        "error: Failed to prepare distributions",
        "  cause: Failed to fetch `big-one==1.0`",
        RENAME,
        "",
        "hint: `big-one` (v1.0) was included because `project` depends on it",
    ]
    pad = 100
    data = (
        f"{SPINNER.format(0, 2):<{pad}}{bar:<100}\x1b[1A\r\x1b[2K\x1b[1B\r\x1b[2K\x1b[1A{SPINNER.format(1, 2)}\r\x1b[2K"
        + "".join(f"{line}\r\n" for line in chain)
    )
    assert _lines(_said(data.encode(), size, columns=max(columns, 100)))[-5:] == chain
    plain = "".join(f"{line}\r\n" for line in chain)
    assert _lines(_said(plain.encode(), size, columns=columns, rows=5)) == chain


def test_a_console_that_repaints_with_positions_says_the_same() -> None:
    """Windows renders again what the program wrote: clears, positions, and rewrites parts of rows."""
    bar = "tiny " + "-" * 30 + " {} KiB/64.00 KiB"
    data = (
        "\x1b[?9001h\x1b[?1004h\x1b[?25l\x1b[2J\x1b[m\x1b[H\x1b]0;uv.exe\x07\x1b[?25h"
        "Resolved 2 packages in 5ms\x1b[K\r\n"
        f"{SPINNER.format(0, 2)}\x1b[K\x1b[?25l\x1b[3;1H{bar.format('16.00')}\x1b[K\x1b[?25h"
        f"\x1b[2;1H\x1b[37m\u2839\x1b[3;37H{'32.00'}\x1b[4;1H"
        "\x1b[2;1HPrepared 2 packages in 1.00s\x1b[K\x1b[3;1H\x1b[K\x1b[3;1HInstalled 2 packages in 3ms\r\n"
        " \x1b[32m+\x1b[39m tiny==0.1\x1b[K\r\n"
    )
    said: list[UvSaid] = []
    output = TerminalOutput(100, 30)
    for piece in data.encode().split(b"\x1b[2;1H"):
        said += output.feed(Stream.TERMINAL, b"\x1b[2;1H" * bool(said) + piece)
    said += output.finish()
    assert _lines(said) == [
        "Resolved 2 packages in 5ms",
        "Prepared 2 packages in 1.00s",
        "Installed 2 packages in 3ms",
        " + tiny==0.1",
    ]
    downloading = [v.done_bytes for v in said if isinstance(v, PackageSaid) and v.phase is PackagePhase.DOWNLOADING]
    assert downloading == [16384, 32768]


def test_a_warning_printed_over_bars_is_not_lost() -> None:
    frame = f"{SPINNER.format(0, 3):<60}"
    data = f"{frame}warning: something\r\n{frame}\r\x1b[2KPrepared 3 packages in 1ms\r\n"
    assert _lines(_said(data.encode(), columns=43)) == ["warning: something", "Prepared 3 packages in 1ms"]


def test_blank_lines_stay_between_lines_and_vanish_after_bars() -> None:
    data = f"one\r\n\r\ntwo\r\n{SPINNER.format(0, 1)}\r\x1b[2K\r\n\r\n"
    assert _lines(_said(data.encode(), 3)) == ["one", "", "two"]


@pytest.mark.parametrize("size", [1000, 4095, 1 << 16])
def test_lines_of_a_flood_are_all_there_in_order(size: int) -> None:
    lines = [f"{number:06d} " + "." * (number % 300) for number in range(20_000)]
    lines = [line.rstrip() for line in lines]
    assert _lines(_said("".join(f"{line}\r\n" for line in lines).encode(), size)) == lines


def test_a_flood_is_the_same_with_and_without_a_screen() -> None:
    flood = "".join(f"{number}\r\n" * 3 + "\r\n" for number in range(500))
    data = (f"start{flood}{SPINNER.format(1, 2)}\r\x1b[2K" + "y" * 500 + "\r\n" + flood + "\x1b[2Aend").encode()
    assert _lines(_said(data, 1 << 20)) == _lines(_said(data, 64))


def test_twenty_megabytes_take_some_seconds() -> None:
    chunk = (b"." * 79 + b"\r\n") * 400
    output = TerminalOutput()
    began = time.perf_counter()
    count = 0
    for _ in range(20_000_000 // len(chunk)):
        said = output.feed(Stream.TERMINAL, chunk)
        count += sum(len(value.lines) for value in said if isinstance(value, LinesSaid))
    assert time.perf_counter() - began < 30
    assert count > 240_000


def test_an_endless_line_is_cut_and_complete() -> None:
    data = b"=" * 5_000_000
    lines = _lines(_said(data, 1 << 15))
    assert sum(map(len, lines)) == len(data)
    assert max(map(len, lines)) <= 1 << 20


def test_any_bytes_are_survived() -> None:
    data = bytes(range(256)) * 500
    for size in (1, 999, 1 << 20):
        assert _lines(_said(data + b"\x18\x1b\\\r\nthe end\r\n", size))[-1].endswith("the end")


def test_bars_without_a_size_are_redrawn_and_never_logged() -> None:
    """An index that sends no size: uv draws the name, fills the row, and ends it with four dots."""
    bars = b"".join(name.ljust(235) + b" ....\r\n" for name in (b"aaa", b"bb-long-name"))
    up = b"\x1b[2A\r\x1b[J"
    end = b"\xc3\x97 Failed to download `aaa==1.0`\r\n  cause: failed to rename file (os error 13)\r\n"
    assert _lines(_said(b"Resolved 2 packages in 1ms\r\n" + (bars + up) * 3 + bars + up + end, size=7)) == [
        "Resolved 2 packages in 1ms",
        "\u00d7 Failed to download `aaa==1.0`",
        "  cause: failed to rename file (os error 13)",
    ]
