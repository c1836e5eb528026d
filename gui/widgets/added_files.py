"""The files that are about to be added: what each is, whether it fits here, what is wrong with it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.wheels import WheelsReport, YardFile
from gui import figures, wheel_words
from gui.theme import M, S
from gui.widgets.boxes import emptied
from gui.widgets.buttons import IconButton
from gui.widgets.card import Card
from gui.widgets.icon_view import IconView
from gui.widgets.text import label


class AddedFiles(Card):
    """Shows files below each other; ``left_out`` carries the path of one that a person does not want to add."""

    left_out = Signal(object)

    def __init__(self, files: tuple[Path, ...]) -> None:
        super().__init__("addedFiles", kind="well", inset=M)
        self._files = files
        self._read: dict[Path, YardFile] = {}
        self._show()

    def show_report(self, report: WheelsReport) -> None:
        """Show what was read of them."""
        self._read = {each.file.path: each for each in report.files}
        self._show()

    def _show(self) -> None:
        emptied(self.body)
        for number, file in enumerate(self._files):
            self.body.addWidget(self._part(number, file))

    def _part(self, number: int, file: Path) -> QWidget:
        row = self._read.get(file)
        icon = IconView("waiting", size=18)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = f"addedFile-{number}"
        if row is None:
            words.addWidget(label(file.name, "section", wrap=True, name=f"{name}-title"))
            words.addWidget(label(self.tr("Reading …"), "muted", name=f"{name}-facts"))
        else:
            read = row.file
            icon.show_sign(wheel_words.trouble_sign(read) or wheel_words.fits_sign(row.fits))
            parts = (wheel_words.for_text(read), figures.size_text(read.size))
            words.addWidget(label(wheel_words.title_text(read), "section", wrap=True, name=f"{name}-title"))
            words.addWidget(label(" · ".join(parts), "muted", wrap=True, name=f"{name}-facts"))
            for sentence in (row.why, *(trouble.sentence for trouble in read.troubles)):
                if sentence:
                    words.addWidget(label(sentence, wrap=True, name=f"{name}-said"))
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if len(self._files) > 1:
            leave = IconButton("close", self.tr("Leave {file} out").format(file=file.name), f"{name}-leave")
            leave.clicked.connect(partial(self._on_leave, file))
            line.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        return part

    def _on_leave(self, file: Path, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        self._files = tuple(each for each in self._files if each != file)
        self._show()
        self.left_out.emit(file)
