"""What the actions of the shown project do: each becomes a command."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.command_kinds import only_looks
from core.model.commands import AnyCommand, Lock, Sync, UndoRelocation
from core.model.problem import Remedy
from core.model.settings import PlaceKind
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge
from gui.pages.project_page import ProjectPage
from gui.pages.project_parts import relocation_of
from gui.questions import Questions
from gui.windows.cache_care import CacheCare
from gui.windows.moving import Moving
from gui.windows.remedy_inputs import RemedyInputs


class Work(QObject):
    """Turns the buttons, menus and keys of the shown project into commands; it decides nothing else."""

    def __init__(
        self,
        bridge: Bridge,
        shown: Callable[[], ProjectState | None],
        questions: Questions,
        care: CacheCare,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown = shown
        self._moving = Moving(bridge, questions, self.submit, self)
        self._inputs = RemedyInputs(bridge, questions, self.submit, parent)
        self._care = care

    def connect_to(self, actions: Actions, page: ProjectPage) -> None:
        """Follow the actions and what the page is asked for."""
        actions.sync.triggered.connect(self._on_sync)
        actions.sync_patiently.triggered.connect(self._on_sync_patiently)
        actions.lock.triggered.connect(self._on_lock)
        actions.cancel.triggered.connect(self._on_cancel)
        actions.relocate.triggered.connect(self._on_relocate)
        actions.relocate_to.triggered.connect(self._on_relocate_to)
        actions.relocate_temp.triggered.connect(self._on_relocate_temp)
        actions.relocate_environment.triggered.connect(self._on_relocate_environment)
        actions.undo.triggered.connect(self._on_undo)
        actions.count.triggered.connect(self._on_count)
        actions.measure.triggered.connect(self._on_measure)
        actions.show_cache.triggered.connect(self._on_show_cache)
        page.remedy_chosen.connect(self._on_remedy)
        page.folder_wanted.connect(self._on_folder_wanted)
        page.candidate_chosen.connect(self._on_candidate)

    def carry_out(self, action: AnyCommand) -> None:
        """Submit what a button of a finding wants, after what it needs was asked for."""
        self._inputs.carry_out(action)

    def submit(self, command: AnyCommand) -> str:
        """Submit a command that changes something of its project, and return the job."""
        entry = self._bridge.state.of(command.project)
        if entry is not None and entry.counting is not None and not only_looks(command):
            # Nobody waits for figures: a count of a slow drive can be had again.
            self._bridge.cancel(entry.counting.job)
        return self._bridge.submit(command)

    def _on_sync(self) -> None:
        entry = self._shown()
        if entry is not None:
            self.submit(Sync(project=entry.project.folder))

    def _on_sync_patiently(self) -> None:
        entry = self._shown()
        if entry is not None:
            self.submit(Sync(project=entry.project.folder, patient=True))

    def _on_lock(self) -> None:
        entry = self._shown()
        if entry is not None:
            self.submit(Lock(project=entry.project.folder))

    def _on_cancel(self) -> None:
        entry = self._shown()
        if entry is not None and entry.activity is not None:
            for activity in (*reversed(entry.waiting), entry.activity):
                self._bridge.cancel(activity.job)

    def _on_relocate(self) -> None:
        entry = self._shown()
        if entry is not None:
            self._moving.ask(entry, PlaceKind.CACHE, None)

    def _on_relocate_to(self) -> None:
        self._choose(PlaceKind.CACHE)

    def _on_relocate_temp(self) -> None:
        self._choose(PlaceKind.TEMP)

    def _on_relocate_environment(self) -> None:
        self._choose(PlaceKind.ENVIRONMENT)

    def _choose(self, kind: PlaceKind) -> None:
        entry = self._shown()
        if entry is not None:
            self._moving.choose(entry, kind)

    def _on_folder_wanted(self) -> None:
        entry = self._shown()
        if entry is not None:
            self._moving.choose(entry, relocation_of(entry))

    def _on_candidate(self, folder: object) -> None:
        entry = self._shown()
        if entry is not None:
            self._moving.ask(entry, relocation_of(entry), folder)  # type: ignore[arg-type]  # the signal's own value

    def _on_undo(self) -> None:
        entry = self._shown()
        if entry is not None:
            self.submit(UndoRelocation(project=entry.project.folder))

    def _on_count(self) -> None:
        entry = self._shown()
        if entry is not None:
            self._care.count(entry.project.folder)

    def _on_measure(self) -> None:
        entry = self._shown()
        if entry is not None:
            self._care.count(entry.project.folder, probe=True)

    def _on_show_cache(self) -> None:
        entry = self._shown()
        if entry is not None:
            self._care.open(entry.project.folder)

    def _on_remedy(self, remedy: Remedy) -> None:
        # One click: its card has said what it does and what it changes; only what is still open is asked for.
        if remedy.action is not None:
            self._inputs.carry_out(remedy.action)
