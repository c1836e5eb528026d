"""What uv said, as small frozen values; both output parsers speak this language."""

from msgspec import Struct

from core.model.events import PackagePhase, Stage
from core.model.outcome import ChangeAction


class StageSaid(Struct, frozen=True):
    """uv began another part of its work."""

    stage: Stage


class PackageSaid(Struct, frozen=True, kw_only=True):
    """uv said something of one package; bytes as uv rounds them, None where it said none."""

    name: str
    phase: PackagePhase
    version: str | None = None
    done_bytes: int | None = None
    total_bytes: int | None = None


class PreparedSaid(Struct, frozen=True):
    """uv's own count of prepared packages; ``total`` is None where it did not say."""

    done: int
    total: int | None = None


class CheckedSaid(Struct, frozen=True):
    """uv looked at so many installed packages and had nothing to change."""

    count: int


class LinesSaid(Struct, frozen=True):
    """Lines that stay in the log, in uv's order, without line ends and terminal codes."""

    lines: tuple[str, ...]


class ChangeSaid(Struct, frozen=True):
    """One line of uv's list of changes."""

    name: str
    version: str | None
    action: ChangeAction


UvSaid = StageSaid | PackageSaid | PreparedSaid | CheckedSaid | LinesSaid | ChangeSaid
