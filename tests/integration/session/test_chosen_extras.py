"""Extras that a person chose go with every sync, and a removal does not take them out of the environment."""

from pathlib import Path

import pytest

from core.model.commands import AddPackages, AnyUvCommand, ChooseSetting, RemovePackages, Sync, UpgradePackages
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey
from tests.integration.repairs.workbench import Workbench
from tests.integration.uv.local_index import make_wheel


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    bench = Workbench(tmp_path)
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for name in ("one", "two", "three"):
        make_wheel(wheels, name, "1.0")
    (bench.project / "pyproject.toml").write_text(
        '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["one"]\n'
        '[project.optional-dependencies]\nmore = ["two"]\nrest = ["three"]\n'
        f'[tool.uv]\npackage = false\nno-index = true\nfind-links = ["{wheels.as_posix()}"]\n',
        encoding="utf-8",
    )
    return bench


def _installed(bench: Workbench) -> set[str]:
    return {folder.name.partition("-")[0] for folder in bench.environment.rglob("*.dist-info")}


def _choose(bench: Workbench, value: str | None) -> None:
    command = ChooseSetting(project=bench.project, key=SettingKey.EXTRAS, value=value)
    assert isinstance(bench.do(command), Succeeded)


def test_chosen_extras_go_with_every_sync_and_leave_with_the_choice(bench: Workbench) -> None:
    _choose(bench, "more")
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)
    assert _installed(bench) == {"one", "two"}
    _choose(bench, "all")
    assert isinstance(bench.do(UpgradePackages(project=bench.project)), Succeeded)
    assert _installed(bench) == {"one", "two", "three"}
    assert isinstance(bench.do(Sync(project=bench.project, uv_args=("--extra", "rest"))), Succeeded)
    assert _installed(bench) == {"one", "three"}
    _choose(bench, None)
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)
    assert _installed(bench) == {"one"}


@pytest.mark.parametrize("patient", [False, True])
def test_a_removal_and_an_addition_keep_chosen_extras(bench: Workbench, *, patient: bool) -> None:
    _choose(bench, "more")
    commands: tuple[AnyUvCommand, ...] = (
        Sync(project=bench.project, patient=patient),
        RemovePackages(project=bench.project, packages=("one",), patient=patient),
    )
    for command in commands:
        assert isinstance(bench.do(command), Succeeded)
    assert _installed(bench) == {"two"}
    added = AddPackages(project=bench.project, packages=("three",), patient=patient)
    assert isinstance(bench.do(added), Succeeded)
    assert _installed(bench) == {"two", "three"}
