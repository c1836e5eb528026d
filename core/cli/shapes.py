"""The shapes of ``--json``: what scripts may rely on, made from the frozen values."""

from typing import Any

from core.cli.command_words import COMMAND_WORDS
from core.cli.inventory_text import cleaning_shape, counted_shape
from core.model.events import (
    CleaningPlanned,
    Event,
    FilesProgressed,
    Finished,
    InterruptionSettled,
    InventoryCounted,
    LinesPrinted,
    PackageProgressed,
    PackagesPrepared,
    PatienceProgressed,
    PlanKnown,
    PreflightFound,
    ProbeProgressed,
    Queued,
    RelocationProgressed,
    Stage,
    StageChanged,
    Started,
)
from core.model.history import HistoryReport, LastFailure
from core.model.measurements import Candidate, ProbeReport, RelocationReport
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.places_root import PlacesRoot
from core.model.problem import Problem
from core.model.request import Request
from core.store.documents import to_builtins

Shape = dict[str, Any]


def problem_shape(problem: Problem) -> Shape:
    """Return PROBLEM; a remedy's ``action`` is for the window and left out."""
    shape: Shape = to_builtins(problem)
    for remedy in shape["remedies"]:
        del remedy["action"]
    return shape


def probe_shape(report: ProbeReport) -> Shape:
    """Return one entry of ``places``."""
    shape: Shape = to_builtins(report)
    return shape


def candidate_shape(candidate: Candidate) -> Shape:
    """Return one entry of ``candidates``."""
    shape: Shape = to_builtins(candidate)
    return shape


def root_shape(root: PlacesRoot) -> Shape:
    """Return the result of ``root``."""
    return {
        "root": str(root.folder) if root.folder is not None else None,
        "decided_by": root.decided_by,
        "source": root.source,
        "notes": list(root.notes),
    }


def relocation_shape(report: RelocationReport) -> Shape:
    """Return the fields that ``finished`` carries for a relocation."""
    return {
        "kind": report.kind,
        "from": str(report.origin),
        "to": str(report.target),
        "moved_files": report.moved_files,
        "moved_bytes": report.moved_bytes,
        "how": report.how,
        "checked_by": report.checked_by,
        "old_place_goes": report.old_place_goes,
        "probe": probe_shape(report.probe) if report.probe is not None else None,
    }


def outcome_word(outcome: Outcome) -> str:
    """Return ``succeeded``, ``failed`` or ``cancelled``."""
    word = type(outcome).__struct_config__.tag
    return str(word)


def event_shapes(event: Event) -> tuple[Shape, ...]:  # noqa: C901, PLR0911, PLR0912 - one line an event
    """Return the JSON objects of one event; none for what only the window shows."""
    match event:
        case Queued():
            return (
                {
                    "event": "queued",
                    "command": COMMAND_WORDS.get(type(event.command).__name__),
                    "waits_for": event.waits_for,
                },
            )
        case Started():
            return ({"event": "started", "at": event.at},)
        case StageChanged():
            return ({"event": "stage", "stage": event.stage, "seconds": round(event.at, 3)},)
        case PlanKnown():
            return _plan_shapes(event)
        case PackagesPrepared():
            return ({"event": "stage", "stage": Stage.PREPARING, "prepared": event.done, "packages": event.total},)
        case ProbeProgressed():
            return (
                {
                    "event": "stage",
                    "stage": Stage.PROBING,
                    "place": str(event.place),
                    "done": event.done,
                    "rounds": event.rounds,
                    "refused": event.refused,
                },
            )
        case RelocationProgressed():
            return (_relocation_progress(event),)
        case FilesProgressed():
            return (_files_shape(event),)
        case InventoryCounted():
            return (counted_shape(event),)
        case CleaningPlanned():
            return ({"event": "stage", "stage": Stage.PLANNING, **cleaning_shape(event.report)},)
        case PatienceProgressed():
            return (_patience_shape(event),)
        case PackageProgressed():
            return (_package_shape(event),)
        case LinesPrinted():
            return ({"event": "lines", "lines": list(event.lines)},)
        case PreflightFound():
            return (_preflight_shape(event),)
        case InterruptionSettled(sentence=sentence):
            return ({"event": "lines", "lines": [sentence]},)
        case Finished():
            return (finished_shape(event.outcome, event.seconds),)
        case _:
            return ()


