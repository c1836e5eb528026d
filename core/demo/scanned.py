"""A computer with a virus scanner, for the demo: builds the scanner stand-in and says how to start under it."""

import hashlib
import os
import shutil
import struct
from collections.abc import Mapping, Sequence
from errno import EACCES
from pathlib import Path

from msgspec import Struct

from core.model.invocation import Invocation
from core.model.project import InputError
from core.ports import ProcessRunner, Stream

PRELOAD = "LD_PRELOAD"
UV_RETRIES_ON_WINDOWS = 10
"""Ten tries more, 10 ms doubling: about ten seconds (measured, uv 0.13.9)."""

_COMPILERS = ("cc", "gcc", "clang")
_OPEN_FILES = Path("/proc/self/fd")
_COUNTS = struct.Struct("=4q")
_MOST_COMPLAINT = 400


class ScanCounts(Struct, frozen=True, kw_only=True):
    """What the stand-in did so far: folders that came into its queue, renames it refused and let through."""

    folders: int = 0
    refused: int = 0
    passed: int = 0


class ScannerStandIn(Struct, frozen=True):
    """The built library and the file in which every process that loads it finds the one queue."""

    library: Path
    book: Path

    def environment(
        self,
        *,
        scanned: Sequence[Path] = (),
        unscanned: Sequence[Path] = (),
        speed: int = 0,
        cost_ms: int = 0,
        error: int = EACCES,
        retries: int = 0,
        inherited: Mapping[str, str] | None = None,
    ) -> dict[str, str]:
        """Return the variables that put a process and its children under the scanner.

        ``scanned`` are the places it looks at, everything where there is none; ``unscanned`` are exceptions.
        ``speed`` is in bytes a second, 0 where bytes cost nothing; ``cost_ms`` is added for each folder.
        ``error`` is the number that a refused rename gives; one that is refused with EACCES is tried again ``retries``
        times, after 10, 20, 40 ... ms: on Windows uv does so by itself, ``UV_RETRIES_ON_WINDOWS`` times. ``inherited``
        is the environment whose other preloaded libraries are to stay. Raises InputError for a place with a colon in
        its name.
        """
        variables = {
            PRELOAD: str(self.library),
            "WHEELYARD_STANDIN_BOOK": str(self.book),
            "WHEELYARD_STANDIN_SPEED": str(speed),
            "WHEELYARD_STANDIN_COST_MS": str(cost_ms),
            "WHEELYARD_STANDIN_ERRNO": str(error),
            "WHEELYARD_STANDIN_RETRIES": str(retries),
            "WHEELYARD_STANDIN_SCANNED": _listed(scanned),
            "WHEELYARD_STANDIN_UNSCANNED": _listed(unscanned),
        }
        others = (inherited or {}).get(PRELOAD)
        if others and str(self.library) not in others.split(":"):
            variables[PRELOAD] = f"{self.library}:{others}"
        return variables

    def counts(self) -> ScanCounts:
        """Read what the stand-in did; zeros where it was not asked yet."""
        try:
            with self.book.open("rb") as file:
                front = file.read(_COUNTS.size)
        except FileNotFoundError:
            return ScanCounts()
        if len(front) < _COUNTS.size:
            return ScanCounts()
        _, folders, refused, passed = _COUNTS.unpack(front)
        return ScanCounts(folders=folders, refused=refused, passed=passed)


def runs_under_standin(environ: Mapping[str, str]) -> bool:
    """Return whether a process with this environment was started under the stand-in."""
    return bool(environ.get("WHEELYARD_STANDIN_BOOK")) and "standin" in environ.get(PRELOAD, "")


async def build_standin(runner: ProcessRunner, folder: Path, *, compiler: str | None = None) -> ScannerStandIn:
    """Build the stand-in in ``folder``, or take the one that was built there from the same source.

    ``compiler`` is a C compiler; without it the first of cc, gcc and clang on PATH is taken. Raises InputError,
    with the reason, where the stand-in cannot be had: no Linux, no source, no compiler, or a compiler that fails.
    """
    plan = _plan(folder, compiler)
    if not plan.built:
        await _compile(runner, plan)
    return ScannerStandIn(plan.library, plan.library.with_name("scanner-queue"))


class _Plan(Struct, frozen=True):
    compiler: str
    source: Path
    library: Path
    built: bool


def _plan(folder: Path, compiler: str | None) -> _Plan:
    if not _OPEN_FILES.is_dir():
        raise _not_here("this computer cannot preload it; that takes Linux")
    source = _find_source()
    found = compiler or next((path for name in _COMPILERS if (path := shutil.which(name))), None)
    if found is None:
        raise _not_here(f"there is no C compiler ({', '.join(_COMPILERS)}) on PATH")
    folder = folder.absolute()
    # ld.so separates the libraries to preload with colons and blanks and knows no quotes.
    if set(str(folder)) & set(": \t\n"):
        raise _not_here(f"its library cannot be preloaded from {folder}, which has a blank or a colon in its name")
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    library = folder / f"scanner_standin-{digest}.so"
    return _Plan(found, source, library, library.is_file())


async def _compile(runner: ProcessRunner, plan: _Plan) -> None:
    complaint = bytearray()

    def keep(_stream: Stream, data: bytes) -> None:
        complaint.extend(data)

    unfinished = plan.library.with_name(f"{plan.library.name}.{os.getpid()}.building")
    argv = (plan.compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", str(unfinished), str(plan.source))
    end = await runner.run(Invocation(argv=argv, folder=plan.library.parent, variables={PRELOAD: None}), keep)
    if end.exit_code != 0:
        unfinished.unlink(missing_ok=True)
        said = " ".join(complaint.decode("utf-8", "replace").split())[:_MOST_COMPLAINT]
        raise _not_here(f"{plan.compiler} could not build it ({said or end.sentence()})")
    unfinished.replace(plan.library)


def _find_source() -> Path:
    # Beside this module in an installed Wheelyard, among the tests in a checkout: one file, one owner.
    name = "scanner_standin.c"
    places = (Path(__file__).with_name(name), Path(__file__).parents[2] / "tests" / "scanner" / name)
    source = next((place for place in places if place.is_file()), None)
    if source is None:
        raise _not_here(f"its source, {name}, is not part of this copy of Wheelyard")
    return source


def _not_here(reason: str) -> InputError:
    return InputError(
        f"The scanner stand-in is not to be had: {reason}.",
        "Run the demo without `--scanner`; on Windows the computer's own scanner takes its part.",
    )


def _listed(places: Sequence[Path]) -> str:
    resolved = [str(place.resolve()) for place in places]
    for text in resolved:
        if ":" in text:
            raise InputError(
                f"The scanner stand-in cannot watch {text}, which has a colon in its name.", "Name another folder."
            )
    return ":".join(resolved)
