"""The work of a check of servers: several at once, each said as soon as it is known and again when uv has tried it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import CheckNetwork
from core.model.events import EndpointChecked, EndpointsFound
from core.model.network import EndpointReport
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.procedures.network.asked_endpoint import AskedEndpoint, named
from core.procedures.network.check_ground import Ground, ground_of, prepared_without_project
from core.procedures.network.endpoint_check import EndpointChecks
from core.procedures.network.endpoints import asked_endpoints
from core.procedures.preparation import Prepared, prepare
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.uv.binary import describe, find_uv


def procedure(command: CheckNetwork, services: Services) -> Procedure:
    """Return the procedure; it only looks, so it neither waits for a project's other work nor keeps it waiting."""

    async def work(scope: JobScope) -> Outcome:
        async with _standing(command, services) as (prepared, has_project):
            ground = await asyncio.to_thread(ground_of, prepared, services)
            asked = await asyncio.to_thread(_asked, command, ground)
            endpoints = tuple(each.endpoint for each in asked)
            scope.emit(EndpointsFound(job=scope.job, project=command.project, endpoints=endpoints))
            checks = EndpointChecks(
                ground,
                asked,
                project=prepared.project.folder if has_project else None,
                prove=command.prove,
                say=partial(_say, command, scope),
            )
            return Succeeded(endpoints=await checks.run())

    return Procedure(work=work)


def _say(command: CheckNetwork, scope: JobScope, report: EndpointReport) -> None:
    scope.emit(EndpointChecked(job=scope.job, project=command.project, report=report))


def _asked(command: CheckNetwork, ground: Ground) -> tuple[AskedEndpoint, ...]:
    known = asked_endpoints(ground.prepared, ground.services, ground.values)
    return named(command.urls, known) if command.urls else known


@asynccontextmanager
async def _standing(command: CheckNetwork, services: Services) -> AsyncIterator[tuple[Prepared, bool]]:
    """Give what uv would be told, and whether that is in a project.

    Addresses that were named can be checked without a project, too: then in an empty folder, by the person's own
    variables and files.
    """
    folder = command.project or Path.cwd()
    try:
        prepared = await prepare(folder, services)
    except InputError:
        if not command.urls:
            raise
    else:
        yield prepared, True
        return
    program = await asyncio.to_thread(find_uv, services.named_uv, services.environ)
    uv = await describe(services.runner, program)
    with tempfile.TemporaryDirectory(prefix="wheelyard-", ignore_cleanup_errors=True) as empty:
        yield await asyncio.to_thread(prepared_without_project, Path(empty), uv, services), False
