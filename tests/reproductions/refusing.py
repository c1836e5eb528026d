"""The library that refuses chosen system calls (``refuse.c``): built once, and the variables that preload it."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.scanner.build import library_folder

_SOURCE = Path(__file__).with_name("refuse.c")


COMPILERS = ("cc", "gcc", "clang")


def can_refuse() -> bool:
    """Tell whether the library can be built and preloaded on this computer."""
    return sys.platform == "linux" and any(map(shutil.which, COMPILERS))


def refusing(rules: Sequence[str], *, only_in: Sequence[Path]) -> dict[str, str]:
    """Return the variables under which a program is refused what the rules name, as ``refuse.c`` describes them.

    Nothing outside the folders ``only_in`` can be changed, whatever the rules say.
    """
    allowed = ":".join(str(folder.resolve()) for folder in only_in)
    variables = {"WHEELYARD_REFUSE": "\n".join(rules), "WHEELYARD_REFUSE_OUTSIDE": allowed}
    return {"LD_PRELOAD": str(_library()), **variables}


def _library() -> Path:
    """Return the built library; its name carries a digest of its source, so that a changed source is built anew."""
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    library = library_folder() / f"refuse-{digest}.so"
    if not library.is_file():
        library.parent.mkdir(parents=True, exist_ok=True)
        unfinished = library.with_name(f"{library.name}.{os.getpid()}.building")
        compiler = next(path for name in COMPILERS if (path := shutil.which(name)))
        flags = ("-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror")
        subprocess.run([compiler, *flags, "-o", unfinished, _SOURCE, "-ldl"], check=True, timeout=120)
        unfinished.replace(library)
    return library
