"""The servers that a lock leads to: which packages come from which index, and which servers only have files."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from core.network.address import address_of
from core.uv.lock_values import LockedSource, LockEntry, WholeLock


class FileServer(Struct, frozen=True, kw_only=True):
    """A server that has files of the lock and is not the one of their index.

    ``url`` is its root without a login, ``file`` the path of one of its files as it stands in the URL, ``packages`` are
    the normalised names of those that have files there.
    """

    url: str
    file: str
    packages: frozenset[str]


class LockedServers(Struct, frozen=True, kw_only=True):
    """What a lock says of servers: the packages of each registry, as the lock writes it, and the servers of files."""

    indexes: dict[str, frozenset[str]] = {}
    files: tuple[FileServer, ...] = ()


def locked_servers(lock: WholeLock | None) -> LockedServers:
    """Return the servers of a lock in the order in which it names them; folders of this computer are none.

    What comes from git is left out: git fetches it, by its own settings.
    """
    if lock is None:
        return LockedServers()
    indexes: dict[str, set[str]] = {}
    files: dict[str, tuple[str, set[str]]] = {}
    for entry in lock.entries:
        if entry.source is LockedSource.REGISTRY and server_root(entry.origin) is not None:
            indexes.setdefault(entry.origin, set()).add(entry.package)
        for root, path in _elsewhere(entry):
            files.setdefault(root, (path, set()))[1].add(entry.package)
    return LockedServers(
        indexes={url: frozenset(packages) for url, packages in indexes.items()},
        files=tuple(
            FileServer(url=root, file=path, packages=frozenset(packages)) for root, (path, packages) in files.items()
        ),
    )


def server_root(url: str) -> str | None:
    """Return scheme, host and port of an address, the port only where it is written; None for what is no server's."""
    address = address_of(url)
    if isinstance(address, str):
        return None
    parts = urlsplit(url.strip())
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{address.scheme}://{host}/" if parts.port is None else f"{address.scheme}://{host}:{address.port}/"


def _elsewhere(entry: LockEntry) -> Iterator[tuple[str, str]]:
    """Yield root and path of the files that lie on another server than their index."""
    index = address_of(entry.origin) if entry.source is LockedSource.REGISTRY else None
    own = None if index is None or isinstance(index, str) else (index.scheme, index.authority)
    for file in entry.files:
        address = address_of(file.url) if file.url is not None else ""
        if file.url is None or isinstance(address, str) or (address.scheme, address.authority) == own:
            continue
        root = server_root(file.url)
        if root is not None:
            yield root, address.path
