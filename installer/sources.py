"""What a build is made from, read once."""

import os
import tomllib
from pathlib import Path

from msgspec import Struct
from uv import find_uv_bin

from installer.commands import BuildError, run

CHECKOUT = Path(__file__).parents[1]
PYTHON_MINOR = (3, 13)
"""The Python that is shipped; its wheels are the ones that uv.lock is read for."""


class Sources(Struct, frozen=True):
    """The version to build, the time that every file gets, and where parts come from that the lock does not name."""

    version: str
    source_date: int
    python_zip: Path | None = None
    bytecode_python: tuple[str, ...] | None = None

    @property
    def uv(self) -> str:
        """The uv of this environment, which fetches and checks the wheels."""
        return find_uv_bin()


def locate(version: str | None, python_zip: Path | None, bytecode_python: tuple[str, ...] | None) -> Sources:
    """Return the sources of this checkout; the time is SOURCE_DATE_EPOCH or that of the last commit.

    Raises BuildError when there is no time to be had or it is no number.
    """
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    said = os.environ.get("SOURCE_DATE_EPOCH") or run(["git", "log", "-1", "--format=%ct"], folder=CHECKOUT).strip()
    if not said.isdecimal():
        raise BuildError(f"SOURCE_DATE_EPOCH is {said!r}, but has to be a number of seconds since 1970.")
    return Sources(version or project["version"], int(said), python_zip, bytecode_python)
