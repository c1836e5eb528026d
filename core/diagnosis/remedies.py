"""Remedies that rules offer; a command to submit is only there where the context names project and command."""

from pathlib import Path

from msgspec.structs import replace

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
from core.model.secrets import without_secrets
from core.model.settings import PlaceKind

_NO_CACHE = frozenset({"--no-cache", "--no-cache-dir", "-n"})


_MOVES: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.CACHE: (
        "Folders are measured, and the cache moves to the best one in which renames work.",
        "Wheelyard's profile of this project names the new place; the project's own files stay as they are.",
        "The old cache stays until a sync has succeeded in the new place; until then it can be undone.",
    ),
    PlaceKind.TEMP: (
        "A temp folder is made for this project where it was measured to work, and its profile names it.",
        "Other programs keep the temp folder that they have; it can be undone.",
    ),
    PlaceKind.ENVIRONMENT: (
        "The environment is made anew in a folder that was measured to work, and the project's profile names it.",
        "The old one stays until a sync has succeeded in the new place; until then it can be undone.",
    ),
}


def relocate(context: FailureContext, kind: PlaceKind, why: str, confidence: float) -> Remedy:
    """Return the remedy that moves a place to the best measured folder and runs the failed command again."""
    action = None
    if context.project is not None:
        action = RelocatePlace(project=context.project, kind=kind, to=None, then=submittable(context.command))
    return Remedy(
        id=f"relocate-{kind.value}",
        title=f"Move the {kind.words} and run again",
        why=why,
        confidence=confidence,
        action=action,
        changes=_MOVES[kind],
        command=("wheelyard", "relocate", kind.value, "--auto", *in_project(context.project)),
    )


def run_again(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that runs the failed command once more."""
    command = context.command
    words = words_of(command) if command is not None else ("wheelyard", "sync", *in_project(context.project))
    name = words[1].capitalize()
    return Remedy(
        id="run-again",
        title=f"{name} again",
        why=why,
        confidence=confidence,
        action=submittable(command),
        command=words,
    )


def sync_patiently(context: FailureContext, why: str, confidence: float) -> Remedy | None:
    """Return the remedy that brings packages in one at a time; None where that was what failed."""
    command = context.command if context.command is not None else Sync(project=context.project)
    if command.patient or _NO_CACHE.intersection(command.uv_args):
        return None
    patient = replace(command, patient=True)
    # The words are typed some time later; the button comes right after the refusal and need not repeat it.
    action = submittable(replace(patient, refused_before=True)) if context.command is not None else None
    return Remedy(
        id="sync-patiently",
        title="Sync one package at a time",
        why=why,
        confidence=confidence,
        action=action,
        command=words_of(patient),
        changes=("One package after the other is brought into the cache, then the whole runs as it would have.",),
    )


def run_with_cache(context: FailureContext, why: str, confidence: float) -> Remedy | None:
    """Return the remedy that runs the failed command without ``--no-cache``; None where that was not given."""
    command = submittable(context.command)
    if command is None or not _NO_CACHE.intersection(command.uv_args):
        return None
    kept = replace(command, uv_args=tuple(word for word in command.uv_args if word not in _NO_CACHE))
    return Remedy(
        id="run-with-cache",
        title=f"{words_of(kept)[1].capitalize()} with the cache",
        why=why,
        confidence=confidence,
        action=kept,
        command=words_of(kept),
        changes=("What uv unpacks stays in the cache for the next run; `--no-cache` is left out this once.",),
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
        command=("wheelyard", "lock", *in_project(context.project)),
        changes=("uv resolves the requirements and writes uv.lock anew; pyproject.toml stays as it is.",),
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
        changes=("Nothing is changed: folders are made there, renamed, and removed again.",),
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
    patient = ("--patient",) if command.patient else ()
    passed = ("--", *command.uv_args) if command.uv_args else ()
    # Whoever typed a password knows it; what is printed and passed on must not.
    return tuple(map(without_secrets, ("wheelyard", *words, *patient, *in_project(command.project), *passed)))


def in_project(project: Path | None) -> tuple[str, ...]:
    """Return the words that name the project, so that a pasted command finds it from every folder."""
    return ("--project", str(project)) if project is not None else ()


def submittable(command: UvCommand | None) -> AnyUvCommand | None:
    """Return the command as one that can be submitted again, or None."""
    if isinstance(command, Sync | Lock | AddPackages | RemovePackages | UpgradePackages):
        return command
    return None
