"""What would help with a problem: one remedy large, the others behind it."""

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.problem import Remedy
from gui.theme import S
from gui.widgets.boxes import emptied
from gui.widgets.disclosure import Disclosure
from gui.widgets.remedies import FirstRemedy, RemedyCard, RemedyRow, can_act
from gui.widgets.text import label

_MOST_REMEMBERED = 50


class Help(QWidget):
    """Shows the first remedy that can act large and the rest behind a headline; ``chosen`` carries a remedy.

    Whether the rest is open is kept per subject. At first it is open only where the surest remedy is one that no
    button can do, and so is not the large one.
    """

    chosen = Signal(object)

    def __init__(self, more_name: str = "remedyMore") -> None:
        super().__init__()
        self._cards: list[RemedyCard] = []
        self._key: Hashable = None
        self._opened: dict[Hashable, bool] = {}
        self._first = QVBoxLayout()
        rest = QWidget()
        self._rest = QVBoxLayout(rest)
        self._rest.setContentsMargins(0, 0, 0, 0)
        self._rest.setSpacing(S)
        self.more = Disclosure(self.tr("More that can help"), more_name, rest)
        self.more.clicked.connect(self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(label(self.tr("What would help"), "section"))
        column.addLayout(self._first)
        column.addWidget(self.more)
        column.addWidget(rest)

    def show_remedies(self, remedies: tuple[Remedy, ...], subject: Hashable) -> None:
        """Show the remedies of a subject, which is the same one when it comes back into sight; nothing without any."""
        emptied(self._first)
        emptied(self._rest)
        self._cards.clear()
        self.setVisible(bool(remedies))
        if not remedies:
            return
        large = next((remedy for remedy in remedies if can_act(remedy)), remedies[0])
        others = [remedy for remedy in remedies if remedy is not large]
        self._add(FirstRemedy(large), self._first)
        for remedy in others:
            self._add(RemedyRow(remedy), self._rest)
        self._key = subject
        self.more.setText(self.tr("More that can help ({count})").format(count=len(others)))
        self.more.setVisible(bool(others))
        self.more.setChecked(bool(others) and self._opened.get(self._key, _is_advice(remedies[0])))

    def set_busy(self, *, busy: bool) -> None:
        """Let remedies wait while a job of the project runs."""
        for card in self._cards:
            card.set_busy(busy=busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        if not self._cards:
            return []
        first, *others = self._cards
        return [*first.stops(), self.more, *(stop for card in others for stop in card.stops())]

    def _add(self, card: RemedyCard, layout: QVBoxLayout) -> None:
        card.chosen.connect(self.chosen)
        self._cards.append(card)
        layout.addWidget(card)

    def _on_more(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        while len(self._opened) >= _MOST_REMEMBERED:
            self._opened.pop(next(iter(self._opened)))
        self._opened[self._key] = shown


def _is_advice(remedy: Remedy) -> bool:
    return not can_act(remedy)
