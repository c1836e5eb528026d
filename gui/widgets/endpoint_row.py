"""One server: whether uv can use it, in a sentence, and all that was found out behind a headline."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.model.network import Endpoint, EndpointReport
from gui import network_words
from gui.theme import XS, M, S, set_kind
from gui.widgets.card import Card
from gui.widgets.disclosure import Disclosure
from gui.widgets.endpoint_details import EndpointDetails
from gui.widgets.icon_view import IconView
from gui.widgets.remedy_button import RemedyButton
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label
from gui.widgets.wrapped_label import WrappedLabel

_ICON = 18
_LONG_NAME = 14


class EndpointRow(Card):
    """Shows one server for as long as it is one; what becomes known of it changes in place.

    ``check_wanted`` carries its address, ``chosen`` a remedy.
    """

    check_wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__("endpointRow", kind="well", inset=M)
        self._endpoint = endpoint
        self._report: EndpointReport | None = None
        self._checking = self._busy = False
        self._details: EndpointDetails | None = None
        host = network_words.host_text(endpoint.url)
        self._icon = IconView("ready", size=_ICON)
        self._icon.setObjectName("endpointSign")
        # Of a server's name also the middle may go to the next line: the button beside it needs its room.
        self._host = WrappedLabel(_LONG_NAME)
        self._host.setObjectName("endpointHost")
        set_kind(self._host, "section")
        self._host.setText(host)
        self._host.setToolTip(endpoint.url)
        self._uses = label(kind="muted", wrap=True, name="endpointUses")
        self._said = label(wrap=True, name="endpointSaid")
        self.check = RemedyButton(self.tr("Check"), "endpointCheck", icon_name="gauge", kind="ghost")
        self.check.setAccessibleName(self.tr("Check {host}").format(host=host))
        self.check.setToolTip(self.tr("Check this server alone"))
        self.check.setAutoDefault(False)
        self.check.clicked.connect(self._on_check)
        self.more = Disclosure(self.tr("Details"), "endpointDetails")
        self.more.setAccessibleName(self.tr("Details of {host}").format(host=host))
        self.more.toggled.connect(self._on_more)
        self._build()
        self._follow()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._icon)
        head.addWidget(self._host, 1)
        head.addWidget(self.check)
        self._words = QVBoxLayout()
        self._words.setSpacing(XS)
        self._words.addWidget(self._uses)
        self._words.addWidget(self._said)
        self._words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addSpacing(_ICON + S)
        below.addLayout(self._words, 1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(below)

    @property
    def endpoint(self) -> Endpoint:
        """What is shown."""
        return self._endpoint

    @property
    def report(self) -> EndpointReport | None:
        """What was found out last, None before the first check."""
        return self._report

    def show_endpoint(self, endpoint: Endpoint) -> None:
        """Show what the same address is used for now."""
        if endpoint != self._endpoint:
            self._endpoint = endpoint
            self._follow()

    def show_report(self, report: EndpointReport | None, *, checking: bool) -> None:
        """Show what was found out, and whether the server is being checked now."""
        if (report, checking) == (self._report, self._checking):
            return
        self._report, self._checking = report, checking
        self._follow()
        details = self._details
        if report is not None and details is not None:
            holder = QApplication.focusWidget()
            held = holder is not None and details.isAncestorOf(holder)
            details.show_report(report)
            self._arrange(details)
            holder = QApplication.focusWidget()
            if held and (holder is None or not details.isAncestorOf(holder)):
                # What had the keyboard is gone; it stays with this server.
                self.more.setFocus()

    def set_busy(self, *, checks: bool, runs: bool) -> None:
        """Let the button wait while servers are checked, and remedies also while something of the project runs."""
        self._busy = checks or runs
        self.check.set_waiting(waiting=checks)
        if self._details is not None:
            self._details.set_busy(busy=self._busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [self.check, self.more, *(() if self._details is None else self._details.stops())]

    def open(self) -> None:
        """Show the details, where there are any."""
        if self._report is not None:
            self.more.setChecked(True)

    def _follow(self) -> None:
        sign, word = network_words.sign_of(self._report, checking=self._checking)
        sentence = network_words.sentence_of(self._report, checking=self._checking)
        self._icon.show_sign(sign)
        # The icon's colour is for the eye alone; who listens hears the word.
        self._icon.setAccessibleName(word)
        known = None if self._checking else self._report
        self._uses.setText(network_words.uses_text(self._endpoint, None if known is None else known.check.seconds))
        self._uses.setVisible(bool(self._uses.text()))
        self._said.setText(sentence)
        # Of a server that nobody asked about yet the headline says so for all.
        self._said.setVisible(self._report is not None or self._checking)
        self._host.setAccessibleName(f"{word}: {self._host.text()}")
        self.more.setVisible(self._report is not None)
        self.more.setAccessibleDescription(sentence)
        self.setAccessibleName(f"{word}: {self._host.text()}. {sentence}")

    def _on_check(self) -> None:
        if not self.check.waiting:
            self.check_wanted.emit(self._endpoint.url)

    def _on_more(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if shown and self._details is None and self._report is not None:
            # Made when it is looked at: thirty servers are read as thirty sentences first.
            self._details = EndpointDetails(self._host.text())
            self._details.chosen.connect(self.chosen)
            self._details.show_report(self._report)
            self._details.set_busy(busy=self._busy)
            self.body.addWidget(self._details)
            self._arrange(self._details)
        if self._details is not None:
            self._details.setVisible(shown)

    def _arrange(self, details: EndpointDetails) -> None:
        lead_through([self.more, *details.stops()])
