"""Whether a C compiler is here, as far as a build of an sdist would find it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from core.system.this_computer import IS_WINDOWS

_ON_PATH = ("cl", "clang-cl") if IS_WINDOWS else ("cc", "gcc", "clang")
_PROGRAM_FILES = ("ProgramFiles(x86)", "ProgramFiles")
_MSVC = "Microsoft Visual Studio/*/*/VC/Tools/MSVC/*"
"""Where Visual Studio and its Build Tools put their compilers; builds find it there without any PATH."""


def compiler_here(environ: Mapping[str, str]) -> str | None:
    """Return a C compiler of this computer, None where none is found; looks at PATH and at Visual Studio's folders."""
    named = environ.get("CC", "").split(" ")[0]
    for name in ((named,) if named else ()) + _ON_PATH:
        found = shutil.which(name, path=environ.get("PATH", ""))
        if found is not None:
            return found
    return _visual_studio(environ) if IS_WINDOWS else None


def _visual_studio(environ: Mapping[str, str]) -> str | None:
    for variable in _PROGRAM_FILES:
        folder = environ.get(variable)
        try:
            found = next(iter(sorted(Path(folder).glob(_MSVC), reverse=True)), None) if folder else None
        except OSError:
            continue
        if found is not None:
            return str(found)
    return None
