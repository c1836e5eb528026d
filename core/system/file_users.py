"""Who has a file open: the programs that keep a lock, or a folder from being moved."""

import sys
from pathlib import Path

import psutil
from msgspec import Struct


class FileUser(Struct, frozen=True):
    """A running program: its name and its process number."""

    name: str
    process: int

    def words(self) -> str:
        """Say it in a sentence."""
        return f"{self.name} (process {self.process})"


if sys.platform == "win32":
    from core.system.restart_manager import programs_that_use

    def users_of(file: Path) -> tuple[FileUser, ...]:
        """Return the programs that have ``file`` open; none where the Restart Manager does not tell."""
        return tuple(FileUser(name, process) for name, process in programs_that_use(file))

else:

    def users_of(file: Path) -> tuple[FileUser, ...]:
        """Return the programs that have ``file`` open, without this one; other people's processes are not told."""
        try:
            wanted = file.stat()
        except OSError:
            return ()
        found = []
        for process in psutil.process_iter(["pid", "name"]):
            try:
                if process.pid != psutil.Process().pid and _has_open(process, wanted.st_dev, wanted.st_ino):
                    found.append(FileUser(process.info["name"] or "a program", process.pid))
            except psutil.Error:
                continue
        return tuple(found)

    def _has_open(process: psutil.Process, device: int, inode: int) -> bool:
        for opened in process.open_files():
            try:
                status = Path(opened.path).stat()
            except OSError:
                continue
            if (status.st_dev, status.st_ino) == (device, inode):
                return True
        return False
