"""Requirements as a change of sources makes them."""

from collections.abc import Sequence
from pathlib import Path

from core.model.wheels import Target
from core.procedures.wheels.drafts import Drafts
from core.procedures.wheels.joining import JoinedSource
from core.procedures.wheels.planned import Situation
from core.procedures.wheels.requirements import allowing, system_limit, with_limit
from core.settings.writing.dependency_edits import with_requirement
from core.settings.writing.dependency_lists import HeldRequirement, held_requirements


def allow_versions(
    drafts: Drafts, file: Path, package: str, sources: Sequence[JoinedSource], targets: Sequence[Target]
) -> list[str]:
    """Let pins of ``package`` in ``file`` name the version of its files; return a sentence on each that changes.

    Raises InputError for a requirement that does not allow them.
    """
    found = held_requirements(drafts.text(file), package)
    return [_put(drafts, file, each, instead) for each, instead in allowing(found, sources, targets, file)]


def ask_where_served(
    drafts: Drafts,
    file: Path,
    package: str,
    situation: Situation,
    markers: tuple[Sequence[str | None], Sequence[str | None]],
    *,
    bare_too: bool,
) -> list[str]:
    """Let requirements of ``package`` ask for it only where one of its sources serves it.

    ``markers`` are those of the sources before and after. ``bare_too`` means requirements without a marker, too; see
    ``with_limit``. Returns a sentence on each that changes.
    """
    before, after = (limit_of(each, situation) for each in markers)
    said = []
    for each in held_requirements(drafts.text(file), package):
        instead = with_limit(each.text, before, after, bare_too=bare_too)
        if instead != each.text:
            said.append(_put(drafts, file, each, instead))
    return said


def limit_of(markers: Sequence[str | None], situation: Situation) -> str | None:
    """Return the marker of the systems in which one of the sources' ``markers`` holds, None where all are served."""
    return system_limit(markers, situation.targets, bounded=bool(situation.sources.environments))


def _put(drafts: Drafts, file: Path, each: HeldRequirement, instead: str) -> str:
    text = with_requirement(drafts.text(file), each.text, instead, group=each.group, extra=each.extra, file=str(file))
    drafts.put(file, text)
    return f"{each.text} in {each.where} becomes {instead}."
