"""What uv printed, kept whole on disk without secrets: one file per job, the newest of each project."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from core.model.secrets import without_secrets

KEPT_TRANSCRIPTS = 30
"""Files that stay; older ones are removed when a new one is begun."""

MOST_BYTES = 64 << 20
"""A longer transcript ends with a line that says so; a program that prints without end must not fill the disk."""


class Transcript:
    """An open transcript file; a disk that refuses ends the keeping, never the job."""

    def __init__(self, folder: Path, name: str, clean: Callable[[str], str] = without_secrets) -> None:
        """Write into ``name`` of ``folder``; ``clean`` takes the secrets out of each line."""
        self._clean = clean
        self.file = folder / f"{name}.txt"
        self._open: IO[str] | None = None
        self._written = 0

    def __enter__(self) -> Self:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._forget_old()
            self._open = self.file.open("w", encoding="utf-8", errors="surrogateescape", newline="\n")
        except OSError:
            self._open = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def write(self, lines: tuple[str, ...]) -> None:
        """Append lines, without secrets."""
        if self._open is None:
            return
        try:
            self._open.writelines(f"{self._clean(line)}\n" for line in lines)
            self._written += sum(map(len, lines)) + len(lines)
            if self._written > MOST_BYTES:
                self._open.write(f"(What followed is not kept: the first {MOST_BYTES >> 20} MiB are above.)\n")
                self._close()
        except OSError:
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            with suppress(OSError):  # a full disk refuses the last buffer; the job goes on
                self._open.close()
            self._open = None

    def _forget_old(self) -> None:
        files = sorted(self.file.parent.glob("*.txt"))
        for file in files[: max(0, len(files) - KEPT_TRANSCRIPTS + 1)]:
            file.unlink(missing_ok=True)
