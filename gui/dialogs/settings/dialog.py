"""The settings of a project, or of all projects: looked at, changed, previewed, saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.setting_keys import SettingScope
from core.model.setting_values import FileDiff, SettingChange, SettingsView
from core.settings.kinds import Form
from gui import setting_words
from gui.dialogs.settings.form import SettingsForm
from gui.dialogs.settings.preview import PreviewPage
from gui.models.settings_draft import Draft
from gui.signs import Sign
from gui.theme import XL, XS, L, M, S, Tone, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.progress_line import ProgressLine
from gui.widgets.setting_row import SettingRow
from gui.widgets.text import label


class SettingsDialog(QDialog):
    """Shows what was read; what a person wants leaves as signals, and nothing is written here.

    ``save_wanted`` and ``write_wanted`` carry the changes as a tuple, the second one after their preview was seen.
    ``leave_asked`` says that the dialog would close over edits. ``folder_wanted`` and ``file_wanted`` carry the
    setting that a path is chosen for.
    """

    save_wanted = Signal(object)
    write_wanted = Signal(object)
    open_wanted = Signal(object)
    move_wanted = Signal(object)
    folder_wanted = Signal(object)
    file_wanted = Signal(object)
    leave_asked = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._draft: Draft | None = None
        self._previewed: tuple[SettingChange, ...] = ()
        self._working = ""
        self._leaving = False
        self.search = QLineEdit()
        self.search.setObjectName("settingsSearch")
        self.search.setPlaceholderText(self.tr("Search the settings (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self._line = ProgressLine("settingsLine", self.tr("Reading the settings"))
        self.form = SettingsForm()
        self.preview = PreviewPage()
        self._pages = QStackedWidget()
        self._said = label(kind="muted", wrap=True, name="settingsSaid")
        self._save = PushButton(self.tr("Save"), "settingsSave", icon_name="save", kind="primary")
        self._write = PushButton(self.tr("Write"), "settingsWrite", icon_name="save", kind="primary")
        self._back = PushButton(self.tr("Back"), "settingsBack", icon_name="left")
        self._cancel = PushButton(self.tr("Cancel"), "settingsCancel")
        self._build()
        self._connect()
        room = parent.window().size()
        self.resize(min(900, max(520, room.width() - 60)), min(720, max(340, room.height() - 40)))
        self.show_working(self.tr("Reading the settings …"))
        self.form.sections.setFocus()

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(L, M, L, S)
        head.setSpacing(S)
        head.addWidget(self.search)
        head.addWidget(self._line)
        self._pages.addWidget(self.form)
        self._pages.addWidget(self.preview)
        line = QFrame()
        set_kind(line, "line")
        foot = QWidget()
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(XL, M, XL, M)
        buttons.setSpacing(S)
        for button in (self._save, self._write, self._back):
            buttons.addWidget(button)
        buttons.addSpacing(XS)
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self._cancel)
        for button in (self._save, self._write, self._back, self._cancel):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        layout.addWidget(line)
        layout.addWidget(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.form.search)
        self.form.edited.connect(self._follow)
        self.form.move_wanted.connect(self.move_wanted)
        self.form.browse_wanted.connect(self._on_browse)
        self.form.troubles.open_wanted.connect(self.open_wanted)
        self._save.clicked.connect(self._on_save)
        self._write.clicked.connect(self._on_write)
        self._back.clicked.connect(self.show_form)
        self._cancel.clicked.connect(self.reject)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find)

    @property
    def draft(self) -> Draft | None:
        """What was read, with the edits; None before anything was."""
        return self._draft

    @property
    def changes(self) -> tuple[SettingChange, ...]:
        """What saving would change now."""
        return () if self._draft is None else self._draft.changes()

    def show_view(self, view: SettingsView) -> None:
        """Show settings that were read; edits that a person made before stay."""
        if self._draft is None:
            self._draft = Draft(view)
        else:
            self._draft.take(view)
        self.form.show_draft(self._draft)
        self.show_working("")

    def show_working(self, words: str) -> None:
        """Say what goes on, and let the settings wait for it; nothing said lets them be edited again."""
        holder = self.focusWidget()
        self._working = words
        self._line.setAccessibleName(words or self.tr("Nothing goes on"))
        self._line.setVisible(bool(words))
        self._line.show_share(None if words else 0.0)
        self.form.area.setEnabled(not words)
        self.preview.setEnabled(not words)
        self._follow()
        if not words:
            _give_back(holder)

    def show_preview(self, changes: tuple[SettingChange, ...], diffs: tuple[FileDiff, ...], kept: str = "") -> None:
        """Show what changes would do to files, and ask whether to write it; ``kept`` says what they do besides."""
        self._previewed = changes
        self.show_working("")
        self.preview.show_diffs(diffs, kept)
        self._pages.setCurrentWidget(self.preview)
        self._follow()
        self.preview.take_focus()

    def show_form(self) -> None:
        """Go back to the settings."""
        self._pages.setCurrentWidget(self.form)
        self._follow()
        self.form.sections.setFocus()

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong above the settings; what was edited stays."""
        self._pages.setCurrentWidget(self.form)
        self.form.message.say(Sign("warning", Tone.WARN), title, explanation)
        self.form.say()
        self.show_working("")

    def set_busy(self, *, busy: bool) -> None:
        """Let moving wait while a job of the project runs."""
        self.form.set_busy(busy=busy)

    def leave(self) -> None:
        """Close without a question."""
        self._leaving = True
        super().reject()

    @override
    def reject(self) -> None:
        edited = self._draft is not None and bool(self._draft.edited_keys())
        if edited and not self._leaving:
            self.leave_asked.emit()
        else:
            self.leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is self.preview and not self._working:
            self.show_form()
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        """Offer what can be done now, and say what is not saved."""
        preview = self._pages.currentWidget() is self.preview
        changes = self.changes
        wrong = () if self._draft is None else self._draft.wrong_keys()
        writes = any(change.scope is not SettingScope.PROFILE for change in changes)
        self._save.setText(self.tr("Save…") if writes else self.tr("Save"))
        self._save.setEnabled(bool(changes) and not wrong and not self._working)
        self._write.setEnabled(not self._working)
        self._back.setEnabled(not self._working)
        self.search.setEnabled(self._draft is not None)
        for button, shown in ((self._save, not preview), (self._write, preview), (self._back, preview)):
            button.setVisible(shown)
        self.search.setVisible(not preview)
        said = self._working
        if not said and preview:
            said = self.tr("Nothing is written yet.")
        elif not said:
            said = setting_words.wrong_text(len(wrong)) if wrong else setting_words.changes_text(len(changes))
        self._said.setText(said)
        set_kind(self._said, "bad" if wrong and not self._working and not preview else "muted")

    def _on_save(self) -> None:
        self.form.message.hide()
        self.save_wanted.emit(self.changes)

    def _on_write(self) -> None:
        self.write_wanted.emit(self._previewed)

    def _on_find(self) -> None:
        if self._pages.currentWidget() is self.form:
            self.search.setFocus()
            self.search.selectAll()

    def _on_browse(self, row: SettingRow) -> None:
        wanted = self.file_wanted if row.declaration.kind.form is Form.FILE else self.folder_wanted
        wanted.emit(row)


def _give_back(holder: QWidget | None) -> None:
    """Give the keyboard back to what had it: it gave it away where it was switched off."""
    if holder is not None and holder.isVisible() and holder.isEnabled():
        holder.setFocus()
