"""What is known of a failure besides its transcript."""

from pathlib import Path

from msgspec import Struct

from core.model.commands import UvCommand


class FailureContext(Struct, frozen=True, kw_only=True):
    """Where and what failed; None where it is not known, as for a transcript of another computer.

    ``command`` is what the person wanted, ``cache`` uv's cache as it was set, ``windows`` whether uv ran there.
    """

    project: Path | None = None
    command: UvCommand | None = None
    cache: Path | None = None
    exit_code: int | None = None
    windows: bool | None = None
