"""The file uv.lock as TOML, within bounds, with a sentence for each thing that can be wrong with the file itself."""

import tomllib
from pathlib import Path
from typing import Any

from core.model.project import InputError

MOST_BYTES = 256 << 20
WAY_OUT = "Bring back an older copy of it, or delete it and lock again."


def read_document(path: Path) -> dict[str, Any] | None:
    """Return what the lock file says, None where there is none; raises InputError where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"The lock file {path} is too large to be one.", "Have it made anew.", subject=str(path))
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            f"The lock file {path} cannot be read: {error.strerror or error}.",
            "Check who may read it and whether another program holds it.",
            subject=str(path),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"The lock file {path} is damaged: {error}.", WAY_OUT, subject=str(path)) from error
