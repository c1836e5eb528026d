"""The work of commands that run uv: plan, run with live progress, explain a failure with evidence."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import AddPackages, AnyUvCommand, Lock, RemovePackages, Sync, UpgradePackages
from core.model.events import PlanKnown, Stage
from core.model.invocation import Invocation, ProcessEnd
from core.model.outcome import Outcome, Succeeded
from core.model.settings import Profile
from core.places.environment_state import EnvironmentState, environment_state
from core.places.folders import make
from core.places.put_aside import remove_put_aside
from core.procedures.chosen_extras import extras_words, sync_follows, with_extras
from core.procedures.preflight import Preflight
from core.procedures.preparation import Prepared, check_policy, effective_in, prepare
from core.procedures.procedure import Procedure
from core.procedures.progress import Progress
from core.procedures.running import Answer, ask
from core.procedures.services import Services
from core.procedures.uv_run import run_uv
from core.store.profiles import profile_file_name
from core.store.transcripts import Transcript
from core.uv import invocation as uv_call
from core.uv.lock_file import read_lock, tags_for
from core.uv.plan import Plan, python_version_of, read_plan


def procedure(command: AnyUvCommand, services: Services) -> Procedure:
    """Return the procedure of a uv command: it writes to the project, its cache, and but for a lock its environment."""
    folder = command.project or Path.cwd()

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_first(services, scope, folder)
        effective = await asyncio.to_thread(effective_in, folder, services)
        cache, environment = effective.places.cache.path, effective.places.environment.path
        if isinstance(command, Lock) or await asyncio.to_thread(_is_project, environment):
            return (cache,)
        return cache, environment

    async def work(scope: JobScope) -> Outcome:
        return await _UvWork(command, scope, services).run(folder)

    return Procedure(work=work, project=folder, folders=folders)


class _UvWork:
    def __init__(self, command: AnyUvCommand, scope: JobScope, services: Services) -> None:
        self._command = command
        self._scope = scope
        self._services = services
        self._preflight = Preflight(command, scope, services)

    async def run(self, folder: Path) -> Outcome:
        prepared = await prepare(folder, self._services)
        self._scope.uv_version = prepared.uv.version
        await check_policy(prepared, self._services, self._command.uv_args)
        await asyncio.to_thread(_make_temp, prepared.profile)
        if not await self._preflight.passes(prepared):
            return self._preflight.outcome(prepared)
        transcripts = self._services.home.transcripts / profile_file_name(folder).removesuffix(".json")
        name = f"{self._services.clock.now():.0f}-{self._scope.job}"
        with Transcript(transcripts, name, self._services.redaction.known) as transcript:
            progress = Progress(self._scope, transcript)
            try:
                outcome = await self._outcome(prepared, progress)
            except NotWanted:
                return self._preflight.outcome(prepared)
        if isinstance(outcome, Succeeded) and not isinstance(self._command, Lock):
            await _remove_what_was_left(self._services, self._scope, folder)
            await asyncio.to_thread(_remove_put_aside, prepared.effective.places.environment.path)
        return outcome

    async def _outcome(self, prepared: Prepared, progress: Progress) -> Outcome:
        if self._command.patient:
            return await self._patient(prepared, progress)
        end = await self._run_all(prepared, progress)
        if end.exit_code == 0:
            return Succeeded(changes=tuple(progress.changes), checked=progress.checked)
        from core.procedures.failure import Attempt, explained_failure  # noqa: PLC0415 - only a failure needs the rules

        attempt = Attempt(
            command=self._command,
            prepared=prepared,
            end=end,
            transcript=progress.text(),
            changes=tuple(progress.changes),
        )
        progress.stage(Stage.EXPLAINING)
        return await explained_failure(attempt, self._scope, self._services)

    async def _patient(self, prepared: Prepared, progress: Progress) -> Outcome:
        from core.procedures.patient_calls import PatientCalls  # noqa: PLC0415 - a plain run needs none of it
        from core.procedures.patient_work import Parts, PatientWork  # noqa: PLC0415 - as above

        parts = Parts(
            services=self._services,
            scope=self._scope,
            progress=progress,
            whole=lambda: self._run_all(prepared, progress),
            say_plan=lambda: self._say_plan(prepared, progress),
        )
        return await PatientWork(
            PatientCalls(with_extras(self._command, prepared.profile), prepared, self._services.environ), parts
        ).run()

    async def _run_all(self, prepared: Prepared, progress: Progress) -> ProcessEnd:
        """Run what the command asks for, and return the end of the last program or of the first that failed."""
        call, profile = prepared.call(), prepared.profile
        match self._command:
            case Sync(uv_args=uv_args):
                # Arguments may name indexes, a Python or no network at all, and `uv lock` knows but some of them:
                # with any, uv locks as a part of its sync.
                if not prepared.project.has_lock and not uv_args:
                    progress.stage(Stage.RESOLVING)
                    end = await self._run_uv(uv_call.lock_invocation(call, ()), progress)
                    if end.exit_code != 0:
                        return end
                await self._say_plan(prepared, progress)
                words = (*extras_words(profile, uv_args), *uv_args)
                return await self._run_uv(uv_call.sync_invocation(call, words), progress)
            case Lock(uv_args=uv_args):
                progress.stage(Stage.RESOLVING)
                return await self._run_uv(uv_call.lock_invocation(call, uv_args), progress)
            case AddPackages(packages=packages, uv_args=uv_args):
                return await self._run_uv(uv_call.add_invocation(call, packages, uv_args), progress)
            case RemovePackages():
                return await self._remove(self._command, prepared, progress)
            case UpgradePackages(packages=packages, uv_args=uv_args):
                words = (*extras_words(profile, uv_args), *uv_args)
                return await self._run_uv(uv_call.upgrade_invocation(call, packages, words), progress)

    async def _remove(self, command: RemovePackages, prepared: Prepared, progress: Progress) -> ProcessEnd:
        call, words = prepared.call(), command.uv_args
        then_syncs = sync_follows(prepared.profile, words)
        words = ("--no-sync", *words) if then_syncs else words
        end = await self._run_uv(uv_call.remove_invocation(call, command.packages, words), progress)
        if end.exit_code != 0 or not then_syncs:
            return end
        return await self._run_uv(uv_call.sync_invocation(call, extras_words(prepared.profile)), progress)

    async def _say_plan(self, prepared: Prepared, progress: Progress) -> None:
        """Ask uv what a sync would do, and say it; a dry run that fails costs the plan, not the sync."""
        progress.stage(Stage.PLANNING)
        uv_args = (*extras_words(prepared.profile, self._command.uv_args), *self._command.uv_args)
        dry_run = uv_call.sync_dry_run_invocation(prepared.call(), uv_args, json=prepared.uv.can.supports_json_dry_run)
        answer = await ask(self._services.runner, dry_run)
        if answer.end.exit_code != 0:
            return
        plan = await asyncio.to_thread(_plan_of, answer, prepared.project.folder)
        job, project = self._scope.job, self._scope.project
        self._scope.emit(
            PlanKnown(job=job, project=project, packages=plan.packages, download_bytes=plan.download_bytes)
        )
        if not await self._preflight.passes_with(plan, prepared):
            raise NotWanted

    async def _run_uv(self, invocation: Invocation, progress: Progress) -> ProcessEnd:
        return await run_uv(self._services.runner, self._scope, invocation, progress)


class NotWanted(Exception):  # noqa: N818 - no error: the person decided so
    """The person does not want the run after what was found before it."""


async def settle_first(services: Services, scope: JobScope, folder: Path) -> None:
    """Settle what was interrupted; where nothing ever was, nothing is imported for it."""
    if services.home.journal.is_dir() or await asyncio.to_thread(_has_interrupted, services):
        from core.procedures.recovery import settle_interrupted  # noqa: PLC0415 - half the rooms hang on it

        await settle_interrupted(services, scope, folder)


async def _remove_what_was_left(services: Services, scope: JobScope, folder: Path) -> None:
    if services.home.journal.is_dir():
        from core.procedures.recovery import remove_what_was_left  # noqa: PLC0415 - as above

        await remove_what_was_left(services, scope, folder)


def _has_interrupted(services: Services) -> bool:
    return _has_files(services.home.probes) or _has_files(services.home.wheel_changes)


def _has_files(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is not None
    except OSError:
        return False


def _is_project(environment: Path) -> bool:
    """Return whether a variable makes a project's own folder its environment.

    Folders are leased in one order, but for that of a job's own project, which comes first. A member of a workspace
    that leased the folder of the workspace could wait for a job there that waits for what the member has.
    """
    return (environment / "pyproject.toml").is_file()


def _remove_put_aside(environment: Path) -> None:
    """Remove the old environments once there is a new one: a run may succeed without making it (``--dry-run``)."""
    if environment_state(environment) is EnvironmentState.WHOLE:
        remove_put_aside(environment)


def _plan_of(answer: Answer, folder: Path) -> Plan:
    python = python_version_of(answer.out)
    return read_plan(answer.out, answer.err, read_lock(folder, tags_for(python) if python else None))


def _make_temp(profile: Profile) -> None:
    """Make the project's own temp folder: uv fails where TMPDIR names one that is missing."""
    if profile.temp is not None:
        make(profile.temp)
