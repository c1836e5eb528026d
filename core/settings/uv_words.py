"""What the arguments that a person gives to uv say of settings."""

from collections.abc import Iterator

from msgspec import Struct

VALUED = frozenset(
    {
        "--index",
        "--default-index",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--cache-dir",
        "--allow-insecure-host",
        "--trusted-host",
        "--config-file",
        "--directory",
        "--project",
        "--script",
    }
)
_SHORT = {"i": "--index-url", "f": "--find-links"}
_SHORT_WITH_VALUE = frozenset("pPCrcmbotw")
"""Short options of uv that take the rest of the word, or the next one, as their value."""


class UvOption(Struct, frozen=True):
    """One option: its long name, its value where it takes one, and how it was written."""

    name: str
    value: str
    written: str


def options_of(words: tuple[str, ...]) -> Iterator[UvOption]:
    """Yield the options in arguments for uv, as uv reads them; those that speak of no setting have no value."""
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return
        if word.startswith("--"):
            name, equals, value = word.partition("=")
            if name in VALUED and not equals:
                value = next(waiting, "")
            yield UvOption(name, value, name)
        elif word.startswith("-"):
            yield from _short(word[1:], waiting)


def _short(letters: str, waiting: Iterator[str]) -> Iterator[UvOption]:
    """Yield the options of a word such as ``-qi URL``: letters without values, up to one that has one."""
    for place, letter in enumerate(letters):
        rest = letters[place + 1 :].removeprefix("=")
        if letter in _SHORT:
            yield UvOption(_SHORT[letter], rest or next(waiting, ""), f"-{letter}")
            return
        if letter in _SHORT_WITH_VALUE:
            return
