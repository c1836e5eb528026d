"""Counting the places of a project, and taking things out of its cache: nothing goes before its preview was seen."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import CleanCache, PruneCache, TakeInventory
from core.model.events import Finished
from core.model.measurements import CleaningReport
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.state import ProjectState
from gui import figures, place_words
from gui.bridge import Bridge, Changed
from gui.dialogs.cache import CacheDialog
from gui.questions import Question, Questions
from gui.widgets.notices import Notices


class CacheCare(QObject):
    """Owns the dialog of the cache and the way from a wish over its preview and a question to the command."""

    def __init__(self, bridge: Bridge, questions: Questions, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._questions = questions
        self._notices = notices
        self._window = window
        self._dialog: CacheDialog | None = None
        self._folder: Path | None = None
        self._previews: dict[str, CleanCache | PruneCache] = {}
        self._cleaning: dict[str, CleanCache | PruneCache] = {}
        self._counts: dict[str, Path] = {}
        bridge.changed.connect(self._on_changed)

    def count(self, folder: Path, *, probe: bool = False) -> None:
        """Count the places of a project, or stop the count that is under way."""
        entry = self._bridge.state.of(folder)
        if entry is None:
            return
        if entry.counting is not None:
            self._bridge.cancel(entry.counting.job)
        else:
            self._counts[self._bridge.submit(TakeInventory(project=folder, probe=probe))] = folder

    def open(self, folder: Path) -> None:
        """Show what is in the cache of a project; it is counted now if it was not before."""
        entry = self._bridge.state.of(folder)
        if entry is None or self._dialog is not None:
            return
        dialog = CacheDialog(entry.project.name, self._window)
        self._dialog, self._folder = dialog, folder
        dialog.count_wanted.connect(self._on_count)
        dialog.prune_wanted.connect(self._on_prune)
        dialog.clean_wanted.connect(self._on_clean)
        dialog.finished.connect(self._on_closed)
        dialog.show_entry(entry)
        dialog.open()
        if entry.counting is None and not _has_contents(entry):
            self.count(folder)

    def _on_count(self) -> None:
        if self._folder is not None:
            self.count(self._folder)

    def _on_prune(self) -> None:
        self._preview(PruneCache(project=self._folder, preview=True))

    def _on_clean(self, packages: tuple[str, ...]) -> None:
        self._preview(CleanCache(project=self._folder, packages=packages, preview=True))

    def _preview(self, command: CleanCache | PruneCache) -> None:
        if self._dialog is not None and not self._previews:
            self._dialog.set_asking(asking=True)
            self._previews[self._bridge.submit(command)] = command

    def _on_closed(self) -> None:
        for job in self._previews:
            self._bridge.cancel(job)
        self._previews.clear()
        self._dialog = None
        self._folder = None

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        if self._dialog is None:
            return
        entry = changed.state.of(self._folder)
        if entry is None:
            self._dialog.reject()
        else:
            self._dialog.show_entry(entry)

    def _on_finished(self, event: Finished) -> None:
        preview = self._previews.pop(event.job, None)
        if preview is not None:
            self._on_preview(preview, event)
        cleaned = self._cleaning.pop(event.job, None)
        if cleaned is not None:
            self._on_cleaned(cleaned, event)
        counted = self._counts.pop(event.job, None)
        if counted is not None and isinstance(event.outcome, Failed):
            problem = event.outcome.problem
            if self._dialog is not None and self._folder == counted:
                self._dialog.say_failed(problem.title, problem.explanation)
            else:
                self._notices.say(problem.title, problem.explanation)

    def _on_preview(self, command: CleanCache | PruneCache, event: Finished) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        dialog.set_asking(asking=False)
        match event.outcome:
            case Succeeded(cleaning=report) if report is not None:
                held = report.freed
                if held.files == 0 and held.bytes == 0:
                    dialog.say_nothing(place_words.cleaning_sentence(command, report))
                else:
                    self._ask(command, report)
            case Failed(problem=problem):
                dialog.say_failed(problem.title, problem.explanation)
            case Succeeded() | Cancelled():
                pass

    def _ask(self, command: CleanCache | PruneCache, report: CleaningReport) -> None:
        entry = self._bridge.state.of(command.project)
        if entry is None:
            return
        details = entry.details
        points = place_words.preview_points(report, None if details is None else details.link_mode)
        question = Question(
            title=self.tr("Prune the cache?") if isinstance(command, PruneCache) else self._title(command),
            text=str(report.cache),
            accept=self.tr("Remove {size}").format(size=figures.size_text(report.freed.bytes)),
            decline=self.tr("Keep everything"),
            points=points,
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted and not self._bridge.is_closing:
                real = replace(command, preview=False)
                self._cleaning[self._bridge.submit(real)] = real

        self._questions.ask(question, answered, self._dialog)

    def _title(self, command: CleanCache) -> str:
        if not command.packages:
            return self.tr("Remove everything from the cache?")
        if len(command.packages) == 1:
            return self.tr("Remove {name} from the cache?").format(name=command.packages[0])
        return self.tr("Remove {count} packages from the cache?").format(count=len(command.packages))

    def _on_cleaned(self, command: CleanCache | PruneCache, event: Finished) -> None:
        folder = command.project
        match event.outcome:
            case Succeeded(cleaning=report) if report is not None:
                if self._dialog is not None:
                    self._dialog.say_done(place_words.cleaning_sentence(command, report))
            case Failed(problem=problem):
                if self._dialog is not None:
                    self._dialog.say_failed(problem.title, problem.explanation)
            case Succeeded() | Cancelled():
                pass
        entry = self._bridge.state.of(folder)
        # What is in it now is another thing than what was counted, also after a cleaning that broke off.
        if entry is not None and entry.counting is None and folder is not None and not self._bridge.is_closing:
            self.count(folder)


def _has_contents(entry: ProjectState) -> bool:
    places = None if entry.details is None else entry.details.places
    cache = None if places is None else entry.inventory_of(places.cache.path)
    return cache is not None and cache.contents is not None
