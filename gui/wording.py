"""Every sentence and unit that is made from values: sizes, durations, stages, outcomes, places, for a person."""

import math
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

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
from core.model.measurements import RelocationHow, RelocationReport, Verdict
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Succeeded
from core.model.settings import Origin, OriginKind, PlaceKind
from core.model.state import Badge
from core.model.sureness import Sureness

translate = QCoreApplication.translate

_KIB = 1024


def size_text(count: int) -> str:
    """Say a number of bytes in the units that uv prints: KiB, MiB, GiB."""
    if count < _KIB:
        return translate("wording", "{count} B").format(count=count)
    if count < _KIB**2:
        return translate("wording", "{count} KiB").format(count=_three_figures(count / _KIB))
    if count < _KIB**3:
        return translate("wording", "{count} MiB").format(count=_three_figures(count / _KIB**2))
    return translate("wording", "{count} GiB").format(count=_three_figures(count / _KIB**3))


def _three_figures(value: float) -> str:
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}"


def size_of_text(done: int | None, total: int | None) -> str:
    """Say how many bytes of how many, as far as either is known."""
    if total is None:
        return "" if done is None else size_text(done)
    if done is None:
        return size_text(total)
    return translate("wording", "{done} of {total}").format(done=size_text(done), total=size_text(total))


def duration_text(seconds: float) -> str:
    """Say a time span; tenths below ten seconds, no more than two units above."""
    if seconds < 10:
        return translate("wording", "{seconds} s").format(seconds=f"{max(seconds, 0.0):.1f}")
    return clock_text(seconds)


