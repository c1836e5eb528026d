"""Command lines of uv that prove a place: small, offline, into an environment that is thrown away."""

from pathlib import Path

from msgspec.structs import replace

from core.model.invocation import Invocation
from core.uv.invocation import UvCall, piped

MOST_COMMAND_CHARACTERS = 24_000
"""Windows takes 32,767 characters (Microsoft, "CreateProcessW"); the rest is for the program's path and quotes."""

_LOCK_SECONDS = "15"


def install_check(call: UvCall, environment: Path, without: tuple[str, ...]) -> Invocation | None:
    """Return the offline installation of what the lock has and ``without`` has not, None where that is too long.

    Neither the project itself nor workspace members are installed.
    """
    left_out = tuple(word for name in without for word in ("--no-install-package", name))
    words = ("sync", "--frozen", "--offline", "--inexact", "--no-install-project", "--no-install-workspace", *left_out)
    if sum(len(word) + 3 for word in words) > MOST_COMMAND_CHARACTERS:
        return None
    return _patient(piped(replace(call, environment=environment), words))


def environment_check(call: UvCall, environment: Path) -> Invocation:
    """Return the making of an empty environment, offline."""
    words = ("venv", "--offline", "--no-python-downloads", "--allow-existing", str(environment))
    return _patient(piped(call, words))


def _patient(invocation: Invocation) -> Invocation:
    """Return the run with a bound for its wait for another uv's lock; uv's own is minutes."""
    return replace(invocation, variables={**invocation.variables, "UV_LOCK_TIMEOUT": _LOCK_SECONDS})
