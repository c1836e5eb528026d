"""The work of reading the history of a project."""

import asyncio

from core.diagnosis.failure_history import history_report
from core.jobs import JobScope
from core.model.commands import ReadHistory
from core.model.outcome import Outcome, Succeeded
from core.procedures.procedure import Procedure
from core.procedures.services import Services

_DAY = 24 * 3600.0


def procedure(command: ReadHistory, services: Services) -> Procedure:
    """Return the procedure; it only reads and joins no queue."""

    async def work(_scope: JobScope) -> Outcome:
        now = services.clock.now()
        since = now - command.days * _DAY
        rows = await asyncio.to_thread(services.history().rows, command.project, since)
        return Succeeded(history=history_report(rows, now, command.days))

    return Procedure(work=work)
