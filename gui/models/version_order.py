"""Versions in the order of their releases, as a text that a table can sort by."""

from packaging.version import InvalidVersion, Version

_DIGITS = 10
_PHASES = {"a": "1", "b": "2", "rc": "3"}


def version_order(version: str | None) -> str:
    """Return a text that sorts as the version does by PEP 440; what is no version comes first, by its letters."""
    try:
        known = Version(version or "")
    except InvalidVersion:
        return f" {version or ''}"
    release = known.release
    while len(release) > 1 and release[-1] == 0:
        release = release[:-1]
    # A space is less than the dot before a further part: all of 1.2, its post releases, too, come before 1.2.1.
    parts = ".".join(_padded(part) for part in release)
    dev = f"0{_padded(known.dev)}" if known.dev is not None else "1"
    return f"{_padded(known.epoch)}!{parts} {_phase(known)} {dev} {known.local or ''}"


def _phase(version: Version) -> str:
    """Return where a version stands among those of its release, a final one after its candidates."""
    post = f"1{_padded(version.post)}" if version.post is not None else "0"
    if version.pre is not None:
        letter, number = version.pre
        return f"{_PHASES[letter]}{_padded(number)}{post}"
    if version.dev is not None and version.post is None:
        return "0"
    return f"4{post}"


def _padded(number: int) -> str:
    return f"{number:0{_DIGITS}}"
