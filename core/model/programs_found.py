"""Programs of this computer that a project can be opened in."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class ProgramKind(StrEnum):
    """What a program is for."""

    TERMINAL = "terminal"
    EDITOR = "editor"


class FoundProgram(Struct, frozen=True, kw_only=True):
    """A program that is installed: ``name`` is short and stable (``powershell``), ``title`` what people call it."""

    kind: ProgramKind
    name: str
    title: str
    path: Path
