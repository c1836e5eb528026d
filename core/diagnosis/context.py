"""What is known of a failure besides its transcript."""

from pathlib import Path

from msgspec import Struct

from core.model.commands import UvCommand


class FailureContext(Struct, frozen=True, kw_only=True):
    """Where and what failed; None where it is not known, as for a transcript of another computer.

    ``command`` is what the person wanted, ``cache``, ``temp`` and ``environment`` uv's places as they were set,
    ``windows`` whether uv ran there. ``indexes`` are name and URL of the project's indexes. ``foreign_uv`` says that
    another uv ran than the one that Wheelyard brings.
    """

    project: Path | None = None
    command: UvCommand | None = None
    cache: Path | None = None
    exit_code: int | None = None
    windows: bool | None = None
    temp: Path | None = None
    environment: Path | None = None
    indexes: tuple[tuple[str, str], ...] = ()
    foreign_uv: bool = False
