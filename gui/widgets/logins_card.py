"""The logins of a project: those that are kept, those that lie open, and whether terminals may ask for them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.network import KeptLogin, NetworkView, OpenLogin
from gui.signs import Sign
from gui.theme import XS, L, M, S, Tone
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.check_box import CheckBox
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.login_rows import KeptLoginRow, OpenLoginRow
from gui.widgets.message_bar import MessageBar
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label


class LoginsCard(Card):
    """Shows logins.

    ``renew_wanted`` and ``forget_wanted`` carry a KeptLogin, ``move_wanted`` the OpenLogins that are to go into the
    keyring, ``open_wanted`` one whose place is to be opened, ``share_wanted`` whether terminals may ask the keyring.
    ``terminal_wanted`` asks for a terminal that is given the logins.
    """

    renew_wanted = Signal(object)
    forget_wanted = Signal(object)
    move_wanted = Signal(object)
    open_wanted = Signal(object)
    share_wanted = Signal(bool)
    terminal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("loginsCard", inset=L)
        self._shown: tuple[object, ...] | None = None
        self._rows: list[KeptLoginRow | OpenLoginRow] = []
        self._movable: tuple[OpenLogin, ...] = ()
        self._busy = False
        self._can_share = False
        self.trouble = MessageBar("keyringTrouble", closable=False)
        self._none = label(
            self.tr("No login is kept. One is stored at its index, or when uv asks for it."),
            "muted",
            wrap=True,
            name="loginsNone",
        )
        kept, self._kept = column_box(M)
        self._open_title = label(kind="section", wrap=True, name="openLoginsTitle")
        opened, self._open = column_box(M)
        self._move_all = PushButton(self.tr("Move all into the keyring…"), "loginsMoveAll", icon_name="key")
        self._move_all.setAutoDefault(False)
        self._move_all.clicked.connect(self._on_move_all)
        self.share = CheckBox(self.tr("Let terminals ask the keyring"), "loginsShare")
        self.share.clicked.connect(self.share_wanted)
        self._share_said = label(kind="muted", wrap=True, name="loginsShareSaid")
        self._terminal = PushButton(self.tr("Open a terminal with the logins"), "loginsTerminal", icon_name="terminal")
        self._terminal.setToolTip(self.tr("The terminal gets them in variables of its own, which end with it"))
        self._terminal.setAutoDefault(False)
        self._terminal.clicked.connect(self.terminal_wanted)
        self.body.addWidget(label(self.tr("Logins"), "section", name="loginsTitle"))
        for part in (self.trouble, self._none, kept, self._open_title, opened):
            self.body.addWidget(part)
        buttons = FlowLayout(across=S, down=S)
        buttons.addWidget(self._move_all)
        self.body.addLayout(buttons)
        sharing = QVBoxLayout()
        sharing.setSpacing(XS)
        sharing.addWidget(self.share)
        sharing.addWidget(self._share_said)
        self.body.addLayout(sharing)
        opening = FlowLayout(across=S, down=S)
        opening.addWidget(self._terminal)
        self.body.addLayout(opening)

    def show_logins(self, view: NetworkView) -> None:
        """Show the logins of a project; the same ones stay as they are."""
        self._show_trouble(view.keyring_trouble)
        self._show_sharing(view)
        shown = (view.logins, view.open_logins, view.keyring_trouble is None)
        if shown == self._shown:
            return
        self._shown = shown
        self._none.setVisible(not view.logins)
        self._terminal.setVisible(any(login.index is not None and login.works for login in view.logins))
        emptied(self._kept)
        emptied(self._open)
        kept = [self._kept_row(number, login) for number, login in enumerate(view.logins)]
        opened = [
            self._open_row(number, login, can_keep=view.keyring_trouble is None)
            for number, login in enumerate(view.open_logins)
        ]
        self._rows = [*kept, *opened]
        for row in kept:
            self._kept.addWidget(row)
        for other in opened:
            self._open.addWidget(other)
        self._movable = tuple(row.login for row in opened if row.move_button is not None)
        self._move_all.setVisible(len(self._movable) > 1)
        self._open_title.setText(self.tr("Logins that lie open ({count})").format(count=len(opened)))
        self._open_title.setVisible(bool(opened))
        self.set_busy(busy=self._busy)
        lead_through(self.stops())

    def set_busy(self, *, busy: bool) -> None:
        """Let what changes something wait while something of the project runs."""
        self._busy = busy
        self._move_all.setEnabled(not busy)
        self.share.setEnabled(self._can_share and not busy)
        for row in self._rows:
            row.set_busy(busy=busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [*(stop for row in self._rows for stop in row.stops()), self._move_all, self.share, self._terminal]

    def _kept_row(self, number: int, login: KeptLogin) -> KeptLoginRow:
        row = KeptLoginRow(number, login)
        row.renew_wanted.connect(self.renew_wanted)
        row.forget_wanted.connect(self.forget_wanted)
        return row

    def _open_row(self, number: int, login: OpenLogin, *, can_keep: bool) -> OpenLoginRow:
        row = OpenLoginRow(number, login, can_keep=can_keep)
        row.move_wanted.connect(self._on_move)
        row.open_wanted.connect(self.open_wanted)
        return row

    def _show_trouble(self, trouble: str | None) -> None:
        if trouble is None:
            self.trouble.hide()
            return
        self.trouble.say(
            Sign("warning", Tone.WARN),
            self.tr("The keyring of this computer cannot be used"),
            self.tr("{why} A login can be kept until Wheelyard is closed; it is never written into a file.").format(
                why=trouble
            ),
        )

    def _show_sharing(self, view: NetworkView) -> None:
        program = view.keyring_program
        # Who gets logins that way must be able to end it, also when the program has gone since.
        self._can_share = program is not None or view.shares_logins
        self.share.setChecked(view.shares_logins)
        self.share.setEnabled(self._can_share and not self._busy)
        if program is None:
            said = self.tr(
                "There is no program “keyring” that uv could ask. A terminal can be given the logins in variables of "
                "its own."
            )
        else:
            said = self.tr("The uv of a terminal then asks {program} for the logins of this project.").format(
                program=program
            )
        self._share_said.setText(said)
        self.share.setAccessibleDescription(said)

    def _on_move(self, login: OpenLogin) -> None:
        self.move_wanted.emit((login,))

    def _on_move_all(self) -> None:
        self.move_wanted.emit(self._movable)
