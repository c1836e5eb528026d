"""What a script amounts to: the settings to take over, each with a box, and the lines that were passed over."""

from PySide6.QtWidgets import QWidget

from core.model.secrets import without_secrets
from core.model.setting_values import SettingChange
from core.model.shells import ImportedScript, PassedOver
from core.settings.declared.all import declared
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import M, S, Tone
from gui.widgets.boxes import column_box
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.check_box import CheckBox
from gui.widgets.disclosure import Disclosure
from gui.widgets.text import label, mono_label

_INDENT = 27
"""Where the words of a box begin, so that its value stands below them."""


class ImportDialog(AskingDialog):
    """Shows what was read of a script; ``answered`` carries the changes that are wanted, none when it is closed."""

    def __init__(self, imported: ImportedScript, project: str, parent: QWidget) -> None:
        super().__init__(
            "importDialog",
            self.tr("Settings of {script}").format(script=imported.file.name),
            Sign("download", Tone.INFO),
            parent,
            least=(),
        )
        self._imported = imported
        self._boxes: list[tuple[CheckBox, SettingChange]] = []
        subject = self._subject(project)
        self.body.addWidget(label(subject, "muted", wrap=True, name="importSubject"))
        if imported.changes:
            card = Card("importChanges", kind="well", inset=M)
            for number, change in enumerate(imported.changes):
                card.body.addWidget(self._change(number, change))
            self.body.addWidget(card)
        if imported.passed_over:
            self._add_passed_over()
        self._take = PushButton(self.tr("Take over"), "importTake", icon_name="check", kind="primary")
        self._take.clicked.connect(self._on_take)
        self._take.setVisible(bool(imported.changes))
        close = PushButton(self.tr("Cancel") if imported.changes else self.tr("Close"), "importCancel")
        close.clicked.connect(self.reject)
        self.add_buttons((self._take, close) if imported.changes else (close,))
        if imported.changes:
            self._take.setDefault(True)
            self._boxes[0][0].setFocus()
        else:
            close.setFocus()
        self.describe((subject, *(f"{box.text()}: {box.accessibleDescription()}" for box, _ in self._boxes)))
        self.fit()

    def _subject(self, project: str) -> str:
        if not self._imported.changes:
            return self.tr("Nothing in it is a setting of uv that {project} could have.").format(project=project)
        return self.tr(
            "What is checked becomes your own choice for {project}, in place of an earlier one. The script and the "
            "project's files stay as they are."
        ).format(project=project)

    def _change(self, number: int, change: SettingChange) -> QWidget:
        box = CheckBox(declared(change.key).label, f"importChange-{number}")
        box.setChecked(True)
        box.toggled.connect(self._follow)
        shown = without_secrets(change.value or "")
        box.setAccessibleDescription(shown)
        value = mono_label(shown, "muted", name=f"importValue-{number}")
        value.setContentsMargins(_INDENT, 0, 0, 0)
        self._boxes.append((box, change))
        part, column = column_box(2)
        column.addWidget(box)
        column.addWidget(value)
        return part

    def _add_passed_over(self) -> None:
        lines = self._imported.passed_over
        content, column = column_box(S)
        for passed in lines:
            column.addWidget(self._passed(passed))
        fold = Disclosure(self.tr("Passed over ({count})").format(count=len(lines)), "importPassedOver", content)
        fold.setAutoDefault(False)
        self.body.addWidget(fold)
        self.body.addWidget(content)
        # Only now: what stands nowhere yet would be shown as a window of its own.
        fold.setChecked(not self._imported.changes)
        fold.toggled.connect(self._on_fold)

    def _passed(self, passed: PassedOver) -> QWidget:
        part, column = column_box(1)
        text = self.tr("Line {number}: {text}").format(number=passed.line, text=without_secrets(passed.text.strip()))
        column.addWidget(mono_label(text, name="importLine"))
        column.addWidget(label(passed.reason, "muted", wrap=True, name="importReason"))
        return part

    def _on_fold(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if shown:
            self.grow()

    def _follow(self) -> None:
        self._take.setEnabled(any(box.isChecked() for box, _ in self._boxes))

    def _on_take(self) -> None:
        self.give(tuple(change for box, change in self._boxes if box.isChecked()))
