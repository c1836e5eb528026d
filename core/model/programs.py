"""Programs that run on this computer, as far as a person has to know them."""

from msgspec import Struct


class RunningProgram(Struct, frozen=True, kw_only=True):
    """A running program: its name and process number; ``started`` (seconds since 1970) makes that number unmistakable.

    ``program`` is its file, ``owner`` whose it is, ``window`` the title of its window; None where that is not told.
    """

    name: str
    process: int
    started: float | None = None
    program: str | None = None
    owner: str | None = None
    window: str | None = None

    def words(self) -> str:
        """Say it in a sentence."""
        titled = f" “{self.window}”" if self.window else ""
        owned = f" of {self.owner}" if self.owner else ""
        return f"{self.name}{titled} (process {self.process}{owned})"
