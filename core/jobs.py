"""Jobs: one queue per project, leases on project and cache folder; the only place that starts tasks."""

import asyncio
import itertools
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.commands import AnyCommand
from core.model.events import Finished, QuestionAsked, QuestionSettled, Queued, Started
from core.model.outcome import Cancelled, Failed, Outcome
from core.model.problem import Category, Problem
from core.model.project import InputError, PolicyError
from core.model.questions import Answer, Question, plain_answer
from core.model.secrets import without_secrets
from core.ports import Clock, Emit
from core.store.leases import LeaseFolder

_LOG = logging.getLogger(__name__)
_LEASE_PAUSE = 0.1


class JobScope:
    """What a job's work is given: its name, its project, and the way to say what happens.

    ``uv_version`` is which uv ran, once the work has found that out; the history keeps it.
    """

    def __init__(
        self, job: str, project: Path | None, emit: Emit, clock: Clock, asking: "Asking | None" = None
    ) -> None:
        self.job = job
        self.project = project
        self.emit = emit
        self._clock = clock
        self._asking = asking
        self._started = clock.elapsed()
        self.uv_version: str | None = None

    def seconds(self) -> float:
        """Return the seconds since the job started."""
        return self._clock.elapsed() - self._started

    @property
    def is_answered(self) -> bool:
        """Whether somebody is there to answer questions."""
        return self._asking is not None

    async def ask(self, question: Question) -> Answer:
        """Ask the person and return the answer, the plain one at once where nobody is there to answer."""
        if self._asking is None:
            return plain_answer(question)
        return await self._asking.ask(self, question)


