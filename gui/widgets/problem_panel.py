"""A problem: what happened, the facts, what was measured, and what to do about it."""

from collections.abc import Hashable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.measurements import Candidate, ProbeReport
from core.model.problem import Problem, Remedy
from gui import clipboard, figures
from gui.problem_text import as_text
from gui.theme import L, M, S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.candidates_panel import CandidatesPanel
from gui.widgets.card import Card
from gui.widgets.findings import Findings
from gui.widgets.folded_text import FoldedText
from gui.widgets.help import Help
from gui.widgets.icon_view import IconView
from gui.widgets.probe_plot import ProbeBar, ProbePlot, bar_of_evidence, bar_of_report
from gui.widgets.problem_facts import ProblemFacts
from gui.widgets.raw_text import RawText
from gui.widgets.remedies import asks_for_folder
from gui.widgets.text import label

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
        self._explanation = FoldedText("problemExplanation")
        self._copy = PushButton(self.tr("Copy"), "problemCopy", icon_name="copy", kind="ghost")
        self._copy.setToolTip(self.tr("Copy the problem with its facts, findings and raw text"))
        self._copy.clicked.connect(self._on_copy)
        self.help = Help()
        self.help.chosen.connect(self._on_remedy)
        self._found = Findings()
        self._facts = ProblemFacts()
        self.candidates = CandidatesPanel()
        self.candidates.folder_wanted.connect(self.folder_wanted)
        self.candidates.chosen.connect(self.candidate_chosen)
        self.candidates.hide()
        self.plot = ProbePlot("probePlot")
        self._raw_button = PushButton(self.tr("Show raw text"), "rawButton", kind="ghost", icon_name="terminal")
        self._raw_button.setCheckable(True)
        self._raw_button.toggled.connect(self._on_raw)
        self._raw = RawText("rawText", self.tr("What uv printed"), 200)
        self._raw.hide()
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._icon)
        head.addWidget(self._what, 1)
        head.addStretch(0)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        # Below the button, not beside it: long names need the width where the window is narrow.
        words = QVBoxLayout()
        words.setSpacing(S - 4)
        words.addWidget(self._title)
        words.addWidget(self._explanation)
        below = QHBoxLayout()
        below.addSpacing(_ICON + M)
        below.addLayout(words, 1)
        top = QVBoxLayout()
        top.setSpacing(0)
        top.addLayout(head)
        top.addLayout(below)
        self.body.setSpacing(L)
        self.body.addLayout(top)
        # What can be done stands before why: the button must not be below the fold.
        self.body.addWidget(self.help)
        self.body.addWidget(self.candidates)
        self.body.addWidget(self._found)
        self.body.addWidget(self.plot)
        self.body.addWidget(self._facts)
        raw_line = QHBoxLayout()
        raw_line.addWidget(self._raw_button)
        raw_line.addStretch(1)
        self.body.addLayout(raw_line)
        self.body.addWidget(self._raw)

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
        asked = problem is not None and any(asks_for_folder(remedy) for remedy in problem.remedies)
        self.candidates.show_candidates(candidates, offer_folder=not asked)
        if problem is None or problem == self._problem:
            return
        self._problem = problem
        self._title.setText(problem.title)
        self._explanation.show_text(problem.explanation)
        self._explanation.setVisible(bool(problem.explanation))
        self._raw.setPlainText(problem.raw)
        self._raw_button.setChecked(False)
        self._raw_button.setVisible(bool(problem.raw))
        self._fill(problem)

    def set_busy(self, *, busy: bool) -> None:
        """Let remedies wait while a job of the project runs."""
        self.help.set_busy(busy=busy)
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
        self._found.show_findings(problem.evidence)
        self.help.show_remedies(problem.remedies, _subject(problem))
        self._facts.show_facts(problem)
        self._order()
        self.show_measured(())

    def _order(self) -> None:
        """Let the keyboard go from top to bottom: what was made last would come last."""
        helps, candidates = self.help.stops(), self.candidates.stops()
        stops = [
            self._copy,
            self._explanation.more,
            *helps,
            *candidates,
            *self._facts.copies,
            self._raw_button,
            self._raw,
        ]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

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
            clipboard.copy(as_text(self._problem))


def _subject(problem: Problem) -> Hashable:
    """Return what makes a problem the same one when it comes back into sight."""
    return (problem.category, problem.title, problem.explanation, problem.path_from, problem.path_to, problem.url)


def _bars(problem: Problem | None, when: str) -> tuple[ProbeBar, ...]:
    if problem is None:
        return ()
    found = (bar_of_evidence(evidence, problem.path_to, when) for evidence in problem.evidence)
    return tuple(bar for bar in found if bar is not None)
