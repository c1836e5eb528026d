"""Files written whole or not at all."""

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.store.replacing import replace_patiently

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def write_atomically(path: Path, data: bytes, check: Callable[[], None] | None = None) -> None:
    """Write ``data`` to a sibling of ``path``, flush it to disk, and put it in the place of ``path``.

    A replace that is refused because a scanner holds the file is tried again for about five seconds;
    then the OSError is raised and the old file stands as it was. A file that is there keeps its mode, and a link
    still leads to it. ``check`` is called right before each replace; what it raises leaves the old file as it was.
    """
    path = path.resolve() if path.is_symlink() else path
    # Not tempfile: in a folder that may not be written it tries two thousand million names on Windows (3.13).
    sibling = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    opened = os.open(sibling, _NEW_FILE, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            sibling.chmod(stat.S_IMODE(path.stat().st_mode))
        replace_patiently(sibling, path, check)
    except BaseException:
        with suppress(OSError):
            sibling.unlink(missing_ok=True)
        raise
