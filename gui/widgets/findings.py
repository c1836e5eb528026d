"""What was measured about a problem, as sentences with their figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.diagnosis.evidence import RENAME_PROBE, UV_RETRIES
from core.model.problem import Evidence
from core.procedures.patient_problem import PATIENCE
from gui import problem_words
from gui.theme import S
from gui.widgets.boxes import emptied
from gui.widgets.icon_view import IconView
from gui.widgets.probe_plot import WAIT_KEY, bar_of_evidence
from gui.widgets.text import label

_SHOWN_BY_PLOT = frozenset({"place", "rounds", "refused_first", "never_passed", "verdict", WAIT_KEY})
_WITH_FIGURES = frozenset({RENAME_PROBE, UV_RETRIES, PATIENCE})
"""Findings whose figures say more than their sentence; those of the others are for scripts."""


class Findings(QWidget):
    """Shows what was found; what could not be found out stands in one quiet line at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S - 2)

    def show_findings(self, evidence: tuple[Evidence, ...]) -> None:
        """Show findings; nothing where there are none."""
        emptied(self._column)
        self.setVisible(bool(evidence))
        if not evidence:
            return
        self._column.addWidget(label(self.tr("What was measured"), "section"))
        for found in evidence:
            if not problem_words.is_unknown(found):
                self._column.addWidget(_finding(found))
        unknown = problem_words.unknown_text(evidence)
        if unknown:
            line = label(unknown, "muted", wrap=True, name="notFoundOut")
            line.setToolTip("\n".join(found.finding for found in evidence if problem_words.is_unknown(found)))
            self._column.addWidget(_beside_icon("unknown", line))


def figures_line(evidence: Evidence) -> str:
    """Write the figures that neither the plot nor the sentence shows already."""
    if evidence.id not in _WITH_FIGURES:
        return ""
    plotted = bar_of_evidence(evidence, None) is not None
    parts = [
        problem_words.figure_text(name, value)
        for name, value in evidence.measured.items()
        if value is not None and not (plotted and name in _SHOWN_BY_PLOT)
    ]
    return " · ".join(part for part in parts if part)


def _finding(evidence: Evidence) -> QWidget:
    box = QWidget()
    words = QVBoxLayout(box)
    words.setContentsMargins(0, 0, 0, 0)
    words.setSpacing(1)
    words.addWidget(label(evidence.finding, wrap=True))
    figures = figures_line(evidence)
    if figures:
        words.addWidget(label(figures, "caption", wrap=True))
    return _beside_icon("gauge", box)


def _beside_icon(icon_name: str, words: QWidget) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(S)
    line.addWidget(IconView(icon_name), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return box
