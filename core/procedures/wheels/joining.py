"""Which files serve a package after an addition: the new ones, those that stay beside them, and under which markers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from packaging.markers import Marker
from packaging.version import InvalidVersion, Version

from core.model.project import InputError
from core.model.wheels import FileKind, Target, WheelFile
from core.wheels.fit import fit, why_nowhere
from core.wheels.marker_truth import holds
from core.wheels.source_markers import marked
from core.wheels.targets import ALL_PLATFORMS, marker_environment

_REST = WheelFile(path=Path("*"), kind=FileKind.WHEEL, size=0, modified_ns=0, tags=("py3-none-any",))
"""Stands for what serves every target that no file serves, while markers are made."""


class HeldSource(Struct, frozen=True, kw_only=True):
    """A local file that is a source of the package already: its entry in the project's file, and the file."""

    entry: dict[str, Any]
    file: WheelFile

    @property
    def path(self) -> str:
        """The path as the project's file has it."""
        return str(self.entry.get("path", ""))

    @property
    def marker(self) -> str | None:
        """The marker that limits it."""
        marker = self.entry.get("marker")
        return marker if isinstance(marker, str) and marker.strip() else None


class JoinedSource(Struct, frozen=True, kw_only=True):
    """One entry as it shall be, and the file that it names."""

    entry: dict[str, Any]
    file: WheelFile

    @property
    def marker(self) -> str | None:
        """The marker that limits it."""
        return self.entry.get("marker")


class Joined(Struct, frozen=True, kw_only=True):
    """The entries of a package as they shall be, and sentences on what becomes of those that were there.

    ``rest`` is the marker of what no file serves, where something else is to serve it; None where nothing is left.
    """

    sources: tuple[JoinedSource, ...]
    rest: str | None = None
    said: tuple[str, ...] = ()


def joined(
    package: str,
    new: Sequence[WheelFile],
    held: Sequence[HeldSource],
    targets: Sequence[Target],
    path_of: Callable[[WheelFile], str],
    *,
    alone: bool = False,
    has_rest: bool = False,
) -> Joined:
    """Return the entries that serve ``package`` once ``new`` files are its sources.

    A file that serves nothing which the new ones do not is taken out; ``alone`` takes all of them out. Where each new
    file takes the place of one that served the same, the markers stay as they are written; else all are made anew.
    ``has_rest`` says that something which is no file, such as an index, is to serve the targets that are left.
    Raises InputError for a new file that serves none of ``targets``, or nothing that another new one does not serve.
    """
    reach = {file.path: served_by(file, None, targets) for file in new}
    for file in new:
        _check_serves(file, reach[file.path], targets)
    covered = frozenset[Target]().union(*reach.values())
    own = {file.path for file in new}
    others = () if alone else tuple(each for each in held if each.file.path not in own)
    stays = tuple(each for each in others if served_by(each.file, each.marker, targets) - covered)
    goes = tuple(each for each in held if each not in stays and each.file.path not in own)
    sources = _in_place(new, held, stays, targets, path_of) if not has_rest else None
    rest: str | None = None
    if sources is None:
        sources, rest = _anew(new, stays, targets, path_of, has_rest=has_rest and not alone)
    _check_named(package, new, sources)
    said = (*(f"{each.path} is no source of {package} any more." for each in goes), *_versions(package, sources))
    return Joined(sources=sources, rest=rest, said=said)


def marked_anew(held: Sequence[HeldSource], targets: Sequence[Target]) -> tuple[JoinedSource, ...]:
    """Return the entries with disjoint markers for what each file serves.

    Raises InputError for a file that serves nothing, or nothing that another one does not serve better.
    """
    markers = {file.path: marker for file, marker in marked(held_files(held), targets)}
    for each in held:
        if each.file.path not in markers:
            raise InputError(
                f"{each.path} serves nothing here that the other files do not serve better.",
                "Nothing was changed; take it out of the sources first (`wheels remove`), or write the markers by "
                "hand.",
                subject=str(each.file.path),
            )
    return tuple(
        JoinedSource(entry=_entry(each.entry, each.path, markers[each.file.path]), file=each.file) for each in held
    )


def served_by(file: WheelFile, marker: str | None, targets: Sequence[Target]) -> frozenset[Target]:
    """Return the targets in which a file can be installed and its marker lets it."""
    return frozenset(
        target for target in targets if fit(file, target).fits and (marker is None or holds_in(marker, target))
    )


def holds_in(marker: str, target: Target) -> bool:
    """Return whether a marker is true in a target; what is no marker limits nothing."""
    try:
        return holds(Marker(marker), marker_environment(target))
    except ValueError:
        return True


