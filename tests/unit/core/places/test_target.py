"""Where a place may go, so that nothing empties it later."""

from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.settings import Origin, OriginKind, Place, PlaceKind, Places
from core.places.target import check_neighbours

BY_DEFAULT = Origin(OriginKind.DEFAULT)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(
        cache=Place(PlaceKind.CACHE, tmp_path / "cache", BY_DEFAULT),
        temp=Place(PlaceKind.TEMP, tmp_path / "temp", BY_DEFAULT),
        environment=Place(PlaceKind.ENVIRONMENT, tmp_path / "project" / ".venv", BY_DEFAULT),
    )


@pytest.mark.parametrize(
    ("kind", "target", "named"),
    [
        (PlaceKind.CACHE, "project/.venv/cache", "environment"),
        (PlaceKind.CACHE, "project/.venv", "environment"),
        (PlaceKind.TEMP, "project/.venv/temp", "environment"),
        (PlaceKind.TEMP, "cache/temp", "cache"),
        (PlaceKind.ENVIRONMENT, "cache", "cache"),
        (PlaceKind.ENVIRONMENT, "cache/venv", "cache"),
        (PlaceKind.ENVIRONMENT, "project/.venv/new", "environment"),
        (PlaceKind.CACHE, "project", "project's own folder"),
    ],
)
def test_what_uv_empties_holds_no_place(
    kind: PlaceKind, target: str, named: str, places: Places, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=named):
        check_neighbours(tmp_path / target, kind, tmp_path / "project", places)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (PlaceKind.CACHE, "project/.uv-cache"),
        (PlaceKind.CACHE, "elsewhere"),
        (PlaceKind.TEMP, "temp/mine"),
        (PlaceKind.ENVIRONMENT, "elsewhere/venv"),
    ],
)
def test_other_folders_are_the_persons_to_choose(kind: PlaceKind, target: str, places: Places, tmp_path: Path) -> None:
    check_neighbours(tmp_path / target, kind, tmp_path / "project", places)
