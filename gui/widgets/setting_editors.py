"""Editors of one value: a choice of words, or a line of text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.setting_keys import SettingKey
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Choice, Form, Number
from gui.theme import S
from gui.widgets.buttons import IconButton
from gui.widgets.setting_choice import WordChoice
from gui.widgets.text import label

_NUMBER_LETTERS = 12


class SettingEditor(QWidget):
    """Shows a choice as text in the form that a person writes, None for none.

    ``edited`` carries the text after a person changed it; ``browse_wanted`` asks for a folder or a file.
    """

    edited = Signal(object)
    browse_wanted = Signal()

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self.declaration = declaration
        self.name = f"setting-{declaration.key.value}"
        self.setObjectName(f"{self.name}-editor")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(S)

    def text(self) -> str | None:
        """Return the choice as it stands."""
        raise NotImplementedError

    def show_text(self, text: str | None) -> None:
        """Show another choice, without a word to anybody."""
        raise NotImplementedError

    def take_path(self, path: str) -> None:
        """Take a folder or a file that was chosen, as a person's edit."""
        raise NotImplementedError

    def set_editable(self, *, editable: bool) -> None:
        """Let the choice be changed, or only read."""
        self.setEnabled(editable)

    def say(self, sentence: str) -> None:
        """Say to screen readers what is said below."""
        raise NotImplementedError


class ChoiceEditor(SettingEditor):
    """Words of which one is chosen; the first one leaves it to uv."""

    def __init__(self, declaration: Declaration) -> None:
        super().__init__(declaration)
        kind = declaration.kind
        own = declaration.key is SettingKey.UV
        options: list[tuple[str | None, str]] = [(None, self.tr("Not chosen") if own else self.tr("As uv decides"))]
        if isinstance(kind, Choice):
            options += [(each, each) for each in kind.choices]
        else:
            options += [("true", self.tr("Yes")), ("false", self.tr("No"))]
        self.choice = WordChoice(self.name, declaration.label, options)
        self.choice.chosen.connect(self.edited)
        self.column.addWidget(self.choice)

    @override
    def text(self) -> str | None:
        return self.choice.value

    @override
    def show_text(self, text: str | None) -> None:
        self.choice.show_value(text)

    @override
    def say(self, sentence: str) -> None:
        self.choice.setAccessibleDescription(sentence)


class LineEditor(SettingEditor):
    """A line of text; with a unit behind it, or a button that chooses a folder or a file."""

    def __init__(self, declaration: Declaration) -> None:
        super().__init__(declaration)
        kind = declaration.kind
        self.field = QLineEdit()
        self.field.setObjectName(self.name)
        self.field.setAccessibleName(declaration.label)
        self.field.textEdited.connect(self._on_edited)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.field, 1)
        self.browse: IconButton | None = None
        if isinstance(kind, Number):
            self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            self.field.setMaximumWidth(_NUMBER_LETTERS * self.fontMetrics().averageCharWidth() + 2 * S)
            if kind.unit:
                self.field.setAccessibleName(
                    self.tr("{setting}, in {unit}").format(setting=declaration.label, unit=kind.unit)
                )
                line.addWidget(label(kind.unit, "muted"))
            line.addStretch(1)
        elif kind.form in (Form.FOLDER, Form.FILE):
            words = self.tr("Choose a folder") if kind.form is Form.FOLDER else self.tr("Choose a file")
            self.browse = IconButton("folder", f"{words}: {declaration.label}", f"{self.name}-browse")
            self.browse.clicked.connect(self.browse_wanted)
            line.addWidget(self.browse)
        self.column.addLayout(line)

    @override
    def text(self) -> str | None:
        return self.field.text().strip() or None

    @override
    def show_text(self, text: str | None) -> None:
        if text != self.text():
            self.field.setText(text or "")
            self.field.setCursorPosition(0)

    @override
    def take_path(self, path: str) -> None:
        self.field.setText(path)
        self.edited.emit(self.text())

    @override
    def set_editable(self, *, editable: bool) -> None:
        # What cannot be changed can still be read to its end and copied.
        self.field.setReadOnly(not editable)
        self.field.setEnabled(True)
        if self.browse is not None:
            self.browse.setVisible(editable)

    @override
    def say(self, sentence: str) -> None:
        self.field.setAccessibleDescription(sentence)

    def show_hint(self, hint: str) -> None:
        """Show what holds while nothing is typed."""
        self.field.setPlaceholderText(hint)

    def _on_edited(self, text: str) -> None:
        del text  # blanks around it do not count
        self.edited.emit(self.text())
