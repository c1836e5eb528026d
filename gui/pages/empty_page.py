"""The page before there is a project: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.icons import app_icon
from gui.theme import XL, XXL, L, M, S, Tone, set_kind
from gui.widgets.buttons import ActionButton
from gui.widgets.icon_view import IconView
from gui.widgets.text import label

_LETTERS = 68


class EmptyPage(QScrollArea):
    """Says what Wheelyard does and how to begin."""

    def __init__(self, add_project: QAction) -> None:
        super().__init__()
        self.setObjectName("emptyPage")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label("", "title", wrap=True, name="emptyTitle")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = label("", "muted", wrap=True, name="emptyText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._button = ActionButton(add_project, "emptyAddButton", icon_name="folder-add", kind="primary")
        self._hint = label(self.tr("or drop a folder anywhere on this window"), "caption", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._steps = QWidget()
        self._build()
        self.show_damaged(is_damaged=False)

    def _build(self) -> None:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(72, 72))
        picture.setAccessibleName(self.tr("Wheelyard"))
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, XL, 0, 0)
        steps.setSpacing(M)
        for icon_name, words in (
            ("folder-add", self.tr("Add the project. Nothing in its folder is changed by that.")),
            ("sync", self.tr("Press Sync. You see every package, its bytes, and uv's own words.")),
            ("shield", self.tr("If a file is refused, press the remedy. Every move can be undone.")),
        ):
            line = QHBoxLayout()
            line.setSpacing(M)
            line.addWidget(IconView(icon_name, Tone.INFO, size=18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words, wrap=True), 1)
            steps.addLayout(line)
        box = QWidget()
        # As wide as so many letters of the person's font, and never wider than the window.
        box.setMaximumWidth(_LETTERS * self.fontMetrics().averageCharWidth())
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(S)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._hint)
        column.addWidget(self._steps)
        content = QWidget()
        set_kind(content, "scrolled")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(box, 1000)
        across.addStretch(1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(XL, XXL, XL, XXL)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
        self.setWidget(content)

    def take_focus(self) -> None:
        """Take the keyboard to the button that begins."""
        self._button.setFocus()

    def show_damaged(self, *, is_damaged: bool) -> None:
        """Say how to begin, or, where the list of projects cannot be read, how to go on."""
        if is_damaged:
            self._title.setText(self.tr("Your list of projects cannot be read"))
            self._text.setText(
                self.tr(
                    "The message above says why and offers a new list. Your projects themselves are as they were: "
                    "only the list of them is damaged."
                )
            )
        else:
            self._title.setText(self.tr("Add your first project"))
            self._text.setText(
                self.tr(
                    "Choose a folder with a pyproject.toml. Wheelyard runs uv in it, shows what happens, "
                    "and when something is refused it says why and mends it."
                )
            )
        for widget in (self._button, self._hint, self._steps):
            widget.setVisible(not is_damaged)
