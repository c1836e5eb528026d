"""A wheel or source distribution, read by what its name says that it is."""

from pathlib import Path

from msgspec.structs import replace

from core.model.wheels import FileKind, FileTrouble, WheelFile
from core.wheels.reading.sdist_names import TAKEN_ENDINGS, split_ending, split_stem
from core.wheels.reading.sdist_reader import read_sdist
from core.wheels.reading.stopping import Stopped, never
from core.wheels.reading.wheel_reader import read_wheel

_WHEEL = ".whl"
_ENDINGS = (_WHEEL, *TAKEN_ENDINGS)


def is_distribution(name: str) -> bool:
    """Return whether a file of this name is meant as a wheel or source distribution, by its ending alone.

    Endings in capitals and archives of a kind that uv no longer takes (.tgz, .tar.bz2) count: reading says what to do.
    """
    return name.lower().endswith(_WHEEL) or split_ending(name) is not None


def belongs_in_a_yard(name: str) -> bool:
    """Return whether a file that lies in a folder belongs into the table of a yard.

    Wheels and what ends in .tar.gz always do; any other archive only if it is named ``NAME-VERSION``, since there are
    many in the world that hold something else.
    """
    if name.lower().endswith((_WHEEL, ".tar.gz")):
        return True
    split = split_ending(name)
    return split is not None and split_stem(split[0]) is not None


def read_file(path: Path, *, thorough: bool = False, stopped: Stopped = never) -> WheelFile:
    """Read a wheel or source distribution; never raises, ``troubles`` say what is wrong.

    A file of any other name is not opened: what it may be is its name's to say, also for uv.
    """
    lower = path.name.lower()
    if lower.endswith(_WHEEL):
        found = read_wheel(path, thorough=thorough, stopped=stopped)
    elif split_ending(path.name) is not None:
        found = read_sdist(path, thorough=thorough, stopped=stopped)
    else:
        return _unread(path)
    if lower.endswith(_ENDINGS) and not path.name.endswith(_ENDINGS):
        return replace(found, troubles=(*found.troubles, _in_capitals(path)))
    return found


def _unread(path: Path) -> WheelFile:
    try:
        status = path.stat()
        size, modified_ns = status.st_size, status.st_mtime_ns
    except (OSError, ValueError):
        size = modified_ns = 0
    trouble = FileTrouble(
        id="no-distribution",
        sentence=f"{path.name} is neither a wheel (.whl) nor a source distribution (.tar.gz or .zip) by its name.",
    )
    return WheelFile(path=path, kind=FileKind.SDIST, size=size, modified_ns=modified_ns, troubles=(trouble,))


def _in_capitals(path: Path) -> FileTrouble:
    ending = next(ending for ending in _ENDINGS if path.name.lower().endswith(ending))
    return FileTrouble(
        id="ending-in-capitals",
        sentence=f"uv does not know {path.name} for what it is: rename it so that it ends in {ending}.",
    )
