"""Whether to end a program that holds a file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.model.questions import EndQuestion
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import XS, L, M, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.text import label


class EndProgramDialog(AskingDialog):
    """Names the program as exactly as it is known; leaving it is what Return does."""

    def __init__(self, question: EndQuestion, parent: QWidget) -> None:
        program = question.program
        super().__init__(
            "endProgramDialog",
            self.tr("End {program}?").format(program=program.name),
            Sign("warning", Tone.WARN),
            parent,
            least=False,
        )
        known = [
            (self.tr("Window"), program.window or "", "window"),
            (self.tr("Process"), str(program.process), "process"),
            (self.tr("Owner"), program.owner or self.tr("not told"), "owner"),
            (self.tr("Program"), program.program or "", "program"),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for row, (caption, value, name) in enumerate(entry for entry in known if entry[1]):
            grid.addWidget(label(caption, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, name=f"endProgram-{name}"), row, 1)
        card = Card("endProgramCard", kind="well", inset=M)
        card.body.addLayout(grid)
        self.body.addWidget(card)
        warning = self.tr("What it has not saved is lost.")
        self.body.addWidget(label(warning, wrap=True, name="endProgramWarning"))
        self.describe((*(f"{caption}: {value}" for caption, value, _ in known if value), warning))
        self._end = PushButton(self.tr("End it"), "endProgramEnd", icon_name="stop")
        self._leave = PushButton(self.tr("Leave it"), "endProgramLeave", kind="primary")
        self._end.clicked.connect(self._on_end)
        self._leave.clicked.connect(self.reject)
        self.add_buttons((self._end, self._leave))
        self._leave.setDefault(True)
        self._leave.setFocus()
        self.fit()

    def _on_end(self) -> None:
        self.give(answer=True)
