"""The yards of a project below each other, or what a yard is where there is none."""

from PySide6.QtCore import Signal

from core.model.wheels import Yard
from gui.theme import L, M
from gui.widgets.boxes import column_box
from gui.widgets.card import Card
from gui.widgets.text import label
from gui.widgets.yard_row import YardRow


class YardsCard(Card):
    """Shows yards below each other.

    ``change_wanted`` carries a change of the project's sources, ``keep_wanted`` a folder and whether to keep it.
    """

    change_wanted = Signal(object)
    keep_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__("yardsCard", inset=L)
        self._shown: list[YardRow] = []
        self._title = label(self.tr("Yards"), "section", name="yardsTitle")
        self._empty = label(
            self.tr(
                "A yard is a folder of wheels that this project may draw from: one in the project, or one on a share "
                "that you keep."
            ),
            "muted",
            wrap=True,
            name="yardsEmpty",
        )
        rows, self._rows = column_box(M)
        self.body.addWidget(self._title)
        self.body.addWidget(self._empty)
        self.body.addWidget(rows)

    def show_yards(self, yards: tuple[Yard, ...]) -> None:
        """Show other yards; the row of a folder that is still in its place stays, with the keyboard in it."""
        self._empty.setVisible(not yards)
        self._title.setText(self.tr("Yards ({count})").format(count=len(yards)) if yards else self.tr("Yards"))
        pairs = zip(self._shown, yards, strict=False)
        same = next((at for at, (row, yard) in enumerate(pairs) if row.yard.folder != yard.folder), None)
        kept = min(len(self._shown), len(yards)) if same is None else same
        for row in self._shown[kept:]:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self._shown[kept:]
        for row, yard in zip(self._shown, yards, strict=False):
            row.show_yard(yard)
        for number, yard in enumerate(yards[kept:], kept):
            self._add(YardRow(number, yard))

    def _add(self, row: YardRow) -> None:
        row.change_wanted.connect(self.change_wanted)
        row.keep_wanted.connect(self.keep_wanted)
        self._shown.append(row)
        self._rows.addWidget(row)
