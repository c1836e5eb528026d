"""From a failed run of uv to a Failed outcome: explained from the transcript, proved by measurements."""

import asyncio
from pathlib import Path

from msgspec import Struct

from core.diagnosis.context import FailureContext
from core.diagnosis.evidence import probe_evidence
from core.diagnosis.explain import explain, probe_folder
from core.diagnosis.gathered import Gathered
from core.diagnosis.ranking import with_findings
from core.diagnosis.wanted_evidence import wanted
from core.jobs import JobScope
from core.model.commands import AnyUvCommand
from core.model.events import PackagePhase, PackageProgressed, Stage, StageChanged
from core.model.invocation import ProcessEnd
from core.model.measurements import ProbeReport
from core.model.outcome import Change, Failed
from core.model.problem import Problem
from core.model.project import InputError
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.procedures.evidence.gather import gather
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.evidence.uv_files import UvFiles, read_uv_files
from core.procedures.failed_wheel import wheel_of
from core.procedures.measure_work import measure
from core.procedures.policy_check import without_refused
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.system.this_computer import IS_WINDOWS


class Attempt(Struct, frozen=True, kw_only=True):
    """A run of uv that failed, and everything its explanation needs."""

    command: AnyUvCommand
    prepared: Prepared
    end: ProcessEnd
    transcript: str
    changes: tuple[Change, ...] = ()


async def explained_failure(attempt: Attempt, scope: JobScope, services: Services) -> Failed:
    """Return the failure as a Problem with evidence; where a rename was refused, that very place is probed."""
    files = await read_uv_files(attempt.prepared.project.folder, services.environ)
    context = _context(attempt, services, files)
    problem = await asyncio.to_thread(explain, attempt.transcript, context)
    if problem.package is not None:
        scope.emit(
            PackageProgressed(
                job=scope.job,
                project=scope.project,
                name=problem.package,
                phase=PackagePhase.FAILED,
                version=problem.version,
            )
        )
    # Who holds a file is asked at once, beside the probe: a scanner lets go within seconds.
    found, probed = await asyncio.gather(
        gather(_inquiry(attempt, problem, services, files), wanted(problem.category)),
        _probed(problem, context, attempt, scope, services),
    )
    explained = with_findings(problem, (*probed, *found), context)
    allowed = await asyncio.to_thread(
        without_refused, attempt.prepared.policy, explained, attempt.prepared.project.folder
    )
    return Failed(problem=allowed, changes=attempt.changes)


def _context(attempt: Attempt, services: Services, files: UvFiles) -> FailureContext:
    prepared = attempt.prepared
    places = prepared.effective.places
    indexes = files.indexes
    return FailureContext(
        project=prepared.project.folder,
        command=attempt.command,
        cache=places.cache.path,
        temp=places.temp.path,
        environment=places.environment.path,
        exit_code=attempt.end.exit_code,
        windows=IS_WINDOWS,
        indexes=tuple((name, without_secrets(url)) for name, url in indexes),
        foreign_uv=services.named_uv is not None and SettingKey.UV not in prepared.profile.chosen,
    )


def _inquiry(attempt: Attempt, problem: Problem, services: Services, files: UvFiles) -> Inquiry:
    places = attempt.prepared.effective.places
    return Inquiry(
        problem=problem,
        prepared=attempt.prepared,
        services=services,
        cache=places.cache.path,
        temp=places.temp.path,
        environment=places.environment.path,
        files=files,
    )


async def _probed(
    problem: Problem, context: FailureContext, attempt: Attempt, scope: JobScope, services: Services
) -> tuple[Gathered, ...]:
    folder = await asyncio.to_thread(probe_folder, problem, context)
    if folder is None:
        return ()
    scope.emit(StageChanged(job=scope.job, project=scope.project, stage=Stage.PROBING, at=scope.seconds()))
    report = await _measured(folder, problem, attempt, scope, services)
    return (Gathered(evidence=probe_evidence(report)),)


async def _measured(
    folder: Path, problem: Problem, attempt: Attempt, scope: JobScope, services: Services
) -> ProbeReport:
    """Probe ``folder`` with the very wheel that was refused where the project has it as a file."""
    wheel = await asyncio.to_thread(wheel_of, problem, attempt.prepared.project.folder)
    try:
        (report,) = await measure((folder,), scope, services, wheel=wheel)
    except InputError:  # the wheel went away or cannot be unpacked; the stock payload serves
        (report,) = await measure((folder,), scope, services)
    return report
