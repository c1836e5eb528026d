"""The program ``keyring`` that uv can ask for logins at a terminal."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from core.system.variables import value_of


def keyring_program(environ: Mapping[str, str]) -> Path | None:
    """Return the program ``keyring`` on the person's PATH, None where there is none; uv looks for it there, too."""
    found = shutil.which("keyring", path=value_of(environ, "PATH") or os.defpath)
    return Path(found) if found is not None else None
