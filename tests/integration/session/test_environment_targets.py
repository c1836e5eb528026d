"""Which virtual environments an environment may be moved to: its project's own ones, never into or onto another's."""

from pathlib import Path

import pytest

from core.model.commands import RelocatePlace, Sync, UndoRelocation
from core.model.outcome import Failed, Succeeded
from core.model.settings import PlaceKind
from tests.integration.session.computer import PROJECT, Bench


def relocate(bench: Bench, to: Path, kind: PlaceKind = PlaceKind.ENVIRONMENT) -> Succeeded | Failed:
    outcome = bench.do(RelocatePlace(project=bench.project, kind=kind, to=to))
    assert isinstance(outcome, Succeeded | Failed)
    return outcome


def test_the_old_environment_is_taken_up_again_where_it_is(bench: Bench) -> None:
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    old, new = bench.project / ".venv", bench.root / "new"
    assert isinstance(relocate(bench, new), Succeeded)
    assert isinstance(relocate(bench, old), Succeeded)
    assert bench.profile.environment == old
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert (old / "pyvenv.cfg").is_file()
    assert isinstance(relocate(bench, new), Succeeded)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
    # Outside the project, too, what was its environment once can be its environment again.
    assert isinstance(relocate(bench, new), Succeeded)
    assert bench.profile.environment == new
    told = relocate(bench, new)
    assert isinstance(told, Failed)
    assert "already is in" in told.problem.title


@pytest.mark.parametrize("kind", [PlaceKind.CACHE, PlaceKind.TEMP, PlaceKind.ENVIRONMENT])
@pytest.mark.parametrize("inside", ["", "Lib/new"])
def test_the_environment_of_another_project_holds_no_place(bench: Bench, kind: PlaceKind, inside: str) -> None:
    other = bench.root / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    assert bench.do(Sync(project=other)) == Succeeded()
    before = sorted((other / ".venv").rglob("*"))
    outcome = relocate(bench, other / ".venv" / inside, kind)
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert str(other / ".venv") in outcome.problem.title
    assert sorted((other / ".venv").rglob("*")) == before
