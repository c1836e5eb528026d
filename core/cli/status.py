"""The live line of a job: follows its events and says what goes on."""

from core.cli.progress_line import ProgressLine
from core.cli.status_text import status_text
from core.model.activity import Activity, advance
from core.model.events import Event, Finished, JobEvent, LinesPrinted, Queued


class Status:
    """Keeps one job as it stands, and shows it on a line until the job ends."""

    def __init__(self, line: ProgressLine) -> None:
        self._line = line
        self._activity: Activity | None = None

    def follow(self, event: Event) -> None:
        """Take one event in; nothing is drawn here, since something else may be printed first."""
        match event:
            case Queued():
                self._activity = Activity(job=event.job, command=event.command)
            case Finished():
                self._activity = None
            case LinesPrinted():
                pass  # they are printed, and to keep them would only cost memory
            case JobEvent() if self._activity is not None and self._activity.job == event.job:
                self._activity = advance(self._activity, event)
            case _:
                pass

    def show(self) -> None:
        """Show how the job stands; nothing once it has ended."""
        self._line.show("" if self._activity is None else status_text(self._activity))

    def hide(self) -> None:
        """Make room for something else."""
        self._line.hide()
