"""Words about the packages of a job: where each is on its way, how many came how far."""

from PySide6.QtCore import QCoreApplication

from core.model.activity import Activity
from core.model.commands import Lock, UvCommand
from core.model.events import PackagePhase
from core.model.outcome import Cancelled, ChangeAction, Failed, Succeeded
from gui.figures import count_of_text

translate = QCoreApplication.translate


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
