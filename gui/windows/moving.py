"""Moving a place: what will happen is said and asked before, and only then is the command submitted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.model.commands import AnyCommand, RelocatePlace
from core.model.settings import PlaceKind
from core.model.state import ProjectState
from gui import move_words
from gui.actions import command_to_rerun
from gui.bridge import Bridge
from gui.move_words import Move
from gui.place_names import place_word
from gui.questions import Question, Questions


class Moving(QObject):
    """Asks about relocations of the shown project, and submits those that are wanted."""

    def __init__(
        self, bridge: Bridge, questions: Questions, submit: Callable[[AnyCommand], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._submit = submit
        self._questions = questions

    def choose(self, entry: ProjectState, kind: PlaceKind) -> None:
        """Let the person choose a folder for a place, then ask."""
        folder = entry.project.folder
        title = self.tr("Choose a folder for the {place}").format(place=place_word(kind))

        def chosen(target: Path) -> None:
            now = self._bridge.state.of(folder)
            if now is not None:
                self.ask(now, kind, target)

        self._questions.choose_folder(title, folder.parent, chosen)

    def ask(self, entry: ProjectState, kind: PlaceKind, target: Path | None) -> None:
        """Say what a relocation will do, and submit it if that is wanted."""
        move = self._move(entry, kind, target)
        command = RelocatePlace(project=entry.project.folder, kind=kind, to=target, then=move.then)
        question = Question(
            title=move_words.move_title(move),
            text=move_words.move_text(move),
            accept=self.tr("Measure and move") if target is None else self.tr("Move"),
            decline=self.tr("Leave it where it is"),
            points=move_words.move_points(move),
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted and not self._bridge.is_closing:
                self._submit(command)

        self._questions.ask(question, answered)

    def _move(self, entry: ProjectState, kind: PlaceKind, target: Path | None) -> Move:
        places = None if entry.details is None else entry.details.places
        counted = None if places is None else entry.inventory_of(places.of(kind).path)
        whole = counted is not None and not counted.counting
        return Move(
            kind=kind,
            to=target,
            details=entry.details,
            held=counted.held if counted is not None and whole else None,
            then=command_to_rerun(entry),
        )
