"""The work of relocating a place: choose by measuring, move, switch the setting, let uv prove it, and the way back."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope, input_problem
from core.model.commands import FindCandidates, RelocatePlace, UndoRelocation
from core.model.events import ProjectDescribed, RelocationProgressed, Stage, StageChanged
from core.model.measurements import ProbeReport, Verdict
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places.journal import Entry, Journal
from core.places.moving import RelocationTick
from core.places.relocation import begin, finish, report_of, take_back
from core.places.retiring import forget_leftovers
from core.places.stoppable import in_thread
from core.places.undoing import check_undo, undo
from core.procedures.measure_work import candidates_for, measure
from core.procedures.policy_check import check_place, policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.recovery import choice_reader, choice_writer, settle_interrupted
from core.procedures.relocate_check import PlaceCheck, Proof
from core.procedures.relocate_plan import RelocationPlan, place_to_move, read_effective
from core.procedures.relocate_problems import named_place_refused, not_proved, nothing_clear
from core.procedures.services import Services
from core.system.this_computer import system_facts


def procedure(command: RelocatePlace | UndoRelocation, services: Services) -> Procedure:
    """Return the procedure; it leases the folder that it takes from and the one that it gives to."""
    folder = command.project or Path.cwd()

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_interrupted(services, scope, folder)
        return await asyncio.to_thread(_folders_of, command, folder, services)

    async def work(scope: JobScope) -> Outcome:
        relocating = _Relocating(scope, services, folder)
        if isinstance(command, RelocatePlace):
            outcome = await relocating.relocate(command)
        else:
            outcome = await relocating.undo(command.kind)
        try:
            await relocating.describe()
        except asyncio.CancelledError:  # what was done is done, and is told
            if (task := asyncio.current_task()) is not None:
                task.uncancel()
        return outcome

    return Procedure(work=work, project=folder, folders=folders)


def _folders_of(command: RelocatePlace | UndoRelocation, project: Path, services: Services) -> tuple[Path, ...]:
    effective = read_effective(project, services)
    if isinstance(command, RelocatePlace):
        origin = place_to_move(command, effective, services)
        return (origin,) if command.to is None else (origin, command.to)
    entry = Journal(services.home.journal).last_done(project, command.kind)
    return () if entry is None else (entry.origin, entry.target)


class _Relocating:
    """One relocation, or the way back from one, as a job."""

    def __init__(self, scope: JobScope, services: Services, project: Path) -> None:
        self._scope = scope
        self._services = services
        self._project = project
        self._journal = Journal(services.home.journal)
        self._facts = system_facts(services.environ)
        self._write = choice_writer(services)

    async def relocate(self, command: RelocatePlace) -> Outcome:
        policy = await asyncio.to_thread(policy_in_force, self._services)
        if command.to is not None:
            await asyncio.to_thread(check_place, policy, command, command.to, self._project)
        plan = await asyncio.to_thread(RelocationPlan, command, self._services, self._facts, self._journal)
        if command.to is not None:
            target = await asyncio.to_thread(plan.named_target)
            (probe,) = await self._measure(target)
            if probe.verdict in {Verdict.REFUSED, Verdict.UNUSABLE}:
                return Failed(problem=named_place_refused(command, probe))
        else:
            self._stage(Stage.PROBING)
            search = FindCandidates(
                project=self._project, kind=command.kind, consider=command.consider, scope=command.scope
            )
            found = await candidates_for(search, self._scope, self._services)
            best = found[0] if found and found[0].suitable else None
            if best is None or best.probe is None:
                return Failed(problem=nothing_clear(command, found), candidates=found)
            target, probe = best.place, best.probe
            await asyncio.to_thread(check_place, policy, command, target, self._project)
            await asyncio.to_thread(plan.check, target)
        entry = await asyncio.to_thread(plan.entry, target)
        return await self._move(entry, probe)

    async def undo(self, kind: PlaceKind | None) -> Outcome:
        entry = await asyncio.to_thread(self._journal.last_done, self._project, kind)
        if entry is None:
            place = f"The {kind.words}" if kind is not None else "No place"
            was = "was not" if kind is not None else "was"
            raise InputError(
                f"{place} of {self._project.name} {was} relocated by Wheelyard.", "There is nothing to undo."
            )
        await asyncio.to_thread(self._check_unchanged, entry)
        await asyncio.to_thread(check_undo, entry)
        self._stage(Stage.MOVING)
        tick = self._ticker()
        try:
            report = await in_thread(lambda stop: undo(entry, self._journal, self._write, stop, tick))
        except InputError as error:
            return Failed(problem=input_problem(error))
        return Succeeded(relocation=report)

    def _check_unchanged(self, entry: Entry) -> None:
        """Raise InputError where the place was set to something else since, which an undo would overwrite."""
        now = choice_reader(self._services)(entry)
        if now != entry.after.folder:
            self._journal.entries()  # a damaged one may be the one that set it, and is named then
            raise InputError(
                f"The {entry.kind.words} was set to {now or 'its default'} since it was relocated to {entry.target}.",
                "Set it to that folder again before you undo, or relocate it from where it is now.",
            )

    async def describe(self) -> None:
        """Say what would run in the project now that a place has changed."""
        from core.procedures.project_work import describe_or_trouble  # noqa: PLC0415 - it asks this module back

        project, details = await describe_or_trouble(self._project, self._services)
        self._scope.emit(ProjectDescribed(project=project, details=details))

    async def _move(self, entry: Entry, probe: ProbeReport) -> Outcome:
        check, tick = PlaceCheck(self._project, self._services), self._ticker()
        proof = await check.before(entry)
        self._stage(Stage.MOVING)
        try:
            await asyncio.to_thread(forget_leftovers, entry.target, self._journal)
            begun = await in_thread(lambda stop: begin(entry, self._journal, self._write, stop, tick))
        except InputError as error:
            return Failed(problem=input_problem(error))
        try:
            said = await self._prove(check, proof, begun)
        except BaseException:
            # A cancelled or broken proof is no proof: what was before is brought back, and waited for.
            await in_thread(lambda _stop: take_back(begun, self._journal, self._write, tick))
            raise
        if proof is not None and said is not None:
            await in_thread(lambda _stop: take_back(begun, self._journal, self._write, tick))
            return Failed(problem=not_proved(begun, proof.words, said))
        done = await in_thread(lambda _stop: finish(begun, self._journal, tick))
        report = replace(report_of(done), probe=probe, checked_by=proof.words if proof is not None else None)
        return Succeeded(relocation=report)

    async def _prove(self, check: PlaceCheck, proof: Proof | None, begun: Entry) -> str | None:
        self._stage(Stage.VERIFYING)
        return await check.after(proof, begun) if proof is not None else None

    async def _measure(self, folder: Path) -> tuple[ProbeReport, ...]:
        self._stage(Stage.PROBING)
        return await measure((folder,), self._scope, self._services)

    def _stage(self, stage: Stage) -> None:
        scope = self._scope
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=stage, at=scope.seconds()))

    def _ticker(self) -> Callable[[RelocationTick], None]:
        """Return a function that threads may call; it says progress on the loop, at most every 50 ms and each step."""
        loop = asyncio.get_running_loop()
        clock = self._services.clock
        step, at = "", 0.0

        def tick(tick: RelocationTick) -> None:
            nonlocal step, at
            now = clock.elapsed()
            if tick.step != step or tick.waits_for is not None or now - at >= 0.05:
                step, at = tick.step, now
                loop.call_soon_threadsafe(self._say, tick)

        return tick

    def _say(self, tick: RelocationTick) -> None:
        self._scope.emit(
            RelocationProgressed(
                job=self._scope.job,
                project=self._scope.project,
                step=tick.step,
                waits_for=tick.waits_for,
                done_files=tick.done.files,
                total_files=tick.total.files if tick.total is not None else None,
                done_bytes=tick.done.bytes,
                total_bytes=tick.total.bytes if tick.total is not None else None,
            )
        )
