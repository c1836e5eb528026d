"""The pages that take the place of a project's own: its history, its wheels and its network."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge
from gui.pages.page_stack import PageStack
from gui.questions import Questions
from gui.widgets.notices import Notices
from gui.windows.history import History
from gui.windows.network import Network
from gui.windows.wheel_changes import WheelChanges
from gui.windows.wheel_collecting import WheelCollecting
from gui.windows.wheels import Wheels


class SidePages(QObject):
    """Owns what stands behind these pages; each of them decides for itself when it is shown."""

    def __init__(
        self,
        *,
        bridge: Bridge,
        actions: Actions,
        stack: PageStack,
        questions: Questions,
        notices: Notices,
        shown: Callable[[], ProjectState | None],
        carry_out: Callable[[AnyCommand], None],
        submit: Callable[[AnyCommand], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._history = History(
            bridge=bridge, stack=stack, page=stack.history, project=stack.project, shown=shown, parent=self
        )
        self._history.connect_to(actions)
        self._changes = WheelChanges(bridge=bridge, questions=questions, notices=notices, shown=shown, window=window)
        self._collecting = WheelCollecting(
            bridge=bridge, questions=questions, notices=notices, shown=shown, window=window
        )
        self._wheels = Wheels(
            bridge=bridge,
            stack=stack,
            page=stack.wheels,
            project=stack.project,
            questions=questions,
            shown=shown,
            carry_out=carry_out,
            changes=self._changes,
            collecting=self._collecting,
            window=window,
        )
        self._wheels.connect_to(actions)
        self._network = Network(
            bridge=bridge, stack=stack, questions=questions, shown=shown, submit=submit, window=window
        )
        self._network.connect_to(actions)

    def follow(self) -> None:
        """Let the page in front show the project that is selected now."""
        self._history.follow()
        self._wheels.follow()
        self._network.follow()

    def take_wheels(self, files: tuple[Path, ...]) -> None:
        """Add files that were dropped on the window to the shown project."""
        self._wheels.take(files)
