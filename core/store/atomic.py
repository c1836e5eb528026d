"""Files written whole or not at all."""

import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_REPLACE_TRIES = 8
_FIRST_PAUSE = 0.02


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to a sibling of ``path``, flush it to disk, and put it in the place of ``path``.

    A replace that is refused because a scanner holds the file is tried again for about five seconds;
    then the OSError is raised and the old file stands as it was. A file that is there keeps its mode, and a link
    still leads to it.
    """
    path = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    sibling = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            sibling.chmod(stat.S_IMODE(path.stat().st_mode))
        _replace_patiently(sibling, path)
    except BaseException:
        with suppress(OSError):
            sibling.unlink(missing_ok=True)
        raise


def _replace_patiently(source: Path, target: Path) -> None:
    pause = _FIRST_PAUSE
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return
