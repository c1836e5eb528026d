"""A command made ready to run as a job."""

from pathlib import Path

from msgspec import Struct

from core.jobs import FoldersToLease, JobScope, Work


async def nothing_to_lease(_scope: JobScope) -> tuple[Path, ...]:
    """Return no folders: the work writes to no place that others write to."""
    return ()


class Procedure(Struct, frozen=True, kw_only=True):
    """The work of one command, the project whose queue it joins, and the folders it writes to."""

    work: Work
    project: Path | None = None
    folders: FoldersToLease = nothing_to_lease