def clock_text(seconds: float) -> str:
    """Say a running time in whole seconds."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("wording", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return translate("wording", "{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{rest:02d}")
    hours, minutes = divmod(minutes, 60)
    return translate("wording", "{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")


def remaining_text(seconds: float) -> str:
    """Say an estimate with no more precision than it has."""
    if seconds < 5:
        return translate("wording", "a few seconds left")
    if seconds < 55:
        rounded = 5 * math.ceil(seconds / 5)
        return translate("wording", "about {seconds} s left").format(seconds=rounded)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return translate("wording", "about {minutes} min left").format(minutes=minutes)
    hours = round(seconds / 3600)
    return translate("wording", "about {hours} h left").format(hours=hours)


def moment_text(at: float) -> str:
    """Say when something was, in seconds since 1970: the time of today, with the date on other days."""
    moment = QDateTime.fromSecsSinceEpoch(int(at))
    short = QLocale.FormatType.ShortFormat
    if moment.date() == QDate.currentDate():
        return QLocale().toString(moment.time(), short)
    return QLocale().toString(moment, short)


def wait_text(milliseconds: float) -> str:
    """Say a waiting time that was measured in milliseconds."""
    if milliseconds < 1000:
        return translate("wording", "{count} ms").format(count=f"{milliseconds:.0f}")
    return translate("wording", "{count} s").format(count=f"{milliseconds / 1000:.1f}")


def packages_text(count: int) -> str:
    """Say a number of packages."""
    if count == 1:
        return translate("wording", "1 package")
    return translate("wording", "{count} packages").format(count=count)


def files_text(count: int) -> str:
    """Say a number of files."""
    if count == 1:
        return translate("wording", "1 file")
    return translate("wording", "{count} files").format(count=f"{count:,}")


def count_of_text(done: int, total: int) -> str:
    """Say how many of how many."""
    return translate("wording", "{done} of {total}").format(done=f"{done:,}", total=f"{total:,}")


def command_title(command: AnyCommand) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a command
    """Name a command as its button does."""
    match command:
        case Sync(patient=True):
            return translate("wording", "Sync one package at a time")
        case Sync():
            return translate("wording", "Sync")
        case Lock():
            return translate("wording", "Lock")
        case AddPackages():
            return translate("wording", "Add packages")
        case RemovePackages():
            return translate("wording", "Remove packages")
        case UpgradePackages():
            return translate("wording", "Upgrade packages")
        case ProbePlaces():
            return translate("wording", "Rename probe")
        case FindCandidates():
            return translate("wording", "Search for a better place")
        case RelocatePlace(kind=kind):
            return translate("wording", "Relocate {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("wording", "Undo relocation")
        case AddProject():
            return translate("wording", "Add project")
        case RemoveProject():
            return translate("wording", "Remove project")
        case DescribeProject():
            return translate("wording", "Look at the project")
        case TakeInventory():
            return translate("wording", "Count the places")
        case CleanCache():
            return translate("wording", "Clean the cache")
        case PruneCache():
            return translate("wording", "Prune the cache")
        case ChoosePlacesRoot():
            return translate("wording", "Places of new projects")
        case DescribePlacesRoot():
            return translate("wording", "Look up the root of new places")
        case RecoverRelocations():
            return translate("wording", "Settle what was interrupted")
        case _:
            assert_never(command)


def command_noun(command: AnyCommand) -> str:
    """Name the run of a command, as the subject of a sentence."""
    match command:
        case RelocatePlace(kind=kind):
            return translate("wording", "Relocation of the {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("wording", "Undo of the relocation")
        case _:
            return command_title(command)


def stage_text(stage: Stage | None) -> str:  # noqa: PLR0911 - one line a stage
    """Say what is going on now."""
    match stage:
        case None:
            return translate("wording", "Starting")
        case Stage.PLANNING:
            return translate("wording", "Finding out what has to change")
        case Stage.RESOLVING:
            return translate("wording", "Resolving dependencies")
        case Stage.PREPARING:
            return translate("wording", "Preparing packages")
        case Stage.INSTALLING:
            return translate("wording", "Installing into the environment")
        case Stage.EXPLAINING:
            return translate("wording", "Finding out why it failed")
        case Stage.PROBING:
            return translate("wording", "Measuring whether renames work")
        case Stage.MOVING:
            return translate("wording", "Moving files")
        case Stage.VERIFYING:
            return translate("wording", "Verifying the new place")


def phase_text(phase: PackagePhase, action: ChangeAction) -> str:  # noqa: PLR0911 - one line a phase
    """Say where a package is on its way."""
    match phase:
        case PackagePhase.WAITING if action is ChangeAction.REMOVED:
            return translate("wording", "To be removed")
        case PackagePhase.WAITING:
            return translate("wording", "Waiting")
        case PackagePhase.DOWNLOADING:
            return translate("wording", "Downloading")
        case PackagePhase.BUILDING:
            return translate("wording", "Building")
        case PackagePhase.PREPARING:
            return translate("wording", "Preparing")
        case PackagePhase.PREPARED:
            return translate("wording", "Prepared")
        case PackagePhase.INSTALLED:
            return translate("wording", "Installed")
        case PackagePhase.REMOVED:
            return translate("wording", "Removed")
        case PackagePhase.FAILED:
            return translate("wording", "Failed")


def badge_text(badge: Badge) -> str:  # noqa: PLR0911 - one line a badge
    """Say the state of a project in a word or two."""
    match badge:
        case Badge.UNKNOWN:
            return translate("wording", "Not looked at yet")
        case Badge.READY:
            return translate("wording", "Ready")
        case Badge.TROUBLE:
            return translate("wording", "Needs attention")
        case Badge.WAITING:
            return translate("wording", "Waiting")
        case Badge.RUNNING:
            return translate("wording", "Running")
        case Badge.SUCCEEDED:
            return translate("wording", "Done")
        case Badge.FAILED:
            return translate("wording", "Failed")
        case Badge.CANCELLED:
            return translate("wording", "Cancelled")


def verdict_text(verdict: Verdict) -> str:
    """Say a probe's verdict in a word or two."""
    match verdict:
        case Verdict.CLEAR:
            return translate("wording", "Clear")
        case Verdict.SLOW:
            return translate("wording", "Slow")
        case Verdict.REFUSED:
            return translate("wording", "Refused")
        case Verdict.UNUSABLE:
            return translate("wording", "Unusable")


def place_word(kind: PlaceKind) -> str:
    """Name a place inside a sentence."""
    match kind:
        case PlaceKind.CACHE:
            return translate("wording", "cache")
        case PlaceKind.TEMP:
            return translate("wording", "temp folder")
        case PlaceKind.ENVIRONMENT:
            return translate("wording", "environment")


