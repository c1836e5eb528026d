"""A cache that moves, with everything that a cache can hold: what the tests of relocations share."""

import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from core.model.measurements import RelocationHow, RelocationReport
from core.model.settings import PlaceKind
from core.places.journal import Choice, Entry, Journal
from core.places.moving import OnTick, RelocationTick
from core.places.recovering import recover
from core.places.relocation import begin, finish
from core.places.retiring import aside_of
from core.places.undoing import undo
from tests.links import LINKS_WORK

ARCHIVE = Path("archive-v0") / "Abc123"
FILES = 9 if LINKS_WORK else 6
"""What a filled cache holds, as it is counted: a link counts as a file, the two names of one file once."""
COUNTED = FILES + (sys.platform == "win32")
"""The same as it is counted without opening files: on Windows both names of the one file."""
SELF_KILLED = (-9, 9)
"""How a process ends that killed itself with SIGKILL; on Windows os.kill() is TerminateProcess with that status."""


Picture = dict[str, tuple[object, ...]]


class Bench:
    """A project's cache with everything that a cache can hold, a journal, and a profile in memory."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.origin = folder / "größe & 100 %" / "cache"
        self.target = target
        self.journal = Journal(folder / "journal")
        self._profile_file = folder / "profile"
        self.stop = threading.Event()
        self.ticks: list[RelocationTick] = []

    @property
    def profile(self) -> Path:
        """What the setting says; on disk, as a real one, so that it outlives a process that is killed."""
        return Path(self._profile_file.read_text()) if self._profile_file.exists() else self.origin

    def fill(self) -> None:
        archive = self.origin / ARCHIVE
        archive.mkdir(parents=True)
        (archive / "module.py").write_text("print('日本')\n", encoding="utf-8")
        (archive / "big.bin").write_bytes(os.urandom(3_000_000))
        (archive / "read only.txt").write_text("x")
        (archive / "read only.txt").chmod(0o444)
        (archive / "tool").write_text("#!/bin/sh\n")
        (archive / "tool").chmod(0o755)
        os.utime(archive / "module.py", (1_600_000_000, 1_600_000_000))
        (archive / "again.py").hardlink_to(archive / "module.py")
        pointers = self.origin / "wheels-v6"
        pointers.mkdir()
        (pointers / "pointer.http").write_text("as on Windows, where uv's pointers are files")
        if LINKS_WORK:
            (pointers / "relative").symlink_to(Path("..") / ARCHIVE)
            (pointers / "absolute").symlink_to(archive)
            (pointers / "outside").symlink_to("/usr")
        (self.origin / "empty").mkdir()
        (self.origin / ".lock").write_text("")

    def entry(self, how: RelocationHow) -> Entry:
        return Entry(
            name=self.journal.next_name(1.0),
            project=Path("/works/a"),
            kind=PlaceKind.CACHE,
            origin=self.origin,
            target=self.target,
            how=how,
            gives_up_origin=how is RelocationHow.COPIED,
            before=Choice(folder=self.origin),
            after=Choice(folder=self.target),
        )

    def apply(self, _entry: Entry, choice: Choice) -> None:
        new = self._profile_file.with_suffix(".new")
        new.write_text(str(choice.folder))
        new.replace(self._profile_file)

    def chosen(self, _entry: Entry) -> Path:
        return self.profile

    def relocate(
        self,
        how: RelocationHow,
        apply: Callable[[Entry, Choice], None] | None = None,
        on_tick: OnTick | None = None,
    ) -> Entry:
        tick = on_tick or self.ticks.append
        begun = begin(self.entry(how), self.journal, apply or self.apply, self.stop, tick)
        return finish(begun, self.journal, tick)

    def undo(self, apply: Callable[[Entry, Choice], None] | None = None) -> RelocationReport:
        return undo(self.last(), self.journal, apply or self.apply, self.stop, self.ticks.append)

    def recover(self) -> list[str]:
        return [recover(entry, self.journal, self.apply, self.chosen) for entry in self.journal.interrupted()]

    @property
    def old_place(self) -> Path:
        """Where the old place is now: under its name, or put aside."""
        aside = aside_of(self.last())
        return aside if aside.exists() else self.origin

    def throw_away(self, place: Path) -> None:
        """Remove a place as somebody else would; what is read-only goes on Windows, too."""
        for path in place.rglob("read only.txt"):
            path.chmod(0o666)
        if place.exists():
            shutil.rmtree(place)

    def last(self) -> Entry:
        return self.journal.entries()[-1]


def same_links(now: Picture, before: Picture) -> None:
    """Take from ``before`` what a rename cannot keep: the absolute link led into the old place by its name."""
    if LINKS_WORK:
        name = str(Path("wheels-v6", "absolute"))
        now[name] = before[name]


def picture(folder: Path) -> Picture:
    """Return everything that must survive a move, apart from where links lead."""
    found: Picture = {}
    for path in sorted(folder.rglob("*")):
        if path.name == ".lock" or path.name.startswith(".wheelyard-retired-"):
            continue
        name = str(path.relative_to(folder))
        status = path.lstat()
        if path.is_symlink():
            found[name] = ("link", path.exists())
        elif path.is_dir():
            found[name] = ("folder",)
        else:
            found[name] = (path.read_bytes(), status.st_mode, int(status.st_mtime), status.st_nlink)
    return found
