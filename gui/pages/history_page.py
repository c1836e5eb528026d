"""The past of one project: how its runs ended, and how often renames were refused in its places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from core.model.commands import TakeInventory
from core.model.history import HistoryReport
from core.model.state import ProjectState
from gui import history_words
from gui.actions import Actions
from gui.pages.side_page import SidePage
from gui.signs import Sign
from gui.theme import M, S, Tone
from gui.widgets.buttons import ActionButton, PushButton
from gui.widgets.card import Card
from gui.widgets.figures_line import FiguresLine
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.history_plot import HistoryPlot
from gui.widgets.message_bar import MessageBar
from gui.widgets.plot_legend import PlotLegend
from gui.widgets.runs_table import RunsTable
from gui.widgets.span_choice import SpanChoice
from gui.widgets.text import label

_DAY = 86_400.0
_DAYS = 30


class HistoryPage(SidePage):
    """Shows a report of the history; ``days_wanted`` and its sisters say what a person wants."""

    days_wanted = Signal(int)
    measure_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__("history")
        self._report: HistoryReport | None = None
        self._actions = actions
        self.span = SpanChoice("historySpan", _DAYS)
        self._request = ActionButton(actions.request, "historyRequest", icon_name="request")
        self.trouble = MessageBar("historyTrouble", closable=False)
        self._sentence = label(kind="heading", wrap=True, name="historySentence")
        self._troubles = label(kind="muted", wrap=True, name="historyTroubles")
        self.plot = HistoryPlot("historyPlot")
        self._figures = FiguresLine("historyFigures")
        self.legend = PlotLegend("historyLegend")
        self._unmeasured = label(kind="muted", wrap=True, name="historyUnmeasured")
        self._measure = PushButton(self.tr("Measure the places"), "historyMeasure", icon_name="gauge")
        self.runs = RunsTable()
        self._build()
        self._connect()
        self._point("")
        self.show_reading()

    def _build(self) -> None:
        choices = FlowLayout(across=M, down=S, last_right=True)
        choices.addWidget(self.span)
        choices.addWidget(self._request)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._sentence)
        said.addWidget(self._troubles)
        self.column.addWidget(self.trouble)
        self.column.addLayout(said)
        self.column.addWidget(self._plot_card())
        self.column.addWidget(self.runs)
        self.lay_out(choices)

    def _plot_card(self) -> Card:
        self._card = Card("historyPlotCard")
        self._card.body.addWidget(label(self.tr("Renames refused at first, per place"), "section", wrap=True))
        measure = FlowLayout(across=S, down=S)
        measure.addWidget(self._measure)
        self._card.body.addWidget(self._unmeasured)
        self._card.body.addLayout(measure)
        self._card.body.addWidget(self.plot)
        self._card.body.addWidget(self._figures)
        self._card.body.addWidget(self.legend)
        return self._card

    def _connect(self) -> None:
        self.span.chosen.connect(self.days_wanted)
        self.plot.pointed.connect(self._point)
        self._measure.clicked.connect(self.measure_wanted)
        self._actions.measure.changed.connect(self._follow_measure)
        self._follow_measure()

    @property
    def report(self) -> HistoryReport | None:
        """What is shown."""
        return self._report

    @override
    def show_entry(self, entry: ProjectState) -> None:
        """Name the project, and say whether its places are being measured now."""
        self._name.show_text(self.tr("History of {name}").format(name=entry.project.name))
        counting = entry.counting
        measuring = counting is not None and isinstance(counting.command, TakeInventory) and counting.command.probe
        self._measure.setText(self.tr("Measuring …") if measuring else self.tr("Measure the places"))

    def show_reading(self) -> None:
        """Say that the history is being read; nothing of before is shown meanwhile."""
        self._report = None
        self.trouble.hide()
        self._sentence.setText(self.tr("Reading the history …"))
        for widget in (self._troubles, self._card, self.runs):
            widget.hide()

    def show_report(self, report: HistoryReport) -> None:
        """Show what was read."""
        self._report = report
        days = self.span.days
        with self._scroll.steady():
            self._say_trouble(report)
            self._sentence.setText(report.sentence)
            self._troubles.setText(history_words.troubles_text(report))
            self._troubles.setVisible(bool(self._troubles.text()))
            self._show_places(report, days)
            self.runs.show_runs(report.runs, days)
            self.runs.show()

    def say_failed(self, title: str, explanation: str) -> None:
        """Say that the history cannot be read."""
        if self._report is None:
            self._sentence.setText(self.tr("The history was not read."))
        self.trouble.say(Sign("warning", Tone.WARN), title, explanation)

    def _say_trouble(self, report: HistoryReport) -> None:
        if report.trouble is None:
            self.trouble.hide()
        else:
            self.trouble.say(Sign("warning", Tone.WARN), self.tr("The history is not whole"), report.trouble)

    def _show_places(self, report: HistoryReport, days: int) -> None:
        places = tuple(place for place in report.places if place.points)
        self._card.show()
        self._unmeasured.setText(history_words.no_probes_text(days))
        for widget in (self._unmeasured, self._measure):
            widget.setVisible(not places)
        for shown in (self.plot, self._figures, self.legend):
            shown.setVisible(bool(places))
        self.plot.show_places(places, report.since, report.since + days * _DAY)
        self.legend.show_places(places)
        self._figures.reserve(
            history_words.point_sentence(place.place, point) for place in places for point in place.points
        )

    def _point(self, sentence: str) -> None:
        self._figures.setText(
            sentence or self.tr("Point at a mark, or go from mark to mark with the arrow keys, to read its figures.")
        )

    def _follow_measure(self) -> None:
        self._measure.setEnabled(self._actions.measure.isEnabled())
