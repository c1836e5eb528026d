"""Writing planned files of settings: all of them or none, each over exactly what was read."""

import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from core.model.project import InputError
from core.procedures.services import Services
from core.settings.writing.file_text import bytes_in, digest_of
from core.settings.writing.plan import PlannedFile
from core.store.atomic import write_atomically
from core.store.backups import BackupFolder


def check_files(planned: Sequence[PlannedFile], seen: Mapping[str, str | None]) -> None:
    """Raise InputError where a file is not the one that the person saw, or may not be written."""
    for each in planned:
        if str(each.file) in seen and seen[str(each.file)] != each.before.digest:
            raise _changed_meanwhile(each.file)
        if each.changed:
            _check_writable(each.file)


def write_files(planned: Sequence[PlannedFile], services: Services) -> None:
    """Write the files in their order, each after a copy of it was kept; where one fails, those before it are restored.

    Raises InputError, also where another program wrote a file since it was read.
    """
    backups = BackupFolder(services.home)
    for each in planned:
        if each.before.data is not None:
            backups.keep(each.file, each.before.data, services.clock.now())
    written: list[PlannedFile] = []
    try:
        for each in planned:
            _write(each)
            written.append(each)
    except InputError:
        restore_files(written)
        raise


def restore_files(written: Sequence[PlannedFile]) -> None:
    """Bring back what files held before they were written; one that another program changed since is left alone."""
    for each in reversed(written):
        with suppress(OSError, InputError):  # its copy is in Wheelyard's home
            if bytes_in(each.file) != each.data:
                continue
            if each.before.data is None:
                each.file.unlink()
            else:
                write_atomically(each.file, each.before.data)


def _write(planned: PlannedFile) -> None:
    file = planned.file

    def check() -> None:
        if digest_of(bytes_in(file)) != planned.before.digest:
            raise _changed_meanwhile(file)

    try:
        (file.resolve() if file.is_symlink() else file).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, planned.data, check)
        if planned.before.data is None:
            _share(file)
    except OSError as error:
        raise InputError(
            f"{file} cannot be written: {error.strerror}.",
            "Nothing was changed; give yourself write access to it and its folder, or close what holds it.",
            subject=str(file),
        ) from error


def _share(file: Path) -> None:
    """Let a new file of a project be read by whom the project's other files are."""
    beside = file.parent / "pyproject.toml"
    if beside.is_file():
        with suppress(OSError):
            file.chmod(stat.S_IMODE(beside.stat().st_mode) & 0o666)


def _check_writable(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError:
        return
    if not mode & 0o222 or not os.access(file, os.W_OK):
        raise InputError(
            f"{file} is read-only.",
            "Nothing was changed; allow writing in its properties, or ask who keeps it so.",
            subject=str(file),
        )


def _changed_meanwhile(file: Path) -> InputError:
    return InputError(
        f"{file} was changed by another program since you saw it.",
        "Nothing was written; look at the settings again.",
        subject=str(file),
    )
