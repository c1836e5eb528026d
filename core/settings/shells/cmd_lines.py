"""Lines of a batch file taken apart as cmd does it: continued lines, variables put in, commands parted."""

import re
from collections.abc import Callable, Iterator, Mapping

from core.settings.shells.assignments import Unknown

Expand = Callable[[str], str | Unknown]
_REFERENCE = re.compile(r"%%|%~([a-z]*)0|%([0-9*])|%~[a-z$:]*[1-9]|%([^%:\r\n]+)(?::([^%\r\n]*))?%", re.IGNORECASE)
_SLICE = re.compile(r"~(-?\d+)?(?:,(-?\d+))?")


def whole_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number from 1; one that ends in a caret goes on in the next."""
    begun, kept = 0, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        begun = begun or number
        kept += line
        carets = len(kept) - len(kept.rstrip("^"))
        if carets % 2 and not _is_comment(kept):
            kept = kept[:-1]
            continue
        yield begun, kept
        begun, kept = 0, ""
    if kept:
        yield begun, kept


def _is_comment(line: str) -> bool:
    word = line.lstrip(" \t@(").lower()
    return word == "rem" or word.startswith(("::", "rem ", "rem\t"))


def expanded(text: str, variables: Mapping[str, str | Unknown], script: str, folder: str) -> str | Unknown:
    """Return a line after its variables were put in, as the first thing that cmd does with it.

    ``variables`` are by names in capitals; ``script`` and ``folder`` (with the separator at its end) are the file's.
    """
    trouble: Unknown | None = None

    def value_of(found: re.Match[str]) -> str:
        nonlocal trouble
        if found[0] == "%%":
            return "%"
        if found[0].lower().endswith("0") and not found[0].endswith("%"):
            return _own_name(found[1] or "", script, folder)
        if found[3] is None:
            trouble = trouble or Unknown("It uses what the script is given when it is started.")
            return ""
        value = variables.get(found[3].upper(), Unknown(f"It uses the variable {found[3]}, which is not set here."))
        if isinstance(value, str) and found[4] is not None:
            value = _changed(value, found[4])
        if isinstance(value, Unknown):
            trouble = trouble or value
            return ""
        return value

    whole = _REFERENCE.sub(value_of, text)
    return trouble if trouble is not None else whole


def _own_name(parts: str, script: str, folder: str) -> str:
    """Return what ``%~...0`` stands for; drive, path, name and extension are told apart only as people use them."""
    letters = set(parts.lower())
    name = script[len(folder) :]
    stem, dot, ending = name.rpartition(".")
    if not letters or "f" in letters:
        return folder + name
    found = folder if {"d", "p"} & letters else ""
    found += (stem if dot else name) if "n" in letters else ""
    return found + (dot + ending if "x" in letters and dot else "")


def _changed(value: str, how: str) -> str | Unknown:
    """Return a value cut (``~0,-1``) or with one text in the place of another (``old=new``)."""
    cut = _SLICE.fullmatch(how)
    if cut is not None:
        start = int(cut[1] or 0)
        rest = value[start:] if start >= 0 else value[max(0, len(value) + start) :]
        return rest if cut[2] is None else rest[: int(cut[2])]
    old, equals, new = how.partition("=")
    if not equals or not old or old.startswith("*"):
        return Unknown("It changes a variable in a way that Wheelyard does not follow.")
    return re.sub(re.escape(old), lambda _: new, value, flags=re.IGNORECASE)


def commands(line: str) -> Iterator[str]:
    """Yield the commands of a line, parted by ``&`` and ``|`` outside of quotes, with carets as they stand."""
    begun = at = 0
    quoted = False
    while at < len(line):
        sign = line[at]
        if sign == '"':
            quoted = not quoted
        elif sign == "^" and not quoted:
            at += 1
        elif sign in "&|" and not quoted:
            yield line[begun:at]
            begun = at + 1
        at += 1
    yield line[begun:]


def without_carets(text: str) -> str:
    """Return a text as a command gets it: outside of quotes a caret only protects the sign behind it."""
    kept, at, quoted = [], 0, False
    while at < len(text):
        sign = text[at]
        if sign == '"':
            quoted = not quoted
        elif sign == "^" and not quoted:
            at += 1
            sign = text[at : at + 1]
        kept.append(sign)
        at += 1
    return "".join(kept)
