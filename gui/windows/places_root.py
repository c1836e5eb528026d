"""Where places of new projects are made: the person's own folder, or what the measurements find."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import ChoosePlacesRoot
from core.model.events import Finished
from core.model.outcome import Failed, Succeeded
from gui.bridge import Bridge, Changed
from gui.dialogs.places_root import PlacesRootDialog
from gui.questions import Questions
from gui.widgets.notices import Notices


class PlacesRoot(QObject):
    """Asks for the root, submits the choice, and says what came of it."""

    def __init__(self, bridge: Bridge, questions: Questions, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._questions = questions
        self._notices = notices
        self._window = window
        self._choices: dict[str, Path | None] = {}
        bridge.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Open the choice and return at once."""
        dialog = PlacesRootDialog(self._window)
        dialog.folder_wanted.connect(self._on_folder)
        dialog.measured_wanted.connect(self._on_measured)
        dialog.open()

    def _on_folder(self) -> None:
        self._questions.choose_folder(self.tr("Choose the folder for places of new projects"), None, self._choose)

    def _on_measured(self) -> None:
        self._choose(None)

    def _choose(self, root: Path | None) -> None:
        if not self._bridge.is_closing:
            self._choices[self._bridge.submit(ChoosePlacesRoot(root=root))] = root

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished) and event.job in self._choices:
                self._say(self._choices.pop(event.job), event)

    def _say(self, root: Path | None, event: Finished) -> None:
        match event.outcome:
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, "" if root is None else str(root))
            case Succeeded() if root is None:
                self._notices.say_done(
                    self.tr("Places of new projects are made where the measurements find it best."), ""
                )
            case Succeeded():
                self._notices.say_done(self.tr("Places of new projects are made below this folder:"), str(root))
            case _:
                pass
