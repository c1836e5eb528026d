"""What of Qt is shipped: the modules that the window uses and what Qt needs for them on Windows."""

import fnmatch
import shutil
from pathlib import Path

from installer.commands import BuildError

MODULES = ("Core", "Gui", "Widgets", "Svg", "Network")
"""Imported by gui; Network is what two starts of the window speak through."""

KEPT = (
    "__init__.py",
    "_config.py",
    "_git_pyside_version.py",
    "py.typed",
    *(f"Qt{module}.pyd" for module in MODULES),
    *(f"Qt6{module}.dll" for module in MODULES),
    "pyside6.abi3.dll",
    "MSVCP140*.dll",  # the C++ runtime that Qt is linked with; Windows has none of its own
    "VCRUNTIME140*.dll",
    "plugins/platforms/qwindows.dll",
    "plugins/platforms/qoffscreen.dll",  # for checks of an installation where there is no desktop
    "plugins/styles/qmodernwindowsstyle.dll",  # the look of Windows 10 and 11
    "plugins/iconengines/qsvgicon.dll",  # every icon of the window is an SVG
    "plugins/imageformats/qsvg.dll",
    "plugins/imageformats/qico.dll",  # the window's own icon
)
"""Below ``lib/PySide6``; all else goes: QML, Designer, tools, translations, the software OpenGL of 20 MB."""


def drop_unused(lib: Path) -> None:
    """Remove what the program does not use of Qt, with type stubs and headers.

    Raises BuildError when a name in KEPT is not there: a new PySide6 has to be looked at.
    """
    qt = lib / "PySide6"
    names = {path.relative_to(qt).as_posix(): path for path in qt.rglob("*") if path.is_file()}
    gone = [pattern for pattern in KEPT if not fnmatch.filter((name.lower() for name in names), pattern.lower())]
    if gone:
        raise BuildError(f"PySide6 has no {', '.join(gone)} any more; installer/qt_files.py has to follow it.")
    kept = [pattern.lower() for pattern in KEPT]
    for name, path in names.items():
        if not any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in kept):
            path.unlink()
    _drop_empty(qt)
    for stub in (*(lib / "shiboken6").rglob("*.pyi"), *(lib / "shiboken6").rglob("*.lib")):
        stub.unlink()
    for info in lib.glob("pyside6_essentials-*.dist-info"):
        for name in ("sboms",):
            shutil.rmtree(info / name, ignore_errors=True)


def _drop_empty(folder: Path) -> None:
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()
