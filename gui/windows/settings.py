"""The settings: opened, read, previewed and changed by commands; nothing is written that a person did not see."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.model.commands import ChangeSettings, OpenSetting, PreviewSettings, ReadSettings
from core.model.events import Finished
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange, SettingsView, SourceTrouble
from core.model.state import Badge, ProjectState
from gui import setting_words
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.dialogs.settings.dialog import SettingsDialog
from gui.questions import Question, Questions
from gui.widgets.notices import Notices
from gui.widgets.setting_row import SettingRow


class SettingsCare(QObject):
    """Owns the dialog of the settings and the jobs behind it; one dialog at a time."""

    def __init__(
        self,
        bridge: Bridge,
        questions: Questions,
        notices: Notices,
        shown: Callable[[], ProjectState | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._questions = questions
        self._notices = notices
        self._shown = shown
        self._moves: dict[SettingKey, QAction] = {}
        self._window = window
        self._dialog: SettingsDialog | None = None
        self._project: Path | None = None
        self._reading: str | None = None
        self._previewing: str | None = None
        self._changing: str | None = None
        self._changes: tuple[SettingChange, ...] = ()
        self._opening: dict[str, SourceTrouble] = {}
        self._sought: SettingKey | None = None
        bridge.changed.connect(self._on_changed)
        bridge.closing.connect(self._on_closing)

    def connect_to(self, actions: Actions) -> None:
        """Follow the actions that open the dialog, and know those that move places."""
        self._moves = {
            SettingKey.CACHE: actions.relocate,
            SettingKey.TEMP: actions.relocate_temp,
            SettingKey.ENVIRONMENT: actions.relocate_environment,
        }
        actions.settings.triggered.connect(self._on_settings)
        actions.default_settings.triggered.connect(self._on_defaults)

    def open(self, project: Path | None, key: SettingKey | None = None) -> None:
        """Open the settings of a project, of all projects where it is None, with one setting in sight."""
        entry = self._bridge.state.of(project)
        if self._dialog is not None or self._bridge.is_closing or (project is not None and entry is None):
            return
        name = "" if entry is None else entry.project.name
        title = self.tr("Settings of {name}").format(name=name) if name else setting_words.defaults_title()
        dialog = SettingsDialog(title, self._window)
        self._dialog, self._project, self._sought = dialog, project, key
        dialog.save_wanted.connect(self._on_save)
        dialog.write_wanted.connect(self._on_write)
        dialog.open_wanted.connect(self._on_open)
        dialog.move_wanted.connect(self._on_move)
        dialog.folder_wanted.connect(self._on_folder)
        dialog.file_wanted.connect(self._on_file)
        dialog.leave_asked.connect(self._on_leave_asked)
        dialog.finished.connect(self._on_closed)
        dialog.set_busy(busy=_is_busy(entry))
        dialog.open()
        self._read()

    def _on_settings(self) -> None:
        entry = self._shown()
        if entry is not None:
            self.open(entry.project.folder)

    def _on_defaults(self) -> None:
        self.open(None)

    def _read(self) -> None:
        self._reading = self._bridge.submit(ReadSettings(project=self._project))

    def _on_save(self, changes: tuple[SettingChange, ...]) -> None:
        if self._dialog is None or not changes or self._bridge.is_closing:
            return
        if all(change.scope is SettingScope.PROFILE for change in changes):
            self._on_write(changes)
            return
        self._dialog.show_working(self.tr("Finding out what that would write …"))
        self._changes = changes
        self._previewing = self._bridge.submit(PreviewSettings(project=self._project, changes=changes))

    def _on_write(self, changes: tuple[SettingChange, ...]) -> None:
        if self._dialog is None or self._dialog.draft is None or self._bridge.is_closing:
            return
        self._dialog.show_working(self.tr("Saving …"))
        seen = self._dialog.draft.view.files
        self._changing = self._bridge.submit(ChangeSettings(project=self._project, changes=changes, seen=seen))

    def _on_closed(self) -> None:
        # A change that is under way is let be: it was wanted, and is all or nothing.
        for job in (self._reading, self._previewing):
            if job is not None:
                self._bridge.cancel(job)
        self._dialog = self._project = self._reading = self._previewing = None

    def _on_closing(self) -> None:
        if self._dialog is not None:
            self._dialog.leave()

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        if self._dialog is not None and self._project is not None:
            entry = changed.state.of(self._project)
            if entry is None:
                self._dialog.leave()
            else:
                self._dialog.set_busy(busy=_is_busy(entry))

    def _on_finished(self, event: Finished) -> None:
        if event.job == self._reading:
            self._reading = None
            self._on_read(event.outcome)
        elif event.job == self._previewing:
            self._previewing = None
            self._on_previewed(event.outcome)
        elif event.job == self._changing:
            self._changing = None
            self._on_written(event.outcome)
        elif event.job in self._opening:
            trouble = self._opening.pop(event.job)
            if self._dialog is not None and isinstance(event.outcome, Failed):
                problem = event.outcome.problem
                self._dialog.say_failed(problem.title, problem.explanation or trouble.source)

    def _on_read(self, outcome: Outcome) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        match outcome:
            case Succeeded(settings=SettingsView() as view):
                dialog.show_view(view)
                if self._sought is not None:
                    dialog.form.show_setting(self._sought)
                    self._sought = None
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case Succeeded() | Cancelled():
                dialog.show_working("")

    def _on_previewed(self, outcome: Outcome) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        match outcome:
            case Succeeded(diffs=diffs, repaired=kept) if diffs:
                dialog.show_preview(self._changes, diffs, kept or "")
            case Succeeded():
                # No line of a file differs; what is left goes into Wheelyard's own profile.
                self._on_write(self._changes)
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case Cancelled():
                dialog.show_working("")

    def _on_written(self, outcome: Outcome) -> None:
        dialog = self._dialog
        match outcome:
            case Succeeded(repaired=sentence):
                if dialog is not None:
                    dialog.leave()
                self._notices.say_done(sentence or self.tr("The settings were saved."), "")
            case Failed(problem=problem) if dialog is not None:
                dialog.say_failed(problem.title, problem.explanation)
                dialog.show_working(self.tr("Reading the settings …"))
                # What kept it from being written may stand in the files now; the person's edits stay.
                self._read()
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation)
            case Cancelled():
                if dialog is not None:
                    dialog.show_working("")

    def _on_open(self, trouble: SourceTrouble) -> None:
        if not self._bridge.is_closing:
            command = OpenSetting(
                project=self._project, file=Path(trouble.source), line=trouble.line, column=trouble.column
            )
            self._opening[self._bridge.submit(command)] = trouble

    def _on_move(self, key: SettingKey) -> None:
        dialog, action = self._dialog, self._moves.get(key)
        if dialog is None or action is None:
            return

        def move() -> None:
            # What moving will do is asked over the window, which this dialog would cover.
            dialog.leave()
            action.trigger()

        self._unless_edited(move)

    def _on_leave_asked(self) -> None:
        dialog = self._dialog
        if dialog is not None and self._changing is not None:
            # The edits are on their way into the files; what comes of it is said above the page.
            dialog.leave()
        elif dialog is not None:
            self._unless_edited(dialog.leave)

    def _unless_edited(self, go_on: Callable[[], None]) -> None:
        """Go on; where that would lose edits, only after the person agreed."""
        dialog = self._dialog
        draft = None if dialog is None else dialog.draft
        if dialog is None or draft is None or not draft.edited_keys():
            go_on()
            return
        question = Question(
            title=self.tr("Discard what you changed?"),
            text=setting_words.changes_text(len(draft.edited_keys())),
            accept=self.tr("Discard"),
            decline=self.tr("Go on editing"),
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted and self._dialog is dialog:
                go_on()

        self._questions.ask(question, answered, dialog)

    def _on_folder(self, row: SettingRow) -> None:
        title = self.tr("Choose a folder: {setting}").format(setting=row.declaration.label)
        self._questions.choose_folder(title, self._start(), _taker(row), self._dialog)

    def _on_file(self, row: SettingRow) -> None:
        title = self.tr("Choose a file: {setting}").format(setting=row.declaration.label)
        kinds = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
        self._questions.choose_file(title, kinds, self._start(), _taker(row), self._dialog)

    def _start(self) -> Path | None:
        return self._project


def _taker(row: SettingRow) -> Callable[[Path], None]:
    def chosen(path: Path) -> None:
        row.editor.take_path(str(path))

    return chosen


def _is_busy(entry: ProjectState | None) -> bool:
    return entry is not None and entry.badge in (Badge.RUNNING, Badge.WAITING)
