"""What a folder holds, as a copy sees it: names, kinds, and where links lead."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.places.copy_file import UnsteadyError, is_unsteady
from core.places.open_folder import BY_DESCRIPTOR, OpenFolder
from core.places.usage import leads_elsewhere


@contextmanager
def steady_entries(folder: OpenFolder) -> Iterator[Iterator[os.DirEntry[str]]]:
    """List an original folder in a ``with`` block; raises UnsteadyError where it is gone or none any more."""
    try:
        with folder.entries() as entries:
            yield entries
    except OSError as error:
        if error.filename == folder.path and is_unsteady(error):
            raise UnsteadyError from error
        raise


def kind_of(entry: os.DirEntry[str], folder: OpenFolder) -> str:
    """Return "file", "folder" or "link"; raises OSError for anything else, UnsteadyError for what is gone.

    A pipe would be waited for without end, a junction come out empty.
    """
    try:
        kind = _listed_kind(entry)
        if kind is None:
            folder.status(entry.name)
    except OSError as error:
        if is_unsteady(error):
            raise UnsteadyError from error
        raise
    if kind is None:
        raise _no_ordinary(folder.full(entry.name))
    return kind


def _listed_kind(entry: os.DirEntry[str]) -> str | None:
    if entry.is_symlink():
        return "link"
    is_folder = entry.is_dir(follow_symlinks=False)
    # A listing on Windows tells of junctions; elsewhere there are none, and asking costs a call per file.
    if not BY_DESCRIPTOR and leads_elsewhere(entry.stat(follow_symlinks=False)):
        return None
    if is_folder:
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else None


def read_link(folder: OpenFolder, name: str) -> tuple[str, os.stat_result]:
    """Return the text of an original link and its status; raises UnsteadyError where it is none any more."""
    try:
        return folder.leads(name), folder.status(name)
    except OSError as error:
        if is_unsteady(error) or error.errno == errno.EINVAL:  # a file by now
            raise UnsteadyError from error
        raise


def aimed(leads: str, roots: tuple[str, ...], becomes: Path) -> str:
    """Return where the copy of a link leads: into ``becomes`` where it led into a root by an absolute path."""
    absolute = Path(plain_link(leads))
    if absolute.is_absolute():
        for root in roots:
            if absolute.is_relative_to(root):
                return str(becomes / absolute.relative_to(root))
    return leads


def plain_link(leads: str) -> str:
    r"""Return the text of a link without the ``\\?\`` that Windows puts before it."""
    if os.sep != "\\" or not leads.startswith("\\\\?\\"):
        return leads
    return "\\\\" + leads[8:] if leads[4:8].upper() == "UNC\\" else leads[4:]


def below(folder: str, name: str) -> str:
    """Return the path of ``name`` in ``folder``, either of which may be empty."""
    return f"{folder}{os.sep}{name}" if folder and name else folder or name


def _no_ordinary(path: str) -> OSError:
    return OSError(errno.EINVAL, "It is no ordinary file, folder or link", path)
