"""Questions about folders that a relocation asks before it moves, and the sentences where the system refuses."""

import errno
import shutil
from pathlib import Path

from core.model.project import InputError
from core.places.usage import Usage, leads_elsewhere

_ROOM_MARGIN = 256 * 1024 * 1024


def holds(folder: Path) -> bool:
    """Return whether ``folder`` is a folder with something in it; raises OSError where it may not be listed."""
    return folder.is_dir() and any(folder.iterdir())


def is_link(folder: Path) -> bool:
    """Return whether ``folder`` is a link or a junction, also one that leads nowhere."""
    try:
        return folder.is_symlink() or leads_elsewhere(folder.lstat())
    except OSError:
        return False


def make(folder: Path) -> None:
    """Make a folder and those above it; raises InputError when the system refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused("made", folder, error) from error


def check_room(folder: Path, needed: Usage) -> None:
    """Raise InputError where the volume of ``folder`` has no room for ``needed``; OSError where it does not answer."""
    free = shutil.disk_usage(folder).free
    if free < needed.bytes + _ROOM_MARGIN:
        raise InputError(
            f"The volume of {folder} has {free // 2**20} MiB free. The place needs {needed.bytes // 2**20} MiB there, "
            f"and {_ROOM_MARGIN // 2**20} MiB are to stay free.",
            "Make room there or choose another volume; the old place is untouched.",
        )


def refused(what: str, folder: Path, error: OSError) -> InputError:
    """Return the sentence for an error of the system at ``folder``, which could not be ``what``."""
    if error.errno == errno.ENOSPC:
        return InputError(
            f"{folder} cannot be {what}: no room is left on the new volume (os error {errno.ENOSPC}).",
            "Make room there or choose another volume; the old place is untouched and serves as before.",
        )
    number = getattr(error, "winerror", None) or error.errno
    # A rename tells both names, and the system does not say which of the two it minds.
    named = error.filename or folder
    if error.filename2:
        named = f"{named} or {error.filename2}"
    return InputError(
        f"{folder} cannot be {what}: {error.strerror} at {named} (os error {number}).",
        "The old place is untouched and serves as before.",
    )
