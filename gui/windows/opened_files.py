"""What came of opening a file or the project in another program: such a job has no card of its own."""

from PySide6.QtCore import QObject

from core.model.commands import OpenEditor, OpenSetting, OpenTerminal
from core.model.events import Finished, Queued
from core.model.outcome import Cancelled, Failed, Succeeded
from gui.bridge import Bridge, Changed
from gui.widgets.notices import Notices

_Opening = OpenSetting | OpenTerminal | OpenEditor


class OpenedFiles(QObject):
    """Says above the page what was opened, or why it was not."""

    def __init__(self, bridge: Bridge, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._opening: dict[str, _Opening] = {}
        bridge.changed.connect(self._on_changed)

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Queued) and isinstance(event.command, _Opening):
                self._opening[event.job] = event.command
            elif isinstance(event, Finished) and event.job in self._opening:
                self._say(self._opening.pop(event.job), event)

    def _say(self, command: _Opening, event: Finished) -> None:
        path = command.file if isinstance(command, OpenSetting) else command.project
        match event.outcome:
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation, "" if path is None else str(path))
            case Succeeded(repaired=str(sentence)):
                # The first line says what was done, the others what to know of it.
                done, _, more = sentence.partition("\n")
                self._notices.say_done(done, "", explanation=more)
            case Succeeded() | Cancelled():
                pass
