"""What Wheelyard is, and which version."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import app_icon
from gui.theme import XL, L, S
from gui.widgets.buttons import PushButton
from gui.widgets.text import label


class AboutDialog(QDialog):
    """Name, version, licence, and the keys that do things."""

    def __init__(self, version: str, keys: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Wheelyard"))
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(48, 48))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("Wheelyard"), "title"))
        words.addWidget(label(self.tr("Version {version} · Apache-2.0").format(version=version), "muted"))
        head = QHBoxLayout()
        head.setSpacing(L)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(S)
        layout.addLayout(head)
        layout.addSpacing(S)
        text = label(self.tr("A desktop environment manager for uv projects on managed computers."), wrap=True)
        text.setMinimumWidth(380)
        layout.addWidget(text)
        layout.addSpacing(S)
        layout.addWidget(label(self.tr("Keys"), "section"))
        for what, key in keys:
            line = QHBoxLayout()
            line.addWidget(label(what), 1)
            line.addWidget(label(key, "muted"))
            layout.addLayout(line)
        close = PushButton(self.tr("Close"), "aboutClose", kind="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addSpacing(S)
        layout.addLayout(buttons)
