"""Words about jobs: what they do now, how they ended."""

from PySide6.QtCore import QCoreApplication

from core.model.activity import Activity
from core.model.command_kinds import settles_nothing
from core.model.commands import (
    ChangeSettings,
    ChooseSetting,
    CollectWheels,
    EndProgram,
    ExportCertificates,
    FindCandidates,
    ForgetCredential,
    ForgetProxyLogin,
    InstallPython,
    MoveLogins,
    ProbePlaces,
    RecreateEnvironment,
    RelocatePlace,
    ShareLogins,
    StoreCredential,
    StoreProxyLogin,
    UndoRelocation,
)
from core.model.events import Stage
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Succeeded
from core.model.state import Badge
from gui.command_titles import command_noun
from gui.figures import duration_text, size_text

translate = QCoreApplication.translate

AT_ONCE = (
    ChooseSetting
    | ChangeSettings
    | StoreCredential
    | ForgetCredential
    | StoreProxyLogin
    | ForgetProxyLogin
    | MoveLogins
    | ShareLogins
    | ExportCertificates
    | EndProgram
    | RecreateEnvironment
)
"""Jobs whose stage would say nothing: they are over as soon as a person has answered."""


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
    if isinstance(activity.command, AT_ONCE | CollectWheels):
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
        case Cancelled() if isinstance(activity.command, StoreCredential | StoreProxyLogin | EndProgram):
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
