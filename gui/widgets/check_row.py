"""One finding of a check: what is there, where it stands, and the buttons that mend it or lead to it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import AnyCommand, OpenSetting
from core.system.command_line import pasteable
from gui import check_words, command_titles, repair_words
from gui.theme import M, S
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.remedy_button import RemedyButton
from gui.widgets.text import CopyButton, ElidedLabel, label, mono_label


class CheckRow(Card):
    """Shows a check that is not in order; ``action_wanted`` carries the command of the button that was pressed."""

    action_wanted = Signal(object)

    def __init__(self, check: Check) -> None:
        super().__init__(f"check-{check.id}", kind="well", inset=M)
        self._check = check
        self._buttons: list[RemedyButton] = []
        icon = IconView("info", size=18)
        icon.show_sign(check_words.SIGNS[check.status])
        # The icon's colour is for the eye alone; who listens hears the word.
        icon.setAccessibleName(check_words.status_text(check.status))
        words = QVBoxLayout()
        words.setSpacing(2)
        title = label(check.title, "section", wrap=True, name="checkTitle")
        title.setAccessibleName(f"{check_words.status_text(check.status)}: {check.title}")
        words.addWidget(title)
        if check.detail:
            words.addWidget(label(check.detail, wrap=True, name="checkDetail"))
        place = check_words.place_text(check)
        if place:
            words.addWidget(mono_label(place, "muted", name="checkPlace"))
        self._add_remedies(words)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)

    def set_busy(self, *, busy: bool) -> None:
        """Let the buttons wait while one of them is at work, or offer them again."""
        for button in self._buttons:
            button.set_waiting(waiting=busy)

    def _add_remedies(self, words: QVBoxLayout) -> None:
        opening = self._opening()
        for remedy in self._check.remedies:
            if remedy.action is not None:
                self._make(remedy.title, remedy.action, remedy)
            elif remedy.command:
                words.addSpacing(2)
                words.addWidget(label(remedy.title, "muted", wrap=True))
                words.addLayout(_command(remedy))
        if opening is not None:
            self._make(command_titles.command_title(opening), opening, None)
        if self._buttons:
            row = FlowLayout(across=S, down=S)
            for button in self._buttons:
                row.addWidget(button)
            words.addSpacing(S - 2)
            words.addLayout(row)

    def _make(self, text: str, action: AnyCommand, remedy: CheckRemedy | None) -> None:
        icon_name = repair_words.repair_icon(action) if isinstance(action, repair_words.Repair) else "relocate"
        button = RemedyButton(text, f"check-{self._check.id}-{len(self._buttons)}", icon_name=icon_name, kind="")
        button.setAutoDefault(False)
        command = pasteable(remedy.command) if remedy is not None and remedy.command else ""
        # Where it is narrow the words are shortened.
        button.setToolTip("\n".join(part for part in (text, command) if part))
        button.setAccessibleDescription(self._check.title)
        button.clicked.connect(partial(self._on_click, button, action))
        self._buttons.append(button)

    def _on_click(self, button: RemedyButton, action: AnyCommand, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        if not button.waiting:
            self.action_wanted.emit(action)

    def _opening(self) -> OpenSetting | None:
        """Return the command that leads to the finding, where it stands in a file and no remedy leads there already."""
        check = self._check
        leads = any(isinstance(remedy.action, OpenSetting) for remedy in check.remedies)
        # Other files than those with settings are not opened, and some of uv's have no ending.
        if check.file is None or leads or not check.file.suffix or check.status is CheckStatus.OK:
            return None
        return OpenSetting(file=check.file, line=check.line, column=check.column)


def _command(remedy: CheckRemedy) -> QHBoxLayout:
    command = pasteable(remedy.command)
    line = QHBoxLayout()
    line.setSpacing(S - 4)
    line.addWidget(ElidedLabel(command, mono=True, tight=True))
    line.addWidget(CopyButton(QCoreApplication.translate("checks", "Copy the command"), command, "checkCommandCopy"))
    line.addStretch(1)
    return line
