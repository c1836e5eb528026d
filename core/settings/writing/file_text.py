"""Files of settings as they are read before a change: their bytes, their text, their digest."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.project import InputError

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_BOM = "\ufeff"
_MOST_BYTES = 32 * 1024 * 1024


class FileText(Struct, frozen=True, kw_only=True):
    """A file as it was read; ``data`` is None where there is none. ``text`` is without the mark of UTF-8."""

    file: Path
    data: bytes | None
    text: str = ""
    mark: str = ""

    @property
    def digest(self) -> str | None:
        """What tells this content from another, None where there is no file."""
        return digest_of(self.data)

    def bytes_of(self, text: str) -> bytes:
        """Return the bytes of a new text, with the mark that the file had."""
        return (self.mark + text).encode()


def digest_of(data: bytes | None) -> str | None:
    """Return what tells a content from another, None for no content."""
    return hashlib.sha256(data).hexdigest() if data is not None else None


def bytes_in(file: Path) -> bytes | None:
    """Return what a file holds, None where there is none; raises InputError where it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", "Give yourself read access to it.") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{file} is larger than 32 MiB, which no file of settings is.", "Look at what it holds.")
    return data


def read_text(file: Path) -> FileText:
    """Return a file as text; raises InputError naming it where it is none in UTF-8."""
    data = bytes_in(file)
    if data is None:
        return FileText(file=file, data=None)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        kind = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else f"not UTF-8 text (byte {error.start})"
        raise InputError(
            f"{file} is {kind}, and uv reads UTF-8 only.", "Nothing was changed; save it as UTF-8 in an editor."
        ) from error
    mark = _BOM if text.startswith(_BOM) else ""
    return FileText(file=file, data=data, text=text.removeprefix(_BOM), mark=mark)


def toml_of(source: FileText) -> dict[str, Any]:
    """Return what a TOML file means; raises InputError with its line and column where it is broken."""
    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        where = _AT.search(str(error))
        place = f"line {where[1]}, column {where[2]}" if where is not None else "its end"
        what = _AT.sub("", str(error)).strip().rstrip(".")
        raise InputError(
            f"{source.file} is no valid TOML at {place}: {what}.",
            "Nothing was changed; mend that line first.",
            subject=str(source.file),
        ) from error
    except RecursionError as error:
        raise InputError(
            f"{source.file} is nested too deeply to be read.", "Nothing was changed; mend it in an editor."
        ) from error
