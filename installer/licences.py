"""The licences of everything that is shipped, in one folder, and what the LGPL asks to be said of Qt."""

import re
import shutil
from email.parser import HeaderParser
from pathlib import Path

from installer.commands import BuildError
from installer.runtime import Runtime
from installer.sources import CHECKOUT
from installer.wheels import LockedWheel

_TEXTS = CHECKOUT / "installer" / "licences"
_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_GIVEN = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Packages whose wheels name a choice of licences and bring no text; the texts are the GNU project's own."""

_NOTICE = """Qt and PySide6 in Wheelyard

The window uses Qt {version} and PySide6 {version} of The Qt Company and others, under the GNU Lesser General Public
License, version 3. They are used unchanged and linked dynamically: they lie as files of their own in lib\\PySide6 and
lib\\shiboken6 and can be replaced there by other builds of the same interface.

The licence is in LGPL-3.0.txt, the GPL that it adds to in GPL-3.0.txt. The Qt Project publishes the source code of this
very version, as qt-everywhere-src-{version} and pyside-setup-everywhere-src-{version}.
"""


def collect(folder: Path, locked: tuple[LockedWheel, ...], python: Runtime) -> None:
    """Fill ``licenses`` of a payload.

    Raises BuildError when a package has no text of its licence.
    """
    target = folder / "licenses"
    shutil.copyfile(CHECKOUT / "LICENSE", folder / "LICENSE.txt")
    shutil.copyfile(python.folder / "LICENSE.txt", target / "Python.txt")
    missing = []
    for wheel in locked:
        (info,) = folder.joinpath("lib").glob(f"{wheel.name.replace('-', '[-_.]')}-{wheel.version}.dist-info")
        own = (path for path in sorted(info.rglob("*")) if path.is_file() and _NAME.search(path.name))
        texts = [_TEXTS / name for name in _GIVEN.get(wheel.name, ())] or list(own)
        if not texts:
            missing.append(wheel.name)
        for text in texts:
            place = target / wheel.name
            place.mkdir(exist_ok=True)
            shutil.copyfile(text, place / (text.name if text.suffix else f"{text.name}.txt"))
    if missing:
        raise BuildError(
            f"There is no text of the licence of {', '.join(missing)}; installer/licences.py has to give one."
        )
    qt = next(wheel for wheel in locked if wheel.name == "pyside6-essentials")
    (target / "Qt.txt").write_text(_NOTICE.format(version=qt.version), encoding="utf-8", newline="\r\n")


def licence_of(lib: Path, wheel: LockedWheel) -> str | None:
    """Return what a package says its licence is: an SPDX expression where it gives one, else its own words."""
    (info,) = lib.glob(f"{wheel.name.replace('-', '[-_.]')}-{wheel.version}.dist-info")
    head = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    said = head.get("License-Expression") or head.get("License")
    if said and "\n" not in said.strip():
        return said.strip()
    classes = [line.rsplit(" :: ", 1)[-1] for line in head.get_all("Classifier", []) if line.startswith("License ::")]
    return " OR ".join(classes) or None
