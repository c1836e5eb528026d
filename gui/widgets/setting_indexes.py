"""The editor of package indexes."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.model.secrets import without_secrets
from core.model.setting_values import IndexEntry
from core.settings.bad_value import BadValueError
from core.settings.declared.declaration import Declaration
from gui.models.settings_entries import Column
from gui.theme import M, S
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.setting_choice import WordChoice
from gui.widgets.setting_entries import EntriesEditor
from gui.widgets.setting_masked import MaskedField
from gui.widgets.text import label

_YES = "✓"
_WIDE_LETTERS = 72
"""Letters of width from which on there is room for a URL beside all the other columns."""


class IndexesEditor(EntriesEditor[IndexEntry]):
    """A table of indexes in the order in which uv asks them, and the fields of the selected one."""

    def __init__(self, declaration: Declaration) -> None:
        columns: tuple[Column[IndexEntry], ...] = (
            Column(self.tr("Name"), _name),
            Column(self.tr("URL"), _url),
            Column(self.tr("Default"), _default),
            Column(self.tr("Explicit"), _explicit),
            Column(self.tr("Flat"), _flat),
            Column(self.tr("Login"), _login),
        )
        super().__init__(declaration, columns, wide=1)
        self._name = Field(self.tr("Name"), f"{self.name}-name", "corp")
        self._url = MaskedField(self.tr("URL"), f"{self.name}-url", "https://packages.example/simple")
        self._boxes = {
            "default": CheckBox(self.tr("Default: in place of PyPI, asked last"), f"{self.name}-default"),
            "explicit": CheckBox(self.tr("Explicit: only for packages that name it"), f"{self.name}-explicit"),
            "flat": CheckBox(self.tr("Flat: a page or a folder of files"), f"{self.name}-flat"),
        }
        self._login = WordChoice(
            f"{self.name}-login",
            self.tr("Send a login"),
            ((None, self.tr("As uv decides")), ("always", self.tr("Always")), ("never", self.tr("Never"))),
        )
        for field in (self._name, self._url):
            field.textEdited.connect(self._on_edited)
            self.form.addLayout(field.column)
        boxes = FlowLayout(across=M, down=S)
        for box in self._boxes.values():
            box.clicked.connect(self._on_edited)
            boxes.addWidget(box)
        self.form.addLayout(boxes)
        self.form.addWidget(label(self.tr("Send a login"), "section"))
        self.form.addWidget(self._login)
        self._login.chosen.connect(self._on_edited)
        self._follow()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        # Where it is narrow the URL has the room, and the fields below say the rest of the selected index.
        narrow = event.size().width() < _WIDE_LETTERS * self.fontMetrics().averageCharWidth()
        for column in range(2, self.model.columnCount()):
            self.view.setColumnHidden(column, narrow)

    @override
    def blank(self) -> IndexEntry:
        return IndexEntry(url="")

    @override
    def show_fields(self, entry: IndexEntry) -> None:
        for field, text in ((self._name, entry.name or ""), (self._url, entry.url)):
            if field.text().strip() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self._url.set_secret(secret=without_secrets(entry.url) != entry.url)
        for word, box in self._boxes.items():
            box.setChecked(getattr(entry, word))
        self._login.show_value(entry.authenticate)

    @override
    def first_field(self) -> QWidget:
        return self._name

    @override
    def text_of(self, entries: Sequence[IndexEntry]) -> str:
        return self.declaration.kind.text(tuple(entry for entry in entries if entry.url or entry.name))

    @override
    def entries_of(self, text: str) -> Sequence[IndexEntry]:
        return [self._entry_of(line) for line in text.splitlines() if line.strip()]

    def _entry_of(self, line: str) -> IndexEntry:
        try:
            value = self.declaration.kind.parse(line)
        except BadValueError:
            # Another program may have written it; as one text it goes back as it came.
            return IndexEntry(url=line.strip())
        first = value[0] if isinstance(value, tuple) else None
        return first if isinstance(first, IndexEntry) else IndexEntry(url=line.strip())

    def _on_edited(self) -> None:
        url = self._url.text().strip()
        self._url.set_secret(secret=without_secrets(url) != url)
        self.put(
            IndexEntry(
                url=url,
                name=self._name.text().strip() or None,
                default=self._boxes["default"].isChecked(),
                explicit=self._boxes["explicit"].isChecked(),
                flat=self._boxes["flat"].isChecked(),
                authenticate=self._login.value,
            )
        )


def _name(entry: IndexEntry) -> str:
    return entry.name or ""


def _url(entry: IndexEntry) -> str:
    return without_secrets(entry.url)


def _default(entry: IndexEntry) -> str:
    return _YES if entry.default else ""


def _explicit(entry: IndexEntry) -> str:
    return _YES if entry.explicit else ""


def _flat(entry: IndexEntry) -> str:
    return _YES if entry.flat else ""


def _login(entry: IndexEntry) -> str:
    return entry.authenticate or ""
