"""Whole folders come and go in made-up files of every shape, and nothing else of them changes its meaning."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.model.policies import Policy
from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import YardUse
from core.procedures.wheels.planned import PlannedWheels
from core.procedures.wheels.using_yard import Surroundings, plan_leaving, plan_use
from tests.projects.pyprojects.all import PYPROJECTS

AROUND = Surroundings(environ={}, policy=Policy(), version=())


def uv(text: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(text.removeprefix("\ufeff")).get("tool", {}).get("uv", {})
    return table


class Shape:
    """A made-up file in a project with a folder of wheels beside it."""

    def __init__(self, root: Path, text: str) -> None:
        self.text = text
        self.project = root / "project"
        self.yard = self.project / "wheels" / "corp"
        self.yard.mkdir(parents=True)
        self.file.write_bytes(text.encode())

    @property
    def file(self) -> Path:
        return self.project / "pyproject.toml"

    def after(self, planned: PlannedWheels) -> str:
        """Write what was planned and return the text."""
        for each in planned.files:
            assert each.file == self.file
            each.file.write_bytes(each.data)
        return self.file.read_bytes().decode()


@pytest.fixture(params=PYPROJECTS.values(), ids=list(PYPROJECTS))
def shape(request: pytest.FixtureRequest, tmp_path: Path) -> Shape:
    return Shape(tmp_path, request.param)


def test_find_links(shape: Shape) -> None:
    before = uv(shape.text)
    listed = shape.after(plan_use(UseYard(folder=shape.yard), shape.project, AROUND))
    assert uv(listed) == {**before, "find-links": [*before.get("find-links", []), "wheels/corp"]}
    assert listed.startswith("\ufeff") == shape.text.startswith("\ufeff")
    again = plan_use(UseYard(folder=shape.yard), shape.project, AROUND)
    assert not again.changed
    back = shape.after(plan_leaving(LeaveYard(folder=shape.yard), shape.project, AROUND))
    assert uv(back) == before
    if "find-links" in before:
        assert back == shape.text


def test_a_flat_index(shape: Shape) -> None:
    before = uv(shape.text)
    change = UseYard(folder=shape.yard, use=YardUse.FLAT_INDEX, name="corp-files")
    flat = shape.after(plan_use(change, shape.project, AROUND))
    entry = {"name": "corp-files", "url": "./wheels/corp", "format": "flat"}
    assert uv(flat) == {**before, "index": [*before.get("index", []), entry]}
    back = shape.after(plan_leaving(LeaveYard(folder=shape.yard), shape.project, AROUND))
    assert uv(back) == before
