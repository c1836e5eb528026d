"""The list of projects as the window changes it: folders come, go, and are refused with a reason."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.model.commands import AddProject, RemoveProject
from core.model.events import Event, Finished, ProjectAdded
from core.model.outcome import Failed
from core.model.project import InputError
from core.model.state import ProjectState
from gui.bridge import Bridge, Changed
from gui.descriptions import Descriptions
from gui.pages.empty_page import EmptyPage
from gui.questions import Question, Questions
from gui.widgets.notices import Notices


class ProjectList(QObject):
    """Adds and removes projects; ``added`` carries the folder of one that the person added just now."""

    added = Signal(object)
    set_aside = Signal()

    def __init__(
        self,
        window: QObject,
        *,
        bridge: Bridge,
        notices: Notices,
        descriptions: Descriptions,
        questions: Questions,
        empty: EmptyPage,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._notices = notices
        self._descriptions = descriptions
        self._questions = questions
        self._empty = empty
        self._adding: dict[str, Path] = {}
        bridge.projects_set_aside.connect(self._on_set_aside)
        bridge.projects_kept.connect(self.say_damaged)

    def add(self, folder: Path) -> None:
        """Add a folder to the list; whether it can be one is the core's to say."""
        self._notices.settle(folder)
        job = self._bridge.submit(AddProject(project=folder))
        self._adding[job] = folder

    def choose(self, start: Path | None) -> None:
        """Let the person choose a folder to add."""
        self._questions.choose_folder(self.tr("Add a project folder"), start, self.add)

    def forget(self, folder: Path) -> None:
        """Take a project off the list; its files stay as they are."""
        self._descriptions.forget(folder)
        self._bridge.submit(RemoveProject(project=folder))

    def ask_to_remove(self, entry: ProjectState) -> None:
        """Take a project off the list, if that is really wanted."""
        folder = entry.project.folder
        question = Question(
            title=self.tr("Remove {name} from the list?").format(name=entry.project.name),
            text=self.tr("Its files, its environment and its cache stay as they are. You can add it again."),
            accept=self.tr("Remove"),
            decline=self.tr("Keep"),
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted:
                self.forget(folder)

        self._questions.ask(question, answered)

    def say_damaged(self, error: InputError) -> None:
        """Say that the list of projects cannot be read, and offer to begin a new one."""
        self._empty.show_damaged(is_damaged=True)
        self._notices.say_damaged(error)

    def follow(self, changed: Changed) -> None:
        """Say what was refused, forget what was settled, and tell which project was added."""
        added = [event.project.folder for event in changed.events if isinstance(event, ProjectAdded)]
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        for folder in added:
            self._notices.settle(folder)
        if added and self._adding_now(changed.events):
            self.added.emit(added[-1])

    def _adding_now(self, events: tuple[Event, ...]) -> bool:
        ended = {event.job for event in events if isinstance(event, Finished)}
        was_asked = bool(self._adding)
        for job in ended:
            self._adding.pop(job, None)
        return was_asked

    def _on_finished(self, event: Finished) -> None:
        folder = self._adding.get(event.job)
        if folder is not None and isinstance(event.outcome, Failed):
            self._adding.pop(event.job)
            self._notices.refuse(folder, event.outcome.problem)

    def _on_set_aside(self, kept: Path) -> None:
        self._empty.show_damaged(is_damaged=False)
        self._notices.say_set_aside(kept)
        self.set_aside.emit()
