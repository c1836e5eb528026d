"""What is already known of the files of a yard, so that only new and changed ones are read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from core.model.wheels import WheelFile


class KnownFiles(Protocol):
    """What an earlier scan found in one folder; nobody may take it for more than a saving of time."""

    def get(self, path: Path, size: int, modified_ns: int) -> WheelFile | None:
        """Return what was found in the file at ``path``, None unless it had this very size and time then."""

    def keep(self, files: Sequence[WheelFile], *, whole: bool) -> None:
        """Remember ``files`` for the next time; never raises.

        ``whole`` says that the folder was seen wholly, so that what is known of any other file is forgotten.
        """


class NothingKnown:
    """Knows of no file and remembers none: every file is read."""

    def get(self, _path: Path, _size: int, _modified_ns: int) -> WheelFile | None:
        """Return None."""
        return None

    def keep(self, files: Sequence[WheelFile], *, whole: bool) -> None:
        """Do nothing."""
