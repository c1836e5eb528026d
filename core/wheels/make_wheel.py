"""Writing small valid wheels and source distributions, the same bytes every time."""

import base64
import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from packaging.tags import parse_tag
from packaging.utils import canonicalize_name
from packaging.version import Version

from core.store.atomic import write_atomically

_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST_ZIP_SECOND = 315_532_800
_REGULAR_FILE = 0o100644


def write_wheel(
    folder: Path,
    name: str,
    version: str,
    *,
    tags: str = "py3-none-any",
    requires: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    requires_python: str | None = None,
    summary: str | None = None,
) -> Path:
    """Write a wheel into ``folder`` and return its path; a file with the same bytes is left alone.

    ``tags`` is the tag part of the file's name ("py2.py3-none-any"), ``requires`` are requirements, ``files``
    maps paths inside the wheel to contents; without it the wheel holds one module named like the project.
    The metadata keeps the name as it is written. Raises OSError where the folder cannot be written to.
    Source: the binary distribution format of packaging.python.org, metadata 2.1, wheel 1.0.
    """
    stem = f"{_file_name(name)}-{Version(version)}"
    info = f"{stem}.dist-info"
    contents = dict(files) if files is not None else {f"{_file_name(name)}.py": _module(version)}
    contents[f"{info}/METADATA"] = _metadata(name, version, requires, requires_python, summary)
    contents[f"{info}/WHEEL"] = _wheel_file(tags)
    contents[f"{info}/RECORD"] = _record(contents, f"{info}/RECORD")
    return _put(folder / f"{stem}-{tags}.whl", _zip(contents))


def write_sdist(
    folder: Path,
    name: str,
    version: str,
    *,
    requires: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    requires_python: str | None = None,
    summary: str | None = None,
) -> Path:
    """Write a source distribution that builds without a network, and return its path.

    Its build backend lies in the archive and needs nothing but Python, so building it asks no index. ``files``
    are what the built wheel will hold beside its metadata. Raises OSError where the folder cannot be written to.
    Source: the source distribution format of packaging.python.org and its build backend interface.
    """
    stem = f"{_file_name(name)}-{Version(version)}"
    payload = dict(files) if files is not None else {f"{_file_name(name)}.py": _module(version)}
    metadata = _metadata(name, version, requires, requires_python, summary)
    contents = {f"{stem}/payload/{path}": data for path, data in payload.items()}
    contents[f"{stem}/PKG-INFO"] = metadata
    contents[f"{stem}/pyproject.toml"] = _SDIST_PYPROJECT
    contents[f"{stem}/build_here.py"] = _BACKEND.replace("@STEM@", stem).encode()
    return _put(folder / f"{stem}.tar.gz", _tar(contents))


def _file_name(name: str) -> str:
    return canonicalize_name(name).replace("-", "_")


def _module(version: str) -> bytes:
    return f'__version__ = "{version}"\n'.encode()


def _metadata(
    name: str, version: str, requires: Sequence[str], requires_python: str | None, summary: str | None
) -> bytes:
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    if summary is not None:
        lines.append(f"Summary: {summary}")
    if requires_python is not None:
        lines.append(f"Requires-Python: {requires_python}")
    lines += [f"Requires-Dist: {requirement}" for requirement in requires]
    return ("\n".join(lines) + "\n").encode()


def _wheel_file(tags: str) -> bytes:
    pure = "true" if tags.endswith("-none-any") else "false"
    each = sorted(str(tag) for tag in parse_tag(tags))
    lines = ["Wheel-Version: 1.0", "Generator: wheelyard", f"Root-Is-Purelib: {pure}"]
    return ("\n".join([*lines, *(f"Tag: {tag}" for tag in each)]) + "\n").encode()


def _record(contents: Mapping[str, bytes], itself: str) -> bytes:
    rows = []
    for path, data in contents.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(data)}")
    return ("\n".join([*rows, f"{itself},,"]) + "\n").encode()


def _zip(contents: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, data in contents.items():
            entry = zipfile.ZipInfo(path, _FIRST_ZIP_DATE)
            # The system that made the archive is part of its bytes; 3 says Unix, on every computer.
            entry.create_system = 3
            entry.external_attr = _REGULAR_FILE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=1)
    return buffer.getvalue()


def _tar(contents: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=buffer, mtime=_FIRST_ZIP_SECOND) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, data in contents.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            entry.mtime = _FIRST_ZIP_SECOND
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def _put(path: Path, data: bytes) -> Path:
    # A wheel that is already there keeps its time stamp: uv takes a newer one for a changed wheel and unpacks it again.
    if not (path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data):
        write_atomically(path, data)
    return path


_SDIST_PYPROJECT = b"""[build-system]
requires = []
build-backend = "build_here"
backend-path = ["."]
"""

_BACKEND = '''"""Builds the wheel of this source distribution with nothing but the standard library."""

import base64
import hashlib
import pathlib
import zipfile

STEM = "@STEM@"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    payload = pathlib.Path("payload")
    files = {
        path.relative_to(payload).as_posix(): path.read_bytes()
        for path in sorted(payload.rglob("*"))
        if path.is_file()
    }
    info = STEM + ".dist-info"
    files[info + "/METADATA"] = pathlib.Path("PKG-INFO").read_bytes()
    files[info + "/WHEEL"] = (
        b"Wheel-Version: 1.0\\nGenerator: build_here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    )
    rows = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}")
    rows.append(info + "/RECORD,,")
    files[info + "/RECORD"] = ("\\n".join(rows) + "\\n").encode()
    wheel = STEM + "-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return wheel
'''
