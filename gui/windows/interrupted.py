"""What an earlier Wheelyard left half done: settled at the start, and said above the page."""

from PySide6.QtCore import QObject

from core.model.commands import RecoverRelocations
from core.model.events import Finished, InterruptionSettled
from core.model.outcome import Failed
from gui.bridge import Bridge, Changed
from gui.descriptions import Descriptions
from gui.widgets.notices import Notices


class Interrupted(QObject):
    """Has it settled, and says what came of it."""

    def __init__(self, bridge: Bridge, notices: Notices, descriptions: Descriptions, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._notices = notices
        self._descriptions = descriptions
        self._settling: str | None = None
        bridge.changed.connect(self._on_changed)

    def settle(self) -> None:
        """Have settled what is left."""
        self._settling = self._bridge.submit(RecoverRelocations())

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, InterruptionSettled):
                self._notices.say_settled(event.sentence)
            elif isinstance(event, Finished) and event.job == self._settling:
                self._on_settled(event)

    def _on_settled(self, event: Finished) -> None:
        self._settling = None
        if isinstance(event.outcome, Failed):
            self._notices.say(event.outcome.problem.title, event.outcome.problem.explanation)
        if not self._notices.settled.isHidden():
            # What was described meanwhile may be of before.
            for entry in self._bridge.state.projects:
                self._descriptions.refresh(entry.project.folder)
