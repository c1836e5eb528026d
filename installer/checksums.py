"""SHA256SUMS, as sha256sum reads it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def write_checksums(files: Iterable[Path], out: Path) -> Path:
    """Write the digests of files in ``out`` by name and return the list."""
    target = out / "SHA256SUMS"
    lines = []
    for file in sorted(files, key=lambda file: file.name):
        with file.open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {file.name}\n")
    target.write_text("".join(lines), encoding="ascii", newline="\n")
    return target
