"""Words about moving a place: the question before it and the steps of it; and how a patient sync comes on."""

from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from core.model.commands import AnyUvCommand
from core.model.events import PatienceProgressed, ProjectDetails, RelocationProgressed
from core.model.measurements import Held, RelocationHow, RelocationReport
from core.model.settings import OriginKind, PlaceKind
from gui.command_titles import command_title
from gui.figures import count_of_text, files_text, size_text
from gui.place_names import place_word
from gui.place_words import held_text

translate = QCoreApplication.translate

_OWN = (OriginKind.PROFILE, OriginKind.PROJECT)


@dataclass(frozen=True)
class Move:
    """A relocation that a person thinks of; ``to`` is None for the best folder that a measurement finds."""

    kind: PlaceKind
    to: Path | None
    details: ProjectDetails | None
    held: Held | None = None
    then: AnyUvCommand | None = None


def step_text(step: str) -> str:
    """Say a step of a relocation; words that are not known here are said as they are."""
    known = {
        "counting": translate("moves", "Counting what has to move"),
        "renaming": translate("moves", "Moving by one rename"),
        "copying": translate("moves", "Copying"),
        "checking": translate("moves", "Checking the content of every file"),
        "replacing": translate("moves", "Putting the new place where it belongs"),
        "switching": translate("moves", "Switching the setting"),
        "verifying": translate("moves", "Verifying the new place with uv"),
        "retiring": translate("moves", "Retiring the old place"),
    }
    return known.get(step, step)


def moving_text(moving: RelocationProgressed) -> str:
    """Say what a relocation does now, and for whom it waits."""
    step = step_text(moving.step)
    if moving.waits_for is None:
        return step
    return translate("moves", "{step}; waits for {whom}").format(step=step, whom=moving.waits_for)


def relocation_sentence(report: RelocationReport) -> str:
    """Say what a relocation did."""
    if report.undo:
        return translate("moves", "The {place} is back in {target}.").format(
            place=place_word(report.kind), target=report.target
        )
    what = place_word(report.kind)
    size = size_text(report.moved_bytes or 0)
    files = files_text(report.moved_files or 0)
    match report.how:
        case RelocationHow.RENAMED if report.moved_files is None:
            sentence = translate("moves", "The {place} moved by one rename.")
        case RelocationHow.RENAMED:
            sentence = translate("moves", "The {place} moved by one rename: {files}, {size}.")
        case RelocationHow.COPIED:
            sentence = translate("moves", "The {place} was copied and verified: {files}, {size}.")
        case RelocationHow.FRESH if report.old_place_goes:
            sentence = translate("moves", "A fresh {place} starts in the new folder.")
        case RelocationHow.FRESH:
            sentence = translate("moves", "A fresh {place} starts in the new folder; the old one stays as it is.")
        case _:
            assert_never(report.how)
    return sentence.format(place=what, files=files, size=size)


def report_text(report: RelocationReport) -> str:
    """Say how the new place was proved, and what becomes of the old one."""
    said = [] if report.probe is None else [report.probe.why]
    if report.checked_by is not None:
        said.append(translate("moves", "Proved there: {proof}.").format(proof=report.checked_by))
    if report.old_place_goes:
        said.append(translate("moves", "What is left behind is removed after the next successful sync."))
        if not report.undo and report.how.carries:
            said.append(translate("moves", "Until then, Undo relocation brings it back."))
    elif report.undo and report.how is RelocationHow.FRESH:
        said.append(translate("moves", "The fresh one stays in {folder}.").format(folder=report.origin))
    elif report.how is not RelocationHow.RENAMED:
        said.append(translate("moves", "The old place stays as it is."))
    return " ".join(said)


def patience_text(patience: PatienceProgressed) -> str:
    """Say how a patient sync comes on."""
    parts = [
        translate("moves", "{progress} packages are in the cache").format(
            progress=count_of_text(patience.landed, patience.packages)
        )
    ]
    if patience.package is not None:
        parts.append(translate("moves", "trying {package}").format(package=patience.package))
    if patience.pause > 0:
        parts.append(
            translate("moves", "waiting {seconds} s for the scanner").format(seconds=f"{max(1.0, patience.pause):.0f}")
        )
    if patience.turn > 1:
        parts.append(translate("moves", "round {turn}").format(turn=patience.turn))
    return "; ".join(parts)


def move_title(move: Move) -> str:
    """Return the question itself."""
    return translate("moves", "Move the {place}?").format(place=place_word(move.kind))


def move_text(move: Move) -> str:
    """Say where to, and what is measured before."""
    if move.to is None:
        return translate(
            "moves",
            "Every folder that comes into question is measured first. "
            "The best one in which renames work is taken; where there is none, nothing moves.",
        )
    return translate("moves", "Renames are measured in {folder} first; where they are refused, nothing moves.").format(
        folder=move.to
    )


def move_points(move: Move) -> tuple[str, ...]:
    """Say what will happen, one thing a line."""
    points = [_how(move)]
    details = move.details
    if move.kind is PlaceKind.CACHE and details is not None and details.link_mode == "symlink":
        points.append(
            translate(
                "moves",
                "The environment consists of links into the cache (link mode symlink). Where the cache itself would "
                "have to move, that is refused before anything is touched.",
            )
        )
    if move.kind is not PlaceKind.TEMP and (details is None or details.link_mode is None):
        points.append(
            translate(
                "moves",
                "Where cache and environment end up on two volumes, uv cannot link files: "
                "the link mode becomes copy, so that uv does not warn at every install.",
            )
        )
    if _starts_fresh(move):
        points.append(translate("moves", "Undo relocation takes the old one up again."))
    else:
        points.append(
            translate(
                "moves",
                "The old place is kept at least until the next sync has succeeded; until then it can be brought back "
                "with Undo relocation.",
            )
        )
    if move.then is not None:
        points.append(translate("moves", "After that, {title} runs again.").format(title=command_title(move.then)))
    return tuple(points)


def _how(move: Move) -> str:
    if move.kind is PlaceKind.TEMP:
        return translate("moves", "A fresh temp folder starts there. The old one belongs to all programs and stays.")
    if move.kind is PlaceKind.ENVIRONMENT:
        return translate(
            "moves",
            "The environment is made anew there by the next sync: its scripts carry its folder's name. "
            "The old one stays as it is.",
        )
    if _starts_fresh(move):
        return translate(
            "moves", "The old cache may serve other projects, too: it stays as it is, and a fresh one starts."
        )
    moved = translate("moves", "all of it") if move.held is None else held_text(move.held)
    return translate(
        "moves",
        "On one volume the cache moves by one rename. To another volume {moved} is copied, and the content of every "
        "file is compared. If other projects use this cache, too, it stays, and a fresh one starts.",
    ).format(moved=moved)


def _starts_fresh(move: Move) -> bool:
    """Whether the old place is surely left as it is; a cache of the project's own may still be another's, too."""
    if move.kind is not PlaceKind.CACHE:
        return True
    places = None if move.details is None else move.details.places
    return places is not None and places.cache.origin.kind not in _OWN
