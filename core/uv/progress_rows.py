"""The rows that uv redraws on a terminal: spinners, bars and works under way. They never enter the log."""

import re
from enum import Enum, auto

from msgspec import Struct

from core.model.events import PackagePhase, Stage
from core.uv.milestones import package_name, size_in_bytes
from core.uv.said import PackageSaid, PreparedSaid, StageSaid, UvSaid

_NAME = r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)"
_SIZE = r"[0-9.]+ ?(?:[KMGT]i)?B"
_SPINNER = re.compile(r"[\u2800-\u28ff]\s*(?P<message>.*?)(?:\s*\((?P<done>[0-9]+)/(?P<total>[0-9]+)\))?$")
_BAR = re.compile(rf"{_NAME}(?: \(\w+\))?\s+-{{10,}}\s+(?P<done>{_SIZE})\s*/\s*(?P<total>{_SIZE})$")
_UNSIZED = re.compile(rf"{_NAME}(?: \(\w+\))?\s{{10,}}\.\.\.\.$")
_WORK = re.compile(rf"\s*(?:Building {_NAME}(?:==(?P<version>\S+)| @ .*)?|Updating \S.* \(.*\)?)$")
_WORK_DONE = re.compile(r"\s*(?:Built|Updated) \S")
_INSTALL = re.compile(r"[\u2580-\u259f ]{10,} \[(?P<done>[0-9]+)/(?P<total>[0-9]+)\]\s*(?P<message>.*)$")
_WHEEL = re.compile(rf"{_NAME}==(?P<version>\S+)(?: \(from .*)?$")


class RowKind(Enum):
    """What a row of the screen is."""

    PLAIN = auto()
    DONE_WORK = auto()
    """A finished line that may still stand among rows that are redrawn."""
    PROGRESS = auto()
    SPINNER = auto()
    BAR = auto()


class ScreenRow(Struct, frozen=True):
    """A row and what it says; ``name`` is the package of a download bar."""

    kind: RowKind
    said: tuple[UvSaid, ...] = ()
    name: str | None = None


_PLAIN = ScreenRow(RowKind.PLAIN)


def read_row(text: str) -> ScreenRow:
    """Say what a row is; ``text`` is without trailing blanks and not empty."""
    first = text[0]
    if "\u2800" <= first <= "\u28ff":
        return _spinner(text)
    if "\u2580" <= first <= "\u259f":
        return _install(text)
    if text.endswith("B") and (match := _BAR.match(text)) is not None:
        return _bar(match["name"], size_in_bytes(match["done"]), size_in_bytes(match["total"]))
    if text.endswith("....") and (match := _UNSIZED.match(text)) is not None:
        return _bar(match["name"], None, None)
    return _work(text) if text.lstrip()[:2] in {"Up", "Bu"} else _PLAIN


def _work(text: str) -> ScreenRow:
    if _WORK_DONE.match(text) is not None:
        return ScreenRow(RowKind.DONE_WORK)
    match = _WORK.match(text)
    if match is None:
        return _PLAIN
    name = package_name(match["name"]) if match["name"] else None
    if name is None:
        return ScreenRow(RowKind.PROGRESS)
    building = PackageSaid(name=name, phase=PackagePhase.BUILDING, version=match["version"])
    return ScreenRow(RowKind.PROGRESS, (building,))


def _spinner(text: str) -> ScreenRow:
    match = _SPINNER.match(text)
    message = match["message"] if match is not None else ""
    if message.startswith("Preparing"):
        said: list[UvSaid] = [StageSaid(Stage.PREPARING)]
        if match is not None and match["total"] is not None and int(match["total"]) > 0:
            said.append(PreparedSaid(int(match["done"]), int(match["total"])))
        return ScreenRow(RowKind.SPINNER, tuple(said))
    if message.startswith("Resolving") or "==" in message or " @ " in message:
        return ScreenRow(RowKind.SPINNER, (StageSaid(Stage.RESOLVING),))
    return ScreenRow(RowKind.SPINNER)


def _install(text: str) -> ScreenRow:
    match = _INSTALL.match(text)
    if match is None:
        return _PLAIN
    said: list[UvSaid] = [StageSaid(Stage.INSTALLING)]
    wheel = _WHEEL.match(match["message"])
    if wheel is not None and (name := package_name(wheel["name"])) is not None:
        said.append(PackageSaid(name=name, phase=PackagePhase.INSTALLED, version=wheel["version"]))
    return ScreenRow(RowKind.PROGRESS, tuple(said))


def _bar(text: str, done: int | None, total: int | None) -> ScreenRow:
    name = package_name(text)
    if name is None:
        return ScreenRow(RowKind.BAR)
    said = PackageSaid(name=name, phase=PackagePhase.DOWNLOADING, done_bytes=done, total_bytes=total)
    return ScreenRow(RowKind.BAR, (said,), name)
