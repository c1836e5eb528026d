"""Editors that open a file at a line, and what the system itself opens a file with."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

_CODE = ("code", "codium", "cursor", "windsurf")
"""Commands that take ``--goto FILE:LINE:COLUMN``, hand it to the running window and return (VS Code and its kin)."""


def editor_call(file: Path, line: int | None, column: int | None, environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the command that opens ``file`` at a place and returns at once; None where no such editor is installed."""
    path = environ.get("PATH", os.defpath)
    for name in _CODE:
        program = shutil.which(name, path=path)
        if program is not None:
            place = "" if line is None else f":{line}" + ("" if column is None else f":{column}")
            return (program, "--goto", f"{file}{place}")
    program = shutil.which("subl", path=path)
    if program is not None:
        return (program, f"{file}" + ("" if line is None else f":{line}"))
    return None


if sys.platform == "win32":

    def open_with_system(file: Path) -> tuple[str, ...] | None:
        """Open ``file`` with the program that Windows has for it, with Notepad where it has none; returns None.

        Thin: the shell starts the program, which is no child of this process.
        """
        try:
            os.startfile(file)  # noqa: S606 - a settings file, checked by its ending
        except OSError:
            os.startfile("notepad.exe", "open", f'"{file}"')  # noqa: S606, S607 - Windows' own editor
        return None

else:

    def open_with_system(file: Path) -> tuple[str, ...] | None:
        """Return the command that opens ``file`` with the desktop's own choice, and returns at once."""
        return ("open", "-t", str(file)) if sys.platform == "darwin" else ("xdg-open", str(file))
