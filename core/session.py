"""The Session: submit, cancel, subscribe, close; the one door for the window and the headless face."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from core.jobs import Asking, Jobs
from core.model.commands import AnyCommand, AnyUvCommand, RepairCommand
from core.model.events import Event, Finished, LinesPrinted, PackageProgressed, ProjectAdded, QuestionAsked, Queued
from core.model.history import LastFailure
from core.model.network import KeptLogin
from core.model.open_secrets import with_hidden_secrets
from core.model.outcome import Outcome, Succeeded
from core.model.problem import Problem
from core.model.project import InputError, Project
from core.model.questions import Answer, Credential
from core.model.redaction import Redaction
from core.model.secrets import Secret
from core.model.state import State, reduce
from core.network.stored_credentials import SecretStore
from core.places.paths import real_path
from core.ports import Clock, ProcessRunner
from core.procedures.dispatch import procedure_for
from core.procedures.services import Services, make_services
from core.settings.project_file import read_project
from core.settings.shells.shell_environment import ShellEnvironment
from core.store.home import Home
from core.store.leases import LeaseFolder

_LOG = logging.getLogger(__name__)

FLUSH_SECONDS = 0.05
"""Events are handed on together at most this often; a view redrawn per line starves the window."""

Listener = Callable[[tuple[Event, ...], State], None]


class Session:
    """Takes commands, runs them as jobs, and tells listeners what happened and what the state is now."""

    def __init__(self, services: Services, *, answers: bool = False) -> None:
        """Open a Session; ``answers`` says that its owner answers the questions of jobs."""
        self._services = services
        self._asking = Asking() if answers else None
        self._jobs = Jobs(self._publish, services.clock, LeaseFolder(services.home), real_path, self._asking)
        self._state = State()
        self._pending: list[Event] = []
        self._listeners: list[Listener] = []
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False
        self._followers: dict[str, AnyUvCommand] = {}

    @property
    def state(self) -> State:
        """The state after everything that was handed on."""
        return self._state

    def load_projects(self) -> InputError | None:
        """Put the stored list of projects into the state; returns what is wrong with the list, or None."""
        try:
            folders = self._services.projects.folders()
        except InputError as error:
            return error
        for folder in folders:
            self._state = reduce(self._state, ProjectAdded(project=Project(folder=folder, name=folder.name)))
        return None

    def set_aside_projects(self) -> Path:
        """Rename a stored list of projects that cannot be read and return its new name; raises InputError."""
        return self._services.projects.set_aside()

    def last_problem(self, project: Path) -> Problem | None:
        """Return the last problem of a project that the history keeps, None where there is none; reads one file.

        It may be settled since: ``last_failure`` tells.
        """
        failure = self.last_failure(project)
        return failure.run.problem if failure is not None else None

    def last_failure(self, project: Path) -> LastFailure | None:
        """Return the run that met that problem, and the one that settled it since; raises InputError."""
        return self._services.history().last_failure(project)

    def logins(self, project: Path) -> tuple[KeptLogin, ...]:
        """Return the logins that are kept for a project's indexes and its proxy, without secrets; raises InputError."""
        from core.procedures.network.kept_logins import kept_logins  # noqa: PLC0415 - a short start

        read_project(project)
        return kept_logins(self._services.profiles.load(project), self._services)

    async def login_variables(self, project: Path) -> dict[str, Secret]:
        """Return the variables with the logins of a project's indexes, for one process alone; raises InputError."""
        from core.procedures.terminal_logins import login_variables  # noqa: PLC0415 - a short start

        return await login_variables(project, self._services)

    async def shell_environment(self, project: Path) -> ShellEnvironment:
        """Return the environment for a shell in a project, without secrets; its temp folder is made.

        Raises InputError.
        """
        from core.procedures.project_environment import (  # noqa: PLC0415 - a short start
            make_folders,
            project_environment,
        )

        environment = await project_environment(project, self._services)
        await make_folders(environment)
        return environment

    def submit(self, command: AnyCommand) -> str:
        """Start a command as a job and return the job's name at once; needs a running loop.

        Raises RuntimeError after the session was closed.
        """
        if self._closed:
            raise RuntimeError("the session is closed")
        command = with_hidden_secrets(command)
        procedure = procedure_for(command, self._services)
        job = self._jobs.start(command, procedure.work, project=procedure.project, folders=procedure.folders)
        if isinstance(command, RepairCommand) and command.then is not None:
            self._followers[job] = command.then
        return job

    def cancel(self, job: str) -> None:
        """Cancel a job; one that ended or never was stays as it is."""
        self._jobs.cancel(job)

    def answer(self, job: str, number: int, answer: Answer) -> None:
        """Answer question ``number`` of a job; one that needs no answer any more is passed over."""
        if isinstance(answer, Credential):
            self._services.redaction.learn(answer.secret)
        if self._asking is not None:
            self._asking.answer(job, number, answer)

    async def wait(self, job: str) -> Outcome:
        """Return the outcome of a job when it has ended; raises KeyError for a name that never was."""
        return self._services.redaction.of(await self._jobs.wait(job))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` on the loop with new events and the state after them; returns the way to stop that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    async def close(self) -> None:
        """Cancel every job, wait until it has ended, and hand on what they said last."""
        self._closed = True
        self._followers.clear()
        await self._jobs.close()
        self._flush()

    @property
    def redaction(self) -> Redaction:
        """What knows the secrets of this Session, for whoever writes a text of its own: a log, a report of a defect."""
        return self._services.redaction

    def _publish(self, event: Event) -> None:
        event = self._services.redaction.of(event)
        self._pending.append(event)
        if isinstance(event, Finished):
            self._flush()
            self._follow(event)
        elif isinstance(event, Queued | QuestionAsked) or len(self._pending) > 5000:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._flush)

    def _follow(self, event: Finished) -> None:
        command = self._followers.pop(event.job, None)
        if command is not None and isinstance(event.outcome, Succeeded) and not self._closed:
            self.submit(command)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._pending:
            return
        events = merged(self._pending)
        self._pending = []
        for event in events:
            self._state = reduce(self._state, event)
        for listener in tuple(self._listeners):
            try:
                listener(events, self._state)
            except Exception:  # noqa: BLE001 - see below
                # One listener's defect must not end the job that spoke, nor keep others from hearing.
                _LOG.exception("a listener failed")


def merged(events: list[Event]) -> tuple[Event, ...]:
    """Join neighbouring lines of one job, and drop progress that newer progress of the same package replaces."""
    result: list[Event | None] = []
    newest: dict[tuple[str, str], int] = {}
    for event in events:
        last = result[-1] if result else None
        if isinstance(event, LinesPrinted) and isinstance(last, LinesPrinted) and last.job == event.job:
            result[-1] = replace(last, lines=(*last.lines, *event.lines))
            continue
        if isinstance(event, PackageProgressed):
            key = (event.job, event.name)
            at = newest.get(key)
            older = result[at] if at is not None else None
            if at is not None and isinstance(older, PackageProgressed) and older.phase is event.phase:
                result[at] = None
            newest[key] = len(result)
        result.append(event)
    return tuple(event for event in result if event is not None)


def open_session(
    home: Home,
    environ: Mapping[str, str],
    *,
    runner: ProcessRunner | None = None,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
    answers: bool = False,
) -> Session:
    """Return a Session over ``home``; work starts only with ``submit``.

    ``environ`` is the person's environment: a source of settings, and what child processes inherit. ``answers`` says
    that the caller answers the questions of jobs; without it they take the plain answer.
    """
    return Session(make_services(home, environ, runner=runner, clock=clock, secrets=secrets), answers=answers)
