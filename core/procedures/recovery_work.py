"""The work of a start: everything that was interrupted, in whichever project, is settled."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.events import InterruptionSettled
from core.model.outcome import Outcome, Succeeded
from core.places.probe_record import settle_killed_probes
from core.procedures.procedure import Procedure
from core.procedures.recovery import settle_interrupted
from core.procedures.services import Services


def procedure(services: Services) -> Procedure:
    """Return the procedure; it leases nothing for itself, since each relocation is leased while it is settled."""

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_interrupted(services, scope)
        for place in await asyncio.to_thread(settle_killed_probes, services.home.probes):
            said = f"What a rename probe that was interrupted had left in {place} was removed."
            scope.emit(InterruptionSettled(job=scope.job, project=scope.project, sentence=said))
        return ()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded()

    return Procedure(work=work, folders=folders)
