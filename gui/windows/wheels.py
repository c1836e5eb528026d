"""The page of local wheels: opened, looked through, watched while it is open, checked, closed."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from core.model.commands import (
    AnyCommand,
    ChangeSettings,
    ChangeWheels,
    CheckWheels,
    ChooseSetting,
    ScanYards,
    UvCommand,
)
from core.model.events import FilesProgressed, Finished, Queued, YardSeen
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.state import ProjectState
from core.model.wheel_commands import AnyWheelsChange, RemoveSource
from core.model.wheels import WheelsReport, Yard, YardFile
from gui import wheel_words
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.pages.project_page import ProjectPage
from gui.pages.wheels_page import WheelsPage
from gui.questions import Questions
from gui.windows.file_reading import FileReading
from gui.windows.side_page_care import SidePageCare
from gui.windows.wheel_changes import WheelChanges
from gui.windows.wheel_collecting import WheelCollecting
from gui.windows.yard_keeping import YardKeeping
from gui.windows.yard_watch import YardWatch

_CHANGES_SOURCES = UvCommand | ChangeWheels | ChangeSettings | ChooseSetting


class Wheels(SidePageCare):
    """Shows the local files of the selected project in the place of its page, and goes with the selection."""

    def __init__(
        self,
        *,
        bridge: Bridge,
        stack: QStackedWidget,
        page: WheelsPage,
        project: ProjectPage,
        questions: Questions,
        shown: Callable[[], ProjectState | None],
        carry_out: Callable[[AnyCommand], None],
        changes: WheelChanges,
        collecting: WheelCollecting,
        window: QWidget,
    ) -> None:
        super().__init__(bridge=bridge, stack=stack, page=page, project=project, shown=shown, parent=window)
        self._page = page
        self._carry_out = carry_out
        self._changes = changes
        self._collecting = collecting
        self._scanning: str | None = None
        self._checking: str | None = None
        self._asked_to_check = self._needs_check = self._stale = False
        self._commands: dict[str, AnyCommand] = {}
        self._reading = FileReading(bridge, page, lambda: self._folder, self)
        self._keeping = YardKeeping(bridge, page, questions, lambda: self._folder, self)
        self._keeping.changed.connect(self._look_again)
        self._watch = YardWatch(self)
        self._watch.changed.connect(self._look_again)
        self._connect()
        bridge.changed.connect(self._on_changed)

    def _connect(self) -> None:
        page, details = self._page, self._page.files.details
        page.add_wanted.connect(self.ask_to_add)
        page.check_wanted.connect(self._on_check_wanted)
        page.collect_wanted.connect(self._on_collect_wanted)
        page.cancel_wanted.connect(self._on_cancel)
        page.yards.change_wanted.connect(self._on_change_wanted)
        page.findings.action_wanted.connect(self._on_action)
        details.replace_wanted.connect(self._changes.ask_to_replace)
        details.remove_wanted.connect(self._on_remove_wanted)

    def connect_to(self, actions: Actions) -> None:
        """Follow the action of the page; what is watched on the project's page leads back there."""
        self.follow_actions(actions.wheels, actions)

    @override
    def _begin(self) -> None:
        self._reading.forget()
        self._page.show_reading()
        self._scan()

    def take(self, files: tuple[Path, ...]) -> None:
        """Add files that were dropped to the shown project."""
        self._changes.add(files, self._yard())

    def ask_to_add(self) -> None:
        """Ask for files, and show what adding them would write."""
        self._changes.ask_for_files(self._yard())

    def _yard(self) -> Path | None:
        """Return the yard that holds the project's other sources."""
        report = self._page.report
        if report is None or self._folder is None or not self.is_open:
            return None
        return report.home_yard

    @override
    def _leave(self) -> None:
        self._on_cancel()
        self._scanning = self._checking = None
        self._asked_to_check = self._needs_check = self._stale = False
        self._watch.stop()
        self._page.show_working("")

    def _look_again(self) -> None:
        if self._scanning is not None:
            self._stale = True  # what changed meanwhile may have been passed already
        elif self.is_open:
            self._scan()

    def _scan(self) -> None:
        if self._folder is None or self._bridge.is_closing or self._scanning is not None:
            return
        self._scanning = self._bridge.submit(ScanYards(project=self._folder))

    def _check(self) -> None:
        if self._folder is not None and self._checking is None and not self._bridge.is_closing:
            self._checking = self._bridge.submit(CheckWheels(project=self._folder, probe=self._asked_to_check))

    def _on_check_wanted(self) -> None:
        if self._checking is not None:
            self._bridge.cancel(self._checking)
            self._checking = None
        self._asked_to_check = True
        self._page.show_working(self.tr("Checking the local sources"))
        self._check()

    def _on_cancel(self) -> None:
        self._reading.stop()
        for job in (self._scanning, self._checking):
            if job is not None:
                self._bridge.cancel(job)

    def _on_collect_wanted(self) -> None:
        report = self._page.report
        targets = report.targets if report is not None else ()
        self._collecting.ask(tuple(dict.fromkeys(target.platform for target in targets)))

    def _on_change_wanted(self, change: AnyWheelsChange) -> None:
        self._changes.ask(change, wheel_words.change_title(change), self.tr("Change and lock"))

    def _on_action(self, action: AnyCommand) -> None:
        if isinstance(action, ChangeWheels):
            self._on_change_wanted(action.change)
        else:
            self._carry_out(replace(action, project=action.project or self._folder))

    def _on_remove_wanted(self, row: YardFile) -> None:
        self._on_change_wanted(RemoveSource(package=row.file.name, files=(str(row.file.path),)))

    def _on_changed(self, changed: Changed) -> None:
        stale = False
        for event in changed.events:
            match event:
                case Queued(command=command) if isinstance(command, _CHANGES_SOURCES):
                    self._commands[event.job] = command
                case Queued(command=command) if self._is_watched_elsewhere(command):
                    self.close()  # it is watched on the project's page
                case FilesProgressed() if event.job in {self._scanning, self._checking}:
                    self._on_progress(event)
                case YardSeen(yard=yard) if event.job == self._scanning:
                    self._on_seen(yard)
                case Finished():
                    stale |= self._on_finished(event)
                case _:
                    pass
        self.follow()
        if stale and self.is_open:
            self._needs_check = True
            self._look_again()

    def _on_progress(self, event: FilesProgressed) -> None:
        scans = event.job == self._scanning
        if not scans and not self._asked_to_check and self._page.report is not None:
            return  # it comes after every look, and a line that comes and goes would move the page
        doing = self.tr("Looking through the yards") if scans else self.tr("Checking the local sources")
        # A look in between is not worth a line: nothing of it takes long once the files are known.
        if not scans or self._page.report is None or (event.total or 0) - event.done > 100:
            self._page.show_working(doing, event)

    def _on_seen(self, yard: Yard) -> None:
        """Show what the files of a large yard are while they are being checked."""
        report = self._page.report
        known = () if report is None else tuple(each for each in report.yards if each.folder != yard.folder)
        if report is None or all(each.files for each in known):
            targets = () if report is None else report.targets
            self._page.show_report(WheelsReport(yards=(*known, yard), targets=targets))

    def _on_finished(self, event: Finished) -> bool:
        """Take in what a job found; return whether what is shown may have become untrue."""
        command = self._commands.pop(event.job, None)
        match event.job:
            case self._scanning:
                self._scanning = None
                self._page.show_working("")
                self._on_scanned(event.outcome)
            case self._checking:
                self._checking = None
                self._page.show_working("")
                self._on_checked(event.outcome)
            case _:
                return command is not None and (command.project or event.project) == self._folder
        return False

    def _on_scanned(self, outcome: Outcome) -> None:
        if not self.is_open:
            return
        match outcome:
            case Succeeded(wheels=WheelsReport() as report):
                first = not self._watch.is_on
                self._page.show_report(report)
                # A folder that was just looked into answers at once; one that did not could hold up the window.
                self._watch.watch([yard.folder for yard in report.yards if yard.trouble is None])
                if first or self._needs_check:
                    self._needs_check = False
                    self._check()
            case Cancelled():
                self._page.show_stopped()
            case _:
                self._say(outcome)
        if self._stale:
            self._stale = False
            self._scan()

    def _on_checked(self, outcome: Outcome) -> None:
        asked, self._asked_to_check = self._asked_to_check, False
        if not self.is_open:
            return
        match outcome:
            case Succeeded(checks=checks):
                self._page.show_checks(checks, opened=asked)
            case _:
                self._say(outcome)

    def _say(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._page.say_failed(outcome.problem.title, outcome.problem.explanation)
