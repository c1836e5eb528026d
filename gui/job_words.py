"""Words about jobs: what they are called, what they do now, how they ended."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from core.model.activity import Activity
from core.model.command_kinds import settles_nothing
from core.model.commands import (
    AddPackages,
    AddProject,
    AnyCommand,
    AnyWheelCommand,
    ChangeSettings,
    ChangeWheels,
    CheckConfiguration,
    CheckWheels,
    ChoosePlacesRoot,
    ChooseSetting,
    CollectWheels,
    DescribePlacesRoot,
    DescribeProject,
    EndProgram,
    FindCandidates,
    FindPrograms,
    ForgetCredential,
    ImportScript,
    InspectFiles,
    InstallPython,
    KeepYard,
    Lock,
    OpenEditor,
    OpenTerminal,
    PreviewSettings,
    PreviewWheels,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    ReadSettings,
    RecoverRelocations,
    RecreateEnvironment,
    RelocatePlace,
    RemovePackages,
    RemoveProject,
    SaveScript,
    ScanYards,
    StoreCredential,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
)
from core.model.events import Stage
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Succeeded
from core.model.state import Badge
from gui.figures import duration_text, size_text
from gui.place_names import place_word
from gui.repair_words import Repair, repair_noun, repair_title

translate = QCoreApplication.translate


def command_title(command: AnyCommand) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a command
    """Name a command as its button does."""
    if isinstance(command, Repair):
        return repair_title(command)
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
        case PruneCache():
            return translate("jobs", "Prune the cache")
        case ChoosePlacesRoot():
            return translate("jobs", "Places of new projects")
        case DescribePlacesRoot():
            return translate("jobs", "Look up the root of new places")
        case RecoverRelocations():
            return translate("jobs", "Settle what was interrupted")
        case ReadHistory():
            return translate("jobs", "Read the history")
        case ForgetCredential():
            return translate("jobs", "Forget a login")
        case (
            ScanYards()
            | InspectFiles()
            | KeepYard()
            | PreviewWheels()
            | ChangeWheels()
            | CheckWheels()
            | CollectWheels()
        ):
            return _wheels_title(command)
        case _:
            return _settings_title(command)


_Settings = (
    ReadSettings
    | PreviewSettings
    | ChangeSettings
    | ImportScript
    | SaveScript
    | OpenTerminal
    | OpenEditor
    | FindPrograms
    | CheckConfiguration
)


def _settings_title(command: _Settings) -> str:  # noqa: PLR0911 - one line a command
    match command:
        case ReadSettings():
            return translate("jobs", "Read the settings")
        case PreviewSettings():
            return translate("jobs", "Preview of the settings")
        case ChangeSettings():
            return translate("jobs", "Change of the settings")
        case ImportScript():
            return translate("jobs", "Import script")
        case SaveScript():
            return translate("jobs", "Save as script")
        case OpenTerminal():
            return translate("jobs", "Open terminal")
        case OpenEditor():
            return translate("jobs", "Open in editor")
        case FindPrograms():
            return translate("jobs", "Look for terminals and editors")
        case CheckConfiguration():
            return translate("jobs", "Check the configuration")
        case _:
            assert_never(command)


def _wheels_title(command: AnyWheelCommand) -> str:  # noqa: PLR0911 - one line a command
    match command:
        case ScanYards():
            return translate("jobs", "Look through the yards")
        case InspectFiles():
            return translate("jobs", "Read the files")
        case KeepYard():
            return translate("jobs", "Choice of the yards")
        case PreviewWheels():
            return translate("jobs", "Preview of the local sources")
        case ChangeWheels():
            return translate("jobs", "Change of the local sources")
        case CheckWheels():
            return translate("jobs", "Check the local sources")
        case CollectWheels():
            return translate("jobs", "Collect a wheelhouse")
        case _:
            assert_never(command)


def running_title(command: AnyCommand) -> str:
    """Name a job that runs or waits; unlike its button, a repair asks for nothing any more."""
    return repair_noun(command) if isinstance(command, Repair) else command_title(command)


def command_noun(command: AnyCommand) -> str:
    """Name the run of a command, as the subject of a sentence."""
    if isinstance(command, Repair):
        return repair_noun(command)
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


def activity_stage_text(activity: Activity) -> str:  # noqa: PLR0911 - one line a state
    """Say what a job does now; a patient one asks uv anew for each package, so uv's own stages would mislead."""
    if activity.question is not None:
        return translate("jobs", "Waiting for your answer")
    if activity.held_up:
        return translate("jobs", "Waiting before uv changes anything")
    at_once = ChooseSetting | ChangeSettings | CollectWheels | StoreCredential | EndProgram | RecreateEnvironment
    if isinstance(activity.command, at_once):
        return translate("jobs", "Under way")
    if isinstance(activity.command, InstallPython):
        return translate("jobs", "Installing")
    patience = activity.patience
    if patience is not None and patience.pause > 0 and activity.stage is not Stage.INSTALLING:
        return translate("jobs", "Waiting for the scanner")
    if activity.lands_patiently:
        return translate("jobs", "Bringing packages into the cache")
    return stage_text(activity.stage)


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


def outcome_sentence(activity: Activity) -> str:  # noqa: C901, PLR0911 - one line an outcome
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
        case Succeeded(repaired=str(sentence)):
            return sentence
        case Succeeded() if settles_nothing(activity.command):
            return translate("jobs", "{title} finished in {time}.").format(title=title, time=time)
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
        case Cancelled() if isinstance(activity.command, StoreCredential | EndProgram):
            return translate("jobs", "{title} was called off; nothing was changed.").format(title=title)
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
