"""Whether a folder can be used for files: tried, since rights, policies and full quotas say it only then."""

import os
import secrets
from enum import StrEnum
from pathlib import Path

from core.system.held import patiently


class FolderState(StrEnum):
    """What a folder is good for."""

    USABLE = "usable"
    MISSING = "missing"
    NOT_A_FOLDER = "not-a-folder"
    NOT_WRITABLE = "not-writable"


def folder_state(folder: Path) -> FolderState:
    """Return whether files can be made in ``folder`` and removed again, by making an empty one of its own.

    A link that leads nowhere is missing; a folder that may not be looked into is not writable.
    """
    try:
        if not folder.is_dir():
            return FolderState.NOT_A_FOLDER if folder.exists() else FolderState.MISSING
    except OSError:
        return FolderState.NOT_WRITABLE
    except ValueError:  # a name that no system has, with a NUL in it
        return FolderState.MISSING
    # One name, tried once: ``tempfile`` takes a refusal on Windows for a name that is taken, and tries names for hours.
    own = folder / f".wheelyard-{secrets.token_hex(8)}"
    try:
        os.close(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        patiently(own.unlink)
    except OSError:
        return FolderState.NOT_WRITABLE
    return FolderState.USABLE
