"""Changes of a project's list of indexes: read, previewed line by line, made when a person agrees."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand, ChangeSettings, PreviewSettings, ReadSettings, StoreCredential
from core.model.events import Finished
from core.model.network import ListedIndex
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange, SettingsView
from core.model.state import ProjectState
from core.settings.index_lists import change_of, scope_of, with_index_moved, without_index
from gui import login_words
from gui.bridge import Bridge, Changed
from gui.dialogs.add_index import AddIndexDialog
from gui.dialogs.change_wheels import ChangeDialog
from gui.models.settings_draft import Draft

Edit = Callable[[str | None], str | None]


class IndexChanges(QObject):
    """Owns the dialog of a change and the jobs behind it; one dialog at a time. ``submit`` takes what is wanted."""

    def __init__(
        self,
        bridge: Bridge,
        shown: Callable[[], ProjectState | None],
        submit: Callable[[AnyCommand], str | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._shown = shown
        self._submit = submit
        self._window = window
        self._dialog: ChangeDialog | None = None
        self._project: Path | None = None
        self._scope: SettingScope | None = None
        self._edit: Edit | None = None
        self._reading: str | None = None
        self._previewing: str | None = None
        self._changing: str | None = None
        bridge.changed.connect(self._on_changed)
        bridge.closing.connect(self._on_closing)

    def ask_to_add(self) -> None:
        """Ask for a new index, and show what adding it would write."""
        entry = self._shown()
        if entry is not None and self._dialog is None and not self._bridge.is_closing:
            self._open(AddIndexDialog(entry.project.name, self._window), entry)

    def ask_to_move(self, index: ListedIndex, by: int) -> None:
        """Show what asking an index earlier or later would write."""
        name = login_words.index_name(index)
        template = self.tr("Ask {index} earlier") if by < 0 else self.tr("Ask {index} later")
        self._ask(index, template.format(index=name), self.tr("Move"), lambda text: with_index_moved(text, index, by))

    def ask_to_remove(self, index: ListedIndex) -> None:
        """Show what removing an index would write."""
        title = self.tr("Remove the index {index}").format(index=login_words.index_name(index))
        self._ask(index, title, self.tr("Remove"), lambda text: without_index(text, index))

    def _ask(self, index: ListedIndex, title: str, accept: str, edit: Edit) -> None:
        entry, scope = self._shown(), scope_of(index)
        if entry is None or scope is None or self._dialog is not None or self._bridge.is_closing:
            return
        self._scope, self._edit = scope, edit
        dialog = ChangeDialog("changeIndexesDialog", title, accept, self._window)
        self._open(dialog, entry)

    def _open(self, dialog: ChangeDialog, entry: ProjectState) -> None:
        self._dialog, self._project = dialog, entry.project.folder
        dialog.preview_wanted.connect(self._on_preview_wanted)
        dialog.change_wanted.connect(self._on_change_wanted)
        dialog.stop_wanted.connect(self._on_stop_wanted)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        # What the list is now: a file may have changed since the page was read.
        self._reading = self._bridge.submit(ReadSettings(project=self._project))

    def _on_preview_wanted(self, changes: tuple[SettingChange, ...]) -> None:
        if self._previewing is not None:
            self._bridge.cancel(self._previewing)
            self._previewing = None
        if not self._bridge.is_closing:
            self._previewing = self._bridge.submit(PreviewSettings(project=self._project, changes=changes))

    def _on_change_wanted(self, changes: tuple[SettingChange, ...]) -> None:
        if self._dialog is None or self._changing is not None:
            return
        command = ChangeSettings(project=self._project, changes=changes, seen=self._dialog.seen)
        self._changing = self._submit(command)
        if self._changing is not None:
            self._dialog.show_changing(self.tr("Writing …"))

    def _on_stop_wanted(self) -> None:
        if self._changing is not None:
            self._bridge.cancel(self._changing)

    def _on_closed(self) -> None:
        # A change that is under way is let be: it was wanted, and is all or nothing.
        for job in (self._reading, self._previewing):
            if job is not None:
                self._bridge.cancel(job)
        self._dialog = self._project = self._scope = self._edit = None
        self._reading = self._previewing = self._changing = None

    def _on_closing(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        if self._dialog is not None and changed.state.of(self._project) is None:
            self._dialog.reject()

    def _on_finished(self, event: Finished) -> None:
        if self._dialog is None:
            return
        match event.job:
            case self._reading:
                self._reading = None
                self._on_read(event.outcome, self._dialog)
            case self._previewing:
                self._previewing = None
                self._on_previewed(event.outcome, self._dialog)
            case self._changing:
                self._changing = None
                self._on_made(event.outcome, self._dialog)
            case _:
                pass

    def _on_read(self, outcome: Outcome, dialog: ChangeDialog) -> None:
        match outcome:
            case Succeeded(settings=SettingsView() as view):
                self._begin(Draft(view), dialog)
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case _:
                pass

    def _begin(self, draft: Draft, dialog: ChangeDialog) -> None:
        if isinstance(dialog, AddIndexDialog):
            dialog.take_lists({scope: draft.stored(SettingKey.INDEXES, scope) for scope in SettingScope})
        elif self._scope is not None and self._edit is not None:
            try:
                text = self._edit(draft.stored(SettingKey.INDEXES, self._scope))
            except LookupError:
                dialog.say_failed(
                    self.tr("The index cannot be changed from here"),
                    self.tr("It stands in a file that Wheelyard does not write. Change it where it is named."),
                )
            else:
                dialog.ask_for(change_of(self._scope, text))

    def _on_previewed(self, outcome: Outcome, dialog: ChangeDialog) -> None:
        match outcome:
            case Succeeded(diffs=diffs, repaired=said):
                changes = dialog.change if isinstance(dialog.change, tuple) else ()
                # What Wheelyard itself keeps stands in no file that could be shown line by line.
                unseen = any(change.scope is SettingScope.PROFILE for change in changes)
                dialog.show_preview(diffs, (), said or "", unseen=unseen)
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case _:
                pass

    def _on_made(self, outcome: Outcome, dialog: ChangeDialog) -> None:
        match outcome:
            case Succeeded():
                project = self._project
                login = dialog.login if isinstance(dialog, AddIndexDialog) else None
                dialog.accept()
                if login is not None:
                    self._submit(StoreCredential(project=project, index=login.name, user=login.user))
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case _:
                dialog.say_stopped()
