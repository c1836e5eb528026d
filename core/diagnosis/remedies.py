"""Remedies that rules offer; a command to submit is only there where the context names project and command."""

from pathlib import Path

from core.diagnosis.context import FailureContext
from core.model.commands import (
    AddPackages,
    AnyUvCommand,
    Lock,
    ProbePlaces,
    RelocatePlace,
    RemovePackages,
    Sync,
    UpgradePackages,
    UvCommand,
)
from core.model.problem import Remedy
from core.model.settings import PlaceKind

_NAMES = {PlaceKind.CACHE: "cache", PlaceKind.TEMP: "temp folder", PlaceKind.ENVIRONMENT: "environment"}


def relocate(context: FailureContext, kind: PlaceKind, why: str, confidence: float) -> Remedy:
    """Return the remedy that moves a place to the best measured folder and runs the failed command again."""
    action = None
    if context.project is not None:
        action = RelocatePlace(project=context.project, kind=kind, to=None, then=_submittable(context.command))
    return Remedy(
        id=f"relocate-{kind.value}",
        title=f"Move the {_NAMES[kind]} and run again",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "relocate", kind.value, "--auto"),
    )


def run_again(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that runs the failed command once more."""
    command = context.command
    words = words_of(command) if command is not None else ("wheelyard", "sync")
    name = words[1].capitalize()
    return Remedy(
        id="run-again",
        title=f"{name} again",
        why=why,
        confidence=confidence,
        action=_submittable(command),
        command=words,
    )


def lock_again(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that resolves the requirements into the lock file anew."""
    action = Lock(project=context.project) if context.project is not None else None
    return Remedy(
        id="lock",
        title="Update the lock file",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "lock"),
    )


def probe(context: FailureContext, folder: Path | None, printed: str | None, why: str, confidence: float) -> Remedy:
    """Return the remedy that measures renames in a folder.

    ``printed`` names the folder on the other computer where ``folder`` is None.
    """
    place = str(folder) if folder is not None else printed
    return Remedy(
        id="probe",
        title="Measure renames there",
        why=why,
        confidence=confidence,
        action=ProbePlaces(project=context.project, folders=(folder,)) if folder is not None else None,
        command=("wheelyard", "probe", place) if place else (),
    )


def advice(ident: str, title: str, why: str, confidence: float) -> Remedy:
    """Return a remedy that only a person can carry out."""
    return Remedy(id=ident, title=title, why=why, confidence=confidence)


def words_of(command: UvCommand) -> tuple[str, ...]:
    """Return a command as words of the command line."""
    words: tuple[str, ...]
    match command:
        case Lock():
            words = ("lock",)
        case AddPackages(packages=packages):
            words = ("add", *packages)
        case RemovePackages(packages=packages):
            words = ("remove", *packages)
        case UpgradePackages(packages=packages):
            words = ("upgrade", *packages)
        case _:
            words = ("sync",)
    passed = ("--", *command.uv_args) if command.uv_args else ()
    return ("wheelyard", *words, *passed)


def _submittable(command: UvCommand | None) -> AnyUvCommand | None:
    if isinstance(command, Sync | Lock | AddPackages | RemovePackages | UpgradePackages):
        return command
    return None
