"""Where a new index is: what kind of server has it, what that wants filled in, the address that comes of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.model.index_templates import TEMPLATES, IndexServer, IndexTemplate, filled, recognised, template_of
from gui import network_words
from gui.theme import XS, M, set_kind
from gui.widgets.boxes import column_box, emptied
from gui.widgets.fields import Field
from gui.widgets.setting_choice import WordChoice
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label, mono_label


class IndexPlace(QWidget):
    """Says while it is typed what is wrong, and which address comes of it; ``changed`` says that it is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._template = template_of(IndexServer.SIMPLE)
        self._fields: dict[str, tuple[Field, QLabel]] = {}
        self._kind = WordChoice(
            "addIndexKind",
            self.tr("Kind of server"),
            tuple((template.server.value, template.title) for template in TEMPLATES),
        )
        parts, self._column = column_box(M)
        self._url = mono_label("", "muted", name="addIndexUrl")
        self._wants = label(kind="muted", wrap=True, name="addIndexWants")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(label(self._kind.accessibleName(), "section"))
        column.addWidget(self._kind)
        column.addWidget(parts)
        column.addWidget(self._url)
        column.addWidget(self._wants)
        self._kind.chosen.connect(self._on_kind)
        self._kind.show_value(self._template.server.value)
        self._make_fields()

    @property
    def url(self) -> str | None:
        """The address, None while it is not whole."""
        url = filled(self._template, self._values()).url
        return url if url is not None and not network_words.wrong_address(url) else None

    @property
    def template(self) -> IndexTemplate:
        """What the server wants: that of the kind, or of the one that a whole address shows."""
        url = self.url
        found = recognised(url) if url is not None and self._template.server is IndexServer.SIMPLE else None
        return found or self._template

    def take_focus(self) -> None:
        """Take the keyboard to the kind that is chosen."""
        self._kind.take_focus()

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [self._kind.stop(), *(field for field, _ in self._fields.values())]

    def _values(self) -> dict[str, str]:
        return {ident: field.text() for ident, (field, _) in self._fields.items()}

    def _on_kind(self, server: str) -> None:
        # What means the same to both kinds is not typed twice.
        typed = self._values()
        self._template = template_of(IndexServer(server))
        self._make_fields(typed)

    def _make_fields(self, typed: dict[str, str] | None = None) -> None:
        emptied(self._column)
        self._fields = {}
        for part in self._template.fields:
            field = Field(part.label, f"addIndexField-{part.id}", part.example)
            wrong = label(kind="bad", wrap=True, name=f"addIndexWrong-{part.id}")
            field.setText((typed or {}).get(part.id, ""))
            field.textChanged.connect(self._follow)
            box, column = column_box(XS)
            column.addLayout(field.column)
            column.addWidget(wrong)
            self._column.addWidget(box)
            self._fields[part.id] = (field, wrong)
        lead_through(self.stops())
        self._follow()

    def _follow(self) -> None:
        found = filled(self._template, self._values())
        for ident, (field, wrong) in self._fields.items():
            # An empty field is not wrong yet: what is missing is seen.
            said = found.troubles.get(ident, "") if field.text().strip() else ""
            wrong.setText(said)
            wrong.setVisible(bool(said))
            field.setAccessibleDescription(said)
        wrong_url = "" if found.url is None else network_words.wrong_address(found.url)
        made = found.url if self._template.server is not IndexServer.SIMPLE else ""
        self._url.setText(wrong_url or made or "")
        set_kind(self._url, "bad" if wrong_url else "muted")
        self._url.setVisible(bool(self._url.text()))
        self._wants.setText(self._wants_text())
        self.changed.emit()

    def _wants_text(self) -> str:
        template = self.template
        user = template.user or self.tr("your own")
        said = self.tr("User name: {user}. Secret: {token}").format(user=user, token=template.token)
        if template is not self._template:
            said = self.tr("This is an address of {server}. {said}").format(server=template.title, said=said)
        return f"{said} {template.lives}" if template.lives else said
