"""Questions to the person as windows that do not block: they open, and call back when answered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.icon_view import IconView
from gui.widgets.points import points
from gui.widgets.text import label

_NARROW = 360
_WIDE = 440


@dataclass(frozen=True)
class Question:
    """One question with two answers; the second one changes nothing.

    ``points`` say what will happen, one thing each.
    """

    title: str
    text: str
    accept: str
    decline: str
    points: tuple[str, ...] = ()


class QuestionDialog(QDialog):
    """Shows a question; the answer that changes nothing has the keyboard first."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("questionDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        icon = IconView("info", size=22)
        icon.show_sign(Sign("info", Tone.INFO))
        title = label(question.title, "heading", wrap=True)
        text = label(question.text, wrap=True, name="questionText")
        text.setMinimumWidth(_WIDE if question.points else _NARROW)
        decline = PushButton(question.decline, "questionDecline")
        decline.clicked.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(S)
        words.addWidget(title)
        words.addWidget(text)
        words.addLayout(points(question.points, name="questionPoint", gap=S))
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch(1)
        buttons.addWidget(decline)
        accept = PushButton(question.accept, "questionAccept", kind="primary")
        accept.clicked.connect(self.accept)
        buttons.addWidget(accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(XL)
        layout.addLayout(top)
        layout.addLayout(buttons)
        decline.setDefault(True)
        decline.setFocus()
        # Lines that wrap need less height at this width than at the narrowest one, which a dialog would go by.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        width = layout.sizeHint().width()
        self.setMinimumSize(width, layout.totalHeightForWidth(width))
        self.resize(self.minimumSize())


class Questions(QObject):
    """Asks over a window; one question of a kind at a time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: dict[str, QDialog] = {}

    def ask(self, question: Question, answered: Callable[[bool], None], over: QWidget | None = None) -> None:
        """Open a question and return at once; ``answered`` is called with whether it was accepted.

        ``over`` is the dialog that it belongs to, where that is not the window itself.
        """
        if self._raise(question.title):
            return
        dialog = QuestionDialog(question, over or self._window)

        def finish(result: int) -> None:
            self._open.pop(question.title, None)
            answered(result == int(QDialog.DialogCode.Accepted))

        dialog.finished.connect(finish)
        self._open[question.title] = dialog
        dialog.open()

    def choose_folder(
        self, title: str, start: Path | None, chosen: Callable[[Path], None], over: QWidget | None = None
    ) -> None:
        """Open the system's folder chooser and return at once; nothing is called when it is dismissed."""
        if self._raise(title):
            return
        dialog = QFileDialog(over or self._window, title)
        dialog.setObjectName("folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        self._choose(dialog, title, start, chosen)

    def choose_file(
        self,
        title: str,
        kinds: str,
        start: Path | None,
        chosen: Callable[[Path], None],
        over: QWidget | None = None,
    ) -> None:
        """Open the system's chooser of one file and return at once; ``kinds`` are name filters as Qt writes them."""
        if self._raise(title):
            return
        dialog = QFileDialog(over or self._window, title)
        dialog.setObjectName("fileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        self._choose(dialog, title, start, chosen)

    def choose_new_file(
        self,
        title: str,
        kinds: str,
        start: Path | None,
        chosen: Callable[[Path], None],
        over: QWidget | None = None,
    ) -> None:
        """Open the system's chooser of a file to write and return at once; it asks before one is replaced."""
        if self._raise(title):
            return
        dialog = QFileDialog(over or self._window, title)
        dialog.setObjectName("newFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix("pem")
        self._choose(dialog, title, start, chosen)

    def choose_files(
        self, title: str, kinds: str, start: Path | None, chosen: Callable[[tuple[Path, ...]], None]
    ) -> None:
        """Open the system's chooser of one or more files and return at once; ``kinds`` as for one file."""
        if self._raise(title):
            return
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName("filesDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(kinds)

        def taken(_first: Path) -> None:
            chosen(tuple(map(Path, dialog.selectedFiles())))

        self._choose(dialog, title, start, taken)

    def _choose(self, dialog: QFileDialog, title: str, start: Path | None, chosen: Callable[[Path], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if start is not None:
            dialog.setDirectory(str(start))

        def finish(result: int) -> None:
            self._open.pop(title, None)
            files = dialog.selectedFiles()
            if result == int(QDialog.DialogCode.Accepted) and files:
                chosen(Path(files[0]))

        dialog.finished.connect(finish)
        self._open[title] = dialog
        dialog.open()

    def _raise(self, title: str) -> bool:
        dialog = self._open.get(title)
        if dialog is None:
            return False
        dialog.raise_()
        dialog.activateWindow()
        return True
