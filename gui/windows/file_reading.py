"""Reading a file of a yard wholly, because a person wants to know more of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.model.commands import InspectFiles
from core.model.events import FilesProgressed, Finished
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.wheels import FitTable, WheelsReport, YardFile
from gui.bridge import Bridge, Changed
from gui.pages.wheels_page import WheelsPage


class FileReading(QObject):
    """Reads one file at a time for the details of the page, and keeps what was found while its project is shown."""

    def __init__(self, bridge: Bridge, page: WheelsPage, folder: Callable[[], Path | None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._page = page
        self._folder = folder
        self._reading: str | None = None
        self._found: dict[Path, tuple[YardFile, FitTable | None]] = {}
        page.files.details.inspect_wanted.connect(self._on_wanted)
        bridge.changed.connect(self._on_changed)

    def stop(self) -> None:
        """Give up what is being read."""
        if self._reading is not None:
            self._bridge.cancel(self._reading)

    def forget(self) -> None:
        """Forget what was found and what is being read: it is another project's."""
        self.stop()
        # What comes of it late is not waited for: another file may be read at once.
        self._reading = None
        self._page.files.details.set_reading(reading=False)
        self._found.clear()

    def _on_wanted(self, row: YardFile) -> None:
        if self._reading is None and not self._bridge.is_closing:
            self._page.files.details.set_reading(reading=True)
            self._reading = self._bridge.submit(InspectFiles(project=self._folder(), files=(row.file.path,)))

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, FilesProgressed) and event.job == self._reading:
                self._page.show_working(self.tr("Reading the file"), event)
            elif isinstance(event, Finished) and event.job == self._reading:
                self._reading = None
                self._page.show_working("")
                self._page.files.details.set_reading(reading=False)
                self._on_read(event.outcome)

    def _on_read(self, outcome: Outcome) -> None:
        match outcome:
            case Succeeded(wheels=WheelsReport() as report):
                tables = {table.package: table for table in report.tables}
                for row in report.files:
                    self._found[row.file.path] = (row, tables.get(row.file.name))
                self._page.show_inspected(dict(self._found))
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                pass
