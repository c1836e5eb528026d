"""What a script can carry at all: texts that no shell can be given are refused before one is written."""

from core.model.project import InputError
from core.settings.shells.shell_environment import ShellEnvironment

_TAB = 9
_FIRST_PRINTED = 32


def check_texts(environment: ShellEnvironment) -> None:
    """Raise InputError for a value that no script can carry: line ends, other control characters, broken Unicode."""
    folders = (*environment.programs, *environment.programs_last, *environment.made, str(environment.project))
    for name, value in (*environment.variables.items(), *(("The path", folder) for folder in folders)):
        if any(ord(sign) < _FIRST_PRINTED and ord(sign) != _TAB for sign in value):
            raise cannot(name, value, "it holds a line end or another control character")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise cannot(name, value, "it is no valid Unicode") from None


def cannot(name: str, value: str, why: str) -> InputError:
    """Return the error for a value that a script cannot carry."""
    shown = value.encode("unicode_escape").decode("ascii")
    return InputError(
        f"{name} ({shown}) cannot be put into a script: {why}.", "Choose another value or folder.", subject=name
    )
