"""How sure a remedy is, in steps: its confidence is a judgement of the rules and no measurement."""

from enum import StrEnum

from core.model.commands import FindCandidates, ProbePlaces
from core.model.problem import Remedy

_VERY_LIKELY = 0.8
_LIKELY = 0.5
_PROBE = "probe"


class Sureness(StrEnum):
    """What can honestly be said of a remedy before it is tried."""

    VERY_LIKELY = "very-likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    MEASURES = "measures"
    """It tells more and mends nothing, so it is not rated."""


def sureness_of(remedy: Remedy) -> Sureness:
    """Return how sure a remedy is."""
    if remedy.id == _PROBE or isinstance(remedy.action, ProbePlaces | FindCandidates):
        return Sureness.MEASURES
    if remedy.confidence >= _VERY_LIKELY:
        return Sureness.VERY_LIKELY
    return Sureness.LIKELY if remedy.confidence >= _LIKELY else Sureness.POSSIBLE
