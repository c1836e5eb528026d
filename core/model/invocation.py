"""One run of a program, as a value."""

from pathlib import Path

from msgspec import Struct

from core.model.secrets import Secret


class TerminalSize(Struct, frozen=True):
    """Columns and rows of a pseudo-terminal."""

    columns: int = 240
    rows: int = 64


class Invocation(Struct, frozen=True, kw_only=True):
    """Arguments, environment and folder of one child process.

    ``variables`` are laid over the inherited environment; None removes a variable. ``secrets`` are, too, for this one
    process; they are never shown.
    ``terminal`` asks for a pseudo-terminal; where the computer has none, pipes are used.
    """

    argv: tuple[str, ...]
    folder: Path
    variables: dict[str, str | None] = {}
    secrets: dict[str, Secret] = {}
    terminal: TerminalSize | None = None


class ProcessEnd(Struct, frozen=True, kw_only=True):
    """How a process ended: its exit status, or the signal that ended it (POSIX)."""

    program: str
    exit_code: int | None
    signal: int | None = None
    seconds: float = 0.0
    on_terminal: bool = False

    def sentence(self) -> str:
        """Say the end in one sentence."""
        if self.signal is not None:
            return f"{self.program} was ended by signal {self.signal} after {self.seconds:.1f} s."
        if self.exit_code == 0:
            return f"{self.program} finished after {self.seconds:.1f} s."
        return f"{self.program} ended with exit status {self.exit_code} after {self.seconds:.1f} s."
