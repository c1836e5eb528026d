"""An environment that is to be made anew: renamed first, removed when a new one has proved itself."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from core.model.project import InputError
from core.places.own_files import is_own, mark_file, mark_own, remove_own_tree
from core.system.held import patiently

MARK = "put-aside"
_BETWEEN = ".put-aside-"
_OF_ENVIRONMENTS = frozenset(
    {"bin", "include", "lib", "lib64", "scripts", "share", "etc", "man", "doc", "library", "pyvenv.cfg", ".gitignore"}
    | {".lock", "cachedir.tag", "pip-selfcheck.json", "__pycache__", "conda-meta", "dlls", "tcl", "tools", "var"}
)
"""Names, in lower case, that environments have at their top."""

_OF_PROJECTS = frozenset({"pyproject.toml", "uv.lock", ".git", ".hg", ".svn", "setup.py", "setup.cfg"})
"""Names of what people work on: such a folder is more than an environment, whatever else it holds."""


def put_aside(environment: Path) -> Path | None:
    """Rename the folder of an environment to a name beside it, and return that; None where there is none.

    It gets Wheelyard's mark, by which ``remove_put_aside`` may remove it. Raises InputError for a folder that holds
    other things than an environment does, OSError where the system refuses the rename: then nothing has changed.
    """
    if environment.is_symlink() or not environment.exists():
        if environment.is_symlink():
            raise InputError(
                f"{environment} is a link to another folder, which may be somebody else's.",
                "Remove the link yourself, or choose another place for the environment.",
            )
        return None
    strange = _strange_names(environment)
    if strange:
        named = ", ".join(strange[:3]) + (" and more" if len(strange) > 3 else "")
        raise InputError(
            f"{environment} holds what no environment has ({named}), so it was left as it is.",
            "Look into it, move away what is yours, and try again.",
        )
    aside = environment.with_name(f"{environment.name}{_BETWEEN}{secrets.token_hex(3)}")
    mark_own(environment, MARK)
    try:
        patiently(lambda: environment.rename(aside))
    except OSError:
        with suppress(OSError):
            mark_file(environment, MARK).unlink()
        raise
    return aside


def remove_put_aside(environment: Path) -> bool:
    """Remove what was put aside of an environment, and return whether nothing of it is left; never raises."""
    try:
        with os.scandir(environment.parent) as entries:
            beginning = f"{environment.name}{_BETWEEN}"
            asides = [Path(entry.path) for entry in entries if entry.name.startswith(beginning)]
    except OSError:
        return True
    gone = [remove_own_tree(aside, MARK) for aside in asides if is_own(aside, MARK)]
    return all(gone)


def _strange_names(environment: Path) -> list[str]:
    if not environment.is_dir():
        return []
    own = mark_file(environment, MARK).name
    with os.scandir(environment) as entries:
        names = sorted(entry.name for entry in entries)
    if "pyvenv.cfg" in names:
        # An environment by its own words, whatever was put into it, unless somebody made it in the project's folder.
        return [name for name in names if name.lower() in _OF_PROJECTS]
    return [name for name in names if name.lower() not in _OF_ENVIRONMENTS and name != own]
