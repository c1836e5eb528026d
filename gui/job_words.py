"""Words about jobs: what they are called, how far they are, how they ended."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from core.model.activity import Activity
from core.model.commands import (
    AddPackages,
    AddProject,
    AnyCommand,
    ChoosePlacesRoot,
    CleanCache,
    DescribePlacesRoot,
    DescribeProject,
    FindCandidates,
    Lock,
    ProbePlaces,
    PruneCache,
    RecoverRelocations,
    RelocatePlace,
    RemovePackages,
    RemoveProject,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
    UvCommand,
)
from core.model.events import PackagePhase, Stage
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Succeeded
from core.model.state import Badge
from gui.figures import count_of_text, duration_text, size_text
from gui.place_names import place_word

translate = QCoreApplication.translate


def command_title(command: AnyCommand) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a command
    """Name a command as its button does."""
    match command:
        case Sync(patient=True):
            return translate("jobs", "Sync one package at a time")
        case Sync():
            return translate("jobs", "Sync")
        case Lock():
            return translate("jobs", "Lock")
        case AddPackages():
            return translate("jobs", "Add packages")
        case RemovePackages():
            return translate("jobs", "Remove packages")
        case UpgradePackages():
            return translate("jobs", "Upgrade packages")
        case ProbePlaces():
            return translate("jobs", "Rename probe")
        case FindCandidates():
            return translate("jobs", "Search for a better place")
        case RelocatePlace(kind=kind):
            return translate("jobs", "Relocate {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("jobs", "Undo relocation")
        case AddProject():
            return translate("jobs", "Add project")
        case RemoveProject():
            return translate("jobs", "Remove project")
        case DescribeProject():
            return translate("jobs", "Look at the project")
        case TakeInventory():
            return translate("jobs", "Count the places")
        case CleanCache():
            return translate("jobs", "Clean the cache")
        case PruneCache():
            return translate("jobs", "Prune the cache")
        case ChoosePlacesRoot():
            return translate("jobs", "Places of new projects")
        case DescribePlacesRoot():
            return translate("jobs", "Look up the root of new places")
        case RecoverRelocations():
            return translate("jobs", "Settle what was interrupted")
        case _:
            assert_never(command)


def command_noun(command: AnyCommand) -> str:
    """Name the run of a command, as the subject of a sentence."""
    match command:
        case RelocatePlace(kind=kind):
            return translate("jobs", "Relocation of the {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("jobs", "Undo of the relocation")
        case _:
            return command_title(command)


def stage_text(stage: Stage | None) -> str:  # noqa: PLR0911 - one line a stage
    """Say what is going on now."""
    match stage:
        case None:
            return translate("jobs", "Starting")
        case Stage.PLANNING:
            return translate("jobs", "Finding out what has to change")
        case Stage.RESOLVING:
            return translate("jobs", "Resolving dependencies")
        case Stage.PREPARING:
            return translate("jobs", "Preparing packages")
        case Stage.INSTALLING:
            return translate("jobs", "Installing into the environment")
        case Stage.EXPLAINING:
            return translate("jobs", "Finding out why it failed")
        case Stage.PROBING:
            return translate("jobs", "Measuring whether renames work")
        case Stage.MOVING:
            return translate("jobs", "Moving files")
        case Stage.VERIFYING:
            return translate("jobs", "Verifying the new place")


def activity_stage_text(activity: Activity) -> str:
    """Say what a job does now; a patient one asks uv anew for each package, so uv's own stages would mislead."""
    patience = activity.patience
    if patience is not None and patience.pause > 0 and activity.stage is not Stage.INSTALLING:
        return translate("jobs", "Waiting for the scanner")
    if activity.lands_patiently:
        return translate("jobs", "Bringing packages into the cache")
    return stage_text(activity.stage)


def phase_text(phase: PackagePhase, action: ChangeAction) -> str:  # noqa: PLR0911 - one line a phase
    """Say where a package is on its way."""
    match phase:
        case PackagePhase.WAITING if action is ChangeAction.REMOVED:
            return translate("jobs", "To be removed")
        case PackagePhase.WAITING:
            return translate("jobs", "Waiting")
        case PackagePhase.DOWNLOADING:
            return translate("jobs", "Downloading")
        case PackagePhase.BUILDING:
            return translate("jobs", "Building")
        case PackagePhase.PREPARING:
            return translate("jobs", "Preparing")
        case PackagePhase.PREPARED:
            return translate("jobs", "Prepared")
        case PackagePhase.INSTALLED:
            return translate("jobs", "Installed")
        case PackagePhase.REMOVED:
            return translate("jobs", "Removed")
        case PackagePhase.FAILED:
            return translate("jobs", "Failed")