def place_label(kind: PlaceKind) -> str:
    """Name a place as a label."""
    match kind:
        case PlaceKind.CACHE:
            return translate("wording", "Cache")
        case PlaceKind.TEMP:
            return translate("wording", "Temp")
        case PlaceKind.ENVIRONMENT:
            return translate("wording", "Environment")


def origin_text(origin: Origin) -> str:  # noqa: PLR0911 - one line an origin
    """Say who decided a value, in a few words; ``origin_detail`` has the file or variable."""
    match origin.kind:
        case OriginKind.DEFAULT:
            return translate("wording", "uv's default")
        case OriginKind.SYSTEM:
            return translate("wording", "set by the system's uv.toml")
        case OriginKind.USER:
            return translate("wording", "set by your uv.toml")
        case OriginKind.PROJECT:
            return translate("wording", "set by the project")
        case OriginKind.ENVIRONMENT:
            return translate("wording", "set by {variable}").format(
                variable=origin.path or translate("wording", "a variable")
            )
        case OriginKind.PROFILE:
            return translate("wording", "chosen in Wheelyard")
        case OriginKind.POLICY:
            return translate("wording", "set by policy")


def origin_detail(origin: Origin) -> str:
    """Say who decided a value, with the file where there is one."""
    if origin.path is None or origin.kind is OriginKind.ENVIRONMENT:
        return origin_text(origin)
    return translate("wording", "{who}: {path}").format(who=origin_text(origin), path=origin.path)


def free_text(count: int) -> str:
    """Say how much space is free."""
    return translate("wording", "{size} free").format(size=size_text(count))


def sureness_text(sureness: Sureness) -> str:
    """Say how sure a remedy is, in words alone: there is no measurement behind it."""
    match sureness:
        case Sureness.VERY_LIKELY:
            return translate("wording", "Very likely to help")
        case Sureness.LIKELY:
            return translate("wording", "Likely to help")
        case Sureness.POSSIBLE:
            return translate("wording", "May help")
        case Sureness.MEASURES:
            return translate("wording", "Measures only, changes nothing")


def relocation_sentence(report: RelocationReport) -> str:
    """Say what a relocation did."""
    if report.undo:
        return translate("wording", "The {place} is back in {target}.").format(
            place=place_word(report.kind), target=report.target
        )
    what = place_word(report.kind)
    size = size_text(report.moved_bytes or 0)
    files = files_text(report.moved_files or 0)
    match report.how:
        case RelocationHow.RENAMED if report.moved_files is None:
            sentence = translate("wording", "The {place} moved by one rename.")
        case RelocationHow.RENAMED:
            sentence = translate("wording", "The {place} moved by one rename: {files}, {size}.")
        case RelocationHow.COPIED:
            sentence = translate("wording", "The {place} was copied and verified: {files}, {size}.")
        case RelocationHow.FRESH:
            sentence = translate("wording", "A fresh {place} starts in the new folder; the old one stays as it is.")
        case _:
            assert_never(report.how)
    return sentence.format(place=what, files=files, size=size)


def outcome_sentence(activity: Activity) -> str:  # noqa: PLR0911 - one line an outcome
    """Say how a job ended; empty while it has not."""
    title = command_noun(activity.command)
    time = duration_text(activity.seconds or 0.0)
    match activity.outcome:
        case None:
            return ""
        case Succeeded(cleaning=report) if report is not None:
            return translate("wording", "{title} finished in {time}: {freed} freed.").format(
                title=title, time=time, freed=size_text(max(0, report.before.bytes - report.after.bytes))
            )
        case Succeeded(changes=changes, relocation=None, probes=(), candidates=()):
            return translate("wording", "{title} finished in {time}: {changes}.").format(
                title=title, time=time, changes=changes_text(changes)
            )
        case Succeeded():
            return translate("wording", "{title} finished in {time}.").format(title=title, time=time)
        case Failed():
            return translate("wording", "{title} failed after {time}.").format(title=title, time=time)
        case Cancelled(changes=changes) if changes:
            return translate("wording", "{title} was stopped after {time}: {changes} before that.").format(
                title=title, time=time, changes=changes_text(changes)
            )
        case Cancelled():
            return translate("wording", "{title} was stopped after {time}. What is done stays done.").format(
                title=title, time=time
            )


