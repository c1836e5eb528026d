"""What a person chose for Wheelyard as a whole."""

from pathlib import Path

from msgspec import Struct

from core.store.documents import read_document, write_document
from core.store.home import Home


class Preferences(Struct, frozen=True, kw_only=True):
    """The choices and the file's form; ``version`` rises when its meaning changes.

    ``places_root`` is the folder below which new places are made, None where the measurements decide.
    """

    version: int = 1
    places_root: Path | None = None


class PreferenceStore:
    """Reads and writes the preferences; who changes them holds a lease on their file."""

    def __init__(self, home: Home) -> None:
        self._file = home.preferences_file

    def load(self) -> Preferences:
        """Return the preferences, those of a new person where there are none; raises InputError for a damaged file."""
        return read_document(self._file, Preferences, Preferences())

    def save(self, preferences: Preferences) -> None:
        """Write the preferences; raises InputError when the disk refuses."""
        write_document(self._file, preferences)
