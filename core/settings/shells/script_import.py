"""What a script that people keep for uv amounts to as settings of a profile; the script is read and never run."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from msgspec import Struct

from core.model.setting_values import SettingChange
from core.model.shells import PassedOver, ShellKind
from core.settings.shells.assignments import Assignment
from core.settings.shells.cmd_reader import CmdReader
from core.settings.shells.powershell_reader import PowershellReader
from core.settings.shells.script_encoding import script_text
from core.settings.shells.script_settings import ScriptSettings
from core.settings.shells.sh_reader import ShReader
from core.system.this_computer import IS_WINDOWS

MOST_BYTES = 256 * 1024
"""A script that people write is a hundredth of it."""

_LONGEST_LINE = 32 * 1024
"""Characters; no shell of Windows takes more, and what is longer is no script."""


class WrittenScript(Struct, frozen=True, kw_only=True):
    """A script as it was found: its absolute name, what is in it, and its language."""

    file: PurePath
    data: bytes
    kind: ShellKind


def import_script(
    script: WrittenScript,
    environ: Mapping[str, str],
    *,
    project: PurePath | None = None,
    variables: str | None = None,
    windows: bool = IS_WINDOWS,
) -> tuple[tuple[SettingChange, ...], tuple[PassedOver, ...]]:
    """Return the changes that a script amounts to, in the profile's scope, and what is not taken over, with reasons.

    ``environ`` is what the script would be started with. ``project`` is where uv takes a relative environment from,
    ``variables`` are those of their own that the person has already, as the setting writes them. ``windows`` says
    whose paths are meant.
    """
    text = script_text(script.data, script.kind)
    settings = ScriptSettings(script.kind, project=project, variables=variables, windows=windows)
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        reason = f"It is longer than {_LONGEST_LINE} characters, so the script was not read."
        long = next(number for number, line in enumerate(text.split("\n"), 1) if len(line) > _LONGEST_LINE)
        return (), (PassedOver(line=long, text="", reason=reason),)
    for assignment in _assignments(script, text, environ, windows=windows):
        settings.take(assignment)
    return settings.result()


def _assignments(
    script: WrittenScript, text: str, environ: Mapping[str, str], *, windows: bool
) -> Iterator[Assignment]:
    match script.kind:
        case ShellKind.CMD:
            return CmdReader(str(script.file), environ, windows=windows).read(text)
        case ShellKind.POWERSHELL:
            return PowershellReader(str(script.file), environ, windows=windows).read(text)
        case ShellKind.SH:
            return ShReader(script.file.as_posix(), environ).read(text)
