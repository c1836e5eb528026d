"""From a failed run of uv to a Failed outcome: explained from the transcript, proved by a measurement."""

import asyncio
from pathlib import Path

from msgspec import Struct

from core.diagnosis.context import FailureContext
from core.diagnosis.evidence import probe_evidence
from core.diagnosis.explain import explain, probe_folder, with_evidence
from core.jobs import JobScope
from core.model.commands import AnyUvCommand
from core.model.events import PackagePhase, PackageProgressed, Stage, StageChanged
from core.model.invocation import ProcessEnd
from core.model.measurements import ProbeReport
from core.model.outcome import Change, Failed
from core.model.problem import Problem
from core.model.project import InputError, Project
from core.procedures.failed_wheel import wheel_of
from core.procedures.measure_work import measure
from core.procedures.services import Services


class Attempt(Struct, frozen=True, kw_only=True):
    """A run of uv that failed, and everything its explanation needs."""

    command: AnyUvCommand
    project: Project
    cache: Path
    end: ProcessEnd
    transcript: str
    changes: tuple[Change, ...] = ()


async def explained_failure(attempt: Attempt, scope: JobScope, services: Services) -> Failed:
    """Return the failure as a Problem; where a rename was refused, that place is probed for evidence."""
    context = FailureContext(
        project=attempt.project.folder,
        command=attempt.command,
        cache=attempt.cache,
        exit_code=attempt.end.exit_code,
    )
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
    folder = await asyncio.to_thread(probe_folder, problem, context)
    if folder is not None:
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=Stage.PROBING, at=scope.seconds()))
        report = await _measured(folder, problem, attempt, scope, services)
        problem = with_evidence(problem, (probe_evidence(report),))
    return Failed(problem=problem, changes=attempt.changes)


async def _measured(
    folder: Path, problem: Problem, attempt: Attempt, scope: JobScope, services: Services
) -> ProbeReport:
    """Probe ``folder`` with the very wheel that was refused where the project has it as a file."""
    wheel = await asyncio.to_thread(wheel_of, problem, attempt.project.folder)
    try:
        (report,) = await measure((folder,), scope, services, wheel=wheel)
    except InputError:  # the wheel went away or cannot be unpacked; the stock payload serves
        (report,) = await measure((folder,), scope, services)
    return report
