"""Where a refused rename can be measured again: the folder of this computer that uv was working in."""

from collections.abc import Iterable
from pathlib import Path

from core.diagnosis.paths import cache_root, is_temp_name, plain, temp_parent


def folder_to_probe(paths: Iterable[str], cache: Path | None) -> Path | None:
    """Return the cache that holds the paths, if it is a folder of this computer; ``cache`` where no path shows one.

    A cache that uv makes for one run (``--no-cache``) is gone by now: then it is the folder it was made in.
    """
    for path in paths:
        root = cache_root(path, cache) or temp_parent(path)
        if root is None:
            continue
        if is_temp_name(root):
            root = temp_parent(root)
        folder = _folder_here(root)
        if folder is not None:
            return folder
    return _folder_here(str(cache)) if cache is not None else None


def _folder_here(text: str | None) -> Path | None:
    if not text:
        return None
    folder = Path(plain(text))
    try:
        return folder if folder.is_absolute() and folder.is_dir() else None
    except (OSError, ValueError):  # a name that this system cannot even ask for is not on it
        return None
