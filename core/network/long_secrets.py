"""Secrets that are longer than one entry of a keyring may be: cut into parts, and put together again."""

import re
from collections.abc import Iterator

from msgspec import Struct

WINDOWS_UNITS = 1200
"""How many UTF-16 units go into an entry on Windows; its credential manager takes 2560 bytes, which are 1280 units."""

_HEAD = re.compile(r"wheelyard-parts:(\d{1,4}):([0-9a-f]{16})")


class Parts(Struct, frozen=True):
    """What stands in the entry itself where the secret is in parts: how many, and the mark in their names."""

    count: int
    mark: str

    @property
    def head(self) -> str:
        """The text of the entry."""
        return f"wheelyard-parts:{self.count}:{self.mark}"

    def names(self, entry: str) -> Iterator[str]:
        """Yield the names of the entries that hold the parts."""
        for number in range(1, self.count + 1):
            yield f"{entry} (part {number} of {self.count}, {self.mark})"


def parts_of(text: str | None) -> Parts | None:
    """Return what the text of an entry says of parts, None where it is the secret itself."""
    found = _HEAD.fullmatch(text) if text is not None else None
    return Parts(int(found[1]), found[2]) if found is not None else None


def cut(text: str, most_units: int) -> tuple[str, ...]:
    """Return the text in pieces of at most ``most_units`` UTF-16 units."""
    # A letter beyond the first 65,536 takes two; who has one pays with pieces half as long.
    most = most_units if all(ord(letter) <= 0xFFFF for letter in text) else most_units // 2
    return tuple(text[start : start + most] for start in range(0, len(text), most))


def must_be_cut(text: str, most_units: int | None) -> bool:
    """Return whether the text does not fit into one entry, or would be taken for the head of parts there."""
    if parts_of(text) is not None:
        return True
    return most_units is not None and len(text.encode("utf-16-le", "surrogatepass")) > 2 * most_units
