"""Names in an archive that lead out of its folder, or that Windows cannot make: looked for in all names at once.

Source: "Naming Files, Paths, and Namespaces" of the Windows documentation.
"""

import re
from collections.abc import Sequence

from core.model.wheels import FileTrouble
from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.limits import COMPONENT
from core.wheels.reading.name_collisions import find_collisions
from core.wheels.reading.name_table import NameTable, holds, table_of
from core.wheels.reading.stopping import Stopped, go_on, never

_FORBIDDEN = b'<>:"|?*\\' + bytes(each for each in range(32) if each != 10) + b"\x7f"
_DEVICE_WORDS = r"(?:con|prn|aux|nul|conin\$|conout\$|com[1-9¹²³]|lpt[1-9¹²³])"
_DEVICE_PART = re.compile(rf"/{_DEVICE_WORDS}[ ./]")
_ODD_PARTS = ("//", "./", " /")
_DRIVE = re.compile(r"[A-Za-z]:")
_PATTERNS = {
    "upward-name": re.compile(r"/\.\./"),
    "untidy-name": re.compile(r"/\.?/"),
    "windows-ending": re.compile(r"/(?!\.{0,2}/)[^/]*[. ]/"),
    "windows-device": re.compile(rf"/{_DEVICE_WORDS} *[./]", re.IGNORECASE),
    "windows-character": re.compile(r'[<>:"|?*]'),
    "control-character": re.compile(r"[\x00-\x1f\x7f]"),
}
"""What is wrong with a name that stands between slashes, without a drive."""

_WINDOWS_LIMIT = 259


def name_troubles(names: Sequence[str], *, stopped: Stopped = never) -> tuple[FileTrouble, ...]:
    """Return what is wrong with the names of an archive's entries, each kind once, with the first name and a count.

    Names are as the archive has them, ``/`` between folders, and a folder's own name ends with one. Raises
    ReadingStoppedError where ``stopped`` says so.
    """
    return table_troubles(table_of(names), stopped)


def table_troubles(table: NameTable, stopped: Stopped) -> tuple[FileTrouble, ...]:
    """Return the same of names whose table is there already."""
    findings = Findings()
    lower = table.text.lower()
    if _looks_odd(table, lower):
        _look_at_each(table.names, findings, stopped)
    find_collisions(table, lower, findings, stopped)
    return findings.troubles


def path_trouble(longest: int, site_packages: str, limit: int = _WINDOWS_LIMIT) -> FileTrouble | None:
    """Return the trouble that installing into ``site_packages`` makes a path too long for Windows without long paths.

    ``longest`` is that of WheelFile, ``limit`` the characters that a path may have: 259, since Windows counts the
    zero at its end.
    """
    length = len(site_packages.rstrip("/\\")) + 1 + longest
    if length <= limit:
        return None
    return FileTrouble(
        id="path-too-long",
        sentence=(
            f"Its longest path would have {length} characters in {site_packages}, and Windows takes {limit} unless "
            "long paths are switched on: use an environment in a shorter folder, or have long paths switched on."
        ),
    )


def _looks_odd(table: NameTable, lower: str) -> bool:
    """Whether some name may be odd; quick, and never wrong when it says no."""
    raw = lower.encode("utf-8", "surrogatepass")
    return (
        len(raw.translate(None, _FORBIDDEN)) != len(raw)
        or holds(lower, _ODD_PARTS)
        or _DEVICE_PART.search(lower) is not None
        or (table.longest or 0) > COMPONENT
        or table.has_line_end
    )


def _look_at_each(names: Sequence[str], findings: Findings, stopped: Stopped) -> None:
    met: dict[str, tuple[str, int]] = {}
    for name in names:
        go_on(stopped)
        for kind in _kinds(name):
            first, count = met.get(kind, (name, 0))
            met[kind] = first, count + 1
    for kind, (first, count) in met.items():
        sentence, stops = _SENTENCES[kind]
        subject = and_others(shown(first), count)
        findings.add(kind, sentence.format(subject=subject), stops=stops)


def _kinds(name: str) -> set[str]:
    """Return the ids of what is wrong with one name; a name of a thousand folders takes no longer than its bytes."""
    if not name:
        return {"empty-name"}
    plain = name.replace("\\", "/")
    drive = _DRIVE.match(plain)
    parts = f"/{plain[drive.end() if drive else 0 :].removesuffix('/')}/"
    kinds = {kind for kind, pattern in _PATTERNS.items() if pattern.search(parts)}
    if "\\" in name:
        kinds.add("backslash-name")
    if len(parts) > COMPONENT and max(map(len, parts.split("/"))) > COMPONENT:
        kinds.add("name-too-long")
    if drive or plain.startswith("/"):
        kinds.discard("untidy-name")
        kinds.add("absolute-name")
    return kinds


_SENTENCES = {
    "empty-name": ("A file in it has no name at all; uv refuses that.", True),
    "absolute-name": (
        "{subject} in it names a place outside of the folder it is installed to; do not unpack it.",
        True,
    ),
    "upward-name": ("{subject} in it leads upwards out of the folder it is installed to; do not unpack it.", True),
    "backslash-name": (
        "{subject} in it is written with a backslash: a folder on Windows, part of the name elsewhere. Build it anew.",
        True,
    ),
    "control-character": ("{subject} in it has a control character in its name; uv and Windows refuse that.", True),
    "untidy-name": ("{subject} in it has an empty or “.” part in its name; uv passes over that.", False),
    "windows-ending": (
        "{subject} in it has a part that ends with a dot or blank, which Windows drops, so it would get another name.",
        True,
    ),
    "windows-device": ("{subject} in it has the name of a Windows device, so Windows cannot make it as a file.", True),
    "windows-character": ("{subject} in it has a character in its name that Windows does not allow.", True),
    "name-too-long": (
        "{subject} in it has a part of more than 255 characters, which neither Windows nor Linux can make.",
        True,
    ),
}
