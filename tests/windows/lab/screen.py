"""A screen for Wine: Xvfb inside the Debian folder, photographed from its frame buffer."""

import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from tests.windows.lab.entering import Mount, enter_command

_SIZE = "1280x900x24"


class WineScreen:
    """One Xvfb; ``display`` is its name for programs inside."""

    def __init__(self, debian: Path, room: Path, mounts: Sequence[Mount]) -> None:
        self._buffer = room / "screen"
        self._buffer.mkdir(exist_ok=True)
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", _SIZE, "-fbdir", "/computer/screen", "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            enter_command(debian, command, mounts=mounts),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
        assert self._server.stdout is not None
        number = self._server.stdout.readline().strip()
        assert number.isdigit(), "Xvfb did not start"
        self.display = f":{number}"

    def photograph(self, target: Path) -> QImage:
        """Write what the screen shows as a PNG and return it."""
        image = _read_xwd((self._buffer / "Xvfb_screen0").read_bytes())
        target.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(target)), f"{target} could not be written"
        return image

    def switch_off(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(30)
        assert self._server.stdout is not None
        self._server.stdout.close()


def _read_xwd(data: bytes) -> QImage:
    """Read the X window dump that Xvfb keeps up to date (the format of X11/XWDFile.h: 25 numbers, name, colours)."""
    header = struct.unpack_from(">25I", data)
    size, width, height, row, colours = header[0], header[4], header[5], header[12], header[19]
    pixels = data[size + 12 * colours : size + 12 * colours + row * height]
    return QImage(pixels, width, height, row, QImage.Format.Format_RGB32).copy()
