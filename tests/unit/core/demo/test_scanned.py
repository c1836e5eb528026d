"""Building the scanner stand-in, and the variables it is started with."""

import asyncio
import shutil
import struct
import sys
from errno import EACCES
from pathlib import Path

import pytest

from core.demo import scanned
from core.demo.scanned import ScanCounts, ScannerStandIn, build_standin, runs_under_standin
from core.model.invocation import Invocation, ProcessEnd
from core.model.project import InputError
from core.ports import OutputSink, Stream
from tests.scanner.build import CompilerRunner

needs_compiler = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("cc", "gcc", "clang")), reason="there is no C compiler on PATH"
)
linux_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is preloaded on Linux alone")


class FailingCompiler:
    """A compiler that complains."""

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        on_output(Stream.ERR, b"scanner_standin.c:1: fatal error:\n no such header\n")
        return ProcessEnd(program=invocation.argv[0], exit_code=1)


@needs_compiler
def test_it_is_built_once_for_a_source(tmp_path: Path) -> None:
    first = asyncio.run(build_standin(CompilerRunner(), tmp_path / "new"))
    stamp = first.library.stat().st_mtime_ns
    second = asyncio.run(build_standin(FailingCompiler(), tmp_path / "new"))
    assert second == first
    assert first.library.stat().st_mtime_ns == stamp
    assert [path.name for path in (tmp_path / "new").iterdir()] == [first.library.name]


@needs_compiler
def test_a_failing_compiler_is_quoted_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fatal error: no such header") as caught:
        asyncio.run(build_standin(FailingCompiler(), tmp_path))
    assert "--scanner" in caught.value.way_out
    assert list(tmp_path.iterdir()) == []


@linux_only
def test_without_a_compiler_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="no C compiler"):
        asyncio.run(build_standin(CompilerRunner(), tmp_path))


def test_where_nothing_can_be_preloaded_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "_OPEN_FILES", tmp_path / "no proc here")
    with pytest.raises(InputError, match="takes Linux"):
        asyncio.run(build_standin(CompilerRunner(), tmp_path))


@needs_compiler
def test_a_folder_that_the_loader_cannot_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a blank or a colon"):
        asyncio.run(build_standin(CompilerRunner(), tmp_path / "my demo"))
    assert not (tmp_path / "my demo").exists()


@linux_only
def test_the_variables_say_everything(tmp_path: Path) -> None:
    standin = ScannerStandIn(Path("/lib/scanner_standin-1.so"), tmp_path / "queue")
    variables = standin.environment(
        scanned=[tmp_path / "a", tmp_path / "b"], unscanned=[tmp_path / "c"], speed=10, cost_ms=20
    )
    here = tmp_path.resolve()
    assert standin.environment(retries=10)["WHEELYARD_STANDIN_RETRIES"] == "10"
    assert variables == {
        "LD_PRELOAD": "/lib/scanner_standin-1.so",
        "WHEELYARD_STANDIN_BOOK": str(tmp_path / "queue"),
        "WHEELYARD_STANDIN_SPEED": "10",
        "WHEELYARD_STANDIN_COST_MS": "20",
        "WHEELYARD_STANDIN_ERRNO": str(EACCES),
        "WHEELYARD_STANDIN_RETRIES": "0",
        "WHEELYARD_STANDIN_SCANNED": f"{here}/a:{here}/b",
        "WHEELYARD_STANDIN_UNSCANNED": f"{here}/c",
    }
    assert runs_under_standin(variables)
    assert not runs_under_standin({"LD_PRELOAD": "/lib/other.so"})


@linux_only
@pytest.mark.parametrize(
    ("inherited", "expected"),
    [
        ("", "/lib/standin.so"),
        ("/lib/other.so", "/lib/standin.so:/lib/other.so"),
        ("/lib/other.so:/lib/standin.so", "/lib/standin.so"),
    ],
)
def test_other_preloaded_libraries_stay(inherited: str, expected: str, tmp_path: Path) -> None:
    standin = ScannerStandIn(Path("/lib/standin.so"), tmp_path / "queue")
    assert standin.environment(inherited={"LD_PRELOAD": inherited})["LD_PRELOAD"] == expected


def test_a_place_with_a_colon_is_refused(tmp_path: Path) -> None:
    standin = ScannerStandIn(tmp_path / "standin.so", tmp_path / "queue")
    with pytest.raises(InputError, match="a colon"):
        standin.environment(scanned=[tmp_path / "a:b"])


def test_counts_are_read_from_the_front_of_the_book(tmp_path: Path) -> None:
    standin = ScannerStandIn(tmp_path / "standin.so", tmp_path / "queue")
    assert standin.counts() == ScanCounts()
    standin.book.write_bytes(b"torn")
    assert standin.counts() == ScanCounts()
    standin.book.write_bytes(struct.pack("=4q", 99, 3, 2, 1) + bytes(64))
    assert standin.counts() == ScanCounts(folders=3, refused=2, passed=1)
