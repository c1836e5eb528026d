"""What the headless face says to a person: sentences, figures with units, commands to copy."""

from collections.abc import Iterable
from datetime import datetime

from core.cli.inventory_text import cleaning_lines, size
from core.model.events import PatienceProgressed
from core.model.history import HistoryReport, LastFailure
from core.model.measurements import Candidate, ProbeReport, RelocationHow, RelocationReport
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.places_root import PlacesRoot
from core.model.problem import Problem
from core.model.questions import PreflightFinding
from core.model.sureness import Sureness, sureness_of
from core.system.command_line import pasteable

_HOW = {
    RelocationHow.RENAMED: "moved by one rename",
    RelocationHow.COPIED: "copied and every file compared",
    RelocationHow.FRESH: "a fresh place",
}

_MOST_RUNS = 20

_SURENESS = {
    Sureness.VERY_LIKELY: "very likely to help",
    Sureness.LIKELY: "likely to help",
    Sureness.POSSIBLE: "may help",
    Sureness.MEASURES: "measures only, changes nothing",
}


def problem_lines(problem: Problem) -> Iterable[str]:
    """Yield a Problem as a person reads it in a terminal."""
    yield ""
    yield f"Problem: {problem.title}  [{problem.category.value}]"
    yield problem.explanation
    facts = (
        ("package", " ".join(part for part in (problem.package, problem.version) if part)),
        ("from", problem.path_from),
        ("to", problem.path_to),
        ("url", problem.url),
        ("os error", None if problem.os_error is None else str(problem.os_error)),
    )
    for name, value in facts:
        if value:
            yield f"  {name + ':':<10}{value}"
    if problem.evidence:
        yield "Measured:"
        for evidence in problem.evidence:
            yield f"  - {evidence.finding}"
    if problem.remedies:
        yield "What would help:"
        for number, remedy in enumerate(problem.remedies, 1):
            yield f"  {number}. {remedy.title} ({_SURENESS[sureness_of(remedy)]}): {remedy.why}"
            if remedy.command:
                yield f"     {pasteable(remedy.command)}"


def probe_lines(reports: Iterable[ProbeReport]) -> Iterable[str]:
    """Yield one sentence per measured place."""
    for report in reports:
        yield f"{report.verdict.value:<9}{report.place}"
        yield f"         {report.why}"


def candidate_lines(candidates: Iterable[Candidate]) -> Iterable[str]:
    """Yield candidates, best first, each with its reasons."""
    for candidate in candidates:
        mark = "suitable" if candidate.suitable else "no"
        yield f"{mark:<9}{candidate.place}  (score {candidate.score:.0f})"
        for reason in candidate.reasons:
            yield f"         - {reason}"


def root_lines(root: PlacesRoot) -> Iterable[str]:
    """Yield where new places are made, who decided it, and what a person should know of it."""
    yield root.sentence()
    for note in root.notes:
        yield f"  - {note}"


def relocation_lines(report: RelocationReport) -> Iterable[str]:
    """Yield what a relocation did."""
    if not report.undo:
        yield f"The {report.kind.words} is now in {report.target} ({_HOW[report.how]})."
    elif report.how is RelocationHow.RENAMED:
        yield f"The {report.kind.words} came back to {report.target} ({_HOW[report.how]})."
    else:  # nothing travelled: the setting names the old folder again
        yield f"The {report.kind.words} is in {report.target} again, the folder from before the move."
    if report.moved_files and report.moved_bytes is not None:
        yield f"  {report.moved_files} files, {size(report.moved_bytes)}, from {report.origin}"
    if report.probe is not None:
        yield f"  Measured there: {report.probe.why}"
    if report.checked_by is not None:
        yield f"  Proved there: {report.checked_by}."
    if report.old_place_goes:
        yield "  What is left behind is removed after the next successful sync."
    elif report.how is not RelocationHow.RENAMED:
        yield f"  {report.origin} is left as it is."
    if not report.undo:
        until = " until then" if report.old_place_goes and report.how.carries else ""
        yield f"  `wheelyard relocate --undo` brings the old place back{until}."


def preflight_lines(findings: Iterable[PreflightFinding]) -> Iterable[str]:
    """Yield what was found before uv has changed anything."""
    for finding in findings:
        yield f"Before uv starts: {finding.sentence}"


def moment(at: float) -> str:
    """Return a time (seconds since 1970) as a person reads it, in this computer's own zone."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


def failure_said(failure: LastFailure) -> str:
    """Say when the last failure was, and whether it is settled."""
    run, settled = failure.run, failure.settled_by
    said = f"The last problem is of {moment(run.started_at)}: `{run.command}` failed."
    if settled is None:
        return said
    return f"{said} The `{run.command}` of {moment(settled.started_at)} succeeded, so it may be settled."


def history_lines(report: HistoryReport) -> Iterable[str]:
    """Yield the sentence about the runs, the categories that were met, and the last runs."""
    if report.trouble is not None:
        yield report.trouble
    yield report.sentence
    for category, times in report.troubles:
        yield f"  {times:>4} x {category}"
    for run in report.runs[:_MOST_RUNS]:
        what = f": {run.title}" if run.title is not None else ""
        yield f"{moment(run.started_at)}  {run.command:<9}{run.outcome:<10}{run.seconds:6.1f} s{what}"


def patience_lines(event: PatienceProgressed) -> Iterable[str]:
    """Yield what a patient sync does now: one sentence for a try or a pause, none for the end of a round."""
    landed = f"{event.landed} of {event.packages} in the cache"
    if event.package is not None:
        again = f", round {event.turn}" if event.turn > 1 else ""
        yield f"Bringing in {event.package} alone ({landed}{again})."
    elif event.pause:
        known = f" ({landed})" if event.packages else ""
        yield f"Refused; waiting until a small folder can be renamed, {event.pause:.1f} s where it can already{known}."


def outcome_lines(outcome: Outcome, seconds: float) -> Iterable[str]:
    """Yield the end of a job."""
    match outcome:
        case Failed():
            yield from problem_lines(outcome.problem)
            yield from candidate_lines(outcome.candidates)
        case Cancelled():
            yield f"Cancelled after {seconds:.1f} s."
        case Succeeded():
            if outcome.relocation is not None:
                yield from relocation_lines(outcome.relocation)
            if outcome.cleaning is not None:
                yield from cleaning_lines(outcome.cleaning, done=not outcome.cleaning.preview)
            if outcome.repaired is not None:
                yield outcome.repaired
            yield from probe_lines(outcome.probes)
            yield from candidate_lines(outcome.candidates)
            yield f"Done in {seconds:.1f} s."
