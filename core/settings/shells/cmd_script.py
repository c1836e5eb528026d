"""The batch file that sets a project's environment in cmd.

Its rules: inside ``set "NAME=value"`` only ``%`` (doubled) and ``"`` (impossible) are special, as long as delayed
expansion is off. cmd reads a batch file line by line in the code page of its console.
"""

from collections.abc import Iterator

from core.model.project import InputError
from core.settings.shells.carried import cannot, check_texts
from core.settings.shells.shell_environment import ShellEnvironment

_LONGEST_LINE = 8191
"""Characters; cmd's documented limit, which also holds for a line after its variables were put in."""
_CHCP = '"%SystemRoot%\\System32\\chcp.com"'
"""By its full name: cmd would take a chcp.bat of the folder that it stands in for it."""


def cmd_script(environment: ShellEnvironment, mark: str) -> str:
    """Return the script; ``mark`` is its first comment. Raises InputError for what cmd cannot carry."""
    check_texts(environment)
    lines = tuple(_lines(environment, mark))
    for line in lines:
        if len(line) > _LONGEST_LINE:
            raise InputError(
                f"A line of the script would have {len(line)} characters, cmd takes {_LONGEST_LINE}: {line[:60]}...",
                "Choose a shorter value, or a script for PowerShell.",
            )
    return "\n".join((*lines, ""))


def _lines(environment: ShellEnvironment, mark: str) -> Iterator[str]:
    body = tuple(_body(environment))
    yield f"@rem {mark}"
    yield "@rem A double click opens a prompt in the project; called from a prompt or a batch file it sets variables."
    if any("!" in line for line in body):
        # Two exclamation marks vanish where delayed expansion is on, as those of the paths would.
        yield '@if "!!"=="" echo Delayed expansion is on here, which loses exclamation marks. Nothing was set.'
        yield '@if "!!"=="" exit /b 1'
    if all(line.isascii() for line in body):
        yield from body
    else:
        yield from _in_utf8(body)
    yield from _prompt_on_double_click()


def _body(environment: ShellEnvironment) -> Iterator[str]:
    for name in environment.removed:
        yield f'@set "{name}="'
    for name, value in environment.variables.items():
        yield _set(name, value)
    for folder in environment.made:
        yield f"@if not exist {_quoted(folder.rstrip(chr(92)) + chr(92))} mkdir {_quoted(folder)}"
    # The names by which environments for cmd remember what was before, so that their `deactivate` works here, too.
    yield '@if not defined _OLD_VIRTUAL_PATH set "_OLD_VIRTUAL_PATH=%PATH%"'
    before = "".join(f"{_doubled(folder)};" for folder in environment.programs)
    behind = "".join(f";{_doubled(folder)}" for folder in environment.programs_last)
    yield f'@set "PATH={before}%_OLD_VIRTUAL_PATH%{behind}"'
    yield _set("WHEELYARD_PROJECT", str(environment.project))


def _in_utf8(body: tuple[str, ...]) -> Iterator[str]:
    """Let cmd read the lines as UTF-8, and bring back the console's own code page."""
    yield '@set "WHEELYARD_CODE_PAGE="'
    yield f'@for /f "tokens=2 delims=:." %%P in (\'{_CHCP}\') do @set "WHEELYARD_CODE_PAGE=%%P"'
    yield f"@{_CHCP} 65001 >nul"
    yield from body
    yield f"@if defined WHEELYARD_CODE_PAGE {_CHCP} %WHEELYARD_CODE_PAGE% >nul"
    yield '@set "WHEELYARD_CODE_PAGE="'


def _prompt_on_double_click() -> Iterator[str]:
    """Open a prompt where Explorer started the script: then the whole command line is cmd, /c and the script alone."""
    yield "@setlocal DisableDelayedExpansion"
    yield '@set "WHEELYARD_SCRIPT=%~f0"'
    yield "@setlocal EnableDelayedExpansion"
    yield '@set "WHEELYARD_LINE=!CMDCMDLINE:"=!"'
    yield '@if /i not "!WHEELYARD_LINE!"=="!COMSPEC! /c !WHEELYARD_SCRIPT! " goto wheelyard_called'
    yield "@endlocal"
    yield "@endlocal"
    # Unlike cd it finds a way into folders of the network, too.
    yield '@pushd "%WHEELYARD_PROJECT%"'
    yield '@set "WHEELYARD_PROJECT="'
    yield '@"%COMSPEC%" /k'
    yield "@exit /b"
    yield ":wheelyard_called"
    yield "@endlocal"
    yield "@endlocal"
    yield '@set "WHEELYARD_PROJECT="'
    yield "@exit /b 0"


def _set(name: str, value: str) -> str:
    if '"' in value:
        raise cannot(name, value, "cmd has no way to write a quotation mark into a variable safely")
    return f'@set "{name}={_doubled(value)}"'


def _quoted(path: str) -> str:
    if '"' in path:
        raise cannot("The path", path, "cmd has no way to write a quotation mark into a path")
    return f'"{_doubled(path)}"'


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
