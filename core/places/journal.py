"""The journal of relocations: each step is on disk before it is taken."""

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import LinkMode, PlaceKind, Scope
from core.places.paths import same_folder
from core.store.documents import read_document, write_document


class Step(StrEnum):
    """How far a relocation came."""

    PLANNED = "planned"
    MOVING = "moving"
    MOVED = "moved"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    ABANDONED = "abandoned"


class Choice(Struct, frozen=True, kw_only=True):
    """What the profile said of a place: its folder and the link mode, None where it said nothing."""

    folder: Path | None = None
    link_mode: LinkMode | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One relocation: what moves, from where, to where, and what the profile says before and after it."""

    version: int = 1
    name: str
    project: Path
    kind: PlaceKind
    origin: Path
    target: Path
    how: RelocationHow
    scope: Scope = Scope.PROJECT
    before: Choice
    after: Choice
    adopted: bool = False
    """Whether the target was somebody's cache before: it is used, and never becomes the project's own."""
    step: Step = Step.PLANNED
    moved_files: int = 0
    moved_bytes: int = 0

    @property
    def open(self) -> bool:
        """Whether it was interrupted and needs to be finished or taken back."""
        return self.step in {Step.PLANNED, Step.MOVING, Step.MOVED, Step.UNDOING}


class Journal:
    """Entries on disk, one file each; their names sort by time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, entry: Entry) -> Entry:
        """Put the entry on disk and return it; raises InputError when the disk refuses."""
        write_document(self._file_of(entry.name), entry)
        return entry

    def step(self, entry: Entry, step: Step) -> Entry:
        """Put a further step on disk and return the entry with it."""
        return self.write(replace(entry, step=step))

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, oldest first; raises InputError for a damaged one."""
        return tuple(entry for file in self._files() if (entry := read_document(file, Entry, None)) is not None)

    def interrupted(self) -> tuple[Entry, ...]:
        """Return the entries that are open, oldest first; a damaged file of one project must not keep others waiting.

        Such a file stays where it is, and ``entries`` names it.
        """
        return tuple(entry for entry in self._readable() if entry.open)

    def last_done(self, project: Path, kind: PlaceKind | None = None) -> Entry | None:
        """Return the newest relocation of ``project`` that is done and not undone, None where there is none.

        ``kind`` asks for one kind of place only. Where a damaged entry might be the one, and no other is there,
        InputError names it.
        """
        done = [
            entry
            for entry in self._readable()
            if entry.project == project and entry.step is Step.DONE and kind in {None, entry.kind}
        ]
        if not done:
            self.entries()
        return done[-1] if done else None

    def made_for(self, project: Path, folder: Path) -> bool:
        """Return whether ``folder`` is a place that a relocation made for ``project`` alone."""
        return any(
            entry.project == project
            and entry.scope is Scope.PROJECT
            and entry.step is Step.DONE
            and not entry.adopted
            and same_folder(entry.target, folder)
            for entry in self._readable()
        )

    def _readable(self) -> Iterator[Entry]:
        for file in self._files():
            with suppress(InputError):
                entry = read_document(file, Entry, None)
                if entry is not None:
                    yield entry

    def next_name(self, stamp: float) -> str:
        """Return a name that sorts behind all others: milliseconds since 1970, counted up where taken."""
        number = int(stamp * 1000)
        while self._file_of(f"{number:015d}").exists():
            number += 1
        return f"{number:015d}"

    def _files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("*.json"))
        except OSError:
            return []

    def _file_of(self, name: str) -> Path:
        return self._folder / f"{name}.json"
