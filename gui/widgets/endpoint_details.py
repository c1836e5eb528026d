"""All that was found out about one server: what would help, the facts, the certificates, what the real uv said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.network import EndpointReport, UvTry
from gui import network_facts
from gui.signs import Sign
from gui.theme import XS, M, S, Tone
from gui.widgets.boxes import column_box, emptied
from gui.widgets.chain_table import ChainTable
from gui.widgets.disclosure import Disclosure
from gui.widgets.fact_grid import FactGrid
from gui.widgets.help import Help
from gui.widgets.icon_view import IconView
from gui.widgets.raw_text import RawText
from gui.widgets.text import label

_MOST_LINES = 9
_TRIED = {True: Sign("ok", Tone.OK), False: Sign("bad", Tone.BAD), None: Sign("unknown", Tone.NEUTRAL)}


class EndpointDetails(QWidget):
    """Shows a report; ``chosen`` carries the remedy whose button was pressed."""

    chosen = Signal(object)

    def __init__(self, host: str) -> None:
        super().__init__()
        self._report: EndpointReport | None = None
        self._words: list[QWidget] = []
        self.help = Help("endpointMore")
        self.help.chosen.connect(self.chosen)
        self.facts = FactGrid("endpointFact", mono=False)
        self.chain = ChainTable(host)
        self._tries_title = label(self.tr("What the real uv says"), "section", wrap=True)
        tries, self._tries = column_box(XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(M)
        # What can be done stands before why.
        for part in (self.help, self._facts_part(), self.chain, self._tries_title, tries):
            column.addWidget(part)

    def _facts_part(self) -> QWidget:
        part, column = column_box(XS)
        column.addWidget(label(self.tr("What was found"), "section", wrap=True))
        column.addWidget(self.facts)
        return part

    def show_report(self, report: EndpointReport) -> None:
        """Show another report; the same one is left as it is, with what a person opened in it."""
        before, self._report = self._report, report
        if before == report:
            return
        if before is None or before.remedies != report.remedies:
            self.help.show_remedies(report.remedies, report.endpoint.url)
        if before is None or network_facts.facts(before) != network_facts.facts(report):
            self.facts.show_facts(network_facts.facts(report))
        self.chain.show_chain(report.check.chain)
        if before is None or network_facts.tries(before) != network_facts.tries(report):
            self._show_tries(network_facts.tries(report))

    def set_busy(self, *, busy: bool) -> None:
        """Let the remedies wait while something runs."""
        self.help.set_busy(busy=busy)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [*self.help.stops(), self.chain.view, *self._words]

    def _show_tries(self, tries: tuple[tuple[str, UvTry], ...]) -> None:
        emptied(self._tries)
        self._words.clear()
        self._tries_title.setVisible(bool(tries))
        for who, tried in tries:
            self._tries.addWidget(self._try_row(who, tried))

    def _try_row(self, who: str, tried: UvTry) -> QWidget:
        said = f"{who}: {network_facts.try_text(tried)}"
        icon = IconView("info")
        icon.show_sign(_TRIED[tried.reaches])
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(label(said, wrap=True, name="endpointTry"))
        if tried.words:
            raw = RawText("endpointWords", self.tr("What uv printed"))
            raw.show_lines(tried.words, _MOST_LINES)
            more = Disclosure(self.tr("What uv printed"), "endpointWordsMore", raw)
            more.setAccessibleDescription(said)
            words.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            words.addWidget(raw)
            self._words += [more, raw]
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return box
