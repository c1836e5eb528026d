"""Editors of lists of text and of variables."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.model.secrets import STARS
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Items
from gui import setting_words
from gui.models.settings_entries import Column
from gui.widgets.buttons import PushButton
from gui.widgets.fields import Field
from gui.widgets.setting_entries import EntriesEditor
from gui.widgets.setting_masked import MaskedField

_PARTED = re.compile(r"[\s,;]+")


class ListEditor(EntriesEditor[str]):
    """A list of texts; one of folders can be added to by choosing one."""

    def __init__(self, declaration: Declaration, *, folders: bool = False) -> None:
        super().__init__(declaration, (Column(self.tr("Entry"), str),))
        self._field = Field(self.tr("Selected entry"), f"{self.name}-entry")
        self._field.setAccessibleName(self._of(self.tr("Selected entry")))
        self._field.textEdited.connect(self.put)
        self.form.addLayout(self._field.column)
        if folders:
            browse = PushButton(self.tr("Add a folder…"), f"{self.name}-browse", icon_name="folder-add", kind="ghost")
            browse.setAutoDefault(False)
            browse.clicked.connect(self.browse_wanted)
            self.buttons.addWidget(browse)
            self._browse: PushButton | None = browse
        else:
            self._browse = None
        self._follow()

    @override
    def blank(self) -> str:
        return ""

    @override
    def show_fields(self, entry: str) -> None:
        _show(self._field, entry)

    @override
    def first_field(self) -> QWidget:
        return self._field

    @override
    def text_of(self, entries: Sequence[str]) -> str:
        return "\n".join(entry.strip() for entry in entries if entry.strip())

    @override
    def entries_of(self, text: str) -> Sequence[str]:
        kind = self.declaration.kind
        parts = _PARTED.split(text) if isinstance(kind, Items) and kind.commas else text.splitlines()
        return [part.strip() for part in parts if part.strip()]

    @override
    def show_text(self, text: str | None) -> None:
        # Commas and line ends part the same entries: what is shown already stays, with the entry that is selected.
        if text is None or tuple(self.entries_of(text)) != tuple(self.entries_of(self.text() or "")):
            super().show_text(text)
        else:
            self._follow()

    @override
    def set_editable(self, *, editable: bool) -> None:
        super().set_editable(editable=editable)
        if self._browse is not None:
            self._browse.setEnabled(editable)

    @override
    def take_path(self, path: str) -> None:
        self.append(path)


class VariablesEditor(EntriesEditor[str]):
    """Variables as ``NAME=value``; a value that looks secret is shown to nobody who only looks."""

    def __init__(self, declaration: Declaration) -> None:
        columns = (Column(self.tr("Name"), _name), Column(self.tr("Value"), _shown_value))
        super().__init__(declaration, columns, wide=1)
        self._kept = False
        self._name = Field(self.tr("Name"), f"{self.name}-name", "NAME")
        self._name.setAccessibleName(self._of(self.tr("Name")))
        self._value = MaskedField(self.tr("Value"), f"{self.name}-value")
        self._value.setAccessibleName(self._of(self.tr("Value")))
        for field in (self._name, self._value):
            field.textEdited.connect(self._on_edited)
            self.form.addLayout(field.column)
        self._follow()

    @override
    def blank(self) -> str:
        return "="

    @override
    def show_fields(self, entry: str) -> None:
        name, _, value = entry.partition("=")
        self._kept = value == STARS
        if self._kept:
            # Whoever begins to type replaces it: dots that stand for stars would be typed behind.
            value = ""
        self._value.setPlaceholderText(self.tr("In the keyring; type to replace it") if self._kept else "")
        _show(self._name, name)
        if value != self._value.text():
            self._value.reveal.setChecked(False)
        _show(self._value, value)
        self._mask(entry)

    @override
    def first_field(self) -> QWidget:
        return self._name

    @override
    def text_of(self, entries: Sequence[str]) -> str:
        return "\n".join(entry for entry in entries if entry.strip() not in {"", "="})

    @override
    def entries_of(self, text: str) -> Sequence[str]:
        return [line for line in text.splitlines() if line.strip()]

    def _on_edited(self) -> None:
        value = self._value.text() or (STARS if self._kept else "")
        entry = f"{self._name.text().strip()}={value}"
        self._mask(entry)
        self.put(entry)

    def _mask(self, entry: str) -> None:
        self._value.set_secret(secret=setting_words.looks_secret(entry))


def _name(entry: str) -> str:
    return entry.partition("=")[0]


def _shown_value(entry: str) -> str:
    value = entry.partition("=")[2]
    return STARS if value and setting_words.looks_secret(entry) else value


def _show(field: Field, text: str) -> None:
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)
