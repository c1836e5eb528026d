"""The folder below which new places are made, and who decided it."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class Decider(StrEnum):
    """Who decides where new places are made."""

    POLICY = "policy"
    PERSON = "you"
    MEASUREMENTS = "measurements"


class PlacesRoot(Struct, frozen=True, kw_only=True):
    """The root in force; ``folder`` is None where the measurements decide for each place.

    ``source`` is the policy's key or file. ``notes`` are sentences about the root that a person should know, such as
    a policy that cannot be read, or a folder on a network drive.
    """

    folder: Path | None = None
    decided_by: Decider = Decider.MEASUREMENTS
    source: str | None = None
    notes: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say where new places are made, and by whose decision."""
        match self.decided_by:
            case Decider.POLICY:
                return f"New places are made below {self.folder}: policy ({self.source}) decides that."
            case Decider.PERSON:
                return f"New places are made below {self.folder}, as you chose."
            case Decider.MEASUREMENTS:
                return "New places are made where the measurements are best; no root was chosen."
