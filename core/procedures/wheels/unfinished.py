"""Changes of local sources that uv has not proved yet: written down first, so that whatever ends them, they go back."""

import logging
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.places.paths import real_path, same_folder
from core.procedures.services import Services
from core.procedures.wheels.copying import Copy, take_back_copies
from core.settings.workspace import settings_folder
from core.settings.writing.file_text import bytes_in, digest_of
from core.store.atomic import write_atomically
from core.store.documents import read_document, write_document
from core.store.home import Home
from core.store.leases import LeaseFolder

_LOG = logging.getLogger(__name__)
_TRIES = 9
_FIRST_PAUSE = 0.02


class ChangedFile(Struct, frozen=True, kw_only=True):
    """A file of the project; ``before`` is what it held, None where there was none.

    ``after`` is the digest of what Wheelyard writes, None for the lock file, which uv writes.
    """

    file: Path
    before: bytes | None
    after: str | None = None


class UnfinishedChange(Struct, frozen=True, kw_only=True):
    """All that has to be taken back while uv has not proved a change; ``version`` is the form of this record.

    ``root`` is that of the project's workspace, the project itself where there is none.
    """

    version: int = 1
    project: Path
    root: Path
    files: tuple[ChangedFile, ...]
    copies: tuple[Copy, ...] = ()
    folders: tuple[Path, ...] = ()


class ChangeRecord:
    """The record of one change on disk, from before anything is written until it is proved or taken back."""

    def __init__(self, file: Path, change: UnfinishedChange) -> None:
        self._file = file
        self._change = change

    @classmethod
    def begin(cls, home: Home, change: UnfinishedChange) -> "ChangeRecord":
        """Write the record; raises InputError where Wheelyard's home cannot be written."""
        record = cls(home.wheel_changes / f"{os.getpid()}-{secrets.token_hex(6)}.json", change)
        write_document(record._file, change)
        return record

    def finish(self) -> None:
        """Forget the change: it is proved, or everything is as before."""
        pause = _FIRST_PAUSE
        for attempt in range(_TRIES):
            try:
                self._file.unlink(missing_ok=True)
            except OSError as error:  # a scanner may hold it for a while
                if attempt == _TRIES - 1:
                    _LOG.warning("the record %s cannot be removed", self._file, exc_info=error)
                time.sleep(pause)
                pause *= 2
            else:
                return

    def take_back(self) -> tuple[str, ...]:
        """Bring back every file as it was, remove copies, forget the change; return a sentence on each thing left.

        A file that another program changed since is left alone, and the lock file with it.
        """
        left = tuple(_bring_back(self._change.files))
        copies = take_back_copies(self._change.copies, self._change.folders)
        self.finish()
        return (*left, *(f"The copy {file} could not be removed; nothing names it, and it may go." for file in copies))


def settle_changes(services: Services, project: Path | None = None) -> list[str]:
    """Take back what was killed before uv proved it, and return a sentence on each; call it while nothing is leased.

    ``project`` asks for what concerns that project. A change whose project is leased is still under way.
    """
    said = []
    for file in _records(services.home):
        change = _read(file)
        if change is None or (project is not None and not _concerns(change, project)):
            continue
        with _leased(services, change.project) as held:
            if held and _read(file) is not None:
                left = ChangeRecord(file, change).take_back()
                words = f"A change of local sources in {change.project.name} was interrupted before uv had proved it"
                said.append(" ".join((f"{words}, and was taken back.", *left)))
    return said


def _records(home: Home) -> list[Path]:
    try:
        return sorted(file for file in home.wheel_changes.iterdir() if file.suffix == ".json")
    except OSError:
        return []


def _read(file: Path) -> UnfinishedChange | None:
    try:
        return read_document(file, UnfinishedChange, None)
    except InputError as error:
        _LOG.warning("an interrupted change of local sources cannot be read: %s", error.sentence)
        return None


def _concerns(change: UnfinishedChange, project: Path) -> bool:
    """Return whether a project, or another one of its workspace, has the change half made."""
    return same_folder(project, change.project) or same_folder(settings_folder(project), change.root)


@contextmanager
def _leased(services: Services, project: Path) -> Iterator[bool]:
    held = LeaseFolder(services.home).try_acquire((real_path(project),))
    if isinstance(held, Path):
        yield False
        return
    with held:
        yield True


def _bring_back(files: tuple[ChangedFile, ...]) -> Iterator[str]:
    """Bring files back; the lock file only where those that it was made of are as before."""
    foreign = False
    for each in files:
        if each.after is None and foreign:
            continue
        try:
            now = bytes_in(each.file)
            if now == each.before:
                continue
            if each.after is not None and digest_of(now) != each.after:
                foreign = True
                yield f"{each.file} was changed by another program meanwhile and is left as it is."
            elif each.before is None:
                each.file.unlink()
            else:
                write_atomically(each.file, each.before)
        except (OSError, InputError) as error:
            foreign = foreign or each.after is not None
            reason = error.strerror if isinstance(error, OSError) else error.sentence
            yield f"{each.file} could not be brought back: {reason}. Its copy is in Wheelyard's home."
