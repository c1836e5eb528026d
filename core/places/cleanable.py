"""Whether a cache may be cleaned: uv removes everything in the folder, whoever put it there."""

from pathlib import Path

from core.model.project import InputError
from core.model.settings import Places
from core.places.cache_contents import family_of
from core.places.folders import holds
from core.places.paths import is_inside, same_folder
from core.places.target import is_uv_cache

_UVS_OWN = frozenset({"CACHEDIR.TAG", ".gitignore", ".git", ".lock"})
_LEFTOVER = ".tmp"
_OURS = ".wheelyard-"
_MOST_NAMED = 3


def has_content(cache: Path) -> bool:
    """Return whether there is anything to clean: a folder that is there, with more in it than uv's marks.

    Raises InputError where it cannot be read.
    """
    try:
        names = frozenset(path.name for path in cache.iterdir())
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return cache.is_file()
    except OSError as error:
        raise _unreadable(cache, error) from error
    return not names <= _UVS_OWN


def check_cleanable(places: Places, project: Path, home: Path, *, whole: bool) -> None:
    """Raise InputError where uv must not clean the project's cache, which has content.

    ``whole`` says that it takes more than named packages: then nothing but uv's own may lie in the folder.
    """
    cache = places.cache.path
    if not cache.is_dir():
        raise InputError(f"{cache} is a file, not a cache.", "Correct the setting that names it.")
    for folder, words in ((project, "the project"), (home, "your home folder")):
        if same_folder(cache, folder) or is_inside(folder, cache):
            raise InputError(
                f"The cache's folder {cache} is or holds {words}, and uv removes everything in it.",
                "Give the cache a folder of its own first: `wheelyard relocate cache --to DIR`.",
            )
    for place in (places.environment, places.temp):
        if whole and (same_folder(cache, place.path) or is_inside(place.path, cache)):
            raise InputError(
                f"The {place.kind.words} {place.path} lies in the cache, and uv removes everything in it.",
                f"Give the {place.kind.words} another folder first: `wheelyard relocate {place.kind.value} --to DIR`.",
            )
    if not is_uv_cache(cache):
        raise InputError(
            f"The folder {cache} does not look like a cache that uv made, so nothing in it was touched.",
            "Correct the setting that names it.",
        )
    if whole and (foreign := sorted(name for name in _names(cache) if not _is_uvs(name))):
        named = ", ".join(foreign[:_MOST_NAMED]) + (" and others" if len(foreign) > _MOST_NAMED else "")
        raise InputError(
            f"The cache's folder {cache} also holds {named}, which is not uv's and would be removed with the rest.",
            "Move it elsewhere first, or name the packages to clean.",
        )


def marks_in(cache: Path) -> dict[str, bytes]:
    """Return Wheelyard's own small files in the cache's root, which uv would remove: an undo looks for them."""
    return {path.name: path.read_bytes() for path in cache.glob(f"{_OURS}*") if path.is_file()}


def put_back(cache: Path, marks: dict[str, bytes]) -> None:
    """Write the marks again where the folder is still a cache; one that uv emptied altogether needs none."""
    if not holds(cache):
        return
    for name, data in marks.items():
        if not (cache / name).exists():
            (cache / name).write_bytes(data)


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error


def _unreadable(cache: Path, error: OSError) -> InputError:
    return InputError(f"The cache {cache} cannot be read: {error.strerror}.", "Give yourself read access to it.")


def _is_uvs(name: str) -> bool:
    return name in _UVS_OWN or bool(family_of(name)) or name.startswith((_LEFTOVER, _OURS))
