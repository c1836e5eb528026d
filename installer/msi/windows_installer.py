"""Windows' own maker of installer databases, msi.dll; it runs in the lab, too, where Wine has one."""

import sys
from pathlib import Path

from installer.commands import BuildError

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _CREATE = 3
    """MSIDBOPEN_CREATE, a number in place of a text."""

    class _Database:
        """Handles of the Windows Installer API, each call checked."""

        def __init__(self, target: Path) -> None:
            self._api = ctypes.WinDLL("msi")
            self._api.MsiOpenDatabaseW.argtypes = [wintypes.LPCWSTR, ctypes.c_void_p, ctypes.POINTER(wintypes.ULONG)]
            self._handle = wintypes.ULONG()
            self._check("MsiOpenDatabaseW", str(target), _CREATE, ctypes.byref(self._handle))

        def add_table(self, folder: Path, file: str) -> None:
            self._check("MsiDatabaseImportW", self._handle, str(folder), file)

        def add_stream(self, name: str, file: Path) -> None:
            view = wintypes.ULONG()
            question = "INSERT INTO `_Streams` (`Name`, `Data`) VALUES (?, ?)"
            self._check("MsiDatabaseOpenViewW", self._handle, question, ctypes.byref(view))
            row = self._api.MsiCreateRecord(2)
            self._check("MsiRecordSetStringW", row, 1, name)
            self._check("MsiRecordSetStreamW", row, 2, str(file))
            self._check("MsiViewExecute", view, row)
            self._api.MsiCloseHandle(row)
            self._api.MsiCloseHandle(view)

        def commit(self) -> None:
            self._check("MsiDatabaseCommit", self._handle)

        def close(self) -> None:
            self._api.MsiCloseHandle(self._handle)

        def _check(self, name: str, *arguments: object) -> None:
            status = getattr(self._api, name)(*arguments)
            if status:
                shown = ", ".join(argument for argument in arguments if isinstance(argument, str))
                raise BuildError(f"Windows Installer's {name} failed with status {status}: {shown}")

    def write_by_windows(target: Path, folder: Path, tables: tuple[str, ...], streams: dict[str, Path]) -> None:
        """Make the database; raises BuildError with the call and its status."""
        database = _Database(target.absolute())
        try:
            for name in tables:
                database.add_table(folder.absolute(), f"{name}.idt")
            for stream, file in streams.items():
                database.add_stream(stream, file.absolute())
            database.commit()
        finally:
            database.close()