def badge_text(badge: Badge) -> str:  # noqa: PLR0911 - one line a badge
    """Say the state of a project in a word or two."""
    match badge:
        case Badge.UNKNOWN:
            return translate("jobs", "Not looked at yet")
        case Badge.READY:
            return translate("jobs", "Ready")
        case Badge.TROUBLE:
            return translate("jobs", "Needs attention")
        case Badge.WAITING:
            return translate("jobs", "Waiting")
        case Badge.RUNNING:
            return translate("jobs", "Running")
        case Badge.SUCCEEDED:
            return translate("jobs", "Done")
        case Badge.FAILED:
            return translate("jobs", "Failed")
        case Badge.CANCELLED:
            return translate("jobs", "Cancelled")


def outcome_sentence(activity: Activity) -> str:  # noqa: PLR0911 - one line an outcome
    """Say how a job ended; empty while it has not."""
    title = command_noun(activity.command)
    time = duration_text(activity.seconds or 0.0)
    match activity.outcome:
        case None:
            return ""
        case Succeeded(cleaning=report) if report is not None:
            return translate("jobs", "{title} finished in {time}: {removed} removed.").format(
                title=title, time=time, removed=size_text(report.freed.bytes)
            )
        case Succeeded(changes=changes, relocation=None, probes=(), candidates=()):
            return translate("jobs", "{title} finished in {time}: {changes}.").format(
                title=title, time=time, changes=changes_text(changes)
            )
        case Succeeded():
            return translate("jobs", "{title} finished in {time}.").format(title=title, time=time)
        case Failed():
            return translate("jobs", "{title} failed after {time}.").format(title=title, time=time)
        case Cancelled(changes=changes) if changes:
            return translate("jobs", "{title} was stopped after {time}: {changes} before that.").format(
                title=title, time=time, changes=changes_text(changes)
            )
        case Cancelled() if isinstance(activity.command, RelocatePlace | UndoRelocation):
            return translate("jobs", "{title} was stopped after {time}. Everything is where it was before.").format(
                title=title, time=time
            )
        case Cancelled() if isinstance(activity.command, ProbePlaces | FindCandidates):
            return translate("jobs", "{title} was stopped after {time}.").format(title=title, time=time)
        case Cancelled():
            return translate("jobs", "{title} was stopped after {time}. What is done stays done.").format(
                title=title, time=time
            )


def changes_text(changes: tuple[Change, ...]) -> str:
    """Count what changed in the environment."""
    if not changes:
        return translate("jobs", "nothing had to change")
    parts = [
        template.format(count=count)
        for action, template in (
            (ChangeAction.INSTALLED, translate("jobs", "{count} installed")),
            (ChangeAction.REINSTALLED, translate("jobs", "{count} reinstalled")),
            (ChangeAction.REMOVED, translate("jobs", "{count} removed")),
        )
        if (count := sum(change.action is action for change in changes))
    ]
    return ", ".join(parts)


def package_progress_text(activity: Activity) -> str:
    """Say how many packages are installed or prepared; without a total as long as none is known."""
    totals = activity.totals()
    patience = activity.patience
    if patience is not None and activity.lands_patiently and not totals.ended:
        return translate("jobs", "{progress} in the cache").format(
            progress=count_of_text(patience.landed, patience.packages)
        )
    if totals.ended:
        if totals.packages is None:
            return translate("jobs", "{count} installed").format(count=f"{totals.ended:,}")
        return translate("jobs", "{progress} installed").format(progress=count_of_text(totals.ended, totals.packages))
    if totals.to_prepare:
        return translate("jobs", "{progress} prepared").format(
            progress=count_of_text(totals.prepared, totals.to_prepare)
        )
    return translate("jobs", "{count} prepared").format(count=f"{totals.prepared:,}") if totals.prepared else ""


def no_packages_text(activity: Activity | None) -> str:  # noqa: PLR0911 - one line a reason
    """Say why there are no packages to show."""
    match activity:
        case None:
            return ""
        case Activity(outcome=None, command=Lock()) | Activity(outcome=Succeeded(), command=Lock()):
            return translate("jobs", "Lock writes the lock file and installs nothing.")
        case Activity(outcome=None):
            return translate("jobs", "Packages appear here as soon as uv names them.")
        case Activity(outcome=Succeeded(checked=None)) if isinstance(activity.command, UvCommand):
            return translate("jobs", "Nothing had to change: every package is installed already.")
        case Activity(outcome=Succeeded(checked=1)):
            return translate("jobs", "Nothing had to change: the 1 package is installed.")
        case Activity(outcome=Succeeded(checked=int(count))):
            return translate("jobs", "Nothing had to change: all {count} packages are installed.").format(
                count=f"{count:,}"
            )
        case Activity(outcome=Failed() | Cancelled()) if isinstance(activity.command, UvCommand):
            return translate("jobs", "uv had not begun with any package.")
        case _:
            return ""
