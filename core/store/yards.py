"""The folders of wheels that a person keeps as yards for all projects, in their order."""

from pathlib import Path

from msgspec import Struct

from core.store.documents import read_document, write_document
from core.store.home import Home


class StoredYards(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes."""

    version: int = 1
    folders: tuple[Path, ...] = ()


class YardStore:
    """Reads and writes the list of kept yards; who changes it holds a lease on its file."""

    def __init__(self, home: Home) -> None:
        self._file = home.yards_file

    def folders(self) -> tuple[Path, ...]:
        """Return the folders, first kept first; raises InputError when the file is damaged."""
        return read_document(self._file, StoredYards, StoredYards()).folders

    def save(self, folders: tuple[Path, ...]) -> None:
        """Write the list; raises InputError when the disk refuses."""
        write_document(self._file, StoredYards(folders=folders))
