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
    """How far a relocation came.

    ``SWITCHED``: the setting names the new place, and uv has not proved it yet. ``SETTLED``: the old place was given
    up after a sync from the new one, so there is no way back any more.
    """

    PLANNED = "planned"
    MOVING = "moving"
    MOVED = "moved"
    SWITCHED = "switched"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    SETTLED = "settled"
    ABANDONED = "abandoned"


_INTERRUPTED = frozenset({Step.PLANNED, Step.MOVING, Step.MOVED, Step.SWITCHED, Step.UNDOING})
_IN_FORCE = frozenset({Step.DONE, Step.SETTLED})


class Choice(Struct, frozen=True, kw_only=True):
    """What the profile said of a place: its folder and the link mode, None where it said nothing."""

    folder: Path | None = None
    link_mode: LinkMode | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One relocation: what moves, from where, to where, and what the profile says before and after it."""

    version: int = 2
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
    target_was_there: bool = False
    """Whether the person had made the target's folder, so that it stays when the relocation is taken back."""
    gives_up_origin: bool = False
    """Whether the old place is removed after the next successful sync from the new one."""
    retired: Path | None = None
    """A folder that this relocation left and that is to be removed; None when there is none (any more)."""
    step: Step = Step.PLANNED
    moved_files: int | None = 0
    moved_bytes: int | None = 0

    @property
    def open(self) -> bool:
        """Whether it was interrupted and needs to be finished or taken back."""
        return self.step in _INTERRUPTED

    @property
    def in_force(self) -> bool:
        """Whether its target is what it made the place to be."""
        return self.step in _IN_FORCE


class Journal:
    """Entries on disk, one file each; their names sort in the order in which they were made."""

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
        return tuple(entry for file in self._files() if (entry := _read(file)) is not None)

    def readable(self) -> Iterator[Entry]:
        """Yield the entries that can be read, oldest first: a damaged one must not keep the others waiting.

        A damaged file stays where it is, and ``entries`` names it.
        """
        for file in self._files():
            with suppress(InputError):
                entry = _read(file)
                if entry is not None:
                    yield entry

    def interrupted(self) -> tuple[Entry, ...]:
        """Return the readable entries that are open, oldest first."""
        return tuple(entry for entry in self.readable() if entry.open)

    def with_leftovers(self) -> tuple[Entry, ...]:
        """Return the readable entries that are not open and left a folder which is to be removed, oldest first."""
        return tuple(entry for entry in self.readable() if entry.retired is not None and not entry.open)

    def last_done(self, project: Path, kind: PlaceKind | None = None) -> Entry | None:
        """Return the newest relocation of ``project`` that is in force, None where there is none.

        ``kind`` asks for one kind of place only. Where a damaged entry might be the one, and no other is there,
        InputError names it.
        """
        done = [
            entry
            for entry in self.readable()
            if entry.in_force and kind in {None, entry.kind} and same_folder(entry.project, project)
        ]
        if not done:
            self.entries()
        return done[-1] if done else None

    def made_for(self, project: Path, folder: Path) -> bool:
        """Return whether ``folder`` is a place that a relocation made for ``project`` alone."""
        return any(
            entry.scope is Scope.PROJECT
            and entry.in_force
            and not entry.adopted
            and same_folder(entry.project, project)
            and same_folder(entry.target, folder)
            for entry in self.readable()
        )

    def has_served(self, project: Path, kind: PlaceKind, folder: Path) -> bool:
        """Return whether ``folder`` was a place of ``project`` before or after one of its relocations."""
        return any(
            entry.kind is kind
            and same_folder(entry.project, project)
            and (same_folder(entry.origin, folder) or same_folder(entry.target, folder))
            for entry in self.readable()
        )

    def chose_link_mode(self, project: Path, link_mode: LinkMode) -> bool:
        """Return whether a relocation in force brought ``link_mode`` into the profile, which said nothing before."""
        return any(
            entry.in_force
            and entry.before.link_mode is None
            and entry.after.link_mode is link_mode
            and same_folder(entry.project, project)
            for entry in self.readable()
        )

    def next_name(self, stamp: float) -> str:
        """Return a name that sorts behind all others, also when the clock was set back since.

        It is the milliseconds since 1970, or one more than the newest entry's.
        """
        names = [int(file.stem) for file in self._files() if file.stem.isdigit()]
        return f"{max([int(stamp * 1000), *(name + 1 for name in names)]):015d}"

    def _files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("*.json"))
        except OSError:
            return []

    def _file_of(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _read(file: Path) -> Entry | None:
    try:
        return read_document(file, Entry, None)
    except InputError as error:
        raise InputError(
            error.sentence,
            "It is the record of one relocation. Rename it to keep a copy; the folders that it names stay as they are.",
        ) from error
