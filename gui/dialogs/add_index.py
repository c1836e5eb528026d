"""A new package index: what kind it is, where it is, who asks for it, and what adding it would write."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.model.setting_keys import SettingScope
from core.model.setting_values import IndexEntry
from core.settings.index_lists import change_of, name_trouble, with_index_added
from gui import setting_words
from gui.dialogs.change_wheels import Change, ChangeDialog
from gui.theme import XS, M, S
from gui.widgets.boxes import column_box
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.index_place import IndexPlace
from gui.widgets.setting_choice import WordChoice
from gui.widgets.text import label

_TYPING_MS = 250


class IndexLogin(NamedTuple):
    """The login that is to be asked for when the index is there."""

    name: str
    user: str | None


class AddIndexDialog(ChangeDialog):
    """Shows while it is typed what is wrong with an index, and what adding it would write."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._lists: Mapping[SettingScope, str | None] | None = None
        super().__init__("addIndexDialog", self.tr("Add an index to {name}").format(name=name), self.tr("Add"), parent)
        self._place = IndexPlace()
        self._proposed = ""
        self._name = Field(self.tr("Name, by which uv knows its login"), "addIndexName", "corp")
        self._wrong = label(kind="bad", wrap=True, name="addIndexNameWrong")
        self._user = Field(self.tr("User name"), "addIndexUser")
        self._login = CheckBox(self.tr("Then store its login in the keyring"), "addIndexLogin")
        self._boxes = {
            "default": CheckBox(self.tr("Default: in place of PyPI, asked last"), "addIndexDefault"),
            "explicit": CheckBox(self.tr("Explicit: only for packages that name it"), "addIndexExplicit"),
        }
        self._scope = WordChoice(
            "addIndexScope",
            self.tr("For whom"),
            tuple((scope.value, setting_words.scope_text(scope)) for scope in SettingScope),
        )
        for scope in SettingScope:
            self._scope.hint(scope.value, setting_words.scope_hint(scope))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self._add_inputs()
        self._scope.show_value(SettingScope.PROJECT.value)
        self._connect()
        self._follow_place()
        self.ask_for(None)
        self._place.take_focus()

    def _add_inputs(self) -> None:
        self.inputs.addWidget(self._place)
        self._name_part, column = column_box(XS)
        column.addLayout(self._name.column)
        column.addWidget(self._wrong)
        self.inputs.addWidget(self._name_part)
        boxes = FlowLayout(across=M, down=S)
        for box in self._boxes.values():
            boxes.addWidget(box)
        self.inputs.addLayout(boxes)
        self.inputs.addWidget(label(self._scope.accessibleName(), "section"))
        self.inputs.addWidget(self._scope)
        self.inputs.addWidget(self._login)
        self._user_part, column = column_box(0)
        column.addLayout(self._user.column)
        self.inputs.addWidget(self._user_part)

    def _connect(self) -> None:
        self._place.changed.connect(self._on_edited)
        self._name.textChanged.connect(self._on_edited)
        self._scope.chosen.connect(self._on_choice)
        self._login.toggled.connect(self._follow_place)
        for box in self._boxes.values():
            box.toggled.connect(self._on_choice)

    @property
    def login(self) -> IndexLogin | None:
        """The login that is to be asked for next, None where none is wanted."""
        if not self._login.isChecked():
            return None
        return IndexLogin(self._name.text().strip(), self._user.text().strip() or None)

    def take_lists(self, lists: Mapping[SettingScope, str | None]) -> None:
        """Take the list of indexes that each scope holds now."""
        self._lists = lists
        self._follow_place()
        self.begin()

    def begin(self) -> None:
        """Ask for the preview of what is chosen now."""
        self._typing.stop()
        self.ask_for(self._wanted())

    @override
    def set_inputs_enabled(self, *, enabled: bool) -> None:
        """Let a person choose, or not while the index is being added."""
        if not hasattr(self, "_typing"):
            return  # the frame is being made, and has no inputs yet
        parts = (self._place, self._name_part, self._scope, self._login, self._user_part, *self._boxes.values())
        for widget in parts:
            widget.setEnabled(enabled)

    def _wanted(self) -> Change | None:
        scope = SettingScope(self._scope.value or SettingScope.PROJECT.value)
        url, name = self._place.url, self._name.text().strip()
        if self._lists is None or url is None or not name or self._wrong.text():
            return None
        entry = IndexEntry(
            url=url,
            name=name,
            default=self._boxes["default"].isChecked(),
            explicit=self._boxes["explicit"].isChecked(),
        )
        return change_of(scope, with_index_added(self._lists.get(scope), entry))

    def _on_edited(self) -> None:
        self._follow_place()
        self._typing.start()

    def _on_choice(self) -> None:
        self.begin()

    def _on_typed(self) -> None:
        wanted = self._wanted()
        if wanted != self.change:
            self.ask_for(wanted)

    def _follow_place(self) -> None:
        name = self._name.text().strip()
        trouble = name_trouble(name, self._lists or {}) if name else None
        wrong = "" if trouble is None else setting_words.wrong_sentence(trouble, "")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._name.setAccessibleDescription(wrong)
        self._user_part.setVisible(self._login.isChecked())
        # A name that a person typed stays, that of another kind of server does not.
        if self._user.text() in {"", self._proposed}:
            self._proposed = self._place.template.user or ""
            self._user.setText(self._proposed)