def finished_shape(outcome: Outcome, seconds: float) -> Shape:
    """Return the last object of a job."""
    shape: Shape = {
        "event": "finished",
        "outcome": outcome_word(outcome),
        "seconds": round(seconds, 3),
        "changes": [to_builtins(change) for change in outcome.changes],
        "problem": problem_shape(outcome.problem) if isinstance(outcome, Failed) else None,
    }
    if isinstance(outcome, Succeeded) and outcome.relocation is not None:
        shape |= relocation_shape(outcome.relocation)
    if isinstance(outcome, Succeeded) and outcome.cleaning is not None:
        shape |= cleaning_shape(outcome.cleaning)
    if isinstance(outcome, Succeeded) and outcome.repaired is not None:
        shape["repaired"] = outcome.repaired
    if isinstance(outcome, Succeeded) and outcome.diffs:
        shape["diffs"] = [to_builtins(diff) for diff in outcome.diffs]
    if isinstance(outcome, Failed) and outcome.candidates:
        shape["candidates"] = [candidate_shape(candidate) for candidate in outcome.candidates]
    return shape


def _files_shape(event: FilesProgressed) -> Shape:
    return {
        "event": "stage",
        "stage": Stage.PREPARING,
        "file": event.file,
        "done_files": event.done,
        "total_files": event.total,
        "done_bytes": event.done_bytes,
        "total_bytes": event.total_bytes,
    }


def _preflight_shape(event: PreflightFound) -> Shape:
    findings: list[Shape] = [
        {
            "id": finding.id,
            "sentence": finding.sentence,
            "programs": [{"name": program.name, "process": program.process} for program in finding.programs],
        }
        for finding in event.findings
    ]
    return {"event": "preflight", "findings": findings}


def failure_times(failure: LastFailure) -> Shape:
    """Return when the last failure was, and when a later run of its command settled it, in seconds since 1970."""
    settled = failure.settled_by
    return {"failed_at": failure.run.started_at, "settled_at": None if settled is None else settled.started_at}


def history_shape(report: HistoryReport) -> Shape:
    """Return the result of ``history``; a run's whole problem is left out."""
    shape: Shape = to_builtins(report)
    for run in shape["runs"]:
        run.pop("problem", None)
    shape["troubles"] = [{"category": category, "times": times} for category, times in report.troubles]
    return shape


def request_shape(request: Request) -> Shape:
    """Return the result of ``request``."""
    shape: Shape = to_builtins(request)
    return shape


def _plan_shapes(event: PlanKnown) -> tuple[Shape, ...]:
    plan: Shape = {
        "event": "stage",
        "stage": Stage.PLANNING,
        "packages": len(event.packages),
        "bytes": event.download_bytes,
    }
    packages = [
        {
            "event": "package",
            "name": package.name,
            "version": package.version,
            "state": "waiting",
            "action": package.action,
            "bytes": package.size,
        }
        for package in event.packages
    ]
    return (plan, *packages)


def _package_shape(event: PackageProgressed) -> Shape:
    return {
        "event": "package",
        "name": event.name,
        "version": event.version,
        "state": event.phase,
        "done_bytes": event.done_bytes,
        "bytes": event.total_bytes,
    }


def _patience_shape(event: PatienceProgressed) -> Shape:
    return {
        "event": "stage",
        "stage": Stage.PREPARING,
        "turn": event.turn,
        "package": event.package,
        "landed": event.landed,
        "packages": event.packages,
        "pause": event.pause,
    }


def _relocation_progress(event: RelocationProgressed) -> Shape:
    return {
        "event": "stage",
        "stage": Stage.MOVING,
        "step": event.step,
        "waits_for": event.waits_for,
        "done_files": event.done_files,
        "files": event.total_files,
        "done_bytes": event.done_bytes,
        "bytes": event.total_bytes,
    }
