"""What uv's settings files say of indexes and proxies, read once for everything that a failure has to know of them."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.network.proxies import ProxyKeys
from core.procedures.limited import NotInTimeError, within
from core.settings.indexes import indexes_of
from core.settings.proxy_keys import proxy_keys_of

SECONDS = 3.0
"""Longest that the files are waited for: on a share that is gone, reading one can take a minute."""


class UvFiles(Struct, frozen=True, kw_only=True):
    """Name and URL of the project's indexes, and the proxies that files name; ``known`` is False where nobody knows."""

    indexes: tuple[tuple[str, str], ...] = ()
    proxy_keys: ProxyKeys = ProxyKeys()
    known: bool = True


async def read_uv_files(project: Path, environ: Mapping[str, str], seconds: float = SECONDS) -> UvFiles:
    """Read the project's, the person's and the computer's settings files of uv; unknown after ``seconds``."""

    def read() -> UvFiles:
        return UvFiles(indexes=indexes_of(project, environ), proxy_keys=proxy_keys_of(project, environ))

    try:
        return await within(seconds, read)
    except (NotInTimeError, OSError):
        return UvFiles(known=False)
