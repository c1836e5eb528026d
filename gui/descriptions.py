"""When projects are described: each once in the background, and anew whenever what was said may have become untrue."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from core.model.commands import (
    AnyCommand,
    ChangeSettings,
    ChangeWheels,
    ChooseSetting,
    DescribeProject,
    ExportCertificates,
    InstallPython,
    MoveLogins,
    RecreateEnvironment,
    RelocatePlace,
    UndoRelocation,
    UvCommand,
)
from core.model.events import Finished, ProjectDetails, Queued
from gui.bridge import Bridge, Changed

_PAUSE_MS = 200
_FRESH_SECONDS = 3.0

_CHANGES_DESCRIPTION = (
    UvCommand,
    RelocatePlace,
    UndoRelocation,
    ChangeSettings,
    ChangeWheels,
    ChooseSetting,
    RecreateEnvironment,
    InstallPython,
    ExportCertificates,
    MoveLogins,
)


class Descriptions(QObject):
    """Submits the descriptions of a window; never two of one project at a time.

    A project's files change under the window: an editor mends them, a drive comes back, a job moves a place.
    """

    def __init__(self, bridge: Bridge, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._now = now
        self._under_way: dict[str, Path] = {}
        self._again: set[Path] = set()
        self._asked: set[Path] = set()
        self._known: dict[Path, tuple[ProjectDetails, float]] = {}
        self._changing: dict[str, AnyCommand] = {}
        self._wanted: Path | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        bridge.changed.connect(self._on_changed)
        self._note()

    def begin(self, shown: Path | None) -> None:
        """Describe what nothing is known of, the shown project first."""
        entry = self._bridge.state.of(shown)
        if entry is not None and entry.details is None:
            self._describe(entry.project.folder)
        self._go_on()

    def show(self, folder: Path) -> None:
        """Describe a project that came into sight: at once if nothing is known of it, else when it stays there."""
        entry = self._bridge.state.of(folder)
        if entry is None:
            return
        if entry.details is None:
            self._describe(folder)
        else:
            self._soon(folder)

    def look_again(self, folder: Path) -> None:
        """Describe a project that a person comes back to, if it was not described a moment ago."""
        known = self._known.get(folder)
        if known is None or not 0 <= self._now() - known[1] < _FRESH_SECONDS:
            self._soon(folder)

    def refresh(self, folder: Path) -> None:
        """Describe a project now, or right after the description that is under way."""
        if folder in self._under_way.values():
            self._again.add(folder)
        else:
            self._describe(folder)

    def forget(self, folder: Path) -> None:
        """Stop describing a project that goes off the list: a description would put it back."""
        for job in [job for job, of in self._under_way.items() if of == folder]:
            self._bridge.cancel(job)
        self._again.discard(folder)
        self._asked.discard(folder)
        self._known.pop(folder, None)

    def _go_on(self) -> None:
        """Describe the next project that nothing is known of, while no other description is under way."""
        if self._under_way:
            return
        entries = self._bridge.state.projects
        unknown = (entry.project.folder for entry in entries if entry.details is None)
        # Asked once only: a description that failed would else be asked for without end.
        folder = next((folder for folder in unknown if folder not in self._asked), None)
        if folder is not None:
            self._describe(folder)

    def _soon(self, folder: Path) -> None:
        # Whoever goes through the list with the keyboard passes by; only where they stay is looked at.
        self._wanted = folder
        self._pause.start()

    def _on_pause(self) -> None:
        if self._wanted is not None:
            self._describe(self._wanted)

    def _describe(self, folder: Path) -> None:
        if self._bridge.is_closing or folder in self._under_way.values() or self._bridge.state.of(folder) is None:
            return
        self._asked.add(folder)
        self._under_way[self._bridge.submit(DescribeProject(project=folder))] = folder

    def _on_changed(self, changed: Changed) -> None:
        self._note()
        for event in changed.events:
            if isinstance(event, Queued) and isinstance(event.command, _CHANGES_DESCRIPTION):
                self._changing[event.job] = event.command
            elif isinstance(event, Finished):
                self._on_finished(event)
        self._go_on()

    def _on_finished(self, event: Finished) -> None:
        described = self._under_way.pop(event.job, None)
        if described in self._again:
            self._again.discard(described)
            self._describe(described)
        changing = self._changing.pop(event.job, None)
        if changing is not None and event.project is not None:
            self.refresh(event.project)

    def _note(self) -> None:
        """Keep when each project was described last, whoever asked for it."""
        for entry in self._bridge.state.projects:
            known = self._known.get(entry.project.folder)
            if entry.details is not None and (known is None or known[0] is not entry.details):
                self._known[entry.project.folder] = (entry.details, self._now())
