"""Scripts for shells, and what is read from them."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.setting_values import SettingChange


class ShellKind(StrEnum):
    """The language of a script."""

    CMD = "cmd"
    POWERSHELL = "powershell"
    SH = "sh"

    @property
    def suffix(self) -> str:
        """The ending of such a script's file name."""
        return {ShellKind.CMD: ".cmd", ShellKind.POWERSHELL: ".ps1", ShellKind.SH: ".sh"}[self]


class ShellScript(Struct, frozen=True, kw_only=True):
    """A script that gives a shell a project's environment; ``file`` is where it was written, None where it was not.

    ``notes`` are sentences about what it leaves out, such as secrets, and about how it is used.
    """

    shell: ShellKind
    text: str
    file: Path | None = None
    notes: tuple[str, ...] = ()


class PassedOver(Struct, frozen=True, kw_only=True):
    """A line of a script that was not taken over, counted from 1, with the reason in a sentence."""

    line: int
    text: str
    reason: str


class ImportedScript(Struct, frozen=True, kw_only=True):
    """The settings that a script amounts to, in the profile's scope, and what of it has no place there."""

    file: Path
    changes: tuple[SettingChange, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
