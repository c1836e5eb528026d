"""Additions to workspaces and to the reference project of the demo."""

import sys
from pathlib import Path

import pytest

from core.demo.reference_project import make_reference_project, nxpy_files
from core.model.wheel_commands import AddFiles, RemoveSource
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheel_bench import WheelBench

PYTHON = sys.version_info[:2]


@pytest.fixture
def workspace(bench: WheelBench) -> WheelBench:
    """Return a bench whose project is a member of a workspace."""
    root = bench.project
    bench.write(more='[tool.uv.workspace]\nmembers = ["packages/*"]\n')
    bench.project = root / "packages" / "a"
    bench.project.mkdir(parents=True)
    bench.write()
    bench.text(bench.file.read_text(encoding="utf-8").replace('name = "tiny"', 'name = "a"'))
    return bench


def test_a_member_gets_its_own_source(workspace: WheelBench) -> None:
    root = workspace.project.parents[1]
    before = (root / "pyproject.toml").read_bytes()
    wheel = workspace.wheel("nx", "1.0")
    workspace.changed(AddFiles(files=(wheel,), copy_to=root / "yard"))
    assert workspace.sources("nx") == {"path": f"../../yard/{wheel.name}"}
    assert workspace.meaning()["project"]["dependencies"] == ["nx"]
    assert (root / "pyproject.toml").read_bytes() == before
    assert f'path = "yard/{wheel.name}"' in (root / "uv.lock").read_text(encoding="utf-8")


def test_where_the_root_has_the_source_it_is_changed_there(workspace: WheelBench) -> None:
    root = workspace.project.parents[1]
    (root / "yard").mkdir()
    write_wheel(root / "yard", "nx", "1.0")
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[tool.uv.sources]\nnx = { path = "yard/nx-1.0-py3-none-any.whl" } # for all\n')
    workspace.text(workspace.file.read_text(encoding="utf-8").replace("dependencies = []", 'dependencies = ["nx"]'))
    before = workspace.file.read_bytes()
    workspace.changed(AddFiles(files=(workspace.wheel("nx", "2.0"),), copy_to=root / "yard"))
    assert workspace.file.read_bytes() == before
    assert 'nx = { path = "yard/nx-2.0-py3-none-any.whl" } # for all' in (root / "pyproject.toml").read_text("utf-8")
    workspace.changed(RemoveSource(package="nx"))
    assert "nx" not in (root / "pyproject.toml").read_text("utf-8")
    assert workspace.meaning()["project"]["dependencies"] == []


def test_a_proof_that_fails_in_a_member_brings_the_lock_of_the_root_back(workspace: WheelBench) -> None:
    root = workspace.project.parents[1]
    workspace.changed(AddFiles(files=(workspace.wheel("ny", "1.0"),), copy_to=root / "yard"))
    broken = workspace.wheel("nx", "1.0", requires=("nobody-serves-this",))
    before = workspace.snapshot()
    workspace.fails_proof(AddFiles(files=(broken,), copy_to=root / "yard"))
    assert workspace.snapshot() == before


def test_the_reference_project_gets_one_version_of_nxpy(bench: WheelBench) -> None:
    bench.project = bench.root / "desk"
    make_reference_project(bench.project, python=PYTHON)
    windows, linux = nxpy_files(PYTHON, "linux_x86_64")
    before = bench.file.read_text(encoding="utf-8")
    new = write_wheel(bench.inbox, "nxpy", "21.3.4", tags=linux.split("-", 2)[2].removesuffix(".whl"))
    outcome = bench.changed(AddFiles(files=(new,), copy_to=bench.project / "exdist"))
    after = bench.file.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed == [
        (
            f'  {{ path = "exdist/{linux}", marker = "platform_system == \'Linux\'" }},',
            f'  {{ path = "exdist/{new.name}", marker = "platform_system == \'Linux\'" }},',
        )
    ]
    assert bench.locked("nxpy") == sorted([("21.3.4", f"exdist/{windows}"), ("21.3.4", f"exdist/{new.name}")])
    assert outcome.repaired is not None
    assert f"exdist/{linux} is no source of nxpy any more." in outcome.repaired
    assert (bench.project / "exdist" / linux).exists()


def test_a_file_of_another_spelling_takes_the_place_of_its_package(bench: WheelBench) -> None:
    bench.project = bench.root / "desk"
    make_reference_project(bench.project, python=PYTHON)
    kit = write_wheel(bench.inbox, "Dash.Design-Kit", "1.7")
    bench.changed(AddFiles(files=(kit,), copy_to=Path(bench.project / "exdist")))
    assert bench.sources("dash_design_kit") == {"path": f"exdist/{kit.name}"}
    assert "dash-design-kit" not in bench.meaning()["tool"]["uv"]["sources"]
