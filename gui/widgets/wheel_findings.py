"""What is wrong with a project's local sources, each finding with the buttons that mend it."""

from PySide6.QtCore import Signal

from core.model.checks import Check, CheckStatus
from gui import check_words
from gui.theme import M
from gui.widgets.boxes import column_box, emptied
from gui.widgets.card import FoldingCard
from gui.widgets.check_row import CheckRow


class WheelFindings(FoldingCard):
    """Findings behind a headline; ``action_wanted`` carries the command of a button."""

    action_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("wheelFindings", self.tr("Findings"))
        self._rows: list[CheckRow] = []
        self._checks: tuple[Check, ...] = ()
        rows, self._column = column_box(M)
        self.body.addWidget(rows)
        self.set_open(is_open=False)
        self.hide()

    @property
    def checks(self) -> tuple[Check, ...]:
        """What is shown."""
        return self._checks

    def show_checks(self, checks: tuple[Check, ...], *, opened: bool) -> None:
        """Show what a check found; ``opened`` shows the findings at once, where there are any."""
        found = tuple(check for check in check_words.sorted_checks(checks) if check.status is not CheckStatus.OK)
        self.show()
        self.set_summary(check_words.summary_text(checks))
        if opened:
            self.set_open(is_open=bool(found))
        if checks == self._checks:
            return
        self._checks = checks
        self._rows.clear()
        emptied(self._column)
        for check in found:
            row = CheckRow(check)
            row.action_wanted.connect(self.action_wanted)
            self._rows.append(row)
            self._column.addWidget(row)

    def clear(self) -> None:
        """Forget what was found: it is another project's, or of before."""
        self._checks = ()
        self._rows.clear()
        emptied(self._column)
        self.hide()

    def set_busy(self, *, busy: bool) -> None:
        """Let the buttons wait while something of the project runs."""
        for row in self._rows:
            row.set_busy(busy=busy)
