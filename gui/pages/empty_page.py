"""The page before there is a project: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import app_icon
from gui.theme import XL, XXL, L, M, S, Tone, set_kind
from gui.widgets.buttons import ActionButton
from gui.widgets.icon_view import IconView
from gui.widgets.text import label

_WIDTH = 470


class EmptyPage(QWidget):
    """Says what Wheelyard does and how to begin."""

    def __init__(self, add_project: QAction) -> None:
        super().__init__()
        self.setObjectName("emptyPage")
        set_kind(self, "page")
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(72, 72))
        picture.setAccessibleName(self.tr("Wheelyard"))
        title = label(self.tr("Add your first project"), "title")
        text = label(
            self.tr(
                "Choose a folder with a pyproject.toml. Wheelyard runs uv in it, shows what happens, "
                "and when something is refused it says why and mends it."
            ),
            "muted",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMinimumHeight(text.heightForWidth(_WIDTH))
        button = ActionButton(add_project, "emptyAddButton", icon_name="folder-add", kind="primary")
        hint = label(self.tr("or drop a folder anywhere on this window"), "caption")
        steps = QVBoxLayout()
        steps.setSpacing(M)
        for icon_name, words in (
            ("folder-add", self.tr("Add the project. Nothing in its folder is changed by that.")),
            ("sync", self.tr("Press Sync. You see every package, its bytes, and uv's own words.")),
            ("shield", self.tr("If a file is refused, press the remedy. Every move can be undone.")),
        ):
            line = QHBoxLayout()
            line.setSpacing(M)
            line.addWidget(IconView(icon_name, Tone.INFO, size=18))
            line.addWidget(label(words), 1)
            steps.addLayout(line)
        column = QVBoxLayout()
        column.setSpacing(L)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        column.addSpacing(S)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(XL)
        column.addLayout(steps)
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        box.setLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XXL, XXL, XXL, XXL)
        layout.addStretch(2)
        layout.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
