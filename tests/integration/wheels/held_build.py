"""An sdist whose build waits for a file, so that a test can do something while uv locks."""

import gzip
import io
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

_BACKEND = """
import pathlib, time

STARTED, GO = pathlib.Path({started!r}), pathlib.Path({go!r})


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    STARTED.write_text("started")
    until = time.monotonic() + 120
    while not GO.exists() and time.monotonic() < until:
        time.sleep(0.05)
    raise SystemExit("nothing is built here")
"""


class HeldBuild:
    """``started`` is there once uv builds; the build fails once ``let_go`` was called."""

    def __init__(self, folder: Path) -> None:
        self.started = folder / "build-started"
        self._go = folder / "build-may-end"
        self.sdist = folder / "held-1.0.tar.gz"
        backend = _BACKEND.format(started=str(self.started), go=str(self._go))
        files = {
            "PKG-INFO": "Metadata-Version: 2.1\nName: held\nVersion: 1.0\n",
            "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "here"\nbackend-path = ["."]\n',
            "here.py": backend,
        }
        buffer = io.BytesIO()
        with (
            gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w") as archive,
        ):
            for name, text in files.items():
                data = text.encode()
                entry = tarfile.TarInfo(f"held-1.0/{name}")
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
        self.sdist.write_bytes(buffer.getvalue())

    def wait_started(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Wait until uv builds; fails where that does not come, or ``is_over`` says that it never will."""
        until = time.monotonic() + 120
        while not self.started.exists():
            assert time.monotonic() < until, "uv did not begin to build"
            assert not is_over(), "it ended before uv built"
            time.sleep(0.02)

    def let_go(self) -> None:
        self._go.touch()
