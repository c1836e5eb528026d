"""The yards of a project: where they are, why, what they hold, and what can be done with each."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import Yard, YardOrigin, YardUse
from gui import wheel_words
from gui.theme import L, M, S
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import IconButton
from gui.widgets.card import Card
from gui.widgets.icon_view import IconView
from gui.widgets.text import CopyButton, ElidedLabel, label

_DRAWN_FROM = frozenset({YardOrigin.FIND_LINKS, YardOrigin.FLAT_INDEX})


class YardsCard(Card):
    """Shows yards below each other.

    ``change_wanted`` carries a change of the project's sources, ``keep_wanted`` a folder and whether to keep it.
    """

    change_wanted = Signal(object)
    keep_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__("yardsCard", inset=L)
        self._shown: tuple[object, ...] = ()
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
        """Show other yards; the same ones are left as they are, with the keyboard in them."""
        shown = tuple((yard.folder, yard.origins, wheel_words.yard_text(yard), yard.trouble) for yard in yards)
        if shown == self._shown and yards:
            return
        self._shown = shown
        emptied(self._rows)
        self._empty.setVisible(not yards)
        self._title.setText(self.tr("Yards ({count})").format(count=len(yards)) if yards else self.tr("Yards"))
        for number, yard in enumerate(yards):
            self._rows.addWidget(self._row(number, yard))

    def _row(self, number: int, yard: Yard) -> QWidget:
        name = f"yard-{number}"
        path = ElidedLabel(str(yard.folder), mono=True, tight=True)
        path.setObjectName(f"{name}-path")
        line = QHBoxLayout()
        line.setSpacing(S - 4)
        line.addWidget(path)
        line.addWidget(CopyButton(self.tr("Copy the path of the yard"), str(yard.folder), f"{name}-copy"))
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(line)
        words.addWidget(label(wheel_words.yard_text(yard), "muted", wrap=True, name=f"{name}-text"))
        if yard.trouble:
            words.addWidget(label(yard.trouble, wrap=True, name=f"{name}-trouble"))
        icon = IconView("folder", size=18)
        if yard.trouble:
            icon.show_sign(wheel_words.DOUBTFUL)
        more = IconButton("more", self.tr("What to do with {yard}").format(yard=yard.folder.name), f"{name}-more")
        more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu(yard, more))
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        return part

    def _menu(self, yard: Yard, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        origins = set(yard.origins)
        for use, words in (
            (YardUse.FIND_LINKS, self.tr("Let the project draw from the whole folder (find-links)…")),
            (YardUse.FLAT_INDEX, self.tr("Let the project use it as a flat index…")),
        ):
            action = QAction(words, menu)
            action.setEnabled(YardOrigin(use.value) not in origins)
            action.triggered.connect(partial(self._on_change, UseYard(folder=yard.folder, use=use)))
            menu.addAction(action)
        leave = QAction(self.tr("Let the project leave it…"), menu)
        leave.setEnabled(bool(origins & _DRAWN_FROM))
        leave.triggered.connect(partial(self._on_change, LeaveYard(folder=yard.folder)))
        menu.addAction(leave)
        menu.addSeparator()
        kept = YardOrigin.CHOSEN in origins
        words = self.tr("Take it off my list of yards") if kept else self.tr("Keep it on my list of yards")
        keep = QAction(words, menu)
        keep.triggered.connect(partial(self._on_keep, yard.folder, keep=not kept))
        menu.addAction(keep)
        return menu

    def _on_change(self, change: UseYard | LeaveYard, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        self.change_wanted.emit(change)

    def _on_keep(self, folder: Path, checked: bool = False, *, keep: bool) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        self.keep_wanted.emit(folder, keep)
