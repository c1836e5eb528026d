"""What adding files to a project would write."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.model.wheel_commands import AddFiles
from core.model.wheels import PlannedSource, Target, WheelFile
from core.places.paths import real_path
from core.procedures.wheels.copying import Copy, plan_copies
from core.procedures.wheels.drafts import Drafts, entries_of
from core.procedures.wheels.joining import HeldSource, Joined, JoinedSource, held_files, holds_in, joined, served_by
from core.procedures.wheels.planned import PlannedWheels, Situation
from core.procedures.wheels.requirement_edits import allow_versions, ask_where_served, limit_of
from core.procedures.wheels.requirements import with_limit
from core.procedures.wheels.unserved import unserved_words
from core.settings.writing.dependency_edits import with_dependency
from core.settings.writing.dependency_lists import HeldRequirement, held_requirements
from core.settings.writing.source_edits import with_sources
from core.uv.locked_files import locked_files
from core.wheels.reading.any_file import is_distribution, read_file
from core.wheels.reading.stopping import never


def plan_addition(
    change: AddFiles, files: Sequence[WheelFile], situation: Situation, stopped: Callable[[], bool] = never
) -> PlannedWheels:
    """Return what adding ``files``, which were read wholly and can be used, would write; writes nothing.

    Raises InputError for what cannot be, and Stopped when it was asked to end.
    """
    yard = Path(os.path.normpath(change.copy_to)) if change.copy_to is not None else None
    copies = plan_copies(files, yard, stopped) if yard is not None else ()
    adding = _Adding(replace(change, copy_to=yard), situation, {copy.source: copy for copy in copies})
    by_package: dict[str, list[WheelFile]] = {}
    for file in files:
        by_package.setdefault(canonicalize_name(file.name), []).append(file)
    for package, new in by_package.items():
        adding.add(package, new)
    return adding.planned(copies)


def held_sources(meaning: Mapping[str, Any], package: str, file: Path) -> tuple[HeldSource, ...]:
    """Return the entries of a package that name wheels or sdists, with what those files say of themselves."""
    return tuple(
        HeldSource(entry=entry, file=read_file(place_of(entry["path"], file)))
        for entry in entries_of(meaning, package)
        if is_local(entry)
    )


def is_local(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry names a wheel or an sdist, and no folder."""
    path = entry.get("path")
    return isinstance(path, str) and is_distribution(Path(path.replace("\\", "/")).name)


def place_of(path: str, file: Path) -> Path:
    """Return where a path of ``file`` leads."""
    return Path(os.path.normpath(file.parent / path))


