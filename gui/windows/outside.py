"""What leads out of the window and back in: other programs, scripts, things that are dropped, the check of it all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge
from gui.questions import Questions
from gui.widgets.notices import Notices
from gui.widgets.open_in import OpenIn
from gui.windows.doctor import Doctor
from gui.windows.dropping import Dropping
from gui.windows.opened_files import OpenedFiles
from gui.windows.scripts import SCRIPTS, Scripts
from gui.windows.terminal import OtherPrograms


class Outside(QObject):
    """Owns these parts of a window and connects them to its actions; each of them decides for itself."""

    def __init__(
        self,
        *,
        bridge: Bridge,
        actions: Actions,
        open_in: OpenIn,
        questions: Questions,
        notices: Notices,
        shown: Callable[[], ProjectState | None],
        carry_out: Callable[[AnyCommand], None],
        add: Callable[[Path], None],
        take_wheels: Callable[[tuple[Path, ...]], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._opened = OpenedFiles(bridge, notices, self)
        self._programs = OtherPrograms(bridge, shown, actions, open_in, self)
        self._scripts = Scripts(bridge=bridge, questions=questions, notices=notices, shown=shown, window=window)
        self._dropping = Dropping(window, add, self._scripts.take, SCRIPTS, take_wheels)
        self._doctor = Doctor(bridge, shown, carry_out, window)
        actions.save_script.triggered.connect(self._scripts.ask_to_save)
        actions.import_script.triggered.connect(self._scripts.ask_to_import)
        actions.check.triggered.connect(self._doctor.ask)
