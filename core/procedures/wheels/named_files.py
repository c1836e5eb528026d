"""The files that a person names: read wholly, and refused by name where they cannot be used."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.project import InputError
from core.model.wheels import WheelFile
from core.places.paths import plain
from core.places.usage import Stopped
from core.procedures.wheels.file_progress import FileProgress
from core.procedures.wheels.moving_thread import Moving, in_good_time
from core.wheels.reading.any_file import is_distribution, read_file


async def read_named(files: Sequence[Path], scope: JobScope) -> tuple[WheelFile, ...]:
    """Read files wholly, each once, and say how far that came; never raises for what is in them.

    Raises InputError where a drive does not answer.
    """
    once = _once(files)
    what = f"What lies in {', '.join(dict.fromkeys(str(file.parent) for file in once))}"
    sizes = await in_good_time(lambda moving: _sizes(once, moving), what)
    progress = FileProgress(scope, sum(sizes), len(once))
    return await in_good_time(lambda moving: _read(once, sizes, progress, moving), what)


def _once(files: Sequence[Path]) -> tuple[Path, ...]:
    return tuple({plain(file): Path(os.path.normpath(file)) for file in files}.values())


def check_usable(files: Sequence[WheelFile]) -> None:
    """Raise InputError naming the first file that uv could not use, with what is wrong with it and the way out."""
    if not files:
        raise InputError("No file is named.", "Name wheels or sdists to add.")
    for file in files:
        check_is_distribution(file.path)
        stopping = [trouble.sentence for trouble in file.troubles if trouble.stops]
        if stopping or not file.name or not file.version:
            raise InputError(
                f"{file.path.name} cannot be used: {' '.join(stopping) or 'it does not say what it is.'}",
                f"Nothing was changed; get {file.path} anew from where it came, whole and under its own name.",
                subject=str(file.path),
            )


def check_is_distribution(file: Path) -> None:
    """Raise InputError where a path is no file that uv could take for a wheel or an sdist."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror or error}.",
            "Nothing was changed; name a file that is there and that you may read.",
            subject=str(file),
        ) from error
    if stat.S_ISDIR(mode):
        raise InputError(
            f"{file} is a folder.",
            "Name the files in it that are meant, or let the project draw from the whole folder (`wheels use`).",
            subject=str(file),
        )
    if not stat.S_ISREG(mode) or not is_distribution(file.name):
        raise InputError(
            f"{file} is neither a wheel nor an sdist.", "Name a .whl, a .tar.gz or a .zip file.", subject=str(file)
        )


def _sizes(files: Sequence[Path], moving: Moving) -> list[int]:
    sizes = []
    for file in files:
        if moving.stopped_on_the_way():
            raise Stopped
        try:
            sizes.append(file.stat().st_size)
        except OSError:
            sizes.append(0)
    return sizes


def _read(files: Sequence[Path], sizes: Sequence[int], progress: FileProgress, moving: Moving) -> tuple[WheelFile, ...]:
    found = []
    for file, size in zip(files, sizes, strict=True):
        progress.went_on(file, 0)
        found.append(read_file(file, thorough=True, stopped=moving.stopped_on_the_way))
        if moving.stopped():
            raise Stopped
        progress.ended(file, size)
    return tuple(found)
