"""The one line that Wheelyard writes into the person's own ``uv.toml``: where the cache is."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.model.project import InputError
from core.store.atomic import write_atomically
from core.system.uv_folders import user_uv_config

_KEY = "cache-dir"


def read_user_cache(environ: Mapping[str, str]) -> Path | None:
    """Return the cache that the person's ``uv.toml`` names, None where it names none; raises InputError."""
    value = _read(user_uv_config(environ)).get(_KEY)
    return Path(value) if isinstance(value, str) else None


def write_user_cache(environ: Mapping[str, str], folder: Path | None) -> None:
    """Name the cache in the person's ``uv.toml``, or take the line out; everything else in it keeps its form.

    Raises InputError naming the file when it is no TOML or the disk refuses.
    """
    file = user_uv_config(environ)
    document = _read(file)
    if folder is None:
        document.pop(_KEY, None)
    else:
        document[_KEY] = str(folder)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, tomlkit.dumps(document).encode())
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.", "Give yourself write access to it.") from error


def _read(file: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise InputError(f"{file} is not valid TOML: {error}.", "Mend that line first.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", "Give yourself read access to it.") from error
