"""The only place that knows asyncio and Qt: the loop, the one signal, and an orderly end."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import qasync  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from core.model.commands import AnyCommand
from core.model.events import Event
from core.model.project import InputError
from core.model.questions import Answer
from core.model.state import State

_LOG = logging.getLogger(__name__)

Listener = Callable[[tuple[Event, ...], State], None]
ErrorSink = Callable[[type[BaseException], BaseException, Any], None]


class SessionPort(Protocol):
    """What the window needs of a Session."""

    @property
    def state(self) -> State:
        """The state now."""
        ...

    def submit(self, command: AnyCommand) -> str:
        """Start a command as a job and return the job's id."""
        ...

    def cancel(self, job: str) -> None:
        """Cancel a job."""
        ...

    def answer(self, job: str, number: int, answer: Answer) -> None:
        """Answer question ``number`` of a job."""
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of events; returns the way to stop that."""
        ...

    def set_aside_projects(self) -> Path:
        """Rename a list of projects that cannot be read and return its new name; raises InputError."""
        ...

    async def close(self) -> None:
        """Cancel what runs and wait for it."""
        ...


@dataclass(frozen=True)
class Changed:
    """What the one signal carries: events in their order, and the state after them."""

    events: tuple[Event, ...]
    state: State


class Bridge(QObject):
    """Carries commands to the Session and its events into Qt.

    ``projects_set_aside`` carries the new name of a damaged list, ``projects_kept`` the InputError that kept it.
    """

    changed = Signal(object)
    closing = Signal()
    closed = Signal()
    projects_set_aside = Signal(object)
    projects_kept = Signal(object)

    def __init__(self, session: SessionPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unsubscribe = session.subscribe(self._on_events)
        self._stop: asyncio.Event | None = None
        self._is_closing = False
        self._is_closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def state(self) -> State:
        """The state now."""
        return self._session.state

    @property
    def is_closed(self) -> bool:
        """Whether the session has ended, so that windows may close."""
        return self._is_closed

    @property
    def is_closing(self) -> bool:
        """Whether the end was asked for; the session may take no more commands."""
        return self._is_closing

    def submit(self, command: AnyCommand) -> str:
        """Hand a command to the Session; returns the job's id."""
        return self._session.submit(command)

    def cancel(self, job: str) -> None:
        """Cancel a job."""
        self._session.cancel(job)

    def answer(self, job: str, number: int, answer: Answer) -> None:
        """Answer question ``number`` of a job; one that needs no answer any more is passed over."""
        self._session.answer(job, number, answer)

    def request_close(self) -> None:
        """End the session and then everything: jobs are cancelled and waited for while the window lives on."""
        self._begin_to_close()
        if self._stop is not None:
            self._stop.set()
        else:
            self._finish()

    def set_aside_projects(self) -> None:
        """Have a damaged list of projects renamed, so that a new one can begin; returns at once."""
        task = asyncio.get_running_loop().create_task(self._set_aside())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _set_aside(self) -> None:
        try:
            kept = await asyncio.to_thread(self._session.set_aside_projects)
        except InputError as error:
            self.projects_kept.emit(error)
        else:
            self.projects_set_aside.emit(kept)

    async def serve(self) -> None:
        """Run until a close is asked for, and end the session whatever happens."""
        self._stop = asyncio.Event()
        try:
            await self._stop.wait()
        finally:
            self._begin_to_close()
            try:
                await self._session.close()
            finally:
                self._finish()

    def _begin_to_close(self) -> None:
        if not self._is_closing:
            self._is_closing = True
            self.closing.emit()

    def _finish(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._unsubscribe()
            self.closed.emit()

    def _on_events(self, events: tuple[Event, ...], state: State) -> None:
        self.changed.emit(Changed(events, state))


def run(app: QApplication, work: Callable[[], Coroutine[Any, Any, None]], report: ErrorSink) -> None:
    """Run ``work`` to its end on a loop that Qt and asyncio share; ``report`` gets what tasks let fall."""
    # The last window's closing would stop the loop under the session's own closing.
    app.setQuitOnLastWindowClosed(False)

    def on_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        del loop
        error = context.get("exception")
        if isinstance(error, BaseException):
            report(type(error), error, error.__traceback__)
        else:
            _LOG.error("%s", context.get("message"))

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(on_error)
        await work()

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(main())
