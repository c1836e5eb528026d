"""Source distributions written member by member, so that each part of them can be wrong in its own way."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PKG_INFO = b"Metadata-Version: 2.2\nName: thing\nVersion: 1.0\nRequires-Python: >=3.10\nRequires-Dist: numpy>=1.20\n"
PYPROJECT = b'[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
PLAIN: Mapping[str, bytes] = {
    "thing-1.0/PKG-INFO": PKG_INFO,
    "thing-1.0/pyproject.toml": PYPROJECT,
    "thing-1.0/thing/__init__.py": b"x = 1\n",
}


def file(name: str, data: bytes = b"", **header: object) -> tuple[tarfile.TarInfo, bytes]:
    """Return a member of a tar; ``header`` are attributes of it, such as ``type`` and ``linkname``."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for key, value in header.items():
        setattr(info, key, value)
    return info, data


def tar(members: Sequence[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar of the members, not yet compressed."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def plain_members(files: Mapping[str, bytes] = PLAIN) -> list[tuple[tarfile.TarInfo, bytes]]:
    """Return members of ordinary files."""
    return [file(name, data) for name, data in files.items()]


def tar_gz(files: Mapping[str, bytes] = PLAIN, *more: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a .tar.gz with ordinary files and some more members."""
    return gzip.compress(tar([*plain_members(files), *more]), compresslevel=1, mtime=0)


def zipped(files: Mapping[str, bytes] = PLAIN) -> bytes:
    """Return a .zip with ordinary files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def put(folder: Path, data: bytes, name: str = "thing-1.0.tar.gz") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path
