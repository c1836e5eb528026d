"""What a shell would have replaced in a path, and uv does not."""

import re
from collections.abc import Mapping

_HOME = re.compile(r"~(?=[/\\]|$)")
_NAMED = re.compile(r"%(?P<windows>[A-Za-z_][\w()]*)%|\$\{(?P<braces>\w+)\}|\$env:(?P<power>\w+)|\$(?P<plain>\w+)")
_USUAL = frozenset(
    {
        "HOME",
        "USER",
        "USERNAME",
        "USERPROFILE",
        "LOCALAPPDATA",
        "APPDATA",
        "PROGRAMDATA",
        "TEMP",
        "TMP",
        "TMPDIR",
        "PWD",
    }
)


def left_as_written(path: str, environ: Mapping[str, str]) -> str | None:
    """Return the first piece of a path that was meant to be replaced: ``~``, or a variable's name in a shell's form.

    A name that is neither set nor usual may belong to a folder, which can be called `100%-%done`.
    """
    if _HOME.match(path):
        return "~"
    known = _USUAL | {name.upper() for name in environ}
    return next((found[0] for found in _NAMED.finditer(path) if (found[found.lastgroup or 0]).upper() in known), None)
