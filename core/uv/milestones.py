"""The lines of uv that mean progress, in the words that uv 0.5 to 0.13 print them with."""

import re
from collections.abc import Callable

from packaging.utils import canonicalize_name

from core.model.events import PackagePhase, Stage
from core.model.outcome import ChangeAction
from core.uv.said import ChangeSaid, CheckedSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]i)?B")
_UNITS = {None: 1, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40}
_NAME = r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"

_COUNTED = re.compile(
    r"(?P<verb>Resolved|Prepared|Installed|Uninstalled|Audited|Checked) (?P<count>[0-9]+) packages? in "
)
_DOWNLOADING = re.compile(rf"\s*Downloading {_NAME}(?: \((?P<size>[^()]+)\))?$")
_DOWNLOADED = re.compile(rf"\s*Downloaded {_NAME}$")
_BUILT = re.compile(rf"\s*(?P<verb>Building|Built) {_NAME}(?:==(?P<version>\S+)| @ .*)?$")
_CHANGED = re.compile(rf" (?P<sign>[+~-]) {_NAME}(?:==(?P<version>\S+))?(?: .*)?$")
_PYTHON = re.compile(r"(?:cpython|pypy|graalpy|pyodide)-[0-9]")
_ERROR = re.compile(r"\s*(?:error: |error$|[\u00d7x] [A-Z])")

_ACTIONS = {
    "+": (ChangeAction.INSTALLED, PackagePhase.INSTALLED),
    "-": (ChangeAction.REMOVED, PackagePhase.REMOVED),
    "~": (ChangeAction.REINSTALLED, PackagePhase.INSTALLED),
}


def size_in_bytes(text: str) -> int | None:
    """Return the bytes that uv writes as ``0 B``, ``9.75 KiB`` or ``16.1MiB``, or None."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        return None
    return int(float(match[1]) * _UNITS[match[2]])


def package_name(text: str) -> str | None:
    """Return the normalised name of a package, or None for a managed Python that uv downloads."""
    return None if _PYTHON.match(text) else canonicalize_name(text)


class Milestones:
    """Reads uv's permanent lines one after the other.

    From the first error line on nothing is read any more: what follows quotes other programs.
    """

    def __init__(self) -> None:
        self._unprepared: dict[str, None] = {}
        self._failed = False
        self._readers: dict[str, Callable[[str], list[UvSaid]]] = {
            **dict.fromkeys(("Re", "Pr", "In", "Un", "Au", "Ch"), self._counted),
            **dict.fromkeys(("+", "-", "~"), self._change),
            "Do": self._downloads,
            "Bu": self._builds,
        }

    def read(self, line: str) -> list[UvSaid]:
        """Return what one line means; most lines mean nothing."""
        if self._failed or len(line) > 1000:
            return []
        if _ERROR.match(line):
            self._failed = True
            return []
        start = line.lstrip()[:2]
        reader = self._readers.get(start.rstrip())
        return reader(line) if reader is not None else []

    def saw(self, name: str) -> None:
        """Remember a package that is on its way, so that "Prepared N packages" includes it."""
        self._unprepared[name] = None

    def _counted(self, line: str) -> list[UvSaid]:
        match = _COUNTED.match(line)
        if match is None:
            return []
        count = int(match["count"])
        match match["verb"]:
            case "Resolved":
                return [StageSaid(Stage.PREPARING)]
            case "Prepared":
                said: list[UvSaid] = [PackageSaid(name=name, phase=PackagePhase.PREPARED) for name in self._unprepared]
                self._unprepared.clear()
                return [*said, PreparedSaid(count, count), StageSaid(Stage.INSTALLING)]
            case "Audited" | "Checked":
                return [CheckedSaid(count)]
            case _:
                return [StageSaid(Stage.INSTALLING)]

    def _downloads(self, line: str) -> list[UvSaid]:
        match = _DOWNLOADING.match(line) or _DOWNLOADED.match(line)
        name = package_name(match["name"]) if match is not None else None
        if match is None or name is None:
            return []
        self.saw(name)
        if match.re is _DOWNLOADED:
            return [PackageSaid(name=name, phase=PackagePhase.PREPARING)]
        total = size_in_bytes(match["size"]) if match["size"] else None
        return [PackageSaid(name=name, phase=PackagePhase.DOWNLOADING, total_bytes=total)]

    def _builds(self, line: str) -> list[UvSaid]:
        match = _BUILT.match(line)
        if match is None:
            return []
        name = canonicalize_name(match["name"])
        self.saw(name)
        phase = PackagePhase.BUILDING if match["verb"] == "Building" else PackagePhase.PREPARING
        return [PackageSaid(name=name, phase=phase, version=match["version"])]

    def _change(self, line: str) -> list[UvSaid]:
        match = _CHANGED.match(line)
        if match is None:
            return []
        name = canonicalize_name(match["name"])
        action, phase = _ACTIONS[match["sign"]]
        version = match["version"]
        return [
            ChangeSaid(name, version, action),
            PackageSaid(name=name, phase=phase, version=version),
        ]
