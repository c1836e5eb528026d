"""Commands about settings and about the programs that take them over: terminals, scripts, editors."""

from pathlib import Path

from core.model.programs_found import ProgramKind
from core.model.setting_values import SettingChange
from core.model.shells import ShellKind
from core.model.uv_commands import Command


class ReadSettings(Command, frozen=True, kw_only=True):
    """Say what holds for every setting, and why; of all the person's projects where no project is named."""


class PreviewSettings(Command, frozen=True, kw_only=True):
    """Say what changes of settings would do to files, without writing one."""

    changes: tuple[SettingChange, ...]


class ChangeSettings(Command, frozen=True, kw_only=True):
    """Make changes of settings, all or none of them.

    ``seen`` are the digests of the files as the person saw them; a file that is another now is not written. A file
    that is not in it is written as it is.
    """

    changes: tuple[SettingChange, ...]
    seen: dict[str, str | None] = {}  # noqa: RUF012 - a Struct gives each value a copy


class ImportScript(Command, frozen=True, kw_only=True):
    """Read a script that sets variables for uv and say which settings it amounts to; nothing is changed."""

    file: Path


class SaveScript(Command, frozen=True, kw_only=True):
    """Write a script that gives a shell the project's environment; into no file but the outcome without ``file``."""

    shell: ShellKind
    file: Path | None = None


class OpenTerminal(Command, frozen=True, kw_only=True):
    """Open a terminal in the project with its environment; ``program`` is the name of one that was found, or None.

    ``with_logins`` gives it the logins of the project's indexes, too, as variables that end with it.
    """

    program: str | None = None
    with_logins: bool = False


class OpenEditor(Command, frozen=True, kw_only=True):
    """Open the project in an editor with its environment; ``program`` is the name of one that was found, or None."""

    program: str | None = None


class FindPrograms(Command, frozen=True, kw_only=True):
    """Find the programs of a kind that a project can be opened in."""

    kinds: tuple[ProgramKind, ...] = (ProgramKind.TERMINAL, ProgramKind.EDITOR)


class CheckConfiguration(Command, frozen=True, kw_only=True):
    """Check uv, the project, its places and every source of its settings, and say what is wrong and what mends it."""
