"""One copy of each file of settings as it was before Wheelyard changed it, kept in Wheelyard's own home."""

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.model.secrets import without_secrets
from core.store.atomic import write_atomically
from core.store.documents import read_document, write_document
from core.store.home import Home


class Backup(Struct, frozen=True, kw_only=True):
    """Which file a copy is of, and when it was made, in seconds since 1970; ``version`` is the form of this record."""

    version: int = 1
    file: Path
    saved_at: float
    sha256: str


class BackupFolder:
    """Keeps the content that a file had before its last change, never beside the file itself."""

    def __init__(self, home: Home) -> None:
        self._folder = home.backups

    def keep(self, file: Path, data: bytes, now: float) -> Path:
        """Keep ``data`` in place of the copy that there was of ``file``, and return the copy's place.

        Where it holds a secret the copy has stars: a login that was taken out of a file must not live on here.
        Raises InputError where Wheelyard's home cannot be written: without a copy nothing is changed.
        """
        copy = self.place_of(file)
        data = _without_secrets(data)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(copy, data)
        except OSError as error:
            raise InputError(
                f"The copy {copy} of {file} cannot be written: {error.strerror}.",
                "Make room or give yourself write access; WHEELYARD_HOME can name another folder.",
            ) from error
        digest = hashlib.sha256(data).hexdigest()
        write_document(_record(copy), Backup(file=file, saved_at=now, sha256=digest))
        return copy

    def of(self, file: Path) -> Backup | None:
        """Return what is known of the copy of a file, None where there is none; raises InputError."""
        return read_document(_record(self.place_of(file)), Backup, None)

    def place_of(self, file: Path) -> Path:
        """Return where the copy of a file is, whether there is one or not."""
        key = os.path.normcase(str(file)).encode("utf-8", "surrogatepass")
        return self._folder / f"{file.name.lstrip('.')}-{hashlib.sha256(key).hexdigest()[:16]}"


def _without_secrets(data: bytes) -> bytes:
    return without_secrets(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _record(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.json")
