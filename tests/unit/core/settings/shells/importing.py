"""Scripts read as on one kind of computer or the other, with the same result on every one."""

from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from core.model.setting_keys import SettingScope
from core.model.shells import PassedOver, ShellKind
from core.settings.shells.script_import import WrittenScript, import_script

WINDOWS_ENVIRON = {
    "USERPROFILE": "C:\\Users\\ada",
    "LOCALAPPDATA": "C:\\Users\\ada\\AppData\\Local",
    "TEMP": "C:\\Users\\ada\\AppData\\Local\\Temp",
    "PATH": "C:\\Windows",
}
HOME = "/home/ada"
_NAMES = {ShellKind.CMD: "start.bat", ShellKind.POWERSHELL: "start.ps1", ShellKind.SH: "start.sh"}


def imported(
    text: str | bytes,
    kind: ShellKind = ShellKind.CMD,
    *,
    windows: bool = True,
    environ: Mapping[str, str] | None = None,
    variables: str | None = None,
) -> tuple[dict[str, str | None], list[PassedOver]]:
    """Return the changes by key, all of which must be for the profile, and what was passed over."""
    folder: PurePath = PureWindowsPath("C:\\proj x") if windows else PurePosixPath("/proj x")
    environ = environ if environ is not None else (WINDOWS_ENVIRON if windows else {"HOME": HOME})
    data = text if isinstance(text, bytes) else text.encode()
    script = WrittenScript(file=folder / "scripts" / _NAMES[kind], data=data, kind=kind)
    changes, passed = import_script(script, environ, project=folder, variables=variables, windows=windows)
    assert all(change.scope is SettingScope.PROFILE for change in changes)
    assert len({change.key for change in changes}) == len(changes)
    return {change.key.value: change.value for change in changes}, list(passed)


def reasons(passed: list[PassedOver]) -> dict[int, str]:
    """Return the reasons by line."""
    return {each.line: each.reason for each in passed}
