"""The folders that a project draws from as a whole, and whether an index is asked besides."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.settings.allowed_indexes import folder_of
from core.settings.project_file import uv_table
from core.settings.toml_places import line_of, places_of_keys

_OF_INDEXES = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS")
_KEYS_OF_INDEXES = ("index-url", "extra-index-url")


def yard_folders(root: Path, environ: Mapping[str, str]) -> tuple[tuple[Path, ...], tuple[Path, ...], bool]:
    """Return the folders of find-links, those of flat indexes, and whether an index is asked that is no such folder.

    What a ``uv.toml`` in ``root`` says hides what its ``pyproject.toml`` says.
    """
    table = _uv_toml(root) or uv_table(root / "pyproject.toml")
    links = table.get("find-links")
    find_links = [_folder(each, root) for each in links if isinstance(each, str)] if isinstance(links, list) else []
    indexes = [each for each in _listed(table.get("index")) if isinstance(each.get("url"), str)]
    flat = [_folder(each["url"], root) for each in indexes if each.get("format") == "flat"]
    asked = [each for each in indexes if each.get("explicit") is not True]
    local = all(each.get("format") == "flat" and _folder(each["url"], root) is not None for each in asked)
    none_besides = any(each.get("default") is True for each in asked) or table.get("no-index") is True
    named = any(environ.get(name) for name in _OF_INDEXES) or any(table.get(key) for key in _KEYS_OF_INDEXES)
    remote = named or not none_besides or (not local and table.get("no-index") is not True) or None in find_links
    return _known(find_links), _known(flat), remote


def in_uv_toml(project: Path, root: Path) -> tuple[tuple[Path, int | None], ...]:
    """Return the files ``uv.toml`` that name sources, which uv takes only in a ``pyproject.toml``, with their line."""
    found = []
    for folder in dict.fromkeys((root, project)):
        file = folder / "uv.toml"
        if isinstance(_uv_toml(folder).get("sources"), dict):
            found.append((file, line_of(places_of_keys(file.read_text(encoding="utf-8-sig")), "sources")))
    return tuple(found)


def _uv_toml(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "uv.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _folder(text: str, root: Path) -> Path | None:
    """Return the folder that a text names; None for an address of a server."""
    folder = folder_of(text)
    return None if folder is None else Path(os.path.normpath(root / folder))


def _known(folders: list[Path | None]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(folder for folder in folders if folder is not None))
