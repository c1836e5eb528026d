"""The choice of a time span: a row of buttons of which one is down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from gui import history_words
from gui.theme import XS
from gui.widgets.toggle import ChoiceButton


class SpanChoice(QWidget):
    """``chosen`` carries the days of the span that a person chose."""

    chosen = Signal(int)

    def __init__(self, name: str, days: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Time span"))
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(XS)
        for span in history_words.SPANS:
            button = ChoiceButton(history_words.span_text(span), f"{name}-{span}")
            button.setAccessibleName(self.tr("The last {span}").format(span=history_words.span_text(span)))
            button.setChecked(span == days)
            self._group.addButton(button, span)
            line.addWidget(button)
            _follow(button)
        self._group.buttonToggled.connect(_follow)
        self._group.idClicked.connect(self.chosen)

    @property
    def days(self) -> int:
        """The days of the span that is chosen."""
        return self._group.checkedId()


def _follow(button: QAbstractButton) -> None:
    """Let Tab lead to the chosen button alone: on another one, Space would change the choice."""
    chosen = button.isChecked()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
