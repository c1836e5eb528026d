"""The script that sets a project's environment in PowerShell, Windows' own (5.1) and later ones.

It uses variables and commands only: where a company restricts PowerShell's language, calls of .NET are refused. In a
text in single quotes nothing is special but the quotes, and PowerShell takes four curly ones for the straight one.
"""

import re
from collections.abc import Iterator

from core.settings.shells.carried import check_texts
from core.settings.shells.shell_environment import ShellEnvironment

_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def powershell_script(environment: ShellEnvironment, mark: str) -> str:
    """Return the script; ``mark`` is its first comment. Raises InputError for what no script can carry."""
    check_texts(environment)
    return "\n".join((*_lines(environment, mark), ""))


def quoted(text: str) -> str:
    """Return a text as PowerShell writes it literally."""
    doubled = _QUOTES.sub(r"\1\1", text)
    return f"'{doubled}'"


def _lines(environment: ShellEnvironment, mark: str) -> Iterator[str]:
    yield f"# {mark}"
    yield "# It sets variables of the PowerShell that runs it."
    for name in environment.removed:
        yield f"Remove-Item -Path {quoted(f'Env:{name}')} -ErrorAction SilentlyContinue"
    for name, value in environment.variables.items():
        yield f"{_variable(name)} = {quoted(value)}"
    for folder in environment.made:
        yield (
            f"if (-not (Test-Path -LiteralPath {quoted(folder)})) "
            f"{{ New-Item -ItemType Directory -Force -Path {quoted(folder)} | Out-Null }}"
        )
    between = quoted(environment.path_separator)
    for folder in reversed(environment.programs):
        yield (
            f"if (($env:PATH -split {between})[0] -cne {quoted(folder)}) "
            f"{{ $env:PATH = {quoted(folder + environment.path_separator)} + $env:PATH }}"
        )
    for folder in environment.programs_last:
        yield (
            f"if (($env:PATH -split {between}) -cnotcontains {quoted(folder)}) "
            f"{{ $env:PATH = $env:PATH + {quoted(environment.path_separator + folder)} }}"
        )


def _variable(name: str) -> str:
    return f"$env:{name}" if _PLAIN.fullmatch(name) else f"${{env:{name}}}"
