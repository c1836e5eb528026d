"""The facts of a problem, each with a button that copies it."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.problem import Problem
from gui.theme import L, M, S
from gui.widgets.boxes import emptied
from gui.widgets.card import Card
from gui.widgets.text import CopyButton, ElidedLabel, label


class ProblemFacts(QWidget):
    """Shows package, paths, address and number of the system, as far as they are known."""

    def __init__(self) -> None:
        super().__init__()
        self.copies: list[CopyButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S - 2)

    def show_facts(self, problem: Problem) -> None:
        """Show the facts of a problem; nothing where it has none."""
        emptied(self._column)
        self.copies.clear()
        package = " ".join(part for part in (problem.package, problem.version) if part)
        found = [
            (self.tr("Package"), package, "package"),
            (self.tr("From"), problem.path_from or "", "from"),
            (self.tr("To"), problem.path_to or "", "to"),
            (self.tr("Address"), problem.url or "", "url"),
            (self.tr("OS error"), "" if problem.os_error is None else str(problem.os_error), "os-error"),
        ]
        found = [fact for fact in found if fact[1]]
        self.setVisible(bool(found))
        if not found:
            return
        frame = Card("problemFacts", kind="well", inset=S)
        frame.body.setContentsMargins(M, S - 2, S, S - 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (caption, value, name) in enumerate(found):
            grid.addWidget(label(caption, "muted"), row, 0)
            grid.addLayout(self._value(caption, value, name), row, 1)
        frame.body.addLayout(grid)
        self._column.addWidget(label(self.tr("Facts"), "section"))
        self._column.addWidget(frame)

    def _value(self, caption: str, value: str, name: str) -> QHBoxLayout:
        shown = ElidedLabel(value, mono=True, tight=True)
        shown.setObjectName(f"fact-{name}")
        copy = CopyButton(self.tr("Copy: {what}").format(what=caption), value, f"fact-{name}-copy")
        self.copies.append(copy)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(shown)
        line.addWidget(copy)
        line.addStretch(1)
        return line
