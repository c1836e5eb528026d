"""What is gathered of a source distribution while its archive goes by: names, sizes, links, a few small texts."""

import posixpath
import re
from pathlib import PureWindowsPath

from core.model.wheels import FileTrouble
from core.wheels.reading.findings import Findings, shown

PKG_INFO = "PKG-INFO"
PYPROJECT = "pyproject.toml"
SETUP = "setup.py"
TOP_LEVEL = "top_level.txt"

MOST_OF_A_TEXT = 1024 * 1024
"""Bytes that are read of any text in the archive."""

_TOP_LEVEL_FILE = re.compile(r"(?:[^/]+/)?[^/]+\.egg-info/top_level\.txt")
_NATIVE = re.compile(r"\.(?:c|cc|cpp|cxx|pyx|f|f90|f95|for|rs|cu)$", re.IGNORECASE)
_NOT_BUILT = frozenset({"test", "tests", "testing", "doc", "docs", "example", "examples", "benchmark", "benchmarks"})


class SdistContents:
    """Is told of every member in the archive's order, and says afterwards what they are together.

    ``whole`` is set by the reader once it has seen all of the archive.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.texts: dict[str, bytes] = {}
        self.unpacked = 0
        self.whole = False
        self.native_source: str | None = None
        self._tops: dict[str, None] = {}
        self._findings = Findings()

    def see_file(self, name: str, size: int) -> bool:
        """Note a file, and return whether its content is wanted: ``keep`` takes it."""
        self.names.append(name)
        self.unpacked += size
        inside = self._inside(name)
        if inside is None:
            return False
        if self.native_source is None and _NATIVE.search(inside) and _NOT_BUILT.isdisjoint(inside.lower().split("/")):
            self.native_source = inside
        return inside in (PKG_INFO, PYPROJECT, SETUP) or _TOP_LEVEL_FILE.fullmatch(inside) is not None

    def keep(self, name: str, data: bytes) -> None:
        """Keep the content of a file that was wanted; of two with one name the last one counts, as it does unpacked."""
        inside = self._inside(name) or ""
        self.texts[TOP_LEVEL if inside.endswith(TOP_LEVEL) else inside] = data

    def see_folder(self, name: str) -> None:
        """Note a folder."""
        self._inside(f"{name.rstrip('/')}/")

    def see_link(self, name: str, target: str, *, hard: bool) -> None:
        """Note a link: one that leads out of the archive is refused, any other may fail on Windows."""
        self.names.append(name)
        self._inside(name)
        start = "" if hard else posixpath.dirname(name)
        led = posixpath.normpath(posixpath.join(start, target))
        if _is_anchored(target) or led == ".." or led.startswith("../"):
            self._findings.add(
                "link-outside", f"{shown(name)} in it is a link to {shown(target)}, outside of the archive."
            )
        elif not hard:
            self._findings.add(
                "holds-links",
                f"{shown(name)} in it is a symbolic link, which only some accounts may make on Windows.",
                stops=False,
            )

    def see_other(self, name: str) -> None:
        """Note what is neither file, folder nor link."""
        self.names.append(name)
        self._inside(name)
        self._findings.add(
            "special-file", f"{shown(name)} in it is neither a file nor a folder nor a link; uv refuses that."
        )

    def troubles(self) -> tuple[FileTrouble, ...]:
        """Return what is wrong with the archive's layout, one sentence for each kind of trouble."""
        if len(self._tops) > 1:
            first, second = tuple(self._tops)[:2]
            self._findings.add(
                "several-top-folders",
                f"It holds {shown(first)} beside {shown(second)}; a source distribution has one folder with everything "
                "in it.",
            )
        elif self.whole and PYPROJECT not in self.texts and SETUP not in self.texts:
            self._findings.add(
                "nothing-to-build",
                "It holds neither a pyproject.toml nor a setup.py, so uv cannot build a wheel from it.",
            )
        return self._findings.troubles

    def _inside(self, name: str) -> str | None:
        """Return a name as it is below the archive's one folder, and note that folder; None for what is beside it."""
        top, slash, inside = name.removeprefix("./").partition("/")
        if top in ("", "."):
            return None
        # Two are enough to know that there is more than one.
        if len(self._tops) < 2:
            self._tops[top] = None
        return inside if slash and inside else None


def _is_anchored(target: str) -> bool:
    windows = PureWindowsPath(target)
    return target.startswith("/") or bool(windows.drive or windows.root)
