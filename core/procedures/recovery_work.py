"""The work of a start: everything that was interrupted, in whichever project, is settled."""

from pathlib import Path

from core.jobs import JobScope
from core.model.outcome import Outcome, Succeeded
from core.procedures.procedure import Procedure
from core.procedures.recovery import settle_interrupted
from core.procedures.services import Services


def procedure(services: Services) -> Procedure:
    """Return the procedure; it leases nothing for itself, since each relocation is leased while it is settled."""

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_interrupted(services, scope)
        return ()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded()

    return Procedure(work=work, folders=folders)
