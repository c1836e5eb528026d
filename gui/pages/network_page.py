"""The network of one project: its servers and whether uv can use them, its proxy, its indexes, its logins."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from typing_extensions import override

from core.model.network import Endpoint, EndpointReport, NetworkView
from core.model.state import Badge, ProjectState
from gui import network_words
from gui.pages.side_page import SidePage
from gui.signs import Sign
from gui.theme import S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.endpoints_card import EndpointsCard
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.indexes_card import IndexesCard
from gui.widgets.logins_card import LoginsCard
from gui.widgets.message_bar import MessageBar
from gui.widgets.proxy_card import ProxyCard
from gui.widgets.remedy_button import RemedyButton
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label
from gui.widgets.working_row import WorkingRow

_BUSY = frozenset({Badge.RUNNING, Badge.WAITING})


class NetworkPage(SidePage):
    """Shows what is known of a network; the signals of it and of its cards say what a person wants."""

    check_wanted = Signal()
    export_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("network")
        self._view: NetworkView | None = None
        self._runs = self._checks = False
        self.check = RemedyButton(self.tr("Check"), "networkCheck", icon_name="gauge", kind="primary")
        self.check.setToolTip(self.tr("Check every server that the project talks to, also with the real uv"))
        self._export = PushButton(self.tr("Export certificates…"), "networkExport", icon_name="shield")
        self._sentence = label(kind="heading", wrap=True, name="networkSentence")
        self.message = MessageBar("networkMessage")
        self._work = WorkingRow("network", self.tr("Checking the servers"))
        self.endpoints = EndpointsCard()
        self.proxy = ProxyCard()
        self.indexes = IndexesCard()
        self.logins = LoginsCard()
        self._cards = (self.endpoints, self.proxy, self.indexes, self.logins)
        tools = FlowLayout(across=S, down=S)
        for button in (self.check, self._export):
            tools.addWidget(button)
        for part in (self.message, self._sentence, self._work, *self._cards):
            self.column.addWidget(part)
        self.lay_out(tools)
        self.check.clicked.connect(self._on_check)
        self._export.clicked.connect(self.export_wanted)
        self._work.cancel_wanted.connect(self.cancel_wanted)
        self.show_reading()

    @property
    def view(self) -> NetworkView | None:
        """What is shown."""
        return self._view

    @override
    def show_entry(self, entry: ProjectState) -> None:
        """Name the project, and let what changes it wait while something runs there."""
        self._name.show_text(self.tr("Network of {name}").format(name=entry.project.name))
        self._runs = entry.badge in _BUSY
        self._follow()

    def show_reading(self) -> None:
        """Say that files and variables are being read; nothing of before is shown meanwhile."""
        self._view = None
        self.message.hide()
        self._sentence.setText(self.tr("Reading what the project says of its network …"))
        for card in self._cards:
            card.hide()
        self.endpoints.show_servers((), {}, ())
        self.indexes.show_reports((), {})
        self.endpoints.address.clear()
        self.show_working("")
        self._follow()

    def show_view(self, view: NetworkView) -> None:
        """Show proxies, indexes and logins; what is the same as before stays as it is."""
        self._view = view
        with self._scroll.steady():
            self.proxy.show_proxies(view.proxies)
            self.indexes.show_indexes(view.indexes)
            self.logins.show_logins(view)
            for card in self._cards:
                card.show()
            self._lead_through()
        self._follow()

    def show_servers(
        self, endpoints: tuple[Endpoint, ...], reports: Mapping[str, EndpointReport], checking: Collection[str]
    ) -> None:
        """Show servers with what is known of each; ``checking`` are the addresses whose turn is to come."""
        with self._scroll.steady():
            others = self.endpoints.show_servers(endpoints, reports, checking)
            self.indexes.show_reports(endpoints, reports)
            self._sentence.setText(network_words.summary_text(endpoints, reports))
            if others:
                self._lead_through()

    def show_first_wrong(self) -> None:
        """Show the details of the first server that uv cannot use, unless a person opened any."""
        with self._scroll.steady():
            self.endpoints.open_first_wrong()

    def show_working(self, doing: str, said: str = "", share: float | None = None) -> None:
        """Say what is under way and how far it came; empty words say that nothing is."""
        self._checks = bool(doing)
        with self._scroll.steady():
            self._work.show_working(doing, said, share)
        self._follow()

    def show_stopped(self) -> None:
        """Say that reading was given up; what was seen before stays."""
        if self._view is None:
            self._sentence.setText(self.tr("What the project says of its network was not read."))

    def say_done(self, sentence: str, explanation: str = "", detail: str = "") -> None:
        """Say what was done."""
        with self._scroll.steady():
            self.message.say(Sign("ok", Tone.OK), sentence, explanation, detail)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what could not be done; what was seen before stays."""
        self.show_stopped()
        with self._scroll.steady():
            self.message.say(Sign("warning", Tone.WARN), title, explanation)

    def _follow(self) -> None:
        ready = self._view is not None
        self.check.set_waiting(waiting=self._checks or not ready)
        self._export.setEnabled(ready and not self._runs)
        self.endpoints.set_busy(checks=self._checks, runs=self._runs)
        self.proxy.set_busy(busy=self._runs)
        self.indexes.set_busy(checks=self._checks, runs=self._runs)
        self.logins.set_busy(busy=self._runs)

    def _lead_through(self) -> None:
        """Let the keyboard go through the cards from top to bottom: their rows were made at different times."""
        lead_through(stop for card in self._cards for stop in card.stops())

    def _on_check(self) -> None:
        if not self.check.waiting:
            self.check_wanted.emit()
