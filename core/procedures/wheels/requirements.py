"""What a project requires of a package, against the files that are to serve it."""

from collections.abc import Sequence
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement

from core.model.project import InputError
from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.joining import JoinedSource, holds_in, served_by
from core.settings.writing.dependency_edits import pinned
from core.settings.writing.dependency_lists import HeldRequirement

_OTHER = TargetPlatform("other", "x86_64")
"""Stands for every system that is neither Windows, Linux nor macOS."""


def allowing(
    found: Sequence[HeldRequirement], sources: Sequence[JoinedSource], targets: Sequence[Target], file: Path
) -> tuple[tuple[HeldRequirement, str], ...]:
    """Return the requirements that pin another version, each with what it has to be instead.

    A pin (``==``) of the package is taken for what the change wants to replace. Raises InputError naming the line for
    every other requirement that does not allow the version of a file that serves under it, and for an address.
    """
    changes = []
    for each in found:
        requirement = Requirement(each.text)
        if requirement.url is not None:
            raise InputError(
                f"{file}, line {each.line}, requires {each.text}: an address and a source exclude each other.",
                "Nothing was changed; leave only the name in that requirement first.",
                subject=str(file),
            )
        serving = _serving(requirement, sources, targets)
        barred = [source for source in serving if each.allows(source.file.version) is False]
        if not barred:
            continue
        versions = {source.file.version for source in serving}
        instead = pinned(each.text, next(iter(versions))) if len(versions) == 1 else None
        if instead is None:
            raise _not_allowed(each, barred, versions, file)
        changes.append((each, instead))
    return tuple(changes)


def _serving(
    requirement: Requirement, sources: Sequence[JoinedSource], targets: Sequence[Target]
) -> tuple[JoinedSource, ...]:
    """Return the files that serve where the requirement's own marker holds."""
    marker = str(requirement.marker) if requirement.marker is not None else None
    if marker is None or "extra" in marker:
        return tuple(sources)
    return tuple(
        source
        for source in sources
        if any(holds_in(marker, target) for target in served_by(source.file, source.marker, targets))
    )


def _not_allowed(each: HeldRequirement, barred: Sequence[JoinedSource], versions: set[str], file: Path) -> InputError:
    named = ", ".join(dict.fromkeys(f"{source.file.path.name} ({source.file.version})" for source in barred))
    way_out = "change that requirement first, or name a file of a version that it allows."
    if len(versions) > 1:
        way_out = "take the version out of that requirement first, since the files differ in theirs."
    return InputError(
        f"{file}, line {each.line}, requires {each.text} in {each.where}, which does not allow {named}.",
        f"Nothing was changed; {way_out}",
        subject=str(file),
    )


def system_limit(markers: Sequence[str | None], targets: Sequence[Target], *, bounded: bool) -> str | None:
    """Return the marker of the systems in which one of the sources' ``markers`` holds, None where all are served.

    ``bounded`` says that ``tool.uv.environments`` leaves no other systems than those of ``targets``; uv locks for
    every system that there is otherwise.
    """
    others = () if bounded else tuple(dict.fromkeys(Target(_OTHER, target.python) for target in targets))
    targets = (*targets, *others)
    systems = tuple(dict.fromkeys(target.platform.sys_platform for target in targets))
    served = [
        system
        for system in systems
        if any(
            target.platform.sys_platform == system and any(each is None or holds_in(each, target) for each in markers)
            for target in targets
        )
    ]
    if len(served) == len(systems) or not (served := [each for each in served if each != _OTHER.sys_platform]):
        return None
    return " or ".join(f"sys_platform == '{system}'" for system in served)


def with_limit(text: str, before: str | None, after: str | None, *, bare_too: bool) -> str:
    """Return a requirement that asks only in the systems of ``after`` where it asked only in those of ``before``.

    None means everywhere. uv asks the indexes where no source serves what is required, and ends the lock where none
    has it (measured, uv 0.13.9). One without a marker changes only with ``bare_too``, one with another marker never.
    """
    requirement = Requirement(text)
    if requirement.marker is None:
        return f"{text.rstrip()}; {after}" if after is not None and bare_too else text
    if before is None or str(requirement.marker) != str(Marker(before)):
        return text
    bare = text.partition(";")[0].rstrip()
    return f"{bare}; {after}" if after is not None else bare
