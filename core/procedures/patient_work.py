"""The work of a patient command: the whole as uv does it, and where that is refused one package at a time.

The whole comes first, so that nothing is slower where nothing is refused. Then the ladder: lock until it passes, bring
in what is missing one package at a time, and run the whole again. Each part ends with a Problem when a try gained
nothing although the scanner had nothing else to do, and at once when something else than a refusal went wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.paths import cache_root
from core.jobs import JobScope
from core.model.commands import AddPackages, RemovePackages
from core.model.events import PackagePhase, PackageProgressed, PatienceProgressed, Stage
from core.model.invocation import Invocation, ProcessEnd
from core.model.measurements import Verdict
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.places.probe import probe_places
from core.procedures.failure import Attempt, explained_failure
from core.procedures.patience import LONGEST_WAIT, Ladder, Pauses, Refusal, Waiting
from core.procedures.patient_calls import Missing, PatientCalls
from core.procedures.patient_problem import Effort, problem_after
from core.procedures.patient_steps import StepProgress, scratch_folder
from core.procedures.progress import Progress
from core.procedures.running import ask
from core.procedures.services import Services
from core.procedures.uv_run import Hearer, run_uv
from core.system.this_computer import IS_WINDOWS
from core.uv.cache_pointers import entries_in
from core.uv.patient_words import check_patient

_REFUSALS = frozenset({Category.SCANNER_INTERFERENCE, Category.FILE_IN_USE})


Step = Callable[[Waiting, Path], Invocation]
Relief = Callable[[], Awaitable[Failed | None]]


class Parts(Struct, frozen=True, kw_only=True):
    """What a patient run needs of its job, and of the procedure that would run the same command plainly."""

    services: Services
    scope: JobScope
    progress: Progress
    whole: Callable[[], Awaitable[ProcessEnd]]
    say_plan: Callable[[], Awaitable[None]]


class PatientWork:
    """One patient command; ``run`` is called once."""

    def __init__(self, calls: PatientCalls, parts: Parts) -> None:
        self._calls = calls
        self._parts = parts
        self._scope = parts.scope
        self._progress = parts.progress
        self._command = calls.command
        self._cache = calls.cache
        self._pauses = Pauses()
        self._surely_idle = False
        self._written = False

    async def run(self) -> Outcome:
        """Do it all and return the outcome; raises InputError for arguments that leave patience nothing to do."""
        check_patient(self._calls.options, self._calls.environ)
        if not self._command.refused_before:
            end = await self._parts.whole()
            if end.exit_code == 0:
                return self._succeeded()
            if not self._is_refusal(await self._explain(end)):
                return await self._failed(end)
        self._pauses.refused()
        return await self._ladder() or self._succeeded()

    async def _ladder(self) -> Failed | None:
        locking = self._calls.locking()
        if locking is not None:
            self._progress.stage(Stage.RESOLVING)
            failed = await self._until_it_passes(locking, self._unpack_local_wheels)
            if failed is not None or self._calls.locks_only:
                return failed
            self._written = isinstance(self._command, AddPackages | RemovePackages)
        return await self._bring_in() or await self._until_it_passes(self._calls.last())

    async def _unpack_local_wheels(self) -> Failed | None:
        """Unpack the wheel files that are sources: to lock, uv unpacks those of every platform at the same time."""
        packages = await asyncio.to_thread(self._calls.local_wheels)
        return await self._climb(packages, self._calls.local_step)

    async def _bring_in(self) -> Failed | None:
        """Bring in what the lock names and the cache has not."""
        if self._command.refused_before:
            await self._parts.say_plan()
        self._progress.stage(Stage.PREPARING)
        missing = await self._ask_missing()
        for package in missing.packages:
            self._say_package(package, PackagePhase.WAITING)
        return await self._climb(missing.packages, lambda package, scratch: self._calls.step(package, missing, scratch))

    async def _climb(self, packages: tuple[Waiting, ...], step: Step) -> Failed | None:
        """Try one package after the other, in rounds, as long as a round gains something; None when all landed."""
        if not packages:
            return None
        ladder = Ladder(packages)
        async with scratch_folder(self._cache) as scratch:
            while ladder.left:
                failed = await self._round(ladder, lambda package: step(package, scratch))
                if failed is not None:
                    return failed
        return None

    async def _round(self, ladder: Ladder, step: Callable[[Waiting], Invocation]) -> Failed | None:
        before = await asyncio.to_thread(entries_in, self._cache)
        left = ladder.next_round()
        end: ProcessEnd | None = None
        surely_alone = True
        for package in left:
            idle = await self._pause(ladder)
            if end is not None and not idle:
                return await self._given_up(end, ladder, idle=False)
            self._say(ladder, package.name)
            self._say_package(package, PackagePhase.PREPARING)
            tried = await self._run(await asyncio.to_thread(step, package), StepProgress(self._progress))
            problem = await self._explain(tried) if tried.exit_code != 0 else None
            if problem is None or await self._is_done(package, problem):
                ladder.land(package)
                self._pauses.landed()
                self._say_package(package, PackagePhase.PREPARED)
                continue
            end = tried
            surely_alone = surely_alone and self._surely_idle
            if not self._is_refusal(problem):
                return await self._failed(end)
            ladder.refuse(package, end.seconds)
            self._pauses.refused(end.seconds)
            self._say_package(package, PackagePhase.FAILED)
        self._say(ladder)
        if end is None or len(ladder.left) < len(left):
            return None
        # A source distribution may be refused at a package that it is built with, after others of those have landed.
        if await asyncio.to_thread(entries_in, self._cache) - before:
            return None
        return await self._given_up(end, ladder, idle=True) if surely_alone else None

    async def _until_it_passes(self, invocation: Invocation, relief: Relief | None = None) -> Failed | None:
        """Run a whole command until it passes, or until one that had the scanner for itself gained nothing.

        ``relief`` is done once, after the first refusal.
        """
        while True:
            waited = self._pauses.next() > 0
            idle = await self._pause()
            before = await asyncio.to_thread(entries_in, self._cache)
            end = await self._run(invocation, self._progress)
            if end.exit_code == 0:
                self._pauses.landed()
                return None
            if not self._is_refusal(await self._explain(end)):
                return await self._failed(end)
            self._pauses.refused(end.seconds)
            if relief is not None:
                failed = await relief()
                if failed is not None:
                    return failed
                relief = None
                continue
            gained = bool(await asyncio.to_thread(entries_in, self._cache) - before)
            if not gained and (not idle or (waited and self._surely_idle)):
                return await self._given_up(end, Ladder(()), idle=idle)

    async def _pause(self, ladder: Ladder | None = None) -> bool:
        """Wait after a refusal until the scanner is done; False where even a small folder is refused for too long."""
        seconds = self._pauses.next()
        if seconds == 0:
            self._surely_idle = True
            return True
        ladder = ladder or Ladder(())
        self._say(ladder, pause=seconds)
        # The probe gives the rounds that it does one after the other half of its seconds.
        (report,) = await probe_places(
            (self._cache,), rounds=1, seconds=2 * LONGEST_WAIT, on_progress=lambda _tick: None
        )
        # One that was refused and passes shows that the queue was there and is worked off; else only time can tell.
        self._surely_idle = report.refused_first > 0 or self._pauses.are_long
        if report.refused_first == 0:
            await asyncio.sleep(seconds)
        self._say(ladder)
        return report.verdict in {Verdict.CLEAR, Verdict.SLOW}

    async def _ask_missing(self) -> Missing:
        """Ask uv what is not in the cache; where it cannot say, the whole is left to tell why."""
        answer = await ask(self._parts.services.runner, self._calls.uncached())
        return await asyncio.to_thread(self._calls.missing, answer)

    async def _is_done(self, package: Waiting, problem: Problem) -> bool:
        """Return whether a step that failed needs no other try.

        Where only the throw-away environment went wrong, the package is in the cache. What is wrong with a wheel file
        is told by the lock that needs it.
        """
        if self._is_refusal(problem):
            return False
        if package.path is not None:
            return True
        answer = await ask(self._parts.services.runner, self._calls.uncached())
        missing = await asyncio.to_thread(self._calls.missing, answer)
        return answer.end.exit_code == 0 and all(each.name != package.name for each in missing.packages)

    async def _run(self, invocation: Invocation, hearer: Hearer) -> ProcessEnd:
        return await run_uv(self._parts.services.runner, self._scope, invocation, hearer)

    async def _explain(self, end: ProcessEnd) -> Problem:
        context = FailureContext(
            project=self._calls.prepared.project.folder,
            command=self._command,
            cache=self._cache,
            exit_code=end.exit_code,
            windows=IS_WINDOWS,
        )
        return await asyncio.to_thread(explain, self._progress.text(), context)

    def _is_refusal(self, problem: Problem) -> bool:
        """Return whether patience may help: something in the cache was refused, and not by other means."""
        if problem.category is Category.CACHE_RENAME_DENIED:
            return True
        paths = (path for path in (problem.path_from, problem.path_to) if path)
        return problem.category in _REFUSALS and any(cache_root(path, self._cache) is not None for path in paths)

    async def _failed(self, end: ProcessEnd) -> Failed:
        self._progress.stage(Stage.EXPLAINING)
        attempt = Attempt(
            command=replace(self._command, refused_before=False),
            prepared=self._calls.prepared,
            end=end,
            transcript=self._progress.text(),
            changes=tuple(self._progress.changes),
        )
        return await explained_failure(attempt, self._scope, self._parts.services)

    async def _given_up(self, end: ProcessEnd, ladder: Ladder, *, idle: bool) -> Failed:
        failed = await self._failed(end)
        left = tuple(ladder.refusals.get(each) or Refusal(each, 0.0) for each in ladder.left)
        effort = Effort(
            landed=ladder.landed,
            packages=ladder.packages,
            turns=ladder.turn,
            left=left,
            idle=idle,
            written=self._written,
        )
        return replace(failed, problem=problem_after(failed.problem, effort))

    def _succeeded(self) -> Succeeded:
        return Succeeded(changes=tuple(self._progress.changes), checked=self._progress.checked)

    def _say(self, ladder: Ladder, package: str | None = None, pause: float = 0.0) -> None:
        self._scope.emit(
            PatienceProgressed(
                job=self._scope.job,
                project=self._scope.project,
                landed=ladder.landed,
                packages=ladder.packages,
                turn=ladder.turn,
                package=package,
                pause=pause,
            )
        )

    def _say_package(self, package: Waiting, phase: PackagePhase) -> None:
        self._scope.emit(
            PackageProgressed(
                job=self._scope.job,
                project=self._scope.project,
                name=package.name,
                phase=phase,
                version=package.version,
            )
        )
