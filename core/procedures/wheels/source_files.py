"""The files that sources name, and what else lies in their yards: looked at in time, each by itself."""

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from msgspec import Struct

from core.model.wheels import WheelFile
from core.procedures.limited import NotInTimeError, within
from core.wheels.findings.by_name import file_by_name
from core.wheels.reading.any_file import read_file

SECONDS = 20.0
"""How long one file or one folder may take; a share that is gone can hold up one call for a minute."""

MOST_HASHED = 512 * 2**20
"""Bytes of all files together up to which every content is read and compared; beyond it, names and sizes only."""

_AT_ONCE = 4
_MOST_NEARBY = 20_000

OnFile = Callable[[int, int, Path], None]
"""Told how many files are done, of how many, and which one was the last."""


class SourceFiles(Struct, frozen=True, kw_only=True):
    """The files that were read, those that are not there, and sentences on those that could not be looked at."""

    files: dict[Path, WheelFile] = {}
    missing: frozenset[Path] = frozenset()
    unreachable: dict[Path, str] = {}


async def read_sources(
    places: Iterable[Path], *, most_hashed: int = MOST_HASHED, seconds: float = SECONDS, on_file: OnFile | None = None
) -> SourceFiles:
    """Read files, several at once, each within ``seconds``; of ``most_hashed`` bytes in all every content is read."""
    distinct = tuple(dict.fromkeys(places))
    gate, done = asyncio.Semaphore(_AT_ONCE), 0
    files: dict[Path, WheelFile] = {}
    missing: set[Path] = set()
    unreachable: dict[Path, str] = {}
    room = most_hashed

    async def one(place: Path) -> None:
        nonlocal done, room
        async with gate:
            try:
                size = await within(seconds, place.stat)
                thorough = size.st_size <= room
                room -= size.st_size if thorough else 0
                files[place] = await _read(place, seconds, thorough=thorough)
            except (FileNotFoundError, NotADirectoryError):
                missing.add(place)
            except NotInTimeError:
                unreachable[place] = f"{place} did not answer within {seconds:.0f} seconds."
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else None
                unreachable[place] = f"{place} cannot be looked at ({why or error})."
        done += 1
        if on_file is not None:
            on_file(done, len(distinct), place)

    async with asyncio.TaskGroup() as group:
        for place in distinct:
            group.create_task(one(place))
    return SourceFiles(files=files, missing=frozenset(missing), unreachable=unreachable)


async def _read(place: Path, seconds: float, *, thorough: bool) -> WheelFile:
    """Read a file; where its content takes too long, what its directory says has to do."""
    if thorough:
        ends = time.monotonic() + seconds
        with suppress(NotInTimeError):
            found = await within(
                seconds + 1, lambda: read_file(place, thorough=True, stopped=lambda: time.monotonic() > ends)
            )
            if all(trouble.id != "stopped" for trouble in found.troubles):
                return found
    return await within(seconds, lambda: read_file(place))


async def files_nearby(folders: Sequence[Path], seconds: float = SECONDS) -> tuple[WheelFile, ...]:
    """Return the wheels and sdists in folders as their names tell; a folder that does not answer has none."""
    found: list[WheelFile] = []
    for listed in await asyncio.gather(*(_names(folder, seconds) for folder in dict.fromkeys(folders))):
        found += listed
    return tuple(found)


async def _names(folder: Path, seconds: float) -> list[WheelFile]:
    def look() -> list[WheelFile]:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_NEARBY))
        return [file for name in names if (file := file_by_name(folder / name)) is not None]

    try:
        return await within(seconds, look)
    except (NotInTimeError, OSError, ValueError):
        return []
