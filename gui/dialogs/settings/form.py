"""The form of the settings: sections at the left, the settings of the one in front at the right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.setting_keys import Section, SettingKey
from gui import setting_words
from gui.dialogs.settings.scrolling import scrolled
from gui.dialogs.settings.troubles import Troubles
from gui.models.settings_draft import Draft
from gui.models.settings_sections import SectionRow
from gui.theme import M, S
from gui.widgets.message_bar import MessageBar
from gui.widgets.setting_row import SettingRow
from gui.widgets.setting_sections import SectionList
from gui.widgets.text import label


class SettingsForm(QWidget):
    """Shows a draft and puts edits into it; the settings of a section are made when it first comes to the front."""

    edited = Signal()
    move_wanted = Signal(object)
    browse_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("settingsForm")
        self._draft: Draft | None = None
        self._groups: dict[Section, QVBoxLayout] = {}
        self._boxes: dict[Section, QWidget] = {}
        self._rows: dict[SettingKey, SettingRow] = {}
        self._words = ""
        self._busy = False
        self.sections = SectionList()
        self.sections.chosen.connect(self._on_chosen)
        self.message = MessageBar("settingsMessage")
        self.troubles = Troubles()
        self._nothing = label(self.tr("No setting is called that."), "muted", wrap=True, name="settingsNothing")
        self._nothing.hide()
        self.area, self._column = scrolled("settingsScroll")
        for widget in (self.message, self.troubles, self._nothing):
            self._column.addWidget(widget)
        for section in Section:
            self._column.addWidget(self._group(section))
        self._column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(S, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sections)
        layout.addWidget(self.area, 1)

    def _group(self, section: Section) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(label(setting_words.section_title(section), "heading", wrap=True))
        box.hide()
        self._groups[section], self._boxes[section] = column, box
        return box

    @property
    def rows(self) -> tuple[SettingRow, ...]:
        """The settings that were made so far."""
        return tuple(self._rows.values())

    def show_draft(self, draft: Draft) -> None:
        """Show a draft for the first time, or what was read anew of it."""
        first = self._draft is None
        self._draft = draft
        self.troubles.show_troubles(draft.view.troubles)
        with self.area.steady():
            for row in self._rows.values():
                row.follow()
        self.follow_counts()
        if first:
            self._show_groups()

    def search(self, words: str) -> None:
        """Show only the settings of all sections that hold these words; none given shows the section in front."""
        self._words = words.strip()
        self._show_groups()
        self.follow_counts()
        self.area.verticalScrollBar().setValue(0)

    def set_busy(self, *, busy: bool) -> None:
        """Let moving wait while a job of the project runs."""
        self._busy = busy
        for row in self._rows.values():
            row.set_busy(busy=busy)

    def show_setting(self, key: SettingKey) -> None:
        """Bring a setting into sight."""
        if self._draft is None:
            return
        declaration = next((each for each in self._draft.declarations() if each.key is key), None)
        if declaration is not None:
            self.sections.show_section(declaration.section)
            self.area.ensureWidgetVisible(self._rows[key], 0, M)

    def say(self) -> None:
        """Bring what is said at the top into sight."""
        self.area.verticalScrollBar().setValue(0)

    def follow_counts(self) -> None:
        """Show in the list of sections how much is found, changed and wrong."""
        draft = self._draft
        if draft is None:
            return
        changed, wrong = draft.edited_keys(), draft.wrong_keys()
        rows = []
        for section in Section:
            own = [each for each in draft.declarations() if each.section is section]
            if not own:
                continue
            found = sum(self._rows[each.key].matches(self._words) for each in own) if self._words else None
            rows.append(
                SectionRow(
                    section=section,
                    changed=sum(each.key in changed for each in own),
                    wrong=sum(each.key in wrong for each in own),
                    found=found,
                )
            )
        self.sections.show_rows(tuple(rows))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.sections.fit(event.size().width())

    def _show_groups(self) -> None:
        front = self.sections.section
        any_found = False
        for section, box in self._boxes.items():
            wanted = bool(self._words) or section is front
            found = False
            if wanted:
                for row in self._made(section):
                    hit = not self._words or row.matches(self._words)
                    row.setVisible(hit)
                    found = found or hit
            box.setVisible(found)
            any_found = any_found or found
        self._nothing.setVisible(bool(self._words) and not any_found)

    def _made(self, section: Section) -> list[SettingRow]:
        """Return the settings of a section, made now where they were not."""
        draft = self._draft
        if draft is None:
            return []
        made = []
        for declaration in draft.declarations():
            if declaration.section is not section:
                continue
            row = self._rows.get(declaration.key)
            if row is None:
                row = self._rows[declaration.key] = SettingRow(declaration, draft)
                row.set_busy(busy=self._busy)
                row.edited.connect(self._on_edited)
                row.move_wanted.connect(self.move_wanted)
                row.browse_wanted.connect(self.browse_wanted)
                self._groups[section].addWidget(row)
            made.append(row)
        return made

    def _on_edited(self) -> None:
        self.follow_counts()
        self.edited.emit()

    def _on_chosen(self, section: Section) -> None:
        self._show_groups()
        if self._words:
            # All that was found is shown: its section comes into sight.
            self.area.ensureWidgetVisible(self._boxes[section], 0, 0)
        else:
            self.area.verticalScrollBar().setValue(0)