class Asking:
    """The open questions of all jobs: asked by a job, answered from outside."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._open: dict[tuple[str, int], asyncio.Future[Answer]] = {}

    async def ask(self, scope: JobScope, question: Question) -> Answer:
        """Publish a question and wait for its answer."""
        number = next(self._numbers)
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[scope.job, number] = answered
        scope.emit(QuestionAsked(job=scope.job, project=scope.project, number=number, question=question))
        try:
            return await answered
        finally:
            del self._open[scope.job, number]
            scope.emit(QuestionSettled(job=scope.job, project=scope.project, number=number))

    def answer(self, job: str, number: int, answer: Answer) -> None:
        """Answer a question; one that needs no answer any more is passed over."""
        answered = self._open.get((job, number))
        if answered is not None and not answered.done():
            answered.set_result(answer)


Work = Callable[[JobScope], Awaitable[Outcome]]
FoldersToLease = Callable[[JobScope], Awaitable[tuple[Path, ...]]]
RealPath = Callable[[Path], Path]


async def _no_folders(_scope: JobScope) -> tuple[Path, ...]:
    return ()


class Jobs:
    """Starts work as tasks, one at a time per project and per leased folder, and says how each ended."""

    def __init__(
        self, publish: Emit, clock: Clock, leases: LeaseFolder, real_path: RealPath, asking: Asking | None = None
    ) -> None:
        """Lease folders by what ``real_path`` makes of them: one folder has one lease, whatever it is called.

        Without ``asking`` nobody answers, and jobs take the plain answer.
        """
        self._asking = asking
        self._publish = publish
        self._real_path = real_path
        self._clock = clock
        self._leases = leases
        self._numbers = itertools.count(1)
        self._tasks: dict[str, asyncio.Task[Outcome]] = {}
        self._queues: dict[str, _Turnstile] = {}
        self._resolving: dict[tuple[Path, ...], asyncio.Task[tuple[Path, ...]]] = {}

    def start(
        self,
        command: AnyCommand,
        work: Work,
        *,
        project: Path | None = None,
        folders: FoldersToLease = _no_folders,
    ) -> str:
        """Start ``work`` as a task and return the job's name at once.

        ``project`` puts the job into that project's queue. ``folders`` is asked when the job's turn has come,
        for what it will write to: each is leased for this job alone, here and in other processes. Nothing is leased
        yet while it is asked.
        """
        job = f"{os.getpid()}-{next(self._numbers)}"
        turnstile = self._turnstile(project) if project is not None else None
        behind = turnstile is not None and turnstile.busy
        waits_for = "the work before it in this project" if behind else None
        self._publish(Queued(job=job, project=project, command=command, waits_for=waits_for))
        request = _Request(job, command, work, project, folders)
        self._tasks[job] = asyncio.get_running_loop().create_task(
            self._run(request, turnstile), name=f"wheelyard-{job}"
        )
        return job

    def cancel(self, job: str) -> None:
        """Cancel a job; one that ended or never was stays as it is."""
        task = self._tasks.get(job)
        if task is not None and not task.done():
            # Through the loop: a task that is cancelled before its first step never says that it ended.
            asyncio.get_running_loop().call_soon(task.cancel)

    async def wait(self, job: str) -> Outcome:
        """Return the outcome of a job when it has ended; raises KeyError for a name that never was."""
        return await asyncio.shield(self._tasks[job])

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        running = [task for task in self._tasks.values() if not task.done()]
        for job in tuple(self._tasks):
            self.cancel(job)
        if running:
            await asyncio.wait(running)

    async def _run(self, request: "_Request", turnstile: "_Turnstile | None") -> Outcome:
        job, project = request.job, request.project
        begun = self._clock.elapsed()
        try:
            async with AsyncExitStack() as stack:
                if turnstile is not None:
                    await stack.enter_async_context(turnstile)
                await self._lease(stack, request)
                begun = self._clock.elapsed()
                self._publish(Started(job=job, project=project, at=self._clock.now()))
                outcome = await request.work(JobScope(job, project, self._publish, self._clock, self._asking))
        except asyncio.CancelledError:
            outcome = Cancelled()
        except PolicyError as error:
            outcome = Failed(problem=policy_problem(error), by_policy=True)
        except InputError as error:
            outcome = Failed(problem=input_problem(error), bad_input=True)
        except Exception as error:  # noqa: BLE001 - see below
            # The border: a defect of ours must end as a Problem that can be reported, not as silence.
            _LOG.exception("job %s failed inside Wheelyard", job)
            outcome = Failed(problem=defect_problem(error))
        self._publish(Finished(job=job, project=project, outcome=outcome, seconds=self._clock.elapsed() - begun))
        return outcome

    async def _lease(self, stack: AsyncExitStack, request: "_Request") -> None:
        project = request.project
        folders = await request.folders(JobScope(request.job, project, self._publish, self._clock))
        wanted = await self._real_paths((*folders, *((project,) if project is not None else ())))
        for folder in wanted:
            turnstile = self._turnstile(folder)
            if project is None or turnstile is not self._turnstile(project):
                await stack.enter_async_context(turnstile)
        said: Path | None = None
        while wanted:
            held = self._try_lease(wanted)
            if isinstance(held, ExitStack):
                stack.enter_context(held)
                return
            if held != said:
                said = held
                reason = f"another Wheelyard that works in {held}"
                self._publish(Queued(job=request.job, project=project, command=request.command, waits_for=reason))
            await asyncio.sleep(_LEASE_PAUSE)

    async def _real_paths(self, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        """Return each folder once, always in the same order, so that two jobs never wait for each other.

        Jobs that ask for the same folders share one answer: threads end in any order, and the waiters of one future go
        on in the order in which they came.
        """
        task = self._resolving.get(folders)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(self._sorted_real_paths, folders))
            self._resolving[folders] = task
            task.add_done_callback(lambda _done: self._resolving.pop(folders, None))
        return await asyncio.shield(task)

    def _sorted_real_paths(self, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        found = {os.path.normcase(str(real)): real for real in map(self._real_path, folders)}
        return tuple(found[key] for key in sorted(found))

    def _try_lease(self, folders: tuple[Path, ...]) -> ExitStack | Path:
        try:
            return self._leases.try_acquire(folders)
        except OSError as error:
            raise InputError(
                f"Wheelyard's own folder {error.filename} cannot be written: {error.strerror}.",
                "Make room or give yourself write access; WHEELYARD_HOME can name another folder.",
            ) from error

    def _turnstile(self, folder: Path) -> "_Turnstile":
        return self._queues.setdefault(os.path.normcase(str(folder)), _Turnstile())


class _Request(Struct, frozen=True):
    """What one job was asked to do."""

    job: str
    command: AnyCommand
    work: Work
    project: Path | None
    folders: FoldersToLease


class _Turnstile:
    """A lock that lets jobs through in the order they came."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @property
    def busy(self) -> bool:
        return self._lock.locked()

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(self, *_: object) -> None:
        self._lock.release()


def input_problem(error: InputError) -> Problem:
    """Return bad input as a Problem, its two sentences as title and explanation; only a path is a place of it."""
    subject = error.subject
    return Problem(
        category=Category.CONFIG_INVALID,
        title=error.sentence,
        explanation=error.way_out,
        path_from=subject if subject is not None and Path(subject).is_absolute() else None,
        raw=str(error),
    )


def policy_problem(error: PolicyError) -> Problem:
    """Return what policy refused as a Problem, its two sentences as title and explanation."""
    return replace(input_problem(error), category=Category.BLOCKED_BY_POLICY)


def defect_problem(error: Exception) -> Problem:
    """Return a defect of Wheelyard itself as a Problem that says so."""
    return Problem(
        category=Category.OTHER,
        title="Wheelyard itself made an error.",
        explanation=(
            "This is a defect of Wheelyard, not of your project. Nothing was moved or deleted by it. "
            "The text below is what to report."
        ),
        raw=without_secrets(f"{type(error).__name__}: {error}"),
    )
