"""Editors that open a file at a line, and what the system itself opens a file with."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

_CODE = ("code", "codium", "cursor", "windsurf")
"""Commands that take ``--goto FILE:LINE:COLUMN``, hand it to the running window and return (VS Code and its kin)."""
_BATCH = frozenset({".cmd", ".bat"})
"""Batch files get their words through cmd, which takes an ``&`` in a folder's name for another command."""


def editor_call(file: Path, line: int | None, column: int | None, environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the command that opens ``file`` at a place and returns at once; None where no such editor is installed."""
    for name in _CODE:
        program = _found(name, environ)
        if program is not None and program.suffix.lower() not in _BATCH:
            return (str(program), "--goto", f"{file}{_place(line, column)}")
    program = _found("subl", environ)
    return (str(program), f"{file}{_place(line, None)}") if program is not None else None


def editor_url(file: PurePath, line: int | None, column: int | None) -> str:
    """Return the URL by which VS Code opens a file at a place (its documented scheme ``vscode://file/``)."""
    return f"vscode://file/{quote(file.as_posix().lstrip('/'), safe='/:')}{_place(line, column)}"


def _found(name: str, environ: Mapping[str, str]) -> Path | None:
    program = shutil.which(name, path=environ.get("PATH", os.defpath))
    return Path(program) if program is not None else None


def _place(line: int | None, column: int | None) -> str:
    if line is None:
        return ""
    return f":{line}" if column is None else f":{line}:{column}"


if sys.platform == "win32":

    def open_with_system(
        file: Path, line: int | None, column: int | None, environ: Mapping[str, str]
    ) -> tuple[str, ...] | None:
        """Open ``file`` at a place in VS Code where it is installed, else with what Windows has for it; returns None.

        Thin: the shell starts the program, which is no child of this process. Without a program for such files it is
        Notepad.
        """
        if _found("code", environ) is not None:
            try:
                os.startfile(editor_url(file, line, column))  # noqa: S606 - a URL of a settings file
            except OSError:  # its scheme is not registered
                pass
            else:
                return None
        try:
            os.startfile(file)  # noqa: S606 - a settings file, checked by its ending
        except OSError:
            os.startfile("notepad.exe", "open", f'"{file}"')  # noqa: S606, S607 - Windows' own editor
        return None

else:

    def open_with_system(
        file: Path,
        line: int | None,  # noqa: ARG001 - the other side needs it
        column: int | None,  # noqa: ARG001 - as above
        environ: Mapping[str, str],  # noqa: ARG001 - as above
    ) -> tuple[str, ...] | None:
        """Return the command that opens ``file`` with the desktop's own choice, and returns at once."""
        return ("open", "-t", str(file)) if sys.platform == "darwin" else ("xdg-open", str(file))
