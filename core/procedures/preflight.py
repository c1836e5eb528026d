"""The look before a run: what would make uv fail is said before uv has changed anything, and the person decides."""

import asyncio

from core.diagnosis.context import FailureContext
from core.jobs import JobScope
from core.model.commands import AddPackages, AnyUvCommand, RemovePackages, UpgradePackages
from core.model.events import PreflightFound
from core.model.outcome import Cancelled, ChangeAction, Failed, Outcome
from core.model.project import InputError
from core.model.questions import Answer, Choice, PreflightFinding, PreflightId, PreflightQuestion
from core.places.put_aside import put_aside
from core.procedures.preflight_ending import ProgramEnding
from core.procedures.preflight_findings import place_looks, program_look
from core.procedures.preflight_looks import Findings, Look, look_at
from core.procedures.preflight_problem import problem_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.uv.plan import Plan

SECONDS = 0.3
"""Longest that a look may take; what was not found out by then is passed over: uv says it, too.

The environment's state alone is waited for longer, see ``preflight_findings``.
"""
AGAIN_SECONDS = 2.0
"""Longest that a look may take once the person was asked: whoever decides or waits is not held up by it."""
_PAUSE = 0.5
_REPLACES = frozenset({ChangeAction.REMOVED, ChangeAction.REINSTALLED})
_NO_SYNC = frozenset({"--no-sync", "--frozen"})
"""Arguments with which ``uv add`` and ``uv remove`` leave the environment as it is."""


class Preflight:
    """Looks once before uv starts, and once when it is known what uv is going to change."""

    def __init__(self, command: AnyUvCommand, scope: JobScope, services: Services) -> None:
        self._command = command
        self._scope = scope
        self._services = services
        self._ending = ProgramEnding()
        self._ends_programs = True
        self._passed: frozenset[PreflightId] = frozenset()
        self._stopped_by: PreflightFinding | None = None

    async def passes(self, prepared: Prepared) -> bool:
        """Return whether uv is to run: nothing was found, or the person wants it all the same."""
        self._ends_programs = prepared.policy.ending_programs is not False
        looks = place_looks(prepared, self._command, self._services)
        programs = (program_look(prepared, self._command),) if self._changes_unseen() else ()
        return await self._decide(prepared, (*looks, *programs))

    def outcome(self, prepared: Prepared) -> Outcome:
        """Return how a run ends that did not pass: cancelled by the person, or failed where nobody could be asked."""
        if self._stopped_by is None:
            return Cancelled()
        environment = prepared.effective.places.environment.path
        context = FailureContext(project=prepared.project.folder, command=self._command, environment=environment)
        return Failed(problem=problem_of(self._stopped_by, context))

    async def passes_with(self, plan: Plan, prepared: Prepared) -> bool:
        """Return whether uv is to run now that the plan is known: it matters who runs what will be replaced."""
        if not any(package.action in _REPLACES for package in plan.packages):
            return True
        return await self._decide(prepared, (program_look(prepared, self._command),))

    def _changes_unseen(self) -> bool:
        """Whether uv changes the environment without a plan before: a sync has one, and a lock changes nothing."""
        match self._command:
            case AddPackages(uv_args=uv_args) | RemovePackages(uv_args=uv_args):
                return _NO_SYNC.isdisjoint(uv_args)
            case command:
                return isinstance(command, UpgradePackages)

    async def _decide(self, prepared: Prepared, looks: tuple[Look, ...]) -> bool:
        seconds = SECONDS
        before: Findings = ()
        while True:
            seen = await look_at(looks, seconds, before)
            found = tuple(finding for finding in seen if finding.id not in self._passed)
            if not found:
                if seconds != SECONDS:
                    self._say(())
                return True
            seconds = AGAIN_SECONDS
            match await self._ask(found):
                case Choice.WAIT:
                    before = await self._wait(looks, found)
                case Choice.STOP:
                    before = await self._ending.end(found)
                case Choice.MEND:
                    before = found
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

    async def _ask(self, found: Findings) -> Answer:
        self._say(found)
        choices = self._choices(found)
        return await self._scope.ask(PreflightQuestion(findings=self._ending.told(found), choices=choices))

    async def _wait(self, looks: tuple[Look, ...], found: Findings) -> Findings:
        """Wait until all that can pass has passed, and return what is left; being cancelled ends it."""
        waited_for = tuple(finding for finding in found if finding.passes)
        stays = tuple(finding for finding in found if not finding.passes)
        ids = {finding.id for finding in waited_for}
        again = tuple(look for look in looks if not ids.isdisjoint(look.ids))
        while any(finding.passes for finding in waited_for):
            await asyncio.sleep(_PAUSE)
            now = await look_at(again, AGAIN_SECONDS, waited_for)
            if now != waited_for:
                self._say((*now, *stays))
            waited_for = now
        return (*waited_for, *stays)

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
        scope.emit(PreflightFound(job=scope.job, project=scope.project, findings=self._ending.told(found)))

    def _choices(self, found: Findings) -> tuple[Choice, ...]:
        waits = (Choice.WAIT,) if any(finding.passes for finding in found) else ()
        stops = (Choice.STOP,) if self._ends_programs and self._ending.may_end(found) else ()
        mends = (Choice.MEND,) if any(finding.id is PreflightId.ENVIRONMENT_BROKEN for finding in found) else ()
        goes_on = () if any(finding.stops for finding in found) else (Choice.GO_ON,)
        return (*waits, *stops, *mends, *goes_on, Choice.CANCEL)
