"""What a look before a run found: a sentence each, and the programs that hold it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.questions import PreflightFinding
from gui import program_words
from gui.signs import Sign
from gui.theme import M, S, Tone
from gui.widgets.boxes import emptied
from gui.widgets.icon_view import IconView
from gui.widgets.text import label

_MOST_PROGRAMS = 6


class FoundList(QWidget):
    """Shows findings below each other, with their programs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._shown: tuple[PreflightFinding, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)

    def show_found(self, findings: tuple[PreflightFinding, ...]) -> None:
        """Show findings; the same ones are left as they are."""
        if findings == self._shown:
            return
        self._shown = findings
        emptied(self._column)
        for finding in findings:
            self._column.addWidget(_finding(finding))


def _finding(finding: PreflightFinding) -> QWidget:
    icon = IconView("warning", size=18)
    icon.show_sign(Sign("warning", Tone.WARN))
    words = QVBoxLayout()
    words.setSpacing(S - 2)
    words.addWidget(label(finding.sentence, wrap=True, name="foundSentence"))
    for program in finding.programs[:_MOST_PROGRAMS]:
        name = label(program.name, "section", wrap=True, name="foundProgram")
        detail = label(program_words.program_detail(program), "muted", wrap=True, name="foundProgramDetail")
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(name)
        lines.addWidget(detail)
        words.addLayout(lines)
    more = len(finding.programs) - _MOST_PROGRAMS
    if more > 0:
        words.addWidget(label(program_words.more_text(more), "muted", name="foundMore"))
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(S)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return box
