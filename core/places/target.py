"""Where a place may go: what is checked of a target before anything is measured or moved."""

from contextlib import suppress
from pathlib import Path

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import PlaceKind, Places
from core.places.folders import holds, is_link
from core.places.paths import is_inside, same_folder


def how_to_move(origin: Path, target: Path, *, shared: bool, same_volume: bool) -> RelocationHow:
    """Return how a place gets from ``origin`` to ``target``.

    Fresh where the old place serves others too, is not there or is empty, and where the target is filled already and
    is taken up as it is; renamed on one volume; else copied. A place that is a link is copied, too: a rename would
    move the link and leave the files where they are.
    """
    if shared or not holds(origin) or (holds(target) and not same_folder(origin, target)):
        return RelocationHow.FRESH
    return RelocationHow.RENAMED if same_volume and not is_link(origin) else RelocationHow.COPIED


def check_target(origin: Path, target: Path, kind: PlaceKind) -> None:
    """Raise InputError where a place cannot go: onto itself, onto something else, a cache into or around itself."""
    if same_folder(origin, target):
        raise InputError(f"The place already is in {target}.", "Name another folder.")
    if kind is PlaceKind.CACHE and (is_inside(target, origin) or is_inside(origin, target)):
        raise InputError(
            f"{target} and the old place {origin} lie in each other.", "Name a folder that neither holds the other."
        )
    if target.exists() and not target.is_dir():
        raise InputError(f"{target} is a file.", "Name a folder.")
    if is_link(target) and not holds(target):
        raise InputError(f"{target} is a link to another folder.", f"Name that folder itself: {target.resolve()}.")
    may_be_taken_up = is_uv_environment if kind is PlaceKind.ENVIRONMENT else is_uv_cache
    if holds(target) and not may_be_taken_up(target):
        raise InputError(f"The folder {target} holds something else.", "Name an empty folder or a new one.")


def check_neighbours(target: Path, kind: PlaceKind, project: Path, places: Places) -> None:
    """Raise InputError where a place would lie in one that uv empties: the environment or the cache.

    The project's own folder is refused, too: uv takes everything in it for the project's files. A folder inside it
    that the person names is theirs to choose.
    """
    if same_folder(target, project):
        raise InputError(f"{target} is the project's own folder.", "Name another folder, or a new one inside it.")
    for other, fate in (
        (PlaceKind.ENVIRONMENT, "which uv removes and makes anew when it needs to"),
        (PlaceKind.CACHE, "which `uv cache clean` empties"),
    ):
        folder = places.of(other).path
        if is_inside(target, folder) or (kind is not other and same_folder(target, folder)):
            raise InputError(
                f"{target} lies in the project's {other.words} {folder}, {fate}.", "Name a folder outside it."
            )


def check_environments_around(target: Path) -> None:
    """Raise InputError where a place would lie in any virtual environment: whoever makes that anew empties it."""
    for folder in (target, *target.parents):
        is_environment = False
        with suppress(OSError):
            is_environment = (folder / "pyvenv.cfg").is_file()
        if is_environment:
            raise InputError(
                f"{target} lies in the virtual environment {folder}, which is removed and made anew at times.",
                "Name a folder outside it.",
            )


def is_uv_environment(folder: Path) -> bool:
    """Return whether uv made the virtual environment in ``folder``: it writes its version into ``pyvenv.cfg``."""
    try:
        lines = (folder / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in lines)


def is_uv_cache(folder: Path) -> bool:
    """Return whether ``folder`` is a cache that uv has used: it has a cache's tag and one of uv's own buckets."""
    buckets = ("archive-v*", "sdists-v*", "interpreter-v*")
    return (folder / "CACHEDIR.TAG").is_file() and any(any(folder.glob(bucket)) for bucket in buckets)
