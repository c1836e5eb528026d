"""Scripts: the project's environment saved as one, and the settings that one makes taken over."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.model.commands import ChangeSettings, ImportScript, SaveScript
from core.model.events import Finished
from core.model.outcome import Failed, Succeeded
from core.model.setting_values import SettingChange
from core.model.shells import ImportedScript, ShellKind, ShellScript
from core.model.state import ProjectState
from gui.bridge import Bridge, Changed
from gui.dialogs.import_script import ImportDialog
from gui.questions import Questions
from gui.widgets.notices import Notices

SCRIPTS = frozenset({".bat", ".cmd", ".ps1"})
"""The endings of scripts that can be imported, in lower case."""
_KINDS = {".cmd": ShellKind.CMD, ".bat": ShellKind.CMD, ".ps1": ShellKind.POWERSHELL, ".sh": ShellKind.SH}


class Scripts(QObject):
    """Asks where a script goes or lies, submits that, and shows what it amounts to before anything is taken over."""

    def __init__(
        self,
        *,
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
        self._window = window
        self._saving: dict[str, Path] = {}
        self._reading: dict[str, ImportScript] = {}
        self._chooser: QFileDialog | None = None
        self._dialog: ImportDialog | None = None
        bridge.changed.connect(self._on_changed)

    def ask_to_save(self) -> None:
        """Ask where to write a script for the shown project, and in which language."""
        entry = self._shown()
        if entry is None or self._chooser is not None or self._bridge.is_closing:
            return
        folder = entry.project.folder
        chooser = QFileDialog(self._window, self.tr("Save as script"))
        chooser.setObjectName("scriptFileDialog")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = self._filters()
        chooser.setNameFilters(list(filters))
        chooser.setDirectory(str(folder))

        def follow(chosen: str) -> None:
            chooser.setDefaultSuffix(filters[chosen].suffix)

        def finish(result: int) -> None:
            self._chooser = None
            files = chooser.selectedFiles()
            if result == int(QDialog.DialogCode.Accepted) and files:
                self.save(folder, Path(files[0]), filters[chooser.selectedNameFilter()])

        usual = next(iter(filters))
        chooser.selectNameFilter(usual)
        follow(usual)
        chooser.selectFile(self.tr("terminal of {name}").format(name=folder.name) + filters[usual].suffix)
        chooser.filterSelected.connect(follow)
        chooser.finished.connect(finish)
        self._chooser = chooser
        chooser.open()

    def save(self, folder: Path, file: Path, shell: ShellKind) -> None:
        """Have a script written; the ending of the file says its language where it is a known one."""
        if not self._bridge.is_closing:
            shell = _KINDS.get(file.suffix.lower(), shell)
            self._saving[self._bridge.submit(SaveScript(project=folder, shell=shell, file=file))] = file

    def ask_to_import(self) -> None:
        """Ask for a script whose settings the shown project is to have."""
        entry = self._shown()
        if entry is not None:
            kinds = self.tr("Scripts (*.bat *.cmd *.ps1);;All files (*)")
            self._questions.choose_file(self.tr("Import a script"), kinds, entry.project.folder, self.take)

    def take(self, file: Path) -> None:
        """Read a script for the shown project, and show what it amounts to."""
        entry = self._shown()
        if entry is None:
            self._notices.say(
                self.tr("A script is imported into a project, and none is shown."),
                self.tr("Add or choose the project first, then drop the script again."),
                str(file),
            )
        elif not self._bridge.is_closing:
            command = ImportScript(project=entry.project.folder, file=file)
            self._reading[self._bridge.submit(command)] = command

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if not isinstance(event, Finished):
                continue
            if event.job in self._saving:
                self._on_saved(self._saving.pop(event.job), event)
            elif event.job in self._reading:
                self._on_read(self._reading.pop(event.job), event)

    def _on_saved(self, file: Path, event: Finished) -> None:
        match event.outcome:
            case Succeeded(script=ShellScript() as script):
                where = str(script.file or file)
                self._notices.say_done(self.tr("The script was saved."), where, explanation="\n".join(script.notes))
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, str(file))
            case _:
                pass

    def _on_read(self, command: ImportScript, event: Finished) -> None:
        match event.outcome:
            case Succeeded(imported=ImportedScript() as imported):
                self._show(command, imported)
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, str(command.file))
            case _:
                pass

    def _show(self, command: ImportScript, imported: ImportedScript) -> None:
        entry = self._bridge.state.of(command.project)
        if entry is None or self._bridge.is_closing:
            return
        if self._dialog is not None:
            self._dialog.withdraw()
        dialog = ImportDialog(imported, entry.project.name, self._window)
        self._dialog = dialog

        def answered(changes: tuple[SettingChange, ...]) -> None:
            self._dialog = None
            if changes and not self._bridge.is_closing:
                self._bridge.submit(ChangeSettings(project=command.project, changes=changes))

        dialog.answered.connect(answered)
        dialog.open()

    def _filters(self) -> dict[str, ShellKind]:
        """Return the kinds of scripts by what the chooser calls them, the usual one of this system first."""
        kinds = {
            self.tr("Command prompt (*.cmd)"): ShellKind.CMD,
            self.tr("PowerShell (*.ps1)"): ShellKind.POWERSHELL,
            self.tr("Shell (*.sh)"): ShellKind.SH,
        }
        return kinds if os.name == "nt" else dict(reversed(kinds.items()))
