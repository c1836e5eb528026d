"""The sources that uv reads its settings from, strongest first, each with its origin and what is wrong with it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from core.model.setting_values import SourceTrouble
from core.model.settings import Origin, OriginKind
from core.settings.bad_value import BadValueError, shown
from core.settings.file_check import required_trouble, troubles_in
from core.settings.kinds import Flag
from core.settings.known_keys import NOT_HIDDEN
from core.settings.toml_places import Place, line_of, places_of_keys
from core.settings.workspace import settings_folder, workspace_search
from core.system.uv_folders import system_uv_configs, user_uv_config

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


class UvSource(Struct, frozen=True, kw_only=True):
    """One file's table of uv settings.

    ``places`` says in which line each key stands; ``below`` is the table's path in the file, empty for a ``uv.toml``.
    ``hidden`` is what a ``uv.toml`` beside this file hides.
    """

    origin: Origin
    table: dict[str, Any]
    places: tuple[Place, ...] = ()
    below: tuple[str, ...] = ()
    hidden: dict[str, Any] = {}

    def origin_of(self, key: str) -> Origin:
        """Return the origin of one key, with its line."""
        return replace(self.origin, line=line_of(self.places, *self.below, key))


class Sources(Struct, frozen=True, kw_only=True):
    """What could be read, strongest first, and what uv cannot use of it.

    ``unused`` are tables that uv passes over as a whole because of one thing in them that it does not understand.
    ``project`` is the ``[tool.uv]`` of the project, or of its workspace's root, from which uv takes what belongs to
    the project itself, such as its default groups, whatever becomes of the settings in it; None where there is none.
    """

    usable: tuple[UvSource, ...] = ()
    unused: tuple[UvSource, ...] = ()
    troubles: tuple[SourceTrouble, ...] = ()
    project: UvSource | None = None


def uv_sources(project: Path, environ: Mapping[str, str], version: tuple[int, ...] = ()) -> tuple[UvSource, ...]:
    """Return the sources that uv uses, see ``read_sources``."""
    return read_sources(project, environ, version).usable


def read_sources(project: Path | None, environ: Mapping[str, str], version: tuple[int, ...] = ()) -> Sources:
    """Read project, user and system settings files, in the order in which uv lets them win.

    The nearest folder upwards that has a ``uv.toml`` or a ``[tool.uv]`` table is the project's source, from the root
    of its workspace on; ``UV_NO_CONFIG``, ``UV_NO_SYSTEM_CONFIG`` and ``UV_CONFIG_FILE`` are obeyed as uv obeys them.
    Without a project there are the person's and the computer's files. ``version`` is the uv in use, empty where it is
    not known.
    """
    reading = _Reading(version)
    no_config, no_system = (reading.flag(environ, name) for name in ("UV_NO_CONFIG", "UV_NO_SYSTEM_CONFIG"))
    named = environ.get("UV_CONFIG_FILE")
    if project is not None:
        reading.project(project)
    if named is not None:
        reading.named((project or Path()) / named if named else None)
    elif not no_config:
        if project is not None:
            _read_project(settings_folder(project), reading)
        reading.uv_toml(OriginKind.USER, (project or Path()) / user_uv_config(environ))
        if not no_system:
            for file in system_uv_configs(environ):
                if reading.uv_toml(OriginKind.SYSTEM, (project or Path()) / file):
                    break
    return reading.sources()


def _read_project(start: Path, reading: "_Reading") -> None:
    for folder in (start, *start.parents):
        if reading.uv_toml(OriginKind.PROJECT, folder / "uv.toml"):
            reading.pyproject(folder / "pyproject.toml", hidden=True)
            return
        if reading.pyproject(folder / "pyproject.toml"):
            return


class _Reading:
    """Collects sources in the order in which they are read."""

    def __init__(self, version: tuple[int, ...]) -> None:
        self._version = version
        self._usable: list[UvSource] = []
        self._unused: list[UvSource] = []
        self._troubles: list[SourceTrouble] = []
        self._project: UvSource | None = None

    def sources(self) -> Sources:
        """Return what was read; the uv in use must be one that the strongest ``required-version`` allows."""
        for source in self._usable:
            if "required-version" in source.table:
                sentence = required_trouble(source.table["required-version"], self._version)
                if sentence is not None:
                    self._add(source, "required-version", sentence, stops_uv=True)
                break
        return Sources(
            usable=tuple(self._usable),
            unused=tuple(self._unused),
            troubles=tuple(self._troubles),
            project=self._project,
        )

    def flag(self, environ: Mapping[str, str], name: str) -> bool:
        """Return whether a variable says yes; uv ends at one that says neither yes nor no."""
        text = environ.get(name)
        if text is None:
            return False
        try:
            return Flag().from_variable(text) is True
        except BadValueError as error:
            self._troubles.append(SourceTrouble(source=name, sentence=f"{name} cannot be used: {error}", stops_uv=True))
            return False

    def named(self, file: Path | None) -> None:
        """Read the file that ``UV_CONFIG_FILE`` names, None where it names none."""
        if file is None or not self.uv_toml(OriginKind.ENVIRONMENT, file):
            what = "is empty" if file is None else f"names {file}, which is not there"
            sentence = f"UV_CONFIG_FILE {what}."
            self._troubles.append(SourceTrouble(source="UV_CONFIG_FILE", sentence=sentence, stops_uv=True))

    def project(self, project: Path) -> None:
        """Read what belongs to the project itself; uv ends where a file on the way to its workspace is broken."""
        folders = workspace_search(project)
        for folder in dict.fromkeys(folders):
            text = self._text(folder / "pyproject.toml")
            if text is not None:
                self._parsed(text, folder / "pyproject.toml")
        self._project = self._table_of(folders[-1] / "pyproject.toml")
        if self._project is not None:
            for found in troubles_in(self._project.table, in_pyproject=True, version=self._version):
                if found.stops:
                    self._add(self._project, found.key, found.sentence, stops_uv=True)

    def uv_toml(self, kind: OriginKind, file: Path) -> bool:
        """Read a ``uv.toml``; return whether it is there."""
        text = self._text(file)
        if text is None:
            return any(each.source == str(file) for each in self._troubles)
        table = self._parsed(text, file)
        if table is not None:
            self._take(UvSource(origin=Origin(kind, str(file)), table=table, places=places_of_keys(text)))
        return True

    def pyproject(self, file: Path, *, hidden: bool = False) -> bool:
        """Read ``[tool.uv]``; return whether there is one that uv uses; where not, it goes on looking upwards.

        ``hidden`` says that a ``uv.toml`` lies beside it.
        """
        source = self._table_of(file)
        if source is None:
            return False
        covered = {key: value for key, value in source.table.items() if hidden and key not in NOT_HIDDEN}
        kept = {key: value for key, value in source.table.items() if key not in covered}
        return self._take(replace(source, table=kept, hidden=covered))

    def _table_of(self, file: Path) -> UvSource | None:
        text = self._text(file)
        table = self._parsed(text, file) if text is not None else None
        tool = table.get("tool") if table is not None else None
        own = tool.get("uv") if isinstance(tool, dict) else None
        if own is not None and not isinstance(own, dict):
            self._trouble(file, f"[tool.uv] is {shown(own)} and no table.")
        if not isinstance(own, dict):
            return None
        places = places_of_keys(text or "")
        return UvSource(origin=Origin(OriginKind.PROJECT, str(file)), table=own, places=places, below=("tool", "uv"))

    def _take(self, source: UvSource) -> bool:
        in_pyproject = bool(source.below)
        troubles = troubles_in(source.table, in_pyproject=in_pyproject, version=self._version)
        hiding = [each for each in troubles if each.hides or not in_pyproject]
        (self._unused if hiding else self._usable).append(source)
        for each in hiding:
            self._add(source, each.key, each.sentence, stops_uv=each.stops)
        return not hiding

    def _add(self, source: UvSource, key: str, sentence: str, *, stops_uv: bool) -> None:
        line = line_of(source.places, *source.below, key)
        found = SourceTrouble(source=source.origin.path or "", sentence=sentence, line=line, stops_uv=stops_uv)
        if found not in self._troubles:
            self._troubles.append(found)

    def _text(self, file: Path) -> str | None:
        try:
            return file.read_bytes().decode("utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._trouble(file, f"It cannot be read: {error.strerror}.")
        except UnicodeDecodeError as error:
            self._trouble(file, f"It is not UTF-8 text (byte {error.start}).")
        return None

    def _parsed(self, text: str, file: Path) -> dict[str, Any] | None:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            where = _AT.search(str(error))
            line, column = (int(where[1]), int(where[2])) if where is not None else (None, None)
            what = _AT.sub("", str(error)).strip()
            self._trouble(file, f"It is no valid TOML: {what}.", line, column)
        return None

    def _trouble(self, file: Path, sentence: str, line: int | None = None, column: int | None = None) -> None:
        found = SourceTrouble(source=str(file), sentence=sentence, line=line, column=column, stops_uv=True)
        if found not in self._troubles:
            self._troubles.append(found)
