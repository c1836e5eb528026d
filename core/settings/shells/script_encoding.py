"""The text of a script that a person wrote: its byte order mark, UTF-8, or the code page that its shell reads it in."""

import codecs
import re

from core.model.shells import ShellKind
from core.system.this_computer import IS_WINDOWS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGE = re.compile(rb"\bchcp(?:\.com)?\s+(\d{3,5})\b", re.IGNORECASE)


def script_text(data: bytes, kind: ShellKind) -> str:
    """Return a script's text; a byte that no encoding explains becomes a replacement character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_code_page(data, kind), "replace")


def _code_page(data: bytes, kind: ShellKind) -> str:
    """Return what the shell reads bytes as: cmd the console's code page, PowerShell that of programs with windows."""
    if kind is not ShellKind.CMD:
        return "mbcs" if IS_WINDOWS else "cp1252"
    named = _CODE_PAGE.search(data)
    if named is not None:
        name = f"cp{int(named[1])}"
        try:
            codecs.lookup(name)
        except LookupError:
            pass
        else:
            return name
    return "oem" if IS_WINDOWS else "cp850"