def _in_place(
    new: Sequence[WheelFile],
    held: Sequence[HeldSource],
    stays: Sequence[HeldSource],
    targets: Sequence[Target],
    path_of: Callable[[WheelFile], str],
) -> tuple[JoinedSource, ...] | None:
    """Return the entries with the new files in the places of those that served the same, None where they did not."""
    waiting = list(new)
    sources = []
    for each in held:
        if each in stays:
            sources.append(JoinedSource(entry=each.entry, file=each.file))
            continue
        before = served_by(each.file, each.marker, targets)
        heir = next((file for file in waiting if file.path == each.file.path), None) or next(
            (file for file in waiting if before and served_by(file, each.marker, targets) == before), None
        )
        if heir is None or served_by(heir, None, targets) - before:
            return None
        waiting.remove(heir)
        sources.append(JoinedSource(entry=_entry(each.entry, path_of(heir), each.marker), file=heir))
    return tuple(sources) if sources and not waiting else None


def _anew(
    new: Sequence[WheelFile],
    stays: Sequence[HeldSource],
    targets: Sequence[Target],
    path_of: Callable[[WheelFile], str],
    *,
    has_rest: bool,
) -> tuple[tuple[JoinedSource, ...], str | None]:
    # Files that stay yield to the new ones, of whatever version: the person wants those.
    yielding = [replace(each.file, version="0") for each in stays]
    found = marked([*new, *yielding, *((_REST,) if has_rest else ())], targets)
    markers = {file.path: marker for file, marker in found}
    added = tuple(
        JoinedSource(entry=_entry({}, path_of(file), markers[file.path]), file=file)
        for file in new
        if file.path in markers
    )
    kept = tuple(JoinedSource(entry=each.entry, file=each.file) for each in stays)
    if not _are_apart((*kept, *added), targets):
        kept = tuple(
            JoinedSource(entry=_entry(each.entry, each.path, markers[each.file.path]), file=each.file)
            for each in stays
            if each.file.path in markers
        )
    return (*kept, *added), markers.get(_REST.path)


def _are_apart(sources: Sequence[JoinedSource], targets: Sequence[Target]) -> bool:
    """Return whether no two entries hold on one computer with one Python, whatever their files are for."""
    pythons = dict.fromkeys(target.python for target in targets)
    anywhere = (Target(platform, python) for platform in ALL_PLATFORMS for python in pythons)
    return all(
        sum(each.marker is None or holds_in(each.marker, target) for each in sources) <= 1 for target in anywhere
    )


def held_files(held: Sequence[HeldSource]) -> list[WheelFile]:
    """Return the files of entries."""
    return [each.file for each in held]


def _entry(before: Mapping[str, Any], path: str, marker: str | None) -> dict[str, Any]:
    kept = {key: value for key, value in before.items() if key not in {"path", "marker"}}
    return {"path": path, **kept, **({"marker": marker} if marker is not None else {})}


def _check_serves(file: WheelFile, reach: frozenset[Target], targets: Sequence[Target]) -> None:
    if reach or not targets:
        return
    raise InputError(
        f"{file.path.name} serves nothing that this project is locked for. {why_nowhere(file, targets)}",
        "Nothing was changed; get the file for another platform or Python, or change requires-python or "
        "tool.uv.environments.",
        subject=file.path.name,
    )


def _check_named(package: str, new: Sequence[WheelFile], sources: Sequence[JoinedSource]) -> None:
    named = {each.file.path for each in sources}
    for file in new:
        if file.path not in named:
            others = ", ".join(each.name for each in (one.path for one in new) if each != file.path)
            raise InputError(
                f"{file.path.name} serves nothing in this project that {others or package} does not serve.",
                "Nothing was changed; name only the one that is meant.",
                subject=str(file.path),
            )


def _versions(package: str, sources: Sequence[JoinedSource]) -> tuple[str, ...]:
    found: dict[str, list[str]] = {}
    for each in sources:
        found.setdefault(each.file.version, []).append(each.marker or "elsewhere")
    if len(found) < 2:
        return ()
    told = "; ".join(f"{version} where {' or '.join(markers)}" for version, markers in sorted_versions(found))
    return (f"{package} is then not the same everywhere: {told}.",)


def sorted_versions(found: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Return versions with what belongs to them, newest first; what is no version comes last."""

    def key(item: tuple[str, list[str]]) -> tuple[bool, Version]:
        try:
            return True, Version(item[0])
        except InvalidVersion:
            return False, Version("0")

    return sorted(found.items(), key=key, reverse=True)
