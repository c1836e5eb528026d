"""Why a relocation did not take place, as Problems with what is left to do."""

from core.model.commands import RelocatePlace, Sync
from core.model.measurements import Candidate, ProbeReport, Verdict
from core.model.problem import Category, Problem, Remedy


def named_place_refused(command: RelocatePlace, probe: ProbeReport) -> Problem:
    """Return the Problem of a folder that the person named and that is no better."""
    return Problem(
        category=Category.CACHE_RENAME_DENIED if probe.verdict is Verdict.REFUSED else Category.CACHE_DIR_UNUSABLE,
        title=f"{probe.place} is no better place, so the {command.kind.value} was not moved there.",
        explanation=f"{probe.why} The {command.kind.value} stays where it is.",
        path_to=str(probe.place),
        remedies=_ways_left(command),
        raw=probe.why,
    )


def nothing_clear(command: RelocatePlace, found: tuple[Candidate, ...]) -> Problem:
    """Return the Problem of a search that found no clear place, with what is left to do."""
    measured = [candidate for candidate in found if candidate.probe is not None]
    tried = f"{len(measured)} {'place was' if len(measured) == 1 else 'places were'} measured"
    return Problem(
        category=Category.CACHE_RENAME_DENIED,
        title="No place was found where renames work at once.",
        explanation=(
            f"{tried}, and in none did every rename pass at the first try. The {command.kind.value} stays where it is. "
            "Name a folder yourself, on another volume or one that your IT department has excluded from scanning, "
            "or ask for such an exclusion with the figures below."
        ),
        remedies=_ways_left(command),
        raw="\n".join(f"{c.place}: {c.probe.why if c.probe is not None else ' '.join(c.reasons)}" for c in found),
    )


def _ways_left(command: RelocatePlace) -> tuple[Remedy, ...]:
    again = command.then or Sync(project=command.project)
    return (
        Remedy(
            id="choose-folder",
            title="Name a folder yourself",
            why="A folder on another volume, or one that is excluded from scanning, may pass. It is measured first.",
            confidence=0.4,
            command=("wheelyard", "relocate", command.kind.value, "--to", "DIR"),
        ),
        Remedy(
            id="run-again",
            title="Run the command again",
            why="What is in the cache already stays there, so every run has fewer folders to rename.",
            confidence=0.3,
            action=again,
            command=("wheelyard", type(again).__name__.lower()) if isinstance(again, Sync) else (),
        ),
    )
