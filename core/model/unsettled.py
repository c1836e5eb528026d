"""What is kept of a problem while that of a repair is shown in its place."""

from msgspec import Struct

from core.model.commands import AnyCommand
from core.model.measurements import ProbeReport
from core.model.problem import Problem


class Unsettled(Struct, frozen=True, kw_only=True):
    """A problem that is out of sight while that of a repair after it is shown, with what is known of it."""

    problem: Problem
    failed_command: AnyCommand | None
    failed_at: float | None
    last_probes: tuple[ProbeReport, ...]
    probed_at: float | None