def earlier_failure_text(command: AnyCommand, at: float) -> str:
    """Say which job met a problem that is still shown after other jobs ran."""
    return translate("wording", "From earlier: {title} failed at {time}.").format(
        title=command_noun(command), time=moment_text(at)
    )


def no_packages_text(activity: Activity | None) -> str:  # noqa: PLR0911 - one line a reason
    """Say why there are no packages to show."""
    match activity:
        case None:
            return ""
        case Activity(outcome=None, command=Lock()) | Activity(outcome=Succeeded(), command=Lock()):
            return translate("wording", "Lock writes the lock file and installs nothing.")
        case Activity(outcome=None):
            return translate("wording", "Packages appear here as soon as uv names them.")
        case Activity(outcome=Succeeded(checked=None)) if isinstance(activity.command, UvCommand):
            return translate("wording", "Nothing had to change: every package is installed already.")
        case Activity(outcome=Succeeded(checked=1)):
            return translate("wording", "Nothing had to change: the 1 package is installed.")
        case Activity(outcome=Succeeded(checked=int(count))):
            return translate("wording", "Nothing had to change: all {count} packages are installed.").format(
                count=f"{count:,}"
            )
        case Activity(outcome=Failed() | Cancelled()) if isinstance(activity.command, UvCommand):
            return translate("wording", "uv had not begun with any package.")
        case _:
            return ""


def package_progress_text(activity: Activity) -> str:
    """Say how many packages are installed or prepared; without a total as long as none is known."""
    totals = activity.totals()
    patience = activity.patience
    if patience is not None and not totals.ended and patience.landed < patience.packages:
        return translate("wording", "{progress} in the cache").format(
            progress=count_of_text(patience.landed, patience.packages)
        )
    if totals.ended:
        if totals.packages is None:
            return translate("wording", "{count} installed").format(count=f"{totals.ended:,}")
        return translate("wording", "{progress} installed").format(
            progress=count_of_text(totals.ended, totals.packages)
        )
    if totals.to_prepare:
        return translate("wording", "{progress} prepared").format(
            progress=count_of_text(totals.prepared, totals.to_prepare)
        )
    return translate("wording", "{count} prepared").format(count=f"{totals.prepared:,}") if totals.prepared else ""


def figure_text(name: str, value: float | str | bool) -> str:  # noqa: FBT001, PLR0911 - one line a figure
    """Say one measured figure of a finding, by the name that the finding gives it."""
    if isinstance(value, str | bool):
        return translate("wording", "{name}: {value}").format(name=name.replace("_", " "), value=value)
    if name == "wait_ms_p95":
        return translate("wording", "95 % within {wait}").format(wait=wait_text(value))
    if name == "wait_ms_max":
        return translate("wording", "longest wait {wait}").format(wait=wait_text(value))
    if name.startswith("os_error_"):
        number = name.removeprefix("os_error_")
        return translate("wording", "os error {number}: {count} times").format(number=number, count=f"{value:g}")
    if name == "seconds":
        return duration_text(value)
    if name.endswith("_bytes"):
        words = name.removesuffix("_bytes").replace("_", " ")
        return translate("wording", "{name}: {value}").format(name=words, value=size_text(int(value)))
    return translate("wording", "{name}: {value}").format(name=name.replace("_", " "), value=f"{value:g}")


def changes_text(changes: tuple[Change, ...]) -> str:
    """Count what changed in the environment."""
    if not changes:
        return translate("wording", "nothing had to change")
    parts = [
        template.format(count=count)
        for action, template in (
            (ChangeAction.INSTALLED, translate("wording", "{count} installed")),
            (ChangeAction.REINSTALLED, translate("wording", "{count} reinstalled")),
            (ChangeAction.REMOVED, translate("wording", "{count} removed")),
        )
        if (count := sum(change.action is action for change in changes))
    ]
    return ", ".join(parts)
