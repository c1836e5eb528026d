"""Terminals and editors: what is installed is looked up, and the shown project is opened in one of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from core.model.commands import FindPrograms, OpenEditor, OpenTerminal
from core.model.events import Finished
from core.model.outcome import Succeeded
from core.model.programs_found import FoundProgram, ProgramKind
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.widgets.open_in import OpenIn


class OtherPrograms(QObject):
    """Submits what opens the shown project elsewhere; what comes of it is said above the page by ``OpenedFiles``."""

    def __init__(
        self,
        bridge: Bridge,
        shown: Callable[[], ProjectState | None],
        actions: Actions,
        button: OpenIn,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown = shown
        self._button = button
        self._finding: str | None = None
        actions.open_terminal.triggered.connect(self._on_terminal)
        actions.open_editor.triggered.connect(self._on_editor)
        button.programs_wanted.connect(self._on_wanted)
        button.chosen.connect(self._on_chosen)
        bridge.changed.connect(self._on_changed)

    def _on_wanted(self) -> None:
        # Asked for anew each time: what is installed meanwhile is offered, too.
        if self._finding is None and not self._bridge.is_closing:
            self._finding = self._bridge.submit(FindPrograms())

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished) and event.job == self._finding:
                self._finding = None
                if isinstance(event.outcome, Succeeded):
                    self._button.show_programs(event.outcome.programs)

    def _on_terminal(self) -> None:
        self._open(ProgramKind.TERMINAL, None)

    def _on_editor(self) -> None:
        self._open(ProgramKind.EDITOR, None)

    def _on_chosen(self, program: FoundProgram) -> None:
        self._open(program.kind, program.name)

    def _open(self, kind: ProgramKind, name: str | None) -> None:
        entry = self._shown()
        if entry is None or self._bridge.is_closing:
            return
        folder = entry.project.folder
        match kind:
            case ProgramKind.TERMINAL:
                self._bridge.submit(OpenTerminal(project=folder, program=name))
            case ProgramKind.EDITOR:
                self._bridge.submit(OpenEditor(project=folder, program=name))
