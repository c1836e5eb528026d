"""One yard: where it is, why it is one, what it holds, and a menu of what can be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import Yard, YardOrigin, YardUse
from gui import wheel_words
from gui.signs import Sign
from gui.theme import S, Tone
from gui.widgets.buttons import IconButton
from gui.widgets.icon_view import IconView
from gui.widgets.text import CopyButton, ElidedLabel, label

_DRAWN_FROM = frozenset({YardOrigin.FIND_LINKS, YardOrigin.FLAT_INDEX})
_QUIET = Sign("folder", Tone.NEUTRAL)


class YardRow(QWidget):
    """Shows one folder for as long as it is a yard: what becomes known of it changes in place.

    A file that comes into the folder must not take the keyboard, nor an open menu, out of a person's hands.
    ``change_wanted`` carries a change of the project's sources, ``keep_wanted`` a folder and whether to keep it.
    """

    change_wanted = Signal(object)
    keep_wanted = Signal(object, bool)

    def __init__(self, number: int, yard: Yard) -> None:
        super().__init__()
        name = f"yard-{number}"
        self._yard = yard
        self._icon = IconView(_QUIET.icon, size=18)
        self._path = ElidedLabel(str(yard.folder), mono=True, tight=True)
        self._path.setObjectName(f"{name}-path")
        self._copy = CopyButton(self.tr("Copy the path of the yard"), str(yard.folder), f"{name}-copy")
        self._text = label(kind="muted", wrap=True, name=f"{name}-text")
        self._trouble = label(wrap=True, name=f"{name}-trouble")
        self._more = IconButton("more", self.tr("What to do with {yard}").format(yard=yard.folder.name), f"{name}-more")
        self._more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        self._uses = {
            use: self._action(menu, words, partial(self._on_use, use))
            for use, words in (
                (YardUse.FIND_LINKS, self.tr("Let the project draw from the whole folder (find-links)…")),
                (YardUse.FLAT_INDEX, self.tr("Let the project use it as a flat index…")),
            )
        }
        self._leave = self._action(menu, self.tr("Let the project leave it…"), self._on_leave)
        menu.addSeparator()
        self._keep = self._action(menu, "", self._on_keep)
        self._more.setMenu(menu)
        self._build()
        self.show_yard(yard)

    def _action(self, menu: QMenu, words: str, then: Callable[..., None]) -> QAction:
        action = QAction(words, menu)
        action.triggered.connect(then)
        menu.addAction(action)
        return action

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(S - 4)
        line.addWidget(self._path)
        line.addWidget(self._copy)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(line)
        words.addWidget(self._text)
        words.addWidget(self._trouble)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def yard(self) -> Yard:
        """What is shown."""
        return self._yard

    def show_yard(self, yard: Yard) -> None:
        """Show what the same folder is and holds now."""
        self._yard = yard
        origins = set(yard.origins)
        self._icon.show_sign(wheel_words.DOUBTFUL if yard.trouble else _QUIET)
        self._text.setText(wheel_words.yard_text(yard))
        self._trouble.setText(yard.trouble or "")
        self._trouble.setVisible(bool(yard.trouble))
        for use, action in self._uses.items():
            action.setEnabled(YardOrigin(use.value) not in origins)
        self._leave.setEnabled(bool(origins & _DRAWN_FROM))
        kept = YardOrigin.CHOSEN in origins
        self._keep.setText(self.tr("Take it off my list of yards") if kept else self.tr("Keep it on my list of yards"))

    def _on_use(self, use: YardUse, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        self.change_wanted.emit(UseYard(folder=self._yard.folder, use=use))

    def _on_leave(self) -> None:
        self.change_wanted.emit(LeaveYard(folder=self._yard.folder))

    def _on_keep(self) -> None:
        self.keep_wanted.emit(self._yard.folder, YardOrigin.CHOSEN not in self._yard.origins)
