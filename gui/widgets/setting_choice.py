"""One of several words, as buttons of which one is down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from gui.theme import XS
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.toggle import ChoiceButton

Option = tuple[str | None, str]


class WordChoice(QWidget):
    """Shows options as value and words; ``chosen`` carries the value that a person chose, None among them.

    Tab leads to the option that is down, the arrow keys from there to the others.
    """

    chosen = Signal(object)

    def __init__(self, name: str, accessible: str, options: Sequence[Option]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._values = tuple(value for value, _ in options)
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, across=XS, down=XS)
        for number, (value, words) in enumerate(options):
            button = ChoiceButton(words, f"{name}-{'none' if value is None else value}")
            button.setAccessibleName(self.tr("{setting}: {choice}").format(setting=accessible, choice=words))
            self._group.addButton(button, number)
            flow.addWidget(button)
        self._group.buttonToggled.connect(self._on_toggled)
        self._group.idClicked.connect(self._on_clicked)
        self.show_value(None)

    @property
    def value(self) -> str | None:
        """The value that is down; None where that is none of them."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def show_value(self, value: str | None) -> None:
        """Let another option be down; a value that is no option lets none be."""
        wanted = self._values.index(value) if value in self._values else -1
        self._group.setExclusive(False)
        for number in range(len(self._values)):
            self._group.button(number).setChecked(number == wanted)
        self._group.setExclusive(True)
        # Where none is down, the first one is the stop.
        for number in range(len(self._values)):
            _follow(self._group.button(number), stop=number == max(0, wanted))

    def hint(self, value: str | None, words: str) -> None:
        """Say more about an option."""
        button = self._group.button(self._values.index(value))
        button.setToolTip(words)
        button.setAccessibleDescription(words)

    def stop(self) -> QWidget:
        """Return where the keyboard stops: the option that is down, the first one where none is."""
        return self._group.button(max(0, self._group.checkedId()))

    def take_focus(self) -> None:
        """Take the keyboard to the option that is down."""
        self.stop().setFocus()

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001 - Qt's own signature
        _follow(button, stop=checked)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])


def _follow(button: QAbstractButton, *, stop: bool) -> None:
    """Let Tab lead to one option alone; a click reaches each."""
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
