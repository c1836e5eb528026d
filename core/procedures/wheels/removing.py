"""What taking files out of a project's sources, and writing their markers anew, would write."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.model.wheel_commands import LimitSource, RemoveSource
from core.model.wheels import PlannedSource
from core.procedures.wheels.adding import held_sources, is_local, place_of
from core.procedures.wheels.drafts import Drafts, entries_of
from core.procedures.wheels.joining import held_files, marked_anew
from core.procedures.wheels.planned import PlannedWheels, Situation
from core.procedures.wheels.requirement_edits import ask_where_served
from core.settings.writing.dependency_edits import without_dependency
from core.settings.writing.dependency_lists import held_requirements
from core.settings.writing.source_edits import with_sources


def plan_removal(change: RemoveSource, situation: Situation) -> PlannedWheels:
    """Return what taking local sources out would write; the files themselves stay where they are.

    Raises InputError where the package, or a file of it, is no local source.
    """
    package = canonicalize_name(change.package)
    drafts = Drafts()
    drafts.text(situation.file)
    file = situation.file_of(package)
    entries = _local_entries(drafts, package, file, situation)
    goes = [each for each in entries if is_local(each) and (not change.files or _is_named(each, change.files, file))]
    _check_found(change.files, goes, entries, package, file)
    stays = [each for each in entries if each not in goes]
    drafts.put(file, with_sources(drafts.text(file), package, stays or None, str(file)))
    said = [f"{each['path']} is no source of {package} any more; the file stays." for each in goes]
    if not stays and not change.keep_dependency and held_requirements(drafts.text(situation.file), package):
        own = situation.file
        drafts.put(own, without_dependency(drafts.text(own), package, everywhere=True, file=str(own)))
        said.append(f"The project does not ask for {package} any more.")
    elif stays:
        markers = (_markers(entries), _markers(stays))
        said += ask_where_served(drafts, situation.file, package, situation, markers, bare_too=False)
    else:
        said.append(f"An index has to serve {package} from then on, where anything asks for it.")
    return PlannedWheels(files=drafts.planned(), sources=tuple(_planned(package, stays)), said=tuple(said))


def plan_limits(change: LimitSource, situation: Situation) -> PlannedWheels:
    """Return what writing the markers of a package's local sources anew would write; raises InputError."""
    package = canonicalize_name(change.package)
    drafts = Drafts()
    drafts.text(situation.file)
    file = situation.file_of(package)
    entries = _local_entries(drafts, package, file, situation)
    chosen = next((key for each in entries for key in ("extra", "group") if key in each), None)
    if chosen is not None:
        raise InputError(
            f"The sources of {package} are chosen by {chosen}, and their markers are not what tells them apart.",
            "Nothing was changed; write them by hand.",
            subject=str(file),
        )
    held = held_sources(drafts.meaning(file), package, file)
    made = marked_anew(held, situation.targets_with(held_files(held)))
    new = [*(each.entry for each in made), *(each for each in entries if not is_local(each))]
    if new != list(entries):
        drafts.put(file, with_sources(drafts.text(file), package, new, str(file)))
    markers = (_markers(entries), _markers(new))
    said = ask_where_served(drafts, situation.file, package, situation, markers, bare_too=True)
    if new == list(entries):
        said.insert(0, f"The markers of the sources of {package} are as they should be.")
    return PlannedWheels(files=drafts.planned(), sources=tuple(_planned(package, new)), said=tuple(said))


def _local_entries(drafts: Drafts, package: str, file: Path, situation: Situation) -> tuple[dict[str, Any], ...]:
    entries = entries_of(drafts.meaning(file), package)
    if any(map(is_local, entries)):
        return entries
    local = sorted({source.package for source in situation.sources.sources if source.file in {file, situation.file}})
    raise InputError(
        f"{package} has no local source in {file}.",
        f"Those that have are {', '.join(local)}." if local else "No package of this project has one.",
        subject=str(file),
    )


def _markers(entries: Sequence[dict[str, Any]]) -> list[str | None]:
    return [each.get("marker") for each in entries]


def _is_named(entry: dict[str, Any], files: Sequence[str], file: Path) -> bool:
    """Return whether one of ``files`` means the entry: its path as it is written, where it leads, or its bare name."""
    return any(_means(named, str(entry["path"]), file) for named in files)


def _means(named: str, path: str, file: Path) -> bool:
    plain = path.replace("\\", "/")
    place = place_of(plain, file)
    return (
        named.replace("\\", "/") in {plain, plain.rsplit("/", 1)[-1]}
        or os.path.normcase(os.path.normpath(named)) == os.path.normcase(place)
        or place_of(named.replace("\\", "/"), file) == place
    )


def _check_found(
    files: Sequence[str], goes: Sequence[dict[str, Any]], entries: Sequence[dict[str, Any]], package: str, file: Path
) -> None:
    for named in files:
        if not any(_means(named, str(each["path"]), file) for each in goes):
            there = ", ".join(str(each["path"]) for each in entries if is_local(each))
            raise InputError(
                f"{named} is no source of {package} in {file}.", f"Its files are {there}.", subject=str(file)
            )


def _planned(package: str, entries: Sequence[dict[str, Any]]) -> Iterator[PlannedSource]:
    for entry in filter(is_local, entries):
        yield PlannedSource(package=package, path=entry["path"], marker=entry.get("marker"))
