"""What the rules look at: everything that uv reads its settings from, read once."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.setting_keys import SettingKey
from core.model.setting_values import Held
from core.model.settings import Profile
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.profile_settings import value_in
from core.settings.toml_places import Place, line_of, places_of_keys
from core.settings.uv_sources import Sources, read_sources
from core.settings.workspace import settings_folder

_MOST_MEMBERS = 200


class TomlFile(Struct, frozen=True, kw_only=True):
    """A ``pyproject.toml`` that could be read, and in which line its keys stand."""

    path: Path
    table: dict[str, Any]
    places: tuple[Place, ...] = ()

    def line(self, *keys: str) -> int | None:
        """Return the line of a key, from 1; None where it is not known."""
        return line_of(self.places, *keys)

    def lines(self, *keys: str) -> tuple[int, ...]:
        """Return the lines of every element of an array of tables."""
        return tuple(line for path, line in self.places if path == keys)

    def table_at(self, *keys: str) -> dict[str, Any]:
        """Return a table of the file, empty where there is none."""
        found: object = self.table
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def uv(self) -> dict[str, Any]:
        """``[tool.uv]``, empty where there is none."""
        return self.table_at("tool", "uv")


class Subject(Struct, frozen=True, kw_only=True):
    """A project with all that is said of its settings; without ``project`` what the person and the computer say.

    ``root`` is the folder whose files count: the workspace's for a member. ``members`` are the other members of that
    workspace. ``is_there`` tells whether a file or folder exists, None where that cannot be found out.
    """

    environ: Mapping[str, str]
    sources: Sources
    values: EffectiveValues
    version: tuple[int, ...] = ()
    project: Path | None = None
    root: Path | None = None
    profile: Profile | None = None
    pyproject: TomlFile | None = None
    root_pyproject: TomlFile | None = None
    members: tuple[TomlFile, ...] = ()
    is_there: Callable[[Path], bool | None]

    @property
    def is_member(self) -> bool:
        """Whether the project belongs to a workspace whose root is another folder."""
        return self.root != self.project

    @property
    def pyprojects(self) -> tuple[TomlFile, ...]:
        """Every ``pyproject.toml`` that uv reads for the project, the root's first."""
        files = {file.path: file for file in (self.root_pyproject, self.pyproject, *self.members) if file is not None}
        return tuple(files.values())

    def chosen(self, key: SettingKey) -> bool:
        """Whether the profile decides about a setting, so that variables and files do not."""
        return self.profile is not None and value_in(self.profile, key) is not None


def read_subject(
    project: Path | None,
    environ: Mapping[str, str],
    *,
    profile: Profile | None = None,
    version: tuple[int, ...] = (),
    locks: Mapping[SettingKey, Held] | None = None,
    base: Path | None = None,
) -> Subject:
    """Read everything once; what cannot be read is missing in it. Without a project paths are taken from ``base``."""
    known = profile or (Profile(project=project) if project is not None else None)
    root = settings_folder(project) if project is not None else None
    root_file = read_toml(root / "pyproject.toml") if root is not None else None
    return Subject(
        environ=environ,
        sources=read_sources(project, environ, version),
        values=effective_values(known, environ, locks=locks, version=version, base=base),
        version=version,
        project=project,
        root=root,
        profile=profile,
        pyproject=read_toml(project / "pyproject.toml") if project is not None else None,
        root_pyproject=root_file,
        members=tuple(_members(root, root_file)) if root is not None and root_file is not None else (),
        is_there=is_there,
    )


def read_toml(file: Path) -> TomlFile | None:
    """Return a file of TOML, None where there is none or none that can be read."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return TomlFile(path=file, table=tomllib.loads(text), places=places_of_keys(text))
    except (OSError, ValueError):
        return None


def is_there(path: Path) -> bool | None:
    """Return whether a path leads to something, None where that may not be known."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return None
    return True


def _members(root: Path, file: TomlFile) -> Iterator[TomlFile]:
    patterns = file.table_at("tool", "uv", "workspace").get("members")
    seen = {root}
    for pattern in patterns if isinstance(patterns, list) else ():
        if not isinstance(pattern, str):
            continue
        with suppress(OSError, ValueError, NotImplementedError):  # what is no pattern names no folder
            for folder in sorted(root.glob(pattern))[:_MOST_MEMBERS]:
                if folder not in seen and settings_folder(folder) == root:
                    seen.add(folder)
                    found = read_toml(folder / "pyproject.toml")
                    if found is not None:
                        yield found
