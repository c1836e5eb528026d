"""Logins that lie open, as they may be shown: masked, with their places and what keeps them from being moved."""

from collections.abc import Mapping
from pathlib import Path

from core.model.network import OpenLogin
from core.model.settings import Profile
from core.settings.found_logins import found_logins


def open_logins(project: Path, environ: Mapping[str, str], profile: Profile | None = None) -> tuple[OpenLogin, ...]:
    """Return every login that lies open in a project's files, its lock, the person's files and variables.

    Looked at are ``pyproject.toml`` (indexes, sources, dependencies, proxies), of every member of a workspace, too, the
    ``uv.toml`` files that uv reads, ``uv.lock``, and the variables of uv, pip and proxies; with ``profile`` the
    variables that it holds. ``${VARIABLE}`` in place of a login gives nothing away. What cannot be read has none.
    Blocks while it reads.
    """
    return tuple(each.shown for each in found_logins(project, environ, profile))
