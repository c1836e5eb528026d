"""The export of the certificates that this computer trusts: into which file, and who uses it from then on."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.model.network_commands import ExportCertificates
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import XS, S, Tone
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import IconButton, PushButton
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.points import points
from gui.widgets.text import ElidedLabel, label


class ExportDialog(AskingDialog):
    """Answers an ``ExportCertificates`` without its project, or None; the signals ask for files."""

    target_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(
            "exportDialog",
            self.tr("Export certificates for {name}").format(name=name),
            Sign("shield", Tone.INFO),
            parent,
            least=None,
        )
        asked = self.tr(
            "Every root certificate that this computer trusts, the one of your company among them, goes into one file. "
            "uv and other tools can use that file where they cannot ask the computer itself. No secret is in it."
        )
        self._more: tuple[Path, ...] = ()
        self._file = Field(self.tr("File"), "exportFile", self.tr("Wheelyard's own folder"))
        self._choose = PushButton(self.tr("Choose…"), "exportChoose", icon_name="folder")
        self._file.line.addWidget(self._choose)
        self._use = CheckBox(self.tr("Use it for this project"), "exportUse")
        self._others = CheckBox(self.tr("Also for pip and requests"), "exportOthers")
        self._add = PushButton(self.tr("Add a certificate file…"), "exportAdd", icon_name="add")
        self._more_part, self._files = column_box(XS)
        self._more_part.hide()
        changes, self._changes = column_box(0)
        self.body.addWidget(label(asked, wrap=True))
        self.describe((asked,))
        self.body.addLayout(self._file.column)
        self.body.addWidget(self._use)
        self.body.addWidget(self._others)
        self.body.addWidget(label(self.tr("Roots that the computer does not know"), "section", wrap=True))
        self.body.addWidget(self._more_part)
        adding = FlowLayout(across=S, down=S)
        adding.addWidget(self._add)
        self.body.addLayout(adding)
        self.body.addWidget(label(self.tr("What it will change"), "section", wrap=True))
        self.body.addWidget(changes)
        self._start = PushButton(self.tr("Export"), "exportStart", kind="primary", icon_name="shield")
        self._cancel = PushButton(self.tr("Cancel"), "exportCancel")
        self.add_buttons((self._start, self._cancel))
        self._use.setChecked(True)
        self._connect()
        self._follow()
        self.fit()
        self._start.setDefault(True)
        self._start.setFocus()

    def _connect(self) -> None:
        for button in (self._choose, self._add, self._cancel):
            button.setAutoDefault(False)
        self._choose.clicked.connect(self.target_wanted)
        self._add.clicked.connect(self.more_wanted)
        self._start.clicked.connect(self._on_start)
        self._cancel.clicked.connect(self.reject)
        self._file.textChanged.connect(self._follow)
        for box in (self._use, self._others):
            box.toggled.connect(self._follow)

    def take_target(self, file: Path) -> None:
        """Name the file that a person chose to write into."""
        self._file.setText(str(file))

    def take_more(self, file: Path) -> None:
        """Take roots of another file in, too."""
        if file not in self._more:
            self._more = (*self._more, file)
            self._show_more()

    def _show_more(self) -> None:
        emptied(self._files)
        for number, file in enumerate(self._more):
            self._files.addWidget(self._more_row(number, file))
        self._more_part.setVisible(bool(self._more))
        self._follow()

    def _more_row(self, number: int, file: Path) -> QWidget:
        def leave_out() -> None:
            self._more = tuple(each for each in self._more if each != file)
            self._show_more()
            self._add.setFocus()

        words = self.tr("Leave out {file}").format(file=file.name)
        away = IconButton("close", words, f"exportMore-{number}-away")
        away.clicked.connect(leave_out)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        path = ElidedLabel(str(file), mono=True)
        path.setObjectName(f"exportMore-{number}")
        line.addWidget(path, 1)
        line.addWidget(away)
        return row

    def _follow(self) -> None:
        emptied(self._changes)
        part = QWidget()
        said = points(self._sentences(), name="exportChange")
        said.setContentsMargins(0, 0, 0, 0)
        part.setLayout(said)
        self._changes.addWidget(part)
        self._start.setAccessibleDescription(" ".join(self._sentences()))
        if self.isVisible():
            self.grow()

    def _sentences(self) -> tuple[str, ...]:
        """Say what the export changes, one thing each."""
        file = self._file.text().strip()
        said = [
            self.tr("{file} is written anew.").format(file=file)
            if file
            else self.tr("A file in Wheelyard's own folder is written anew.")
        ]
        if self._use.isChecked():
            said.append(self.tr("uv trusts these certificates in this project from then on, in place of others."))
        if self._others.isChecked():
            said.append(
                self.tr("Terminals of this project get REQUESTS_CA_BUNDLE and PIP_CERT, which pip and requests read.")
            )
        if not self._use.isChecked() and not self._others.isChecked():
            said.append(self.tr("Nothing else changes."))
        return tuple(said)

    def _on_start(self) -> None:
        file = self._file.text().strip()
        self.give(
            ExportCertificates(
                to=Path(file) if file else None,
                use=self._use.isChecked(),
                others=self._others.isChecked(),
                more=self._more,
            )
        )