class _Adding:
    def __init__(self, change: AddFiles, situation: Situation, copies: Mapping[Path, Copy]) -> None:
        self._change = change
        self._situation = situation
        self._copies = copies
        self._drafts = Drafts()
        self._drafts.text(situation.file)
        self._sources: list[PlannedSource] = []
        self._said: list[str] = []

    def planned(self, copies: tuple[Copy, ...]) -> PlannedWheels:
        said = (*(f"{copy.source.name} is copied to {copy.target.parent}." for copy in copies), *self._said)
        return PlannedWheels(
            files=self._drafts.planned(), sources=tuple(self._sources), copies=copies, said=tuple(dict.fromkeys(said))
        )

    def add(self, package: str, new: Sequence[WheelFile]) -> None:
        """Let ``new`` files be sources of a package, and let the project want it."""
        situation, drafts = self._situation, self._drafts
        file = situation.file_of(package)
        meaning = drafts.meaning(file)
        placed = tuple(situation.servable(_placed(each, self._change.copy_to)) for each in new)
        came_from = {now.path: before.path for now, before in zip(placed, new, strict=True)}
        others = self._checked_others(package, entries_of(meaning, package), file)
        held = held_sources(meaning, package, file)
        targets = situation.targets_with([*placed, *held_files(held)])
        result = joined(
            package,
            placed,
            held,
            targets,
            lambda each: self._path(each.path, file),
            alone=self._change.alone,
            has_rest=any("marker" not in each for each in others),
        )
        others = self._others(package, others, result, targets)
        entries = [*(each.entry for each in result.sources), *others]
        drafts.put(file, with_sources(drafts.text(file), package, entries, str(file)))
        self._sources += _planned_sources(package, result.sources, came_from, self._copies)
        self._said += (*result.said, *unserved_words(package, result.sources, targets))
        before = [each.get("marker") for each in entries_of(meaning, package)]
        self._require(package, result, (before, [each.get("marker") for each in entries]), targets)

    def _checked_others(self, package: str, entries: Sequence[dict[str, Any]], file: Path) -> list[dict[str, Any]]:
        """Return the entries that name no file; raises InputError where markers are not what tells entries apart."""
        for entry in entries:
            what = next((key for key in ("extra", "group") if key in entry), None)
            if what is not None:
                raise InputError(
                    f"The sources of {package} are chosen by {what} ({entry[what]}), which an addition cannot join.",
                    "Nothing was changed; write its sources by hand.",
                    subject=str(file),
                )
        return [entry for entry in entries if not is_local(entry)]

    def _others(
        self, package: str, others: Sequence[dict[str, Any]], result: Joined, targets: Sequence[Target]
    ) -> list[dict[str, Any]]:
        """Return the entries that name no file and stay: those for targets that no file serves."""
        stay = []
        for entry in others:
            kind = next((key for key in ("index", "git", "url", "workspace", "path") if key in entry), "source")
            named, marker = f"{kind} = {entry.get(kind)}", entry.get("marker")
            if marker is None and result.rest is not None:
                stay.append({**entry, "marker": result.rest})
                self._said.append(f"{named} goes on serving {package} where {result.rest}.")
            elif isinstance(marker, str) and not self._change.alone and not _meets(marker, result.sources, targets):
                stay.append(entry)
            else:
                self._said.append(f"The source of {package} that is there ({named}) is replaced.")
        return stay

    def _path(self, place: Path, file: Path) -> str:
        path, is_relative = written_path(place, file.parent)
        if not is_relative:
            self._said.append(f"{place.name} is named by its whole path, where it has to lie on other computers, too.")
        return path

    def _require(
        self,
        package: str,
        result: Joined,
        markers: tuple[Sequence[str | None], Sequence[str | None]],
        targets: Sequence[Target],
    ) -> None:
        """Let the project ask for the package as its files serve it; ``markers`` are its sources' before and after."""
        change, situation, drafts = self._change, self._situation, self._drafts
        file, (before, after) = situation.file, markers
        self._said += allow_versions(drafts, file, package, result.sources, targets)
        found = held_requirements(drafts.text(file), package)
        wanted = HeldRequirement(text=package, line=0, group=change.group, extra=change.extra)
        if change.group is None and change.extra is None:
            # A member of the workspace may be who wants it.
            is_there = bool(found) or any(each.package == package and not each.is_limit for each in self._wanted())
        else:
            is_there = any(_same_list(each, wanted) for each in found)
        # Where an index served it so far, that one may go on where no file does.
        bare_too = limit_of(before, situation) is None and not self._is_from_index(package)
        self._said += ask_where_served(drafts, file, package, situation, markers, bare_too=bare_too)
        if not is_there:
            new = with_limit(package, None, limit_of(after, situation), bare_too=True)
            text = with_dependency(drafts.text(file), new, group=change.group, extra=change.extra, file=str(file))
            drafts.put(file, text)
            self._said.append(f"{new} is added to {wanted.where}.")

    def _is_from_index(self, package: str) -> bool:
        try:
            files = locked_files(self._situation.sources.root)
        except InputError:  # a damaged lock tells nothing
            return False
        return any(each.package == package and each.index is not None for each in files)

    def _wanted(self) -> Sequence[Any]:
        """Return what members want, where the project is the root whose sources they take."""
        situation = self._situation
        return situation.sources.wanted if situation.project == situation.sources.root else ()


def written_path(place: Path, folder: Path) -> tuple[str, bool]:
    """Return how ``place`` is written in a file of ``folder``, with ``/``, and whether that is relative to it.

    What lies in the folder by another name of either is found there, too. A file that shares nothing but the drive, or
    not even that, is named by its whole path.
    """
    if not place.is_relative_to(folder):
        real, real_folder = real_path(place), real_path(folder)
        if real.is_relative_to(real_folder):
            return real.relative_to(real_folder).as_posix(), True
    try:
        common = Path(os.path.commonpath((place, folder)))
    except ValueError:  # on another drive
        return place.as_posix(), False
    if common == Path(common.anchor):
        return place.as_posix(), False
    return Path(os.path.relpath(place, folder)).as_posix(), True


def _meets(marker: str, sources: Sequence[JoinedSource], targets: Sequence[Target]) -> bool:
    served = (target for each in sources for target in served_by(each.file, each.marker, targets))
    return any(holds_in(marker, target) for target in served)


def _placed(file: WheelFile, folder: Path | None) -> WheelFile:
    return file if folder is None else replace(file, path=folder / file.path.name)


def _planned_sources(
    package: str, sources: Sequence[JoinedSource], came_from: Mapping[Path, Path], copies: Mapping[Path, Copy]
) -> list[PlannedSource]:
    found = []
    for each in sources:
        origin = came_from.get(each.file.path)
        copied = origin if origin is not None and origin in copies else None
        found.append(PlannedSource(package=package, path=each.entry["path"], marker=each.marker, copied_from=copied))
    return found


def _same_list(one: HeldRequirement, other: HeldRequirement) -> bool:
    return _key(one.group) == _key(other.group) and _key(one.extra) == _key(other.extra)


def _key(name: str | None) -> str | None:
    return canonicalize_name(name) if name is not None else None
