"""A problem: what happened, the facts, what was measured, and what to do about it."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.model.measurements import Candidate, ProbeReport
from core.model.problem import Evidence, Problem, Remedy
from gui import figures, problem_words
from gui.theme import L, M, S, Tone, mono_font
from gui.widgets.buttons import PushButton
from gui.widgets.candidates_panel import CandidatesPanel
from gui.widgets.card import Card
from gui.widgets.icon_view import IconView
from gui.widgets.probe_plot import WAIT_KEY, ProbeBar, ProbePlot, bar_of_evidence, bar_of_report
from gui.widgets.remedies import CHOOSE_FOLDER, RemedyRow
from gui.widgets.text import CopyButton, ElidedLabel, label

_SHOWN_BY_PLOT = frozenset({"place", "rounds", "refused_first", "never_passed", "verdict", WAIT_KEY})

_ICON = 22


class ProblemPanel(Card):
    """Shows one problem; ``remedy_chosen`` carries the remedy whose button was pressed."""

    remedy_chosen = Signal(object)
    folder_wanted = Signal()
    candidate_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("problemPanel")
        self._problem: Problem | None = None
        self._icon = IconView("bad", Tone.BAD, size=_ICON)
        self._what = label(kind="bad", wrap=True, name="problemWhat")
        self._title = label(kind="heading", wrap=True, name="problemTitle")
        self._explanation = label(wrap=True, name="problemExplanation")
        self._copy = PushButton(self.tr("Copy"), "problemCopy", icon_name="copy", kind="ghost")
        self._copy.setToolTip(self.tr("Copy the problem with its facts, findings and raw text"))
        self._copy.clicked.connect(self._on_copy)
        self._found, self._found_layout = _group(S - 2)
        self._help, self._help_layout = _group(S)
        self._facts, self._facts_layout = _group(S - 2)
        self._fact_copies: list[CopyButton] = []
        self._rows: list[RemedyRow] = []
        self.candidates = CandidatesPanel()
        self.candidates.folder_wanted.connect(self.folder_wanted)
        self.candidates.chosen.connect(self.candidate_chosen)
        self.candidates.hide()
        self.plot = ProbePlot("probePlot")
        self._raw_button = PushButton(self.tr("Show raw text"), "rawButton", kind="ghost", icon_name="terminal")
        self._raw_button.setCheckable(True)
        self._raw_button.toggled.connect(self._on_raw)
        self._raw = self._make_raw()
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S - 4)
        words.addWidget(self._what)
        words.addWidget(self._title)
        head.addLayout(words, 1)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        # Below the button, not beside it: a long text needs the width where the window is narrow.
        below = QHBoxLayout()
        below.addSpacing(_ICON + M)
        below.addWidget(self._explanation, 1)
        top = QVBoxLayout()
        top.setSpacing(S - 4)
        top.addLayout(head)
        top.addLayout(below)
        self.body.setSpacing(L)
        self.body.addLayout(top)
        self.body.addWidget(self._found)
        self.body.addWidget(self.plot)
        self.body.addWidget(self.candidates)
        self.body.addWidget(self._help)
        self.body.addWidget(self._facts)
        raw_line = QHBoxLayout()
        raw_line.addWidget(self._raw_button)
        raw_line.addStretch(1)
        self.body.addLayout(raw_line)
        self.body.addWidget(self._raw)

    def _make_raw(self) -> QPlainTextEdit:
        raw = QPlainTextEdit()
        raw.setObjectName("rawText")
        raw.setProperty("kind", "raw")
        raw.setAccessibleName(self.tr("What uv printed"))
        raw.setReadOnly(True)
        raw.setFont(mono_font())
        raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        raw.setTabChangesFocus(True)
        raw.setAcceptDrops(False)
        raw.setFixedHeight(200)
        raw.hide()
        return raw

    @property
    def problem(self) -> Problem | None:
        """The problem that is shown."""
        return self._problem

    def show_problem(self, problem: Problem | None, candidates: tuple[Candidate, ...] = (), what: str = "") -> None:
        """Show a problem, or nothing; ``what`` says in a sentence which job met it."""
        self.setVisible(problem is not None)
        self._what.setText(what)
        self._what.setVisible(bool(what))
        # A remedy that asks for a folder makes the panel's own button for that a second one.
        asked = problem is not None and any(_asks_for_folder(remedy) for remedy in problem.remedies)
        self.candidates.show_candidates(candidates, offer_folder=not asked)
        if problem is None or problem == self._problem:
            return
        self._problem = problem
        self._title.setText(problem.title)
        self._explanation.setText(problem.explanation)
        self._explanation.setVisible(bool(problem.explanation))
        self._raw.setPlainText(problem.raw)
        self._raw_button.setChecked(False)
        self._raw_button.setVisible(bool(problem.raw))
        self._fill(problem)

    def set_busy(self, *, busy: bool) -> None:
        """Let remedies wait while a job of the project runs."""
        for row in self._rows:
            row.set_busy(busy=busy)
        self.candidates.setEnabled(not busy)

    def show_measured(self, reports: tuple[ProbeReport, ...], at: float | None = None) -> None:
        """Show measurements made after the problem, at ``at``, below the problem's own; each says which it is."""
        again = self.tr("Measured again")
        if at is not None:
            again = self.tr("Measured again, {time}").format(time=figures.moment_text(at))
        own = _bars(self._problem, self.tr("When it failed") if reports else "")
        shown = (*own, *(bar_of_report(report, again) for report in reports))
        self.plot.show_bars(shown)
        self.plot.setVisible(bool(shown))

    def _fill(self, problem: Problem) -> None:
        for layout in (self._found_layout, self._help_layout, self._facts_layout):
            _empty(layout)
        self._fill_findings(problem)
        self._fill_help(problem.remedies)
        self._fill_facts(problem)
        self._order()
        self.show_measured(())

    def _order(self) -> None:
        """Let the keyboard go from top to bottom: what was made last would come last."""
        remedies = [stop for row in self._rows for stop in row.stops()]
        stops = [self._copy, *self.candidates.stops(), *remedies, *self._fact_copies, self._raw_button, self._raw]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _fill_facts(self, problem: Problem) -> None:
        package = " ".join(part for part in (problem.package, problem.version) if part)
        found = [
            (self.tr("Package"), package, "package"),
            (self.tr("From"), problem.path_from or "", "from"),
            (self.tr("To"), problem.path_to or "", "to"),
            (self.tr("Address"), problem.url or "", "url"),
            (self.tr("OS error"), "" if problem.os_error is None else str(problem.os_error), "os-error"),
        ]
        found = [fact for fact in found if fact[1]]
        self._fact_copies.clear()
        self._facts.setVisible(bool(found))
        if not found:
            return
        frame = Card("problemFacts", kind="well", inset=S)
        frame.body.setContentsMargins(M, S - 2, S, S - 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (caption, value, name) in enumerate(found):
            shown = ElidedLabel(value, mono=True, tight=True)
            shown.setObjectName(f"fact-{name}")
            copy = CopyButton(self.tr("Copy: {what}").format(what=caption), value, f"fact-{name}-copy")
            grid.addWidget(label(caption, "muted"), row, 0)
            line = QHBoxLayout()
            line.setSpacing(S)
            line.addWidget(shown)
            line.addWidget(copy)
            line.addStretch(1)
            self._fact_copies.append(copy)
            grid.addLayout(line, row, 1)
        frame.body.addLayout(grid)
        self._facts_layout.addWidget(label(self.tr("Facts"), "section"))
        self._facts_layout.addWidget(frame)

    def _fill_findings(self, problem: Problem) -> None:
        self._found.setVisible(bool(problem.evidence))
        if not problem.evidence:
            return
        self._found_layout.addWidget(label(self.tr("What was measured"), "section"))
        for evidence in problem.evidence:
            self._found_layout.addWidget(_finding(evidence))

    def _fill_help(self, remedies: tuple[Remedy, ...]) -> None:
        self._help.setVisible(bool(remedies))
        self._rows.clear()
        if not remedies:
            return
        self._help_layout.addWidget(label(self.tr("What would help"), "section"))
        primary = next((remedy for remedy in remedies if remedy.action is not None or _asks_for_folder(remedy)), None)
        for remedy in remedies:
            row = RemedyRow(remedy, first=remedy is primary)
            row.chosen.connect(self._on_remedy)
            self._rows.append(row)
            self._help_layout.addWidget(row)

    def _on_remedy(self, remedy: Remedy) -> None:
        if remedy.action is None:
            self.folder_wanted.emit()
        else:
            self.remedy_chosen.emit(remedy)

    def _on_raw(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._raw.setVisible(shown)
        self._raw_button.setText(self.tr("Hide raw text") if shown else self.tr("Show raw text"))

    def _on_copy(self) -> None:
        if self._problem is not None:
            QGuiApplication.clipboard().setText(as_text(self._problem))


def _group(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return box, layout


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _finding(evidence: Evidence) -> QWidget:
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(evidence.finding, wrap=True))
    figures = _figures(evidence)
    if figures:
        words.addWidget(label(figures, "caption", wrap=True))
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(S)
    line.addWidget(IconView("gauge"), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return box


def _asks_for_folder(remedy: Remedy) -> bool:
    return remedy.id == CHOOSE_FOLDER and remedy.action is None


def _bars(problem: Problem | None, when: str) -> tuple[ProbeBar, ...]:
    if problem is None:
        return ()
    found = (bar_of_evidence(evidence, problem.path_to, when) for evidence in problem.evidence)
    return tuple(bar for bar in found if bar is not None)


def _figures(evidence: Evidence) -> str:
    """Write the figures that the plot does not show already."""
    plotted = bar_of_evidence(evidence, None) is not None
    parts = [
        problem_words.figure_text(name, value)
        for name, value in evidence.measured.items()
        if value is not None and not (plotted and name in _SHOWN_BY_PLOT)
    ]
    return " · ".join(part for part in parts if part)


def as_text(problem: Problem) -> str:
    """Return the whole problem as plain text, for a mail or a ticket."""
    facts = {
        "package": problem.package,
        "version": problem.version,
        "from": problem.path_from,
        "to": problem.path_to,
        "url": problem.url,
        "os error": problem.os_error,
    }
    lines = [problem.title, problem.explanation, ""]
    lines += [f"{name}: {value}" for name, value in facts.items() if value is not None]
    lines += [f"- {evidence.finding} {_figures(evidence)}".rstrip() for evidence in problem.evidence]
    if problem.raw:
        lines += ["", problem.raw]
    return "\n".join(lines)
