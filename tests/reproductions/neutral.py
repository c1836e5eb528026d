"""What uv printed, without this computer in it: a made-up person's folders, fixed names for what uv makes up."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from tests.reproductions.bench import Bench

PERSON = "/home/ada"

_NAMES = ("3fKq9Z", "Wd7xRb", "hV2mTn", "p8LsYc", "Gj4eAu", "zN6kQo", "r1BvMf", "Xt5wHi")
"""The random part of temporary names, in the order in which they appear."""
_LONG_NAMES = ("qW3rT-y5uIoPaSd7", "Zx9cV_bNm2LkJ4hG", "fD6sA1qPoIuYtRe8", "mNbVcXz-LkJhGf5D", "Ty7UiOpAsDfGh3Jk")

_TEMPORARY = re.compile(r"(?<=\.tmp)[A-Za-z0-9]{6}(?![A-Za-z0-9])")
_ARCHIVE = re.compile(r"(?<=archive-v0[/\\])[A-Za-z0-9_-]{16,21}(?![A-Za-z0-9_-])")
_SOURCE = re.compile(r"(?<=/)[A-Za-z0-9_-]{16}(?=/src\b)")
_BUCKET = re.compile(r"(?<=[/\\])[0-9a-f]{16}(?![0-9a-f])")
_HASH = re.compile(r"(?<=sha256:)[0-9a-f]{64}")
_TIME = re.compile(r"\bin (?:\d+m )?\d+(?:\.\d+)?(?:ms|s|µs)\b")
_SECONDS = re.compile(r"\b(?:took |Timeout \()\d+(?:\.\d+)?s")
_CLOCK = re.compile(r"\b1[789]\d{8}\b")
_AGE = re.compile(r"\b86(?:399|400) seconds\b")
_PORT = re.compile(r"\b(?:localhost|127\.0\.0\.1):\d{2,5}\b")
_HOST = re.compile(r"\b(?:localhost|127\.0\.0\.1)\b")
_STAMP = re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+Z?\b")
_UV_TEMP = re.compile(r"/home/ada/temp\b")
_RELEASE = re.compile(r"(?<=/)20\d{6}(?=/cpython-)")


def neutral(said: str, bench: Bench) -> str:
    """Return the transcript as it would be on the made-up person's computer; the same for the same failure."""
    text = said.replace(str(bench.folder), PERSON)
    for place in bench.elsewhere:
        text = text.replace(str(place), "/data/ada")
    text = text.replace(sys.base_prefix, "/usr/local").replace(str(Path.home()), PERSON)
    return fixed(_UV_TEMP.sub("/tmp", text))  # noqa: S108 - a word of a text, no folder that is used


def fixed(text: str) -> str:
    """Return the text with fixed names, times, ports and hashes in the place of those that change from run to run."""
    for pattern, names in ((_TEMPORARY, _NAMES), (_ARCHIVE, _LONG_NAMES), (_SOURCE, _LONG_NAMES[::-1])):
        text = pattern.sub(_in_turn(names), text)
    text = _BUCKET.sub(_in_turn(("5c0d1e2f3a4b5968", "9f8e7d6c5b4a3921", "1a2b3c4d5e6f7081")), text)
    text = _HASH.sub(_in_turn(("4d" * 32, "a7" * 32, "0c" * 32)), text)
    text = _HOST.sub("pypi.example.com", _PORT.sub("pypi.example.com:8443", _CLOCK.sub("1790000000", text)))
    text = _AGE.sub("86400 seconds", text)
    text = _STAMP.sub("2026-03-02T09:14:05Z", _RELEASE.sub("20260301", text))
    text = _SECONDS.sub(lambda found: re.sub(r"[\d.]+", "1", found[0]), _TIME.sub("in 12ms", text))
    return "\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n"


def _in_turn(names: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
    given: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return given.setdefault(found[0], names[len(given) % len(names)])

    return name
