"""The last verdict on each place that was measured, kept in Wheelyard's home."""

from contextlib import suppress
from pathlib import Path

import filelock
import msgspec
from msgspec import Struct

from core.model.measurements import Verdict
from core.model.project import InputError
from core.store.documents import read_document, write_document
from core.store.home import Home

MOST_PLACES = 500
_WAIT_FOR_ANOTHER = 2.0


class KnownVerdict(Struct, frozen=True, kw_only=True):
    """What the last rename probe of a place said; ``at`` in seconds since 1970."""

    place: Path
    verdict: Verdict
    why: str
    at: float


class StoredVerdicts(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes. The newest verdicts come last."""

    version: int = 1
    verdicts: dict[str, KnownVerdict] = {}


class _AnyVersion(Struct):
    version: int = 0


class ProbeHistory:
    """Reads and writes last verdicts by a key of the place; what cannot be read is not known, never an error.

    They are measured again whenever they matter, so a damaged file is begun afresh.
    """

    def __init__(self, home: Home) -> None:
        self._file = home.probe_history_file

    def last(self, key: str) -> KnownVerdict | None:
        """Return the last verdict under ``key``, None where there is none."""
        return self._read().get(key)

    def keep(self, verdicts: dict[str, KnownVerdict]) -> None:
        """Put verdicts in the place of older ones with their keys; beyond 500 places the oldest are forgotten."""
        if not verdicts or self._is_newer():
            return
        with suppress(OSError, InputError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self._file.with_suffix(".lock"), timeout=_WAIT_FOR_ANOTHER):
                kept = {key: value for key, value in self._read().items() if key not in verdicts} | verdicts
                newest = dict(list(kept.items())[-MOST_PLACES:])
                write_document(self._file, StoredVerdicts(verdicts=newest))

    def _read(self) -> dict[str, KnownVerdict]:
        try:
            return read_document(self._file, StoredVerdicts, StoredVerdicts()).verdicts
        except InputError:
            return {}

    def _is_newer(self) -> bool:
        """Return whether a newer Wheelyard wrote the file: this one would write it back mutilated."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_AnyVersion).version > StoredVerdicts().version
        except (OSError, msgspec.DecodeError):
            return False
