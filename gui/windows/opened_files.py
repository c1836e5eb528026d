"""What came of opening a file in the person's editor: such a job has no card of its own."""

from PySide6.QtCore import QObject

from core.model.commands import OpenSetting
from core.model.events import Finished, Queued
from core.model.outcome import Cancelled, Failed, Succeeded
from gui.bridge import Bridge, Changed
from gui.widgets.notices import Notices


class OpenedFiles(QObject):
    """Says above the page which file was opened, or why it was not."""

    def __init__(self, bridge: Bridge, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._opening: dict[str, OpenSetting] = {}
        bridge.changed.connect(self._on_changed)

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Queued) and isinstance(event.command, OpenSetting):
                self._opening[event.job] = event.command
            elif isinstance(event, Finished) and event.job in self._opening:
                self._say(self._opening.pop(event.job), event)

    def _say(self, command: OpenSetting, event: Finished) -> None:
        match event.outcome:
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, str(command.file))
            case Succeeded(repaired=str(sentence)):
                self._notices.say_done(sentence, "")
            case Succeeded() | Cancelled():
                pass
