"""Finds the uv program and asks it for its version."""

import codecs
import importlib
import os
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.invocation import Invocation
from core.model.project import InputError
from core.ports import ProcessRunner, Stream
from core.uv.capabilities import Capabilities, capabilities, parse_version

_WAY_OUT = 'Install it with "pip install uv", or let the variable WHEELYARD_UV name the program.'
_NAMED_WAY_OUT = "Correct the variable WHEELYARD_UV, or take it out; then the uv that came with Wheelyard is used."

_FINDING = threading.Lock()


class UvProgram(Struct, frozen=True):
    """A uv that answers: its place, its version as text and as numbers."""

    path: Path
    version: str
    numbers: tuple[int, ...]

    @property
    def can(self) -> Capabilities:
        """Return what this version can do."""
        return capabilities(self.numbers)


def find_uv(explicit: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the uv program: the named one, else that of the installed package, else the one on PATH.

    Raises InputError when there is none, or when the named one does not exist.
    """
    if explicit is not None:
        if explicit.is_file():
            return explicit.absolute()
        raise InputError(f"There is no uv program at {explicit}.", _NAMED_WAY_OUT, subject=str(explicit))
    packaged = _packaged()
    if packaged is not None:
        return packaged
    found = shutil.which("uv", path=environ.get("PATH", os.defpath))
    if found is not None:
        return Path(found).absolute()
    raise InputError("The program uv was not found on this computer.", _WAY_OUT, subject="uv")


async def describe(runner: ProcessRunner, program: Path) -> UvProgram:
    """Ask a program for its version.

    Raises InputError when it cannot be run or is not uv.
    """
    output = bytearray()

    def keep(stream: Stream, data: bytes) -> None:
        if stream is not Stream.ERR and len(output) < 4096:
            output.extend(data)

    end = await runner.run(
        Invocation(argv=(str(program), "--version", "--color", "never"), folder=program.parent), keep
    )
    text = codecs.decode(bytes(output), "utf-8", "replace").strip()
    first, _, rest = text.partition(" ")
    numbers = parse_version(rest)
    if end.exit_code != 0 or first != "uv" or not numbers:
        raise InputError(
            f"The program {program} does not answer as uv does.",
            _WAY_OUT,
            subject=str(program),
        )
    return UvProgram(program, rest.split(" ")[0], numbers)


def _packaged() -> Path | None:
    try:
        package: Any = importlib.import_module("uv")
        # It asks sysconfig, whose first answer is not safe against a second thread that asks meanwhile.
        with _FINDING:
            path = Path(package.find_uv_bin())
    except (ImportError, AttributeError, OSError):
        # The package is not installed, or was installed without its program.
        return None
    return path if path.is_file() else None
