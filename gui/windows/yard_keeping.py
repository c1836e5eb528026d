"""The person's own list of yards, changed from the page of wheels."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.model.commands import KeepYard
from core.model.events import Finished
from core.model.outcome import Failed, Succeeded
from gui.bridge import Bridge, Changed
from gui.pages.wheels_page import WheelsPage
from gui.questions import Questions


class YardKeeping(QObject):
    """Asks for a folder, keeps it or takes it off the list, and says so; ``changed`` says that the list is another."""

    changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        page: WheelsPage,
        questions: Questions,
        folder: Callable[[], Path | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._page = page
        self._questions = questions
        self._folder = folder
        self._keeping: set[str] = set()
        page.keep_wanted.connect(self._on_wanted)
        page.yards.keep_wanted.connect(self._keep)
        bridge.changed.connect(self._on_changed)

    def _on_wanted(self) -> None:
        project = self._folder()
        start = project.parent if project is not None else None
        self._questions.choose_folder(self.tr("Keep a yard"), start, self._on_chosen)

    def _on_chosen(self, folder: Path) -> None:
        self._keep(folder, True)

    def _keep(self, folder: Path, keep: bool) -> None:  # noqa: FBT001 - what the signal carries
        if not self._bridge.is_closing:
            self._keeping.add(self._bridge.submit(KeepYard(project=self._folder(), folder=folder, keep=keep)))

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished) and event.job in self._keeping:
                self._keeping.discard(event.job)
                self._on_kept(event)

    def _on_kept(self, event: Finished) -> None:
        match event.outcome:
            case Succeeded(repaired=sentence):
                self._page.say_done(sentence or self.tr("Your list of yards was changed."))
                self.changed.emit()
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                pass
