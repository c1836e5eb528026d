"""What a page is busy with: words, how far it came, and the button that stops it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import M, S
from gui.widgets.buttons import PushButton
from gui.widgets.progress_line import ProgressLine
from gui.widgets.text import label


class WorkingRow(QWidget):
    """Hidden while nothing is under way; ``cancel_wanted`` says that a person wants it stopped."""

    cancel_wanted = Signal()

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self._doing = label(kind="muted", wrap=True, name=f"{name}Doing")
        self._line = ProgressLine(f"{name}Line", accessible)
        self._cancel = PushButton(self.tr("Cancel"), f"{name}Cancel", icon_name="stop")
        self._cancel.clicked.connect(self.cancel_wanted)
        words = QVBoxLayout()
        words.setSpacing(S - 2)
        words.addWidget(self._doing)
        words.addWidget(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addLayout(words, 1)
        row.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_working(self, doing: str, said: str = "", share: float | None = None) -> None:
        """Say what is under way and in ``said`` how far it came; empty words say that nothing is."""
        self.setVisible(bool(doing))
        if not doing:
            return
        self._line.setAccessibleName(doing)
        self._doing.setText(f"{doing} · {said}" if said else doing)
        self._line.show_share(share)
