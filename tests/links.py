"""Symbolic links in tests: not every account may make them on Windows, and Wine only says that it does."""

import os
import tempfile
from pathlib import Path

import pytest


def _links_work() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder, "link")
        try:
            link.symlink_to(Path(folder, "nowhere"))
        except OSError:
            return False
        return link.is_symlink()


LINKS_WORK = _links_work()

needs_links = pytest.mark.skipif(not LINKS_WORK, reason="symbolic links cannot be made here")


def set_times(path: Path, moment: int) -> None:
    """Set the times of access and change, of a link itself where the system can; ``moment`` in ns since 1970."""
    if os.utime in os.supports_follow_symlinks:
        os.utime(path, ns=(moment, moment), follow_symlinks=False)
    elif not path.is_symlink():
        os.utime(path, ns=(moment, moment))
