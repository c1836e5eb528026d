"""Writes an installer database: msitools' msibuild on Linux, msi.dll on Windows; both import .idt files."""

import shutil
import sys
from pathlib import Path

from installer.commands import BuildError, run

if sys.platform == "win32":
    from installer.msi.windows_installer import write_by_windows


def write_database(target: Path, folder: Path, tables: tuple[str, ...], streams: dict[str, Path]) -> None:
    """Make the database from ``NAME.idt`` of each table in ``folder``; ``streams`` are files to put into it.

    Binary cells name files in ``folder/NAME/``, as the format has it. Raises BuildError when it cannot be made.
    """
    target.unlink(missing_ok=True)
    if sys.platform == "win32":
        write_by_windows(target, folder, tables, streams)
    else:
        _write_by_msitools(target, folder, tables, streams)


def _write_by_msitools(target: Path, folder: Path, tables: tuple[str, ...], streams: dict[str, Path]) -> None:
    maker = shutil.which("msibuild")
    if maker is None:
        raise BuildError("The .msi needs msibuild: install msitools, on Debian the package of that name.")
    # msibuild looks for binary cells from where it runs, and says in words alone that an import failed.
    words: list[str | Path] = [maker, target.absolute(), "-i", *(f"{name}.idt" for name in tables)]
    for name, file in streams.items():
        words += ["-a", name, file.absolute()]
    run(words, folder=folder)
