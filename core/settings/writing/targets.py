"""Which file a choice of a scope is written to, and what that file does to others."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.settings.declared.declaration import Declaration
from core.settings.known_keys import NOT_HIDDEN
from core.settings.python_pin import PIN
from core.settings.workspace import settings_folder
from core.settings.writing.file_text import read_text, toml_of
from core.system.uv_folders import user_uv_config

TOOL_UV = ("tool", "uv")


class Target(Struct, frozen=True, kw_only=True):
    """A file and the table in it; ``table`` is None for a ``.python-version``, which holds no tables."""

    file: Path
    table: tuple[str, ...] | None


def target_of(
    declaration: Declaration, scope: SettingScope, project: Path | None, environ: Mapping[str, str]
) -> Target:
    """Return where a choice for everyone in a project, or for all projects of the person, is written.

    Raises InputError for a setting that has no place there.
    """
    key = declaration.key.value
    if scope not in declaration.scopes:
        raise _no_place(declaration, scope)
    if scope is SettingScope.USER:
        return Target(file=user_uv_config(environ), table=())
    if project is None:
        raise InputError(f"{key} cannot be set for everyone in a project: none is named.", "Name it with --project.")
    if declaration.key is SettingKey.PYTHON:
        return Target(file=project / PIN, table=None)
    root = settings_folder(project)
    # In a uv.toml uv takes some of these for wrong, and passes over the others.
    in_pyproject = any(name.text in NOT_HIDDEN for name in declaration.keys)
    if (root / "uv.toml").is_file() and not in_pyproject:
        return Target(file=root / "uv.toml", table=())
    return Target(file=root / "pyproject.toml", table=TOOL_UV)


def files_of(project: Path | None, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return every file that a choice may be written to."""
    person = user_uv_config(environ)
    if project is None:
        return (person,)
    root = settings_folder(project)
    own = (root / "uv.toml",) if (root / "uv.toml").is_file() else ()
    return (*own, root / "pyproject.toml", project / PIN, person)


def passed_over_above(file: Path) -> Path | None:
    """Return the file in a folder above that uv takes settings from while ``file``'s own folder has none, or None."""
    for folder in file.parent.parents:
        if (folder / "uv.toml").is_file():
            return folder / "uv.toml"
        if has_uv_table(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
    return None


def has_uv_table(pyproject: Path) -> bool:
    """Whether a file has a ``[tool.uv]``, be it empty; a file that cannot be read has none."""
    try:
        tool = toml_of(read_text(pyproject)).get("tool")
    except InputError:
        return False
    return isinstance(tool, dict) and isinstance(tool.get("uv"), dict)


def _no_place(declaration: Declaration, scope: SettingScope) -> InputError:
    key = declaration.key.value
    if SettingScope.PROFILE in declaration.scopes and SettingScope.PROJECT not in declaration.scopes:
        return InputError(
            f"{key} cannot be set for everyone: uv's files have no key for it.",
            "Choose it for you in this project (--scope profile).",
            subject=key,
        )
    whom = "for all your projects" if scope is SettingScope.USER else "for you alone"
    return InputError(
        f"{key} cannot be set {whom}: it belongs to a project.",
        "Choose it for everyone in this project (--scope project).",
        subject=key,
    )
