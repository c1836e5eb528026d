"""How sure a remedy is comes in steps, and what only measures has none."""

from pathlib import Path

import pytest

from core.model.commands import ProbePlaces, Sync
from core.model.problem import Remedy
from core.model.sureness import Sureness, sureness_of


def remedy(confidence: float, ident: str = "run-again") -> Remedy:
    return Remedy(id=ident, title="t", why="w", confidence=confidence, action=Sync(project=Path("/p")))


@pytest.mark.parametrize(
    ("confidence", "sureness"),
    [
        (0.95, Sureness.VERY_LIKELY),
        (0.8, Sureness.VERY_LIKELY),
        (0.55, Sureness.LIKELY),
        (0.35, Sureness.POSSIBLE),
        (0.05, Sureness.POSSIBLE),
    ],
)
def test_confidence_becomes_a_step(confidence: float, sureness: Sureness) -> None:
    assert sureness_of(remedy(confidence)) is sureness


def test_what_only_measures_is_not_rated() -> None:
    assert sureness_of(remedy(0.9, "probe")) is Sureness.MEASURES
    probing = Remedy(id="again", title="t", why="w", confidence=0.9, action=ProbePlaces(folders=(Path("/c"),)))
    assert sureness_of(probing) is Sureness.MEASURES
