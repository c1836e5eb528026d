"""Wheel files by their tags alone, for tests of what fits where."""

from pathlib import Path
from typing import Any

from packaging.tags import parse_tag

from core.model.wheels import FileKind, WheelFile


def wheel(tags: str, version: str = "1.0", **more: Any) -> WheelFile:
    """Return a wheel of ``nx`` with the tags of a file name."""
    return WheelFile(
        path=Path(f"nx-{version}-{tags}.whl"),
        kind=FileKind.WHEEL,
        size=1,
        modified_ns=1,
        name="nx",
        version=version,
        tags=tuple(sorted(map(str, parse_tag(tags)))),
        **more,
    )


def sdist(version: str = "1.0", **more: Any) -> WheelFile:
    """Return an sdist of ``nx``."""
    path = Path(f"nx-{version}.tar.gz")
    return WheelFile(path=path, kind=FileKind.SDIST, size=1, modified_ns=1, name="nx", version=version, **more)
