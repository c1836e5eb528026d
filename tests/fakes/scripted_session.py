"""A Session whose events are written by the test: the same door, the same reduction, no work behind it."""

from collections.abc import Callable
from pathlib import Path

from core.model.commands import AnyCommand
from core.model.events import Event, Finished, ProjectAdded, ProjectRemoved, Queued, Started
from core.model.outcome import Cancelled, Outcome
from core.model.project import Project
from core.model.questions import Answer
from core.model.state import State, reduce

Listener = Callable[[tuple[Event, ...], State], None]


class ScriptedSession:
    """Records what is submitted and cancelled; ``play`` is the only way that anything happens."""

    def __init__(self, *events: Event) -> None:
        self._state = State()
        self._listeners: list[Listener] = []
        self.submitted: list[AnyCommand] = []
        self.cancelled: list[str] = []
        self.answered: list[tuple[str, int, Answer]] = []
        self.closed = False
        self.play(*events)

    @property
    def state(self) -> State:
        return self._state

    @property
    def listeners(self) -> int:
        return len(self._listeners)

    def submit(self, command: AnyCommand) -> str:
        self.submitted.append(command)
        return f"job-{len(self.submitted)}"

    def cancel(self, job: str) -> None:
        self.cancelled.append(job)

    def answer(self, job: str, number: int, answer: Answer) -> None:
        self.answered.append((job, number, answer))

    async def wait(self, job: str) -> Outcome:
        del job
        return Cancelled()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)

        def unsubscribe() -> None:
            self._listeners.remove(listener)

        return unsubscribe

    def set_aside_projects(self) -> Path:
        return Path("/home/person/.wheelyard/projects.damaged-1.json")

    async def close(self) -> None:
        self.closed = True

    def play(self, *events: Event) -> None:
        """Let events happen, together, as the real Session hands them on."""
        for event in events:
            self._state = reduce(self._state, event)
        if events:
            for listener in tuple(self._listeners):
                listener(events, self._state)

    def add(self, folder: Path, name: str = "") -> Path:
        """Put a project on the list."""
        self.play(ProjectAdded(project=Project(folder=folder, name=name or folder.name)))
        return folder

    def remove(self, folder: Path) -> None:
        """Take a project off the list."""
        self.play(ProjectRemoved(folder=folder))

    def begin(self, command: AnyCommand, *events: Event, at: float = 1000.0, job: str = "job-1") -> None:
        """Let a job start, with more events in the same batch."""
        self.play(
            Queued(job=job, project=command.project, command=command),
            Started(job=job, project=command.project, at=at),
            *events,
        )

    def end(self, project: Path | None, outcome: Outcome, *, seconds: float = 12.4, job: str = "job-1") -> None:
        """Let a job end."""
        self.play(Finished(job=job, project=project, outcome=outcome, seconds=seconds))
