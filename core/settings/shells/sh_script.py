"""The script that sets a project's environment in a POSIX shell."""

import re
from collections.abc import Iterator

from core.settings.shells.carried import cannot, check_texts
from core.settings.shells.shell_environment import ShellEnvironment

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def sh_script(environment: ShellEnvironment, mark: str) -> str:
    """Return the script; ``mark`` is its first comment. Raises InputError for what no script can carry."""
    check_texts(environment)
    return "\n".join((*_lines(environment, mark), ""))


def quoted(text: str) -> str:
    """Return a text as every POSIX shell writes it literally."""
    inner = text.replace("'", "'\\''")
    return f"'{inner}'"


def _lines(environment: ShellEnvironment, mark: str) -> Iterator[str]:
    yield f"# {mark}"
    yield "# Read it with a dot: it sets variables of the shell that is open."
    for name in environment.removed:
        yield f"unset {_checked(name, '')}"
    for name, value in environment.variables.items():
        yield f"export {_checked(name, value)}={quoted(value)}"
    for folder in environment.made:
        yield f"[ -d {quoted(folder)} ] || mkdir -p {quoted(folder)}"
    for folder in reversed(environment.programs):
        first = _on_path(folder, windows=environment.windows)
        yield f'case "${{PATH-}}:" in {first}:*) ;; *) PATH={first}"${{PATH:+:${{PATH}}}}" ;; esac'
    for folder in environment.programs_last:
        last = _on_path(folder, windows=environment.windows)
        yield f'case ":${{PATH-}}:" in *:{last}:*) ;; *) PATH="${{PATH:+${{PATH}}:}}"{last} ;; esac'
    yield "export PATH"


def _on_path(folder: str, *, windows: bool) -> str:
    """Return a folder as PATH of a shell has it; the shells of Windows have names of their own for its folders."""
    return f'"$(cygpath -u {quoted(folder)})"' if windows else quoted(folder)


def _checked(name: str, value: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise cannot(name, value, "a shell has no variables of such a name")
    return name
