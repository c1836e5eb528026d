"""The choice of the folder below which places of new projects are made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from core.model.places_root import Decider, PlacesRoot
from core.model.problem import Problem
from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.message_bar import MessageBar
from gui.widgets.text import CopyButton, ElidedLabel, label


class PlacesRootDialog(QDialog):
    """Says where new places are made and who decided it; two ways to change that and a way out, it closes with each."""

    folder_wanted = Signal()
    measured_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("placesRootDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Places of new projects"))
        self.setAccessibleName(self.windowTitle())
        self._decided = label(self.tr("Looking up where they are made now …"), "section", wrap=True)
        self._decided.setObjectName("placesRootDecided")
        self._path = ElidedLabel(kind="muted", mono=True, tight=True)
        self._path.setObjectName("placesRootPath")
        self._copy = CopyButton(self.tr("Copy the path of the folder"), name="placesRootCopy")
        self._way = label(kind="muted", wrap=True, name="placesRootWay")
        self._notes = MessageBar("placesRootNotes", closable=False)
        self._folder = PushButton(self.tr("Choose a folder…"), "placesRootFolder", kind="primary", icon_name="folder")
        self._measured = PushButton(self.tr("Leave it to the measurements"), "placesRootMeasured", icon_name="gauge")
        self._cancel = PushButton(self.tr("Cancel"), "placesRootCancel")
        for part in (self._path, self._copy, self._way, self._notes):
            part.hide()
        self._build()
        self._folder.clicked.connect(self._on_folder)
        self._measured.clicked.connect(self._on_measured)
        self._cancel.clicked.connect(self.reject)
        self._cancel.setDefault(True)
        self._cancel.setFocus()

    def _build(self) -> None:
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
        path = QHBoxLayout()
        path.setSpacing(S - 4)
        path.addWidget(self._path)
        path.addWidget(self._copy)
        path.addStretch(1)
        now = Card("placesRootCard", kind="well", inset=M)
        now.body.setSpacing(S - 4)
        now.body.addWidget(self._decided)
        now.body.addLayout(path)
        now.body.addWidget(self._way)
        buttons = FlowLayout(across=S, down=S, last_right=True)
        for button in (self._folder, self._measured, self._cancel):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(L)
        layout.addWidget(label(self.tr("Places of new projects"), "heading", wrap=True))
        layout.addWidget(text)
        layout.addWidget(now)
        layout.addWidget(self._notes)
        layout.addStretch(1)
        layout.addLayout(buttons)
        # Lines that wrap need less height at this width than at the narrowest one, which a dialog would go by.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._fit()

    def show_root(self, root: PlacesRoot) -> None:
        """Say which root is in force; where policy decides, there is nothing to choose."""
        by_policy = root.decided_by is Decider.POLICY
        self._decided.setText(self._sentence(root))
        path = "" if root.folder is None else str(root.folder)
        self._path.show_text(path)
        self._copy.set_text(path)
        for part in (self._path, self._copy):
            part.setVisible(bool(path))
        self._way.setText(
            self.tr("It is set in {source}. Only your IT department can change it.").format(source=root.source)
        )
        self._way.setVisible(by_policy)
        self._folder.setEnabled(not by_policy)
        self._measured.setEnabled(root.decided_by is Decider.PERSON)
        self._cancel.setText(self.tr("Close") if by_policy else self.tr("Cancel"))
        if root.notes:
            first, *others = root.notes
            self._notes.say(Sign("warning", Tone.WARN), first, "\n".join(others))
        else:
            self._notes.hide()
        self._fit()

    def say_failed(self, problem: Problem) -> None:
        """Say that the root in force could not be looked up; a choice can still be made."""
        self._decided.setText(self.tr("Where they are made now is not known."))
        self._notes.say(Sign("warning", Tone.WARN), problem.title, problem.explanation)
        self._fit()

    def _sentence(self, root: PlacesRoot) -> str:
        match root.decided_by:
            case Decider.POLICY:
                return self.tr("Policy decides: they are made below this folder.")
            case Decider.PERSON:
                return self.tr("You chose: they are made below this folder.")
            case Decider.MEASUREMENTS:
                return self.tr("The measurements decide for each place. No folder was chosen.")

    def _fit(self) -> None:
        """Be as high as what is said now needs at this width."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.minimumWidth(), layout.sizeHint().width())
        self.setMinimumSize(width, layout.totalHeightForWidth(width))
        self.resize(self.minimumSize())

    def _on_folder(self) -> None:
        self.accept()
        self.folder_wanted.emit()

    def _on_measured(self) -> None:
        self.accept()
        self.measured_wanted.emit()
