"""Where places of new projects are made: the person's own folder, or what the measurements find."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import ChoosePlacesRoot, DescribePlacesRoot
from core.model.events import Finished
from core.model.outcome import Failed, Succeeded
from core.model.places_root import PlacesRoot
from gui.bridge import Bridge, Changed
from gui.dialogs.places_root import PlacesRootDialog
from gui.questions import Questions
from gui.widgets.notices import Notices


class PlacesRootChoice(QObject):
    """Shows the root in force, asks for another, submits the choice, and says what came of it."""

    def __init__(self, bridge: Bridge, questions: Questions, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._questions = questions
        self._notices = notices
        self._window = window
        self._dialog: PlacesRootDialog | None = None
        self._described: str | None = None
        self._start: Path | None = None
        self._choices: dict[str, Path | None] = {}
        bridge.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Open the choice and return at once; what is in force is looked up meanwhile."""
        if self._dialog is not None or self._bridge.is_closing:
            return
        self._start = None
        dialog = PlacesRootDialog(self._window)
        self._dialog = dialog
        dialog.folder_wanted.connect(self._on_folder)
        dialog.measured_wanted.connect(self._on_measured)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        self._described = self._bridge.submit(DescribePlacesRoot())

    def _on_closed(self) -> None:
        self._dialog = None

    def _on_folder(self) -> None:
        title = self.tr("Choose the folder for places of new projects")
        self._questions.choose_folder(title, self._start, self._choose)

    def _on_measured(self) -> None:
        self._choose(None)

    def _choose(self, root: Path | None) -> None:
        if not self._bridge.is_closing:
            self._choices[self._bridge.submit(ChoosePlacesRoot(root=root))] = root

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if not isinstance(event, Finished):
                continue
            if event.job == self._described:
                self._described = None
                self._show(event)
            elif event.job in self._choices:
                self._say(self._choices.pop(event.job), event)

    def _show(self, event: Finished) -> None:
        dialog = self._dialog
        match event.outcome:
            case Succeeded(root=PlacesRoot() as root):
                self._start = root.folder
                if dialog is not None:
                    dialog.show_root(root)
            case Failed(problem=problem) if dialog is not None:
                dialog.say_failed(problem)
            case _:
                pass

    def _say(self, root: Path | None, event: Finished) -> None:
        match event.outcome:
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, "" if root is None else str(root))
            case Succeeded(root=in_force):
                notes = "" if in_force is None else "\n".join(in_force.notes)
                if root is None:
                    said = self.tr("Places of new projects are made where the measurements find it best.")
                    self._notices.say_done(said, "", explanation=notes)
                else:
                    said = self.tr("Places of new projects are made below this folder:")
                    self._notices.say_done(said, str(root), explanation=notes)
            case _:
                pass
