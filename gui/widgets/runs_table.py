"""The table of runs, the choice of failures alone, and the details of one run below it."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.history import Run
from gui import figures, history_words
from gui.models.roles import ItemRole
from gui.models.runs import RunColumn, RunsModel, RunsOrder, sign_of
from gui.theme import ROW_HEIGHT, L, M, S
from gui.widgets.card import Card
from gui.widgets.delegates import SignDelegate
from gui.widgets.icon_view import IconView
from gui.widgets.package_table import make_table
from gui.widgets.text import CopyButton, ElidedLabel, label
from gui.widgets.toggle import ToggleButton

_MOST_ROWS = 10
MOST_SHOWN = 2_000
"""Rows that are sorted in a moment; of more runs, the newest are shown."""
_LETTERS = {RunColumn.COMMAND: 17, RunColumn.OUTCOME: 15, RunColumn.PACKAGE: 14}
_PROBLEM_LETTERS = 32
_PADDING = 24
_LONG_MOMENT = 1_766_700_000.0
_LONG_SPAN = 3599.0


class RunDetails(Card):
    """What is known of one run: how it ended, what went wrong, which path it was about."""

    def __init__(self) -> None:
        super().__init__("runDetails", kind="well", inset=M)
        self._icon = IconView("info", size=18)
        self._sentence = label(kind="section", wrap=True, name="runSentence")
        self._title = label(wrap=True, name="runTitle")
        self._facts = label(kind="muted", wrap=True, name="runFacts")
        self._path = ElidedLabel(kind="muted", mono=True, tight=True)
        self._path.setObjectName("runPath")
        self._copy = CopyButton(self.tr("Copy the path"), name="runPathCopy")
        path = QHBoxLayout()
        path.setSpacing(S - 4)
        path.addWidget(self._path)
        path.addWidget(self._copy)
        path.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self._sentence, self._title, self._facts):
            words.addWidget(widget)
        words.addLayout(path)
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.hide()

    def show_run(self, run: Run | None) -> None:
        """Show another run, or none."""
        self.setVisible(run is not None)
        if run is None:
            return
        self._icon.show_sign(sign_of(run))
        self._sentence.setText(history_words.run_sentence(run))
        self._title.setText(run.title or "")
        self._title.setVisible(bool(run.title))
        facts = history_words.run_facts(run)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        path = run.path or ""
        self._path.show_text(path)
        self._copy.set_text(path)
        self._path.setVisible(bool(path))
        self._copy.setVisible(bool(path))
        self.setAccessibleName("\n".join(part for part in (self._sentence.text(), run.title, facts, path) if part))


class RunsTable(Card):
    """Runs, newest first until a person sorts them; Return or a double click opens the details of one."""

    def __init__(self) -> None:
        super().__init__("runsCard", inset=L)
        self._days = 0
        self._known = 0
        self._title = label(history_words.runs_title(0, 0), "section", name="runsTitle")
        self.failures = ToggleButton(self.tr("Failures only"), "failuresOnly", "bad")
        self.failures.toggled.connect(self._on_failures)
        self._empty = label(kind="muted", wrap=True, name="runsEmpty")
        self._hint = label(
            self.tr("Return or a double click shows the details of a run."), "muted", wrap=True, name="runsHint"
        )
        self.view = make_table("runsTable", self.tr("Runs"))
        self.view.setAccessibleDescription(self._hint.text())
        self.model = RunsModel(self.view)
        self._order = RunsOrder(self.view)
        self._order.setSourceModel(self.model)
        self.view.setModel(self._order)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(RunColumn.WHEN, Qt.SortOrder.DescendingOrder)
        self._signs = SignDelegate(self.view)
        self.view.setItemDelegateForColumn(RunColumn.OUTCOME, self._signs)
        self.details = RunDetails()
        self._build()
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self._order.modelReset.connect(self._on_reset)

    def _build(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # Where two scroll bars meet, the style would draw a frame.
        self.view.setCornerWidget(QWidget())
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in _LETTERS.items():
            self.view.setColumnWidth(column, wide * letters)
        # Moments are as long as the person's language makes them.
        for column, text in (
            (RunColumn.WHEN, figures.moment_text(_LONG_MOMENT)),
            (RunColumn.SECONDS, figures.duration_text(_LONG_SPAN)),
        ):
            self.view.setColumnWidth(column, self.fontMetrics().horizontalAdvance(text) + _PADDING)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._title, 1)
        head.addWidget(self.failures)
        self.body.addLayout(head)
        for widget in (self._empty, self.view, self._hint, self.details):
            self.body.addWidget(widget)

    def show_runs(self, runs: tuple[Run, ...], days: int) -> None:
        """Show other runs, given newest first; ``days`` is the span they are of."""
        self._days = days
        self._known = len(runs)
        self.model.set_rows(tuple(reversed(runs[:MOST_SHOWN])))
        self._follow()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the problem what the other columns leave; where that is too little, the table is scrolled sideways.

        The bar for that stands below the rows, and takes its room only where it is there.
        """
        others = sum(self.view.columnWidth(column) for column in RunColumn if column != RunColumn.PROBLEM)
        bar = self.view.verticalScrollBar().sizeHint().width()
        rest = self.width() - 2 * L - bar - S - others
        least = _PROBLEM_LETTERS * self.fontMetrics().averageCharWidth()
        self.view.setColumnWidth(RunColumn.PROBLEM, max(least, rest))
        rows = max(1, min(self._order.rowCount(), _MOST_ROWS))
        below = self.view.horizontalScrollBar().sizeHint().height() if rest < least else 0
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + below)

    def _follow(self) -> None:
        """Show the table, or say why there is nothing to show."""
        known, seen = self._known, self._order.rowCount()
        self._title.setText(history_words.runs_title(seen, known))
        self.failures.setVisible(known > 0)
        self.view.setVisible(seen > 0)
        self._hint.setVisible(seen > 0)
        self._empty.setVisible(seen == 0)
        words = history_words.no_failures_text if known else history_words.no_runs_text
        self._empty.setText(words(self._days))
        self._fit()
        if seen == 0:
            self.details.show_run(None)

    def _on_failures(self, only: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._order.set_failures_only(only=only)
        self._follow()
        self._on_current(self.view.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        self.details.show_run(_run(index))

    def _on_current(self, index: QModelIndex) -> None:
        # Once they are open, the details go with the row.
        if not self.details.isHidden():
            self.details.show_run(_run(index))

    def _on_reset(self) -> None:
        self.details.show_run(None)


def _run(index: QModelIndex) -> Run | None:
    run = index.data(ItemRole.ROW) if index.isValid() else None
    return run if isinstance(run, Run) else None
