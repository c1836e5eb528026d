"""The choice of the folder below which places of new projects are made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.theme import XL, L, S
from gui.widgets.buttons import PushButton
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.text import label


class PlacesRootDialog(QDialog):
    """Two ways and a way out; it closes with each."""

    folder_wanted = Signal()
    measured_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("placesRootDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Places of new projects"))
        text = label(
            self.tr(
                "A cache that moves gets a folder of its own below one folder of yours. Name that folder, short and on "
                "a local drive, or leave it to the measurements: they take the best place in which renames work. "
                "Renames are measured in your folder as well. Places that were moved before stay where they are."
            ),
            wrap=True,
            name="placesRootText",
        )
        text.setMinimumWidth(420)
        folder = PushButton(self.tr("Choose a folder…"), "placesRootFolder", kind="primary", icon_name="folder")
        measured = PushButton(self.tr("Leave it to the measurements"), "placesRootMeasured", icon_name="gauge")
        cancel = PushButton(self.tr("Cancel"), "placesRootCancel")
        buttons = FlowLayout(across=S, down=S, last_right=True)
        for button in (folder, measured, cancel):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(L)
        layout.addWidget(label(self.tr("Places of new projects"), "heading", wrap=True))
        layout.addWidget(text)
        layout.addSpacing(S)
        layout.addLayout(buttons)
        folder.clicked.connect(self._on_folder)
        measured.clicked.connect(self._on_measured)
        cancel.clicked.connect(self.reject)
        cancel.setDefault(True)
        cancel.setFocus()

    def _on_folder(self) -> None:
        self.accept()
        self.folder_wanted.emit()

    def _on_measured(self) -> None:
        self.accept()
        self.measured_wanted.emit()
