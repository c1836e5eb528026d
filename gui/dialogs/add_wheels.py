"""Adding files to a project: what they are, where they go, and what that would write, before it is written."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.model.wheel_commands import AddFiles
from core.model.wheels import WheelsReport
from gui import wheel_words
from gui.dialogs.change_wheels import ChangeDialog
from gui.theme import M
from gui.widgets.added_files import AddedFiles
from gui.widgets.buttons import PushButton
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field
from gui.widgets.setting_choice import WordChoice
from gui.widgets.text import label

COPY, REFER = "copy", "refer"
PROJECT, GROUP, EXTRA = "project", "group", "extra"
_TYPING_MS = 250


class AddWheelsDialog(ChangeDialog):
    """Shows files that were dropped or chosen; ``folder_wanted`` asks for the yard that they are copied into."""

    folder_wanted = Signal()

    def __init__(self, files: tuple[Path, ...], project: Path, name: str, parent: QWidget) -> None:
        self._files = files
        self._project = project
        self._by_person = False
        super().__init__(
            "addWheelsDialog", wheel_words.added_title(files, name), self.tr("Add and lock"), parent, "lock"
        )
        self.files = AddedFiles(files)
        self._where = WordChoice(
            "addWhere",
            self.tr("Where the files lie"),
            ((COPY, self.tr("Copy into a yard of the project")), (REFER, self.tr("Leave them where they lie"))),
        )
        self._yard = Field(self.tr("Yard"), "addYard", "wheels")
        self._choose = PushButton(self.tr("Choose…"), "addYardChoose", icon_name="folder")
        self._choose.setAutoDefault(False)
        self._yard.line.addWidget(self._choose)
        self._goes_to = WordChoice(
            "addGoesTo",
            self.tr("Goes to"),
            (
                (PROJECT, self.tr("The project's dependencies")),
                (GROUP, self.tr("A dependency group")),
                (EXTRA, self.tr("An extra")),
            ),
        )
        self._name = Field(self.tr("Name of the group or extra"), "addName", "dev")
        self._alone = CheckBox(self.tr("Take out the other files of these packages"), "addAlone")
        self._alone.setAccessibleDescription(
            self.tr("Without it, files for other platforms and Pythons stay beside the new ones.")
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self._add_inputs()
        self._where.show_value(COPY)
        self._goes_to.show_value(PROJECT)
        self._follow_choices()
        self._connect()

    def _add_inputs(self) -> None:
        self.inputs.addWidget(self.files)
        self.inputs.addWidget(label(self._where.accessibleName(), "section"))
        self.inputs.addWidget(self._where)
        self._yard_part = _part(self._yard)
        self.inputs.addWidget(self._yard_part)
        self.inputs.addSpacing(M - 8)
        self.inputs.addWidget(label(self._goes_to.accessibleName(), "section"))
        self.inputs.addWidget(self._goes_to)
        self._name_part = _part(self._name)
        self.inputs.addWidget(self._name_part)
        self.inputs.addWidget(self._alone)

    def _connect(self) -> None:
        self.files.left_out.connect(self._on_left_out)
        self._where.chosen.connect(self._on_choice)
        self._goes_to.chosen.connect(self._on_choice)
        self._alone.toggled.connect(self._on_choice)
        self._choose.clicked.connect(self.folder_wanted)
        self._yard.textEdited.connect(self._on_edited)
        self._name.textChanged.connect(self._typing.start)
        self._yard.textChanged.connect(self._typing.start)

    @property
    def yard(self) -> Path:
        """The folder that files are copied into."""
        return self._project / (self._yard.text().strip() or "wheels")

    def show_inspected(self, report: WheelsReport) -> None:
        """Show what was read of the files."""
        self.files.show_report(report)

    def propose_yard(self, folder: Path) -> None:
        """Name the yard that holds the project's other sources, unless a person named one or agreed already."""
        if not self._by_person and not self.is_changing:
            self._yard.setText(self._shown_path(folder))

    def take_yard(self, folder: Path) -> None:
        """Name the yard that a person chose."""
        self._by_person = True
        self._yard.setText(self._shown_path(folder))

    def begin(self) -> None:
        """Ask for the preview of what is chosen now."""
        self._typing.stop()
        self.ask_for(self._wanted())

    @override
    def set_inputs_enabled(self, *, enabled: bool) -> None:
        """Let a person choose, or not while the files are being added."""
        if not hasattr(self, "_typing"):
            return  # the frame is being made, and has no inputs yet
        for widget in (self.files, self._where, self._yard_part, self._goes_to, self._name_part, self._alone):
            widget.setEnabled(enabled)

    def _wanted(self) -> AddFiles | None:
        goes_to, name = self._goes_to.value, self._name.text().strip()
        if not self._files or (goes_to != PROJECT and not name):
            return None
        return AddFiles(
            files=self._files,
            copy_to=self.yard if self._where.value == COPY else None,
            group=name if goes_to == GROUP else None,
            extra=name if goes_to == EXTRA else None,
            alone=self._alone.isChecked(),
        )

    def _shown_path(self, folder: Path) -> str:
        if folder.is_relative_to(self._project):
            return folder.relative_to(self._project).as_posix()
        return str(folder)

    def _on_left_out(self, file: Path) -> None:
        self._files = tuple(each for each in self._files if each != file)
        self.begin()

    def _on_choice(self) -> None:
        self._follow_choices()
        self.begin()

    def _on_edited(self) -> None:
        self._by_person = True

    def _on_typed(self) -> None:
        wanted = self._wanted()
        if wanted != self.change:
            self.ask_for(wanted)

    def _follow_choices(self) -> None:
        self._yard_part.setVisible(self._where.value == COPY)
        self._name_part.setVisible(self._goes_to.value != PROJECT)


def _part(field: Field) -> QWidget:
    part = QWidget()
    field.column.setContentsMargins(0, 0, 0, 0)
    part.setLayout(field.column)
    return part
