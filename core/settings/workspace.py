"""Which folder's files hold a project's settings: its own, or those of the workspace that it is a member of."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.settings.project_file import uv_table


def settings_folder(project: Path) -> Path:
    """Return the folder from which uv looks for the settings of a project.

    For a member of a workspace it is the workspace's root: a ``[tool.uv]`` and a ``uv.toml`` beside the member are
    passed over (measured, uv 0.13.9). Everywhere else it is the project itself.
    """
    return workspace_search(project)[-1]


def workspace_search(project: Path) -> tuple[Path, ...]:
    """Return the folders whose ``pyproject.toml`` uv reads to find the workspace of a project, its root last.

    Where there is no workspace the project comes again at the end.
    """
    own = uv_table(project / "pyproject.toml")
    if isinstance(own.get("workspace"), dict) or own.get("managed") is False:
        return (project,)
    asked = [project]
    for folder in project.parents:
        asked.append(folder)
        workspace = uv_table(folder / "pyproject.toml").get("workspace")
        if isinstance(workspace, dict):
            return (*asked, folder if _is_member(project.relative_to(folder), workspace) else project)
    return (*asked, project)


def _is_member(inside: Path, workspace: dict[str, Any]) -> bool:
    name = inside.as_posix()
    members, excluded = (_patterns(workspace.get(key)) for key in ("members", "exclude"))
    return any(each.fullmatch(name) for each in members) and not any(each.fullmatch(name) for each in excluded)


def _patterns(globs: object) -> list[re.Pattern[str]]:
    found = []
    for text in globs if isinstance(globs, list) else ():
        if isinstance(text, str):
            with suppress(re.error):  # what is no pattern names no folder
                found.append(re.compile(_regular(text.replace("\\", "/").removeprefix("./").rstrip("/"))))
    return found


def _regular(glob: str) -> str:
    pieces = re.split(r"(\*\*/?|\*|\?|\[[^\]]+\])", glob)
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    match piece:
        case "**/" | "**":
            return r"(?:[^/]+/)*" if piece == "**/" else ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case _ if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
            characters = piece[1:-1].removeprefix("!")
            escaped = re.sub(r"([\\^\[&~|])", r"\\\1", characters).replace("--", r"-\-")
            return f"(?!/)[{'^' if piece[1] == '!' else ''}{escaped}]"
        case _:
            return re.escape(piece)
