"""The thorough look: every content unpacked into nothing, its sums and RECORD's hashes compared."""

import base64
import hashlib
from collections.abc import Mapping, Sequence

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import Findings, shown
from core.wheels.reading.limits import HASH_CHUNK, NATIVE_HEAD
from core.wheels.reading.native_code import platforms_of_bytes
from core.wheels.reading.record import STRONG, Row, note_weak_row
from core.wheels.reading.stopping import Stopped, go_on
from core.wheels.reading.zip_entry import Directory, Entry
from core.wheels.reading.zip_member import BadMemberError, Members


def hash_of(file: FileBytes, stopped: Stopped) -> str:
    """Return the sha256 of a whole file in hex. Raises OSError and ReadingStoppedError."""
    digest = hashlib.sha256()
    for at in range(0, file.size, HASH_CHUNK):
        go_on(stopped)
        digest.update(file.read_at(at, min(HASH_CHUNK, file.size - at)))
    return digest.hexdigest()


class Contents:
    """Compares every content of a wheel with the directory and RECORD, and looks at what compiled files are for."""

    def __init__(
        self, members: Members, directory: Directory, names: Sequence[str], findings: Findings, stopped: Stopped
    ) -> None:
        self._members = members
        self._directory = directory
        self._names = names
        self._findings = findings
        self._stopped = stopped

    def compare(
        self, rows: Mapping[str, Row], exempt: frozenset[str], compiled: frozenset[str]
    ) -> dict[str, tuple[str, ...]]:
        """Note what differs, and return what each of the files ``compiled`` is for. Raises OSError."""
        found: dict[str, tuple[str, ...]] = {}
        for number, name in enumerate(self._names):
            go_on(self._stopped)
            entry = self._directory.entry(number)
            if not entry.is_readable:
                continue
            row = None if name in exempt else rows.get(name.replace("\\", "/"))
            try:
                difference = self._members.local_difference(entry)
                head = self._compare_one(name, entry, row)
            except BadMemberError as error:
                self._findings.add(
                    "damaged-content", f"{shown(name)} {error}: the file is damaged. Copy or download it again."
                )
                continue
            if difference is not None:
                self._findings.add(
                    "local-header",
                    f"The header before {shown(name)} {difference} than the archive's directory, so two readers see "
                    "two "
                    "wheels; uv refuses that.",
                )
            if name in compiled:
                found[name] = platforms_of_bytes(head)
        return found

    def _compare_one(self, name: str, entry: Entry, row: Row | None) -> bytes:
        """Return the first bytes of a content that was compared with its row."""
        method = row.method if row is not None and row.method in STRONG else None
        digest = hashlib.new(method) if method else None
        head = b""
        for chunk in self._members.chunks(entry):
            go_on(self._stopped)
            if digest is not None:
                digest.update(chunk)
            if len(head) < NATIVE_HEAD:
                head += chunk[: NATIVE_HEAD - len(head)]
        if row is None or entry.is_folder:
            return head
        note_weak_row(name, row, self._findings)
        if digest is not None and row.digest:
            self._compare_hash(name, row, base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode())
        if row.size is not None and row.size != entry.size:
            self._findings.add(
                "record-size",
                f"{shown(name)} has {entry.size:,} bytes, and the wheel's RECORD says {row.size:,}: it was changed "
                "after "
                "the wheel was built.",
                stops=False,
            )
        return head

    def _compare_hash(self, name: str, row: Row, digest: str) -> None:
        if row.digest != digest:
            self._findings.add(
                "record-hash",
                f"{shown(name)} does not have the hash that the wheel's RECORD says: it was changed after the wheel "
                "was "
                "built. uv does not look; fetch it again from where it was built.",
                stops=False,
            )
