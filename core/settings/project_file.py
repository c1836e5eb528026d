"""Reading a project's ``pyproject.toml``, and saying plainly what is wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

from core.model.project import InputError, Project


def read_project(folder: Path) -> Project:
    """Return the project in ``folder``; raises InputError where there is none or its file is broken."""
    table = _read_table(folder)
    section = table.get("project")
    if section is not None and not isinstance(section, dict):
        raise InputError(
            f"In {folder / 'pyproject.toml'}, `project` is not a table.",
            "Write `[project]` on a line of its own.",
        )
    fields = section or {}
    name = fields.get("name")
    requires = fields.get("requires-python")
    return Project(
        folder=folder,
        name=name if isinstance(name, str) and name else folder.name,
        requires_python=requires if isinstance(requires, str) else None,
        has_lock=(folder / "uv.lock").is_file(),
    )


def workspace_root(folder: Path) -> Path:
    """Return the nearest folder upwards, ``folder`` included, whose ``pyproject.toml`` has ``[tool.uv.workspace]``.

    Where there is none it is ``folder`` itself. Membership is uv's to decide; this only finds the shared places.
    """
    for candidate in (folder, *folder.parents):
        tool = uv_table(candidate / "pyproject.toml")
        if isinstance(tool.get("workspace"), dict):
            return candidate
    return folder


def uv_table(pyproject: Path) -> dict[str, Any]:
    """Return ``[tool.uv]`` of a file, empty where the file or the table is missing or broken."""
    try:
        table = tomllib.loads(pyproject.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
    tool = table.get("tool")
    found = tool.get("uv") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else {}


def _read_table(folder: Path) -> dict[str, Any]:
    file = folder / "pyproject.toml"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _not_there(folder) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8 in an editor.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{file} cannot be read: {reason}.", "Give yourself read access to it.") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is not valid TOML: {error}.", "Mend that line; Wheelyard changed nothing.") from error


def _not_there(folder: Path) -> InputError:
    if not folder.exists():
        return InputError(
            f"The folder {folder} does not exist.",
            "It was moved, renamed or its drive is not connected; connect it or add the project from its new place.",
        )
    if not folder.is_dir():
        return InputError(f"{folder} is a file, not a project folder.", "Name the folder that holds it.")
    return InputError(
        f"The folder {folder} has no pyproject.toml.",
        "Choose the folder that has one, or make one there with `uv init`.",
    )
