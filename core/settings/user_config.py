"""The one line that Wheelyard writes into the person's own ``uv.toml``: where the cache is."""

from collections.abc import Mapping
from pathlib import Path

from core.model.project import InputError
from core.settings.writing.edits import KeyEdit, edited
from core.settings.writing.file_text import FileText, bytes_in, digest_of, read_text, toml_of
from core.store.atomic import write_atomically
from core.system.uv_folders import user_uv_config

_KEY = "cache-dir"
_TRIES = 5


def read_user_cache(environ: Mapping[str, str]) -> Path | None:
    """Return the cache that the person's ``uv.toml`` names, None where it names none; raises InputError."""
    value = toml_of(read_text(user_uv_config(environ))).get(_KEY)
    return Path(value) if isinstance(value, str) else None


def write_user_cache(environ: Mapping[str, str], folder: Path | None) -> None:
    """Name the cache in the person's ``uv.toml``, or take the line out; everything else in it keeps its form.

    What another program writes meanwhile is read again and kept. Raises InputError naming the file when it is no TOML
    or the disk refuses.
    """
    for attempt in range(_TRIES):
        try:
            _write(read_text(user_uv_config(environ)), folder)
        except _MeanwhileError as error:
            if attempt == _TRIES - 1:
                raise InputError(f"{error} is written by another program all the time.", "Try again later.") from error
        else:
            return


class _MeanwhileError(Exception):
    """The file is another than the one that was read."""


def _write(source: FileText, folder: Path | None) -> None:
    file = source.file
    toml_of(source)
    edit = KeyEdit(key=_KEY, value=str(folder) if folder is not None else None)
    text = edited(source.text, (), (edit,), str(file))
    if text == source.text:
        return

    def check() -> None:
        if digest_of(bytes_in(file)) != source.digest:
            raise _MeanwhileError(str(file))

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, source.bytes_of(text), check)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.", "Give yourself write access to it.") from error
