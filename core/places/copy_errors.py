"""What keeps a copy from being one."""

import errno
from pathlib import Path


class CopyDiffersError(Exception):
    """A file that was copied reads back differently; ``file`` is the copy."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class KeepsChangingError(OSError):
    """A place was changed again and again while it was copied; ``file`` is one of those that changed."""

    def __init__(self, file: Path) -> None:
        super().__init__(errno.EBUSY, "It keeps changing while it is copied", str(file))
        self.file = file
