"""The scanner stand-in for tests: built once for a source, with a queue of its own for every test."""

import asyncio
import getpass
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from core.demo.scanned import ScannerStandIn, build_standin
from core.model.invocation import Invocation, ProcessEnd
from core.model.project import InputError
from core.ports import OutputSink, Stream


class CompilerRunner:
    """Runs a compiler to its end; the core's own runner is tested with the help of the stand-in, so not used here."""

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        """Run and hand on the output when the process has ended."""
        before = time.monotonic()
        done = await asyncio.to_thread(
            subprocess.run,
            invocation.argv,
            cwd=invocation.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        on_output(Stream.OUT, done.stdout)
        return ProcessEnd(program=invocation.argv[0], exit_code=done.returncode, seconds=time.monotonic() - before)


def library_folder() -> Path:
    """Return where built libraries stay between test runs; their names carry a digest of their source."""
    return Path(tempfile.gettempdir()) / f"wheelyard-standin-{getpass.getuser()}"


def standin_with_queue(folder: Path) -> ScannerStandIn:
    """Return the stand-in with a queue in ``folder``; skips the test, with the reason, where it cannot be built."""
    try:
        built = asyncio.run(build_standin(CompilerRunner(), library_folder()))
    except InputError as error:
        pytest.skip(error.sentence)
    return ScannerStandIn(built.library, folder / "scanner-queue")
