"""Why a relocation did not take place, as Problems with what is left to do."""

from core.diagnosis.remedies import in_project, words_of
from core.model.commands import RelocatePlace, Sync
from core.model.measurements import Candidate, ProbeReport, Verdict
from core.model.problem import Category, Problem, Remedy
from core.model.settings import PlaceKind
from core.places.journal import Entry

_UNUSABLE = {
    PlaceKind.CACHE: Category.CACHE_DIR_UNUSABLE,
    PlaceKind.TEMP: Category.TEMP_DIR,
    PlaceKind.ENVIRONMENT: Category.OTHER,
}


def named_place_refused(command: RelocatePlace, probe: ProbeReport) -> Problem:
    """Return the Problem of a folder that the person named and that is no better."""
    return Problem(
        category=Category.CACHE_RENAME_DENIED if probe.verdict is Verdict.REFUSED else _UNUSABLE[command.kind],
        title=f"{probe.place} is no better place, so the {command.kind.words} was not moved there.",
        explanation=f"{probe.why} The {command.kind.words} stays where it is.",
        path_to=str(probe.place),
        remedies=_ways_left(command, refused=probe.verdict is Verdict.REFUSED),
        raw=probe.why,
    )


def not_proved(entry: Entry, words: str, said: str) -> Problem:
    """Return the Problem of a place in whose new folder uv could not do what it could do in the old one."""
    name = entry.kind.words
    return Problem(
        category=_UNUSABLE[entry.kind],
        title=f"uv cannot work with the {name} in {entry.target}, so it is in {entry.origin} as before.",
        explanation=(
            f"Before the move, {words}. The same failed from the new folder; what uv said is below. "
            "Everything was brought back. Name another folder."
        ),
        path_from=str(entry.origin),
        path_to=str(entry.target),
        raw=said,
    )


def nothing_clear(command: RelocatePlace, found: tuple[Candidate, ...]) -> Problem:
    """Return the Problem of a search that found no clear place, with what is left to do."""
    reports = [candidate.probe for candidate in found if candidate.probe is not None]
    refused = any(report.verdict is Verdict.REFUSED for report in reports)
    name = command.kind.words
    if reports:
        title = "No place was found where renames work at once."
        places = "1 place was" if len(reports) == 1 else f"{len(reports)} places were"
        explanation = (
            f"{places} measured, and in none did every rename pass at the first try. The {name} stays where it is. "
            "Name a folder yourself, on another volume or one that your IT department has excluded from scanning, "
            "or ask for such an exclusion with the figures below."
        )
    else:
        title = f"No other place for the {name} was found."
        reasons = " ".join(f"{candidate.place}: {' '.join(candidate.reasons)}" for candidate in found)
        explanation = (
            f"Every folder that came into question was ruled out before it was measured. {reasons} "
            f"The {name} stays where it is. Name a folder yourself."
        )
    return Problem(
        category=Category.CACHE_RENAME_DENIED if refused else _UNUSABLE[command.kind],
        title=title,
        explanation=explanation,
        remedies=_ways_left(command, refused=refused or any(report.verdict is Verdict.SLOW for report in reports)),
        raw="\n".join(f"{c.place}: {c.probe.why if c.probe is not None else ' '.join(c.reasons)}" for c in found),
    )


def _ways_left(command: RelocatePlace, *, refused: bool) -> tuple[Remedy, ...]:
    """Return what is left to do; ``refused`` says whether renames were refused, which more runs may get through."""
    why = (
        "A folder on another volume, or one that is excluded from scanning, may pass."
        if refused
        else "A folder that you may write, on a volume with enough room, is what it takes."
    )
    choose = Remedy(
        id="choose-folder",
        title="Name a folder yourself",
        why=f"{why} It is measured first.",
        confidence=0.4,
        command=("wheelyard", "relocate", command.kind.value, "--to", "DIR", *in_project(command.project)),
    )
    if not refused and command.then is None:
        return (choose,)
    again = command.then or Sync(project=command.project)
    return (
        choose,
        Remedy(
            id="run-again",
            title="Run the command again",
            why="What is in the cache already stays there, so every run has fewer folders to rename.",
            confidence=0.3,
            action=again,
            command=words_of(again),
        ),
    )
