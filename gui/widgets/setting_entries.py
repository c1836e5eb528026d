"""Lists that are edited entry by entry: a table, buttons and keys to order it, and the fields of the selected entry."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget
from typing_extensions import override

from core.settings.declared.declaration import Declaration
from gui.models.settings_entries import Column, EntriesModel
from gui.theme import ROW_HEIGHT, M, S
from gui.widgets.buttons import IconButton, PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.package_table import make_table
from gui.widgets.setting_editors import SettingEditor

Entry = TypeVar("Entry")

_MOST_ROWS = 6


class EntriesEditor(SettingEditor, Generic[Entry]):
    """The frame of the editors of lists.

    In the table Insert adds an entry, Delete removes one, Alt with an arrow moves it, Return goes to its fields.
    """

    def __init__(self, declaration: Declaration, columns: Sequence[Column[Entry]], *, wide: int = 0) -> None:
        super().__init__(declaration)
        self._editable = True
        self._showing = False
        self.view = make_table(self.name, declaration.label)
        self.model: EntriesModel[Entry] = EntriesModel(columns, self.view)
        self.view.setModel(self.model)
        header = self.view.horizontalHeader()
        header.setVisible(len(columns) > 1)
        header.setMinimumSectionSize(S * 5)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        # What is too long is shortened: the fields below show the whole.
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.installEventFilter(self)
        self.add = PushButton(self.tr("Add"), f"{self.name}-add", icon_name="add", kind="ghost")
        self.add.setAccessibleName(self._of(self.tr("Add an entry")))
        self.add.setToolTip(self.tr("Add an entry (Insert)"))
        self.add.setAutoDefault(False)
        self.remove = self._tool("remove", self.tr("Remove the selected entry"), "Delete")
        self.up = self._tool("up", self.tr("Move the selected entry up"), "Alt+Up")
        self.down = self._tool("down", self.tr("Move the selected entry down"), "Alt+Down")
        self.buttons = FlowLayout(across=S, down=S)
        for button in (self.add, self.remove, self.up, self.down):
            self.buttons.addWidget(button)
        self.fields = QWidget()
        self.form = QVBoxLayout(self.fields)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(S)
        frame = Card(f"{self.name}-frame", kind="well", inset=M)
        frame.body.setSpacing(S)
        frame.body.addWidget(self.view)
        frame.body.addLayout(self.buttons)
        frame.body.addWidget(self.fields)
        self.column.addWidget(frame)
        self.add.clicked.connect(self.add_entry)
        self.remove.clicked.connect(self.remove_entry)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.view.selectionModel().currentRowChanged.connect(self._follow)
        self.say("")

    def blank(self) -> Entry:
        """Return a new entry."""
        raise NotImplementedError

    def show_fields(self, entry: Entry) -> None:
        """Show an entry in the fields."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return the field that a new entry is typed into."""
        raise NotImplementedError

    def text_of(self, entries: Sequence[Entry]) -> str:
        """Return entries as text; empty ones are left out."""
        raise NotImplementedError

    def entries_of(self, text: str) -> Sequence[Entry]:
        """Return the entries of a text, also of one that is no value yet."""
        raise NotImplementedError

    @property
    def row(self) -> int:
        """The selected row, -1 for none."""
        return self.view.currentIndex().row()

    @override
    def text(self) -> str | None:
        return self.text_of(self.model.entries) or None

    @override
    def show_text(self, text: str | None) -> None:
        if text != self.text():
            self.model.show_entries(() if text is None else tuple(self.entries_of(text)))
        self._follow()

    @override
    def take_path(self, path: str) -> None:
        raise NotImplementedError

    @override
    def set_editable(self, *, editable: bool) -> None:
        self._editable = editable
        self._follow()

    @override
    def say(self, sentence: str) -> None:
        keys = self.tr("Insert adds an entry, Delete removes it, Alt with an arrow moves it, Return edits it.")
        self.view.setAccessibleDescription("\n".join(part for part in (sentence, keys) if part))

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self._act_of(event)
            if act is not None:
                if self._editable:
                    act()
                return True
        return super().eventFilter(watched, event)

    def put(self, entry: Entry) -> None:
        """Take what the fields say into the selected row, as a person's edit."""
        if self.row >= 0 and not self._showing:
            self.model.put(self.row, entry)
            self.edited.emit(self.text())

    def append(self, entry: Entry) -> None:
        """Put an entry behind the selected one, or at the end, and select it."""
        row = self.row + 1 if self.row >= 0 else self.model.rowCount()
        self.model.insert(row, entry)
        self._select(row)
        self.edited.emit(self.text())

    def add_entry(self) -> None:
        """Begin a new entry in the fields."""
        self.append(self.blank())
        self.first_field().setFocus()

    def remove_entry(self) -> None:
        """Take the selected entry out."""
        row = self.row
        if row < 0:
            return
        self.model.remove(row)
        self._select(min(row, self.model.rowCount() - 1))
        # The button switches itself off with the last entry.
        (self.view if self.model.rowCount() else self.add).setFocus()
        self.edited.emit(self.text())

    def move_up(self) -> None:
        """Move the selected entry towards the first place."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the selected entry towards the last place."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.row
        if row >= 0 and self.model.move(row, by):
            self._select(row + by)
            self.edited.emit(self.text())

    def _select(self, row: int) -> None:
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))
        self._follow()

    def _follow(self) -> None:
        """Show the selected entry's fields, and offer what can be done with it."""
        row, rows = self.row, self.model.rowCount()
        chosen = 0 <= row < rows
        self._showing = True
        if chosen:
            self.show_fields(self.model.entries[row])
        self._showing = False
        self.view.setVisible(rows > 0)
        self.fields.setVisible(chosen)
        self.fields.setEnabled(self._editable)
        self.add.setEnabled(self._editable)
        for button, possible in (
            (self.remove, chosen),
            (self.up, chosen and row > 0),
            (self.down, chosen and row < rows - 1),
        ):
            button.setEnabled(possible and self._editable)
            button.setVisible(rows > 0)
        header = self.view.horizontalHeader()
        high = 0 if header.isHidden() else header.sizeHint().height()
        self.view.setFixedHeight(high + max(1, min(rows, _MOST_ROWS)) * ROW_HEIGHT + 2)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if alt and key == Qt.Key.Key_Up:
            return self.move_up
        if alt and key == Qt.Key.Key_Down:
            return self.move_down
        if plain and key == Qt.Key.Key_Insert:
            return self.add_entry
        if plain and key == Qt.Key.Key_Delete:
            return self.remove_entry
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.row >= 0:
            return self.first_field().setFocus
        return None

    def _tool(self, icon_name: str, words: str, keys: str) -> IconButton:
        button = IconButton(icon_name, self._of(words), f"{self.name}-{icon_name}")
        button.setToolTip(f"{words} ({keys})")
        return button

    def _of(self, words: str) -> str:
        return self.tr("{setting}: {action}").format(setting=self.declaration.label, action=words)
