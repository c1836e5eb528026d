"""The look before a run: what would make uv fail is said before uv has changed anything, and the person decides."""

import asyncio

from core.diagnosis.context import FailureContext
from core.diagnosis.remedies import relocate
from core.diagnosis.repairs import recreate_environment
from core.jobs import JobScope
from core.model.commands import AddPackages, AnyUvCommand, Lock, Sync
from core.model.events import PreflightFound
from core.model.outcome import Cancelled, ChangeAction, Failed, Outcome
from core.model.problem import Category, Problem
from core.model.project import InputError
from core.model.questions import Choice, PreflightFinding, PreflightId, PreflightQuestion
from core.model.settings import PlaceKind
from core.places.put_aside import put_aside
from core.procedures.limited import NotInTimeError, within
from core.procedures.preflight_findings import environment_programs, findings_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.system.ending import end_program
from core.system.file_users import FileUser
from core.uv.plan import Plan

SECONDS = 0.3
"""Longest that the look may take; what was not found out by then is passed over: uv says it, too."""
_PAUSE = 0.5
_REPLACES = frozenset({ChangeAction.REMOVED, ChangeAction.REINSTALLED})

Findings = tuple[PreflightFinding, ...]


class Preflight:
    """Looks once before uv starts, and once when it is known what uv is going to change."""

    def __init__(self, command: AnyUvCommand, scope: JobScope, services: Services) -> None:
        self._command = command
        self._scope = scope
        self._services = services
        self._passed: frozenset[PreflightId] = frozenset()
        self._stopped_by: PreflightFinding | None = None

    async def passes(self, prepared: Prepared) -> bool:
        """Return whether uv is to run: nothing was found, or the person wants it all the same."""
        return await self._decide(prepared, programs=self._changes_unseen())

    def outcome(self, prepared: Prepared) -> Outcome:
        """Return how a run ends that did not pass: cancelled by the person, or failed where nobody could be asked."""
        if self._stopped_by is None:
            return Cancelled()
        environment = prepared.effective.places.environment.path
        context = FailureContext(project=prepared.project.folder, command=self._command, environment=environment)
        return Failed(
            problem=Problem(
                category=Category.VENV_BROKEN,
                title="The environment is only half there, so uv was not started",
                explanation=f"{self._stopped_by.sentence} Nothing was changed.",
                path_from=str(environment),
                remedies=(
                    recreate_environment(context, "What is left is put aside, and uv makes a whole one.", 0.9),
                    relocate(context, PlaceKind.ENVIRONMENT, "In another folder uv makes a new one.", 0.5),
                ),
            )
        )

    async def passes_with(self, plan: Plan, prepared: Prepared) -> bool:
        """Return whether uv is to run now that the plan is known: it matters who runs what will be replaced."""
        if not any(package.action in _REPLACES for package in plan.packages):
            return True
        return await self._decide(prepared, programs=True, others=False)

    def _changes_unseen(self) -> bool:
        """Whether uv changes the environment without a plan before: only a sync has one, and a lock changes nothing."""
        return not isinstance(self._command, Sync | Lock | AddPackages)

    async def _decide(self, prepared: Prepared, *, programs: bool, others: bool = True) -> bool:
        said = False
        while True:
            found = tuple(
                finding
                for finding in await self._look(prepared, programs=programs, others=others)
                if finding.id not in self._passed
            )
            if not found:
                if said:
                    self._say(())
                return True
            said = True
            self._say(found)
            match await self._scope.ask(PreflightQuestion(findings=found, choices=_choices(found))):
                case Choice.WAIT:
                    await self._wait(prepared, found, programs=programs, others=others)
                case Choice.STOP:
                    await self._stop(found)
                case Choice.MEND:
                    await self._mend(prepared)
                case Choice.GO_ON:
                    # It was said; what is the same after a plan is not said again.
                    self._passed |= {finding.id for finding in found}
                    self._say(())
                    return True
                case _:
                    stops = next((finding for finding in found if finding.stops), None)
                    self._stopped_by = None if self._scope.is_answered else stops
                    return False

    async def _look(self, prepared: Prepared, *, programs: bool, others: bool) -> Findings:
        looks = []
        if others:
            looks.append(within(SECONDS, lambda: findings_of(prepared, self._command, self._services)))
        if programs:
            looks.append(within(SECONDS, lambda: environment_programs(prepared, SECONDS)))
        answers = await asyncio.gather(*looks, return_exceptions=True)
        found: list[PreflightFinding] = []
        for answer in answers:
            if isinstance(answer, NotInTimeError | OSError):
                continue
            if isinstance(answer, BaseException):
                raise answer
            found += answer
        return tuple(found)

    async def _wait(self, prepared: Prepared, found: Findings, *, programs: bool, others: bool) -> None:
        """Wait until all that can pass has passed; being cancelled ends it."""
        waited_for = found
        while any(finding.passes for finding in waited_for):
            await asyncio.sleep(_PAUSE)
            now = await self._look(prepared, programs=programs, others=others)
            if now != waited_for:
                self._say(now)
            waited_for = now

    async def _stop(self, found: Findings) -> None:
        for finding in found:
            for program in finding.programs:
                await asyncio.to_thread(end_program, FileUser.of(program))

    async def _mend(self, prepared: Prepared) -> None:
        environment = prepared.effective.places.environment.path
        try:
            await asyncio.to_thread(put_aside, environment)
        except OSError as error:
            raise InputError(
                f"The environment {environment} could not be put aside: {error.strerror or error}.",
                "Close the programs that use it, and run again.",
            ) from error

    def _say(self, found: Findings) -> None:
        scope = self._scope
        scope.emit(PreflightFound(job=scope.job, project=scope.project, findings=found))


def _choices(found: Findings) -> tuple[Choice, ...]:
    waits = (Choice.WAIT,) if any(finding.passes for finding in found) else ()
    stops = (Choice.STOP,) if any(finding.programs for finding in found) else ()
    mends = (Choice.MEND,) if any(finding.id is PreflightId.ENVIRONMENT_BROKEN for finding in found) else ()
    goes_on = () if any(finding.stops for finding in found) else (Choice.GO_ON,)
    return (*waits, *stops, *mends, *goes_on, Choice.CANCEL)
