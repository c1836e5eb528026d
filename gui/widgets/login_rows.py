"""A login that is kept, and one that lies open: what it is for, where it lies, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.network import KeptLogin, OpenLogin
from core.model.secrets import without_secrets
from gui import login_words
from gui.signs import Sign
from gui.theme import M, S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.text import label, mono_label

_KEPT, _MOVED, _OPEN = Sign("key", Tone.OK), Sign("warning", Tone.WARN), Sign("warning", Tone.WARN)


class KeptLoginRow(Card):
    """Shows a login that Wheelyard keeps; the signals carry it."""

    renew_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, number: int, login: KeptLogin) -> None:
        name = f"login-{number}"
        super().__init__(name, kind="well", inset=M)
        self._login = login
        title, said = login_words.kept_title(login), login_words.kept_text(login)
        self._buttons = [
            _button(self.tr("Renew…"), f"{name}-renew", "key", title),
            _button(self.tr("Forget"), f"{name}-forget", "remove", title),
        ]
        self._buttons[0].clicked.connect(self._on_renew)
        self._buttons[1].clicked.connect(self._on_forget)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "section", wrap=True, name=f"{name}-title"))
        words.addWidget(label(said, "muted", wrap=True, name=f"{name}-said"))
        _lay_out(self, _KEPT if login.works else _MOVED, words, self._buttons)
        self.setAccessibleName(f"{title}. {said}")

    @property
    def login(self) -> KeptLogin:
        """What is shown."""
        return self._login

    def set_busy(self, *, busy: bool) -> None:
        """Let the buttons wait while something of the project runs."""
        for button in self._buttons:
            button.setEnabled(not busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops."""
        return list(self._buttons)

    def _on_renew(self) -> None:
        self.renew_wanted.emit(self._login)

    def _on_forget(self) -> None:
        self.forget_wanted.emit(self._login)


class OpenLoginRow(Card):
    """Shows a login that lies open, with stars for it; the signals carry it.

    ``move_button`` is the one that moves it into the keyring, None where it cannot be moved.
    """

    move_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, number: int, login: OpenLogin, *, can_keep: bool) -> None:
        name = f"open-login-{number}"
        super().__init__(name, kind="well", inset=M)
        self._login = login
        # The core has put the stars; here they are made sure of, whoever makes the value.
        shown, place = without_secrets(login.shown), login_words.open_place(login)
        self.move_button: PushButton | None = None
        self._buttons: list[PushButton] = []
        if login.why_not is None and can_keep:
            self.move_button = _button(self.tr("Move into the keyring…"), f"{name}-move", "key", shown)
            self.move_button.clicked.connect(self._on_move)
            self._buttons.append(self.move_button)
        if login.file is not None:
            opening = _button(self.tr("Open the file"), f"{name}-file", "open", place)
            opening.clicked.connect(self._on_open)
            self._buttons.append(opening)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(mono_label(shown, name=f"{name}-shown"))
        words.addWidget(mono_label(place, "muted", name=f"{name}-place"))
        if login.why_not:
            words.addWidget(label(without_secrets(login.why_not), wrap=True, name=f"{name}-why"))
        _lay_out(self, _OPEN, words, self._buttons)
        self.setAccessibleName(f"{shown}. {place}")

    @property
    def login(self) -> OpenLogin:
        """What is shown."""
        return self._login

    def set_busy(self, *, busy: bool) -> None:
        """Let moving wait while something of the project runs."""
        if self.move_button is not None:
            self.move_button.setEnabled(not busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops."""
        return list(self._buttons)

    def _on_move(self) -> None:
        self.move_wanted.emit(self._login)

    def _on_open(self) -> None:
        self.open_wanted.emit(self._login)


def _button(text: str, name: str, icon_name: str, about: str) -> PushButton:
    button = PushButton(text, name, icon_name=icon_name)
    button.setAutoDefault(False)
    # Several rows have the same words; what they belong to tells them apart.
    button.setAccessibleDescription(about)
    return button


def _lay_out(card: Card, sign: Sign, words: QVBoxLayout, buttons: list[PushButton]) -> None:
    icon = IconView(sign.icon, size=18)
    icon.show_sign(sign)
    if buttons:
        row = FlowLayout(across=S, down=S)
        for button in buttons:
            row.addWidget(button)
        words.addSpacing(S - 2)
        words.addLayout(row)
    line = QHBoxLayout()
    line.setSpacing(S)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    card.body.addLayout(line)
