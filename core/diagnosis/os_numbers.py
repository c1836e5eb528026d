"""What the numbers of operating systems mean; the same number means different things on Windows and elsewhere.

Sources: winerror.h of the Windows SDK, errno.h of Linux.
"""

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What the operating system refused, in one word."""

    DENIED = "denied"
    IN_USE = "in-use"
    MISSING = "missing"
    EXISTS = "exists"
    NOT_EMPTY = "not-empty"
    FULL = "full"
    OTHER_VOLUME = "other-volume"
    TOO_LONG = "too-long"
    CLOUD = "cloud"
    UNSUPPORTED = "unsupported"
    SHARE_LOST = "share-lost"
    BLOCKED = "blocked"
    STORE = "store"
    READ_ONLY = "read-only"
    ELEVATION = "elevation"
    LAUNCHER = "launcher"
    UNREACHABLE = "unreachable"


_WINDOWS: dict[int, Meaning] = {
    1: Meaning.UNSUPPORTED,
    2: Meaning.MISSING,
    3: Meaning.MISSING,
    5: Meaning.DENIED,
    13: Meaning.DENIED,
    17: Meaning.OTHER_VOLUME,
    19: Meaning.READ_ONLY,
    21: Meaning.SHARE_LOST,
    32: Meaning.IN_USE,
    33: Meaning.IN_USE,
    39: Meaning.FULL,
    50: Meaning.UNSUPPORTED,
    53: Meaning.SHARE_LOST,
    59: Meaning.SHARE_LOST,
    64: Meaning.SHARE_LOST,
    55: Meaning.SHARE_LOST,
    67: Meaning.SHARE_LOST,
    80: Meaning.EXISTS,
    87: Meaning.UNSUPPORTED,
    110: Meaning.LAUNCHER,
    111: Meaning.TOO_LONG,
    112: Meaning.FULL,
    121: Meaning.SHARE_LOST,
    145: Meaning.NOT_EMPTY,
    170: Meaning.IN_USE,
    183: Meaning.EXISTS,
    206: Meaning.TOO_LONG,
    267: Meaning.EXISTS,
    225: Meaning.BLOCKED,
    226: Meaning.BLOCKED,
    448: Meaning.CLOUD,
    577: Meaning.BLOCKED,
    740: Meaning.ELEVATION,
    1005: Meaning.SHARE_LOST,
    1224: Meaning.IN_USE,
    1231: Meaning.SHARE_LOST,
    1260: Meaning.BLOCKED,
    1295: Meaning.FULL,
    1314: Meaning.ELEVATION,
    1625: Meaning.BLOCKED,
    1920: Meaning.STORE,
    4390: Meaning.UNSUPPORTED,
    4551: Meaning.BLOCKED,
    10051: Meaning.UNREACHABLE,
    10053: Meaning.UNREACHABLE,
    10054: Meaning.UNREACHABLE,
    10060: Meaning.UNREACHABLE,
    10061: Meaning.UNREACHABLE,
    10065: Meaning.UNREACHABLE,
    11001: Meaning.UNREACHABLE,
    11002: Meaning.UNREACHABLE,
    11004: Meaning.UNREACHABLE,
    15700: Meaning.STORE,
} | dict.fromkeys(range(358, 405), Meaning.CLOUD)

_POSIX: dict[int, Meaning] = {
    1: Meaning.DENIED,
    2: Meaning.MISSING,
    5: Meaning.DENIED,  # number of Windows on a text without any path; a real EIO is as little the person's fault
    13: Meaning.DENIED,
    16: Meaning.IN_USE,
    17: Meaning.EXISTS,
    18: Meaning.OTHER_VOLUME,
    20: Meaning.EXISTS,
    26: Meaning.IN_USE,
    28: Meaning.FULL,
    30: Meaning.READ_ONLY,
    32: Meaning.IN_USE,
    36: Meaning.TOO_LONG,
    37: Meaning.UNSUPPORTED,
    38: Meaning.UNSUPPORTED,
    39: Meaning.NOT_EMPTY,
    45: Meaning.UNSUPPORTED,
    51: Meaning.UNREACHABLE,  # 51 to 69: of macOS
    54: Meaning.UNREACHABLE,
    60: Meaning.UNREACHABLE,
    61: Meaning.UNREACHABLE,
    63: Meaning.TOO_LONG,
    65: Meaning.UNREACHABLE,
    66: Meaning.NOT_EMPTY,
    69: Meaning.FULL,
    95: Meaning.UNSUPPORTED,
    101: Meaning.UNREACHABLE,
    104: Meaning.UNREACHABLE,
    110: Meaning.UNREACHABLE,
    111: Meaning.UNREACHABLE,
    113: Meaning.UNREACHABLE,
    116: Meaning.SHARE_LOST,
    122: Meaning.FULL,
}

_NUMBER = re.compile(r"\(os error (-?\d{1,10})\b|\[WinError (-?\d{1,10})\]|\bOs \{ code: (-?\d{1,10})")
_WIN32_RESULT = 0x8007
_LAST_ERRNO = 133
_WORD = 1 << 32


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the numbers of the operating system that a text names, in order; the words around them do not matter."""
    return tuple(int(next(group for group in found if group)) for found in _NUMBER.findall(text))


def meaning(number: int | None, *, windows: bool) -> Meaning | None:
    """Return what a number means, or None; a negative one is a Windows result code with the number inside."""
    if number is None:
        return None
    if number < 0:
        code = number % _WORD
        return _WINDOWS.get(code & 0xFFFF) if code >> 16 == _WIN32_RESULT else None
    return (_WINDOWS if windows else _POSIX).get(number)


def only_windows(number: int) -> bool:
    """Tell whether a number means something on Windows alone."""
    return number < 0 or (number in _WINDOWS and number not in _POSIX)


def only_posix(number: int) -> bool:
    """Tell whether a number means something everywhere but on Windows."""
    return number in _POSIX and number not in _WINDOWS


def is_errno(number: int) -> bool:
    """Tell whether a number is small enough for a system that is not Windows."""
    return 0 <= number <= _LAST_ERRNO
