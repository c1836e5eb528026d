"""A line for any address that is to be checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import network_words
from gui.theme import XS, set_kind
from gui.widgets.fields import Field
from gui.widgets.remedy_button import RemedyButton
from gui.widgets.text import label


class AddressField(QWidget):
    """``wanted`` carries an address without a login; what holds one is not handed on, and a sentence says why."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = Field(self.tr("Check an address…"), "networkAddress", "https://packages.example/simple")
        self.button = RemedyButton(self.tr("Check"), "networkAddressCheck", icon_name="gauge", kind="")
        self.button.setAccessibleName(self.tr("Check this address"))
        self.button.setAutoDefault(False)
        self._wrong = label(kind="bad", wrap=True, name="networkAddressWrong")
        self._wrong.hide()
        self.field.line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(self.field.column)
        column.addWidget(self._wrong)
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_wanted)
        self.button.clicked.connect(self._on_wanted)

    def set_busy(self, *, busy: bool) -> None:
        """Let the button wait while servers are checked."""
        self.button.set_waiting(waiting=busy)

    def clear(self) -> None:
        """Forget what was typed: it was for another project."""
        self.field.clear()
        self._say("")

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops."""
        return [self.field, self.button]

    def _on_edited(self) -> None:
        # What is typed is said to be wrong when it is to be checked; a login is said at once, nobody should finish it.
        self._say(network_words.wrong_address(self._url()) if "@" in self.field.text() else "")

    def _on_wanted(self) -> None:
        url = self._url()
        if not url or self.button.waiting:
            return
        wrong = network_words.wrong_address(url)
        self._say(wrong)
        if not wrong:
            self.wanted.emit(url)

    def _url(self) -> str:
        """Return the address; one without a scheme is meant as uv would ask it."""
        text = self.field.text().strip()
        return text if not text or "://" in text else f"https://{text}"

    def _say(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        set_kind(self._wrong, "bad")
        # Screen readers read the field, and not what stands below it.
        self.field.setAccessibleDescription(sentence)
