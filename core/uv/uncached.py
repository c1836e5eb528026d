"""What is not in the cache yet, from uv's own words in the log of a dry run."""

import re

from msgspec import Struct
from packaging.utils import canonicalize_name

from core.uv.plain_text import without_codes

_UNCACHED = re.compile(
    r"^DEBUG Identified uncached distribution: (?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:==(?P<version>\S+)| @ |$)",
    re.MULTILINE,
)
_OTHER_ENVIRONMENT = re.compile(r"^Would (?:create|replace) project environment", re.MULTILINE)


class Uncached(Struct, frozen=True):
    """One package that uv would have to fetch, build or unpack; ``version`` is None for one named by its place."""

    name: str
    version: str | None = None


def uncached_in(stderr: bytes) -> tuple[Uncached, ...]:
    """Return the packages that the log of ``uv sync --dry-run -v`` calls uncached, in its order, each name once.

    The line is the same in uv 0.9 to 0.13 (seen in 0.9.0, 0.9.18, 0.10.4 and 0.13.9); another log names none.
    """
    found: dict[str, Uncached] = {}
    for match in _UNCACHED.finditer(_plain(stderr)):
        name = canonicalize_name(match["name"])
        found.setdefault(name, Uncached(name, match["version"]))
    return tuple(found.values())


def keeps_environment(stderr: bytes) -> bool:
    """Return whether a dry run means to keep the environment there is, and with it the Python in it."""
    return _OTHER_ENVIRONMENT.search(_plain(stderr)) is None


def _plain(output: bytes) -> str:
    return "\n".join(without_codes(line) for line in output.decode("utf-8", "replace").splitlines())
