"""Which proxy uv uses in a project and why, what the computer itself would use, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.model.network import ProxyView
from core.model.secrets import without_secrets
from gui import login_words
from gui.theme import L, S
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.fact_grid import FactGrid
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.help import Help
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label


class ProxyCard(Card):
    """Shows the proxies; ``chosen`` carries a remedy, the others say what is to become of the login of uv's proxy."""

    chosen = Signal(object)
    set_wanted = Signal()
    store_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("proxyCard", inset=L)
        self._view: ProxyView | None = None
        self._said = label(wrap=True, name="proxySaid")
        self._facts = FactGrid("proxyFact", mono=False)
        self.help = Help("proxyMore")
        self.help.chosen.connect(self.chosen)
        self._set = PushButton(self.tr("Set the proxy…"), "proxySetButton", icon_name="network")
        self._store = PushButton(self.tr("Store a login…"), "proxyStore", icon_name="key")
        self._forget = PushButton(self.tr("Forget the login"), "proxyForget", icon_name="remove")
        for button, signal in (
            (self._set, self.set_wanted),
            (self._store, self.store_wanted),
            (self._forget, self.forget_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        buttons = FlowLayout(across=S, down=S)
        for button in (self._set, self._store, self._forget):
            buttons.addWidget(button)
        for part in (label(self.tr("Proxy"), "section", name="proxyTitle"), self._said, self._facts, self.help):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    def show_proxies(self, view: ProxyView) -> None:
        """Show which proxies are named."""
        if view == self._view:
            return
        self._view = view
        self._said.setText(without_secrets(view.sentence))
        self._said.setVisible(bool(view.sentence))
        self._facts.show_facts(login_words.proxy_facts(view))
        self.help.show_remedies(view.remedies, "proxy")
        known = view.used is not None and view.used.user is not None
        self._store.setText(self.tr("Renew the login…") if known else self.tr("Store a login…"))
        self._store.setVisible(view.used is not None)
        self._forget.setVisible(known)
        lead_through(self.stops())

    def set_busy(self, *, busy: bool) -> None:
        """Let what changes something wait while something of the project runs."""
        self.help.set_busy(busy=busy)
        for button in (self._set, self._store, self._forget):
            button.setEnabled(not busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [*self.help.stops(), self._set, self._store, self._forget]
