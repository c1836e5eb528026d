"""The indexes of a project against locks that the real uv wrote: who names them, and what comes from which."""

from pathlib import Path

import pytest

from core.model.commands import ChooseSetting, Lock, ReadNetwork
from core.model.network import ListedIndex
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey
from core.model.settings import Origin, OriginKind
from core.wheels.make_wheel import write_wheel
from tests.integration.repairs.workbench import Workbench
from tests.network.tls_index import package_index


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "desk")


def wheels(folder: Path, *packages: str) -> Path:
    folder.mkdir(parents=True)
    for package in packages:
        write_wheel(folder, package, "1.0")
    return folder


def table(name: str, url: str, *more: str) -> str:
    return "\n".join(("[[tool.uv.index]]", f'name = "{name}"', f'url = "{url}"', *more, ""))


def indexes(workbench: Workbench) -> tuple[ListedIndex, ...]:
    outcome = workbench.do(ReadNetwork(project=workbench.project))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.network is not None
    return outcome.network.indexes


def lock(workbench: Workbench) -> None:
    outcome = workbench.do(Lock(project=workbench.project))
    assert isinstance(outcome, Succeeded), outcome


def packages(found: tuple[ListedIndex, ...]) -> dict[str | None, tuple[str, ...]]:
    return {index.name: index.packages for index in found}


def test_two_servers_share_the_packages_as_the_lock_says(workbench: Workbench) -> None:
    one = wheels(workbench.root / "one", "first-package", "shared-package")
    two = wheels(workbench.root / "two", "second-package", "shared-package")
    with package_index(one) as first, package_index(two) as second:
        workbench.write(
            ("first-package", "second-package", "shared-package"),
            table("near", second.url) + table("far", first.url, "default = true"),
        )
        lock(workbench)
        asked = len(first.requests) + len(second.requests)
        found = indexes(workbench)
        assert len(first.requests) + len(second.requests) == asked
    # uv takes a package from the first index that has it.
    assert packages(found) == {"near": ("second-package", "shared-package"), "far": ("first-package",)}
    assert [index.is_default for index in found] == [False, True]
    lines = (workbench.project / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    assert {index.origin for index in found} == {
        Origin(OriginKind.PROJECT, str(workbench.project / "pyproject.toml"), lines.index("[[tool.uv.index]]") + 1)
    }


def test_variables_files_and_the_choice_are_named_with_their_own_origin(tmp_path: Path) -> None:
    folders = [wheels(tmp_path / name, f"{name}-package") for name in ("one", "two", "three")]
    with package_index(folders[0]) as one, package_index(folders[1]) as two, package_index(folders[2]) as three:
        workbench = Workbench(tmp_path / "desk", variables={"UV_DEFAULT_INDEX": one.url})
        workbench.write(("one-package", "two-package", "three-package"), table("own", two.url))
        chosen = ChooseSetting(project=workbench.project, key=SettingKey.INDEXES, value=f"mine={three.url}")
        assert isinstance(workbench.do(chosen), Succeeded)
        lock(workbench)
        found = indexes(workbench)
    assert [(index.origin.kind, index.packages) for index in found] == [
        (OriginKind.PROFILE, ("three-package",)),
        (OriginKind.PROJECT, ("two-package",)),
        (OriginKind.ENVIRONMENT, ("one-package",)),
    ]
    assert found[2].origin.path == "UV_DEFAULT_INDEX"


def test_a_folder_in_the_persons_file_lies_beside_that_file(tmp_path: Path) -> None:
    workbench = Workbench(tmp_path / "desk", variables={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    wheels(tmp_path / "config" / "uv" / "flat", "third-package")
    (tmp_path / "config" / "uv" / "uv.toml").write_text(
        '[[index]]\nname = "near"\nurl = "./flat"\nformat = "flat"\n[[index]]\nname = "last"\nurl = '
        '"http://127.0.0.1:9/simple"\ndefault = true\n',
        encoding="utf-8",
    )
    workbench.write(("third-package",))
    lock(workbench)
    found = indexes(workbench)
    assert packages(found) == {"near": ("third-package",), "last": ()}
    assert found[0].origin.kind is OriginKind.USER


def test_a_member_has_the_lock_of_its_workspace(workbench: Workbench) -> None:
    wheels(workbench.root / "flat", "third-package")
    root = workbench.project
    workbench.write((), '[tool.uv.workspace]\nmembers = ["member"]\n' + table("near", "../flat", 'format = "flat"'))
    workbench.project = root / "member"
    workbench.project.mkdir()
    (workbench.project / "pyproject.toml").write_text(
        '[project]\nname = "member"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["third-package"]\n'
        "[tool.uv]\npackage = false\n",
        encoding="utf-8",
    )
    lock(workbench)
    assert (root / "uv.lock").is_file()
    assert packages(indexes(workbench)) == {"near": ("third-package",), None: ()}


@pytest.mark.parametrize("origin", ["a\\u0000b", "file://[x", "http://[x"])
def test_a_lock_with_a_place_that_is_none_names_no_packages(workbench: Workbench, origin: str) -> None:
    workbench.write((), table("near", "../flat", 'format = "flat"'))
    (workbench.project / "uv.lock").write_text(
        f'version = 1\n[[package]]\nname = "x"\nversion = "1"\nsource = {{ registry = "{origin}" }}\n',
        encoding="utf-8",
    )
    assert packages(indexes(workbench)) == {"near": (), None: ()}


def test_an_index_of_the_opened_member_is_listed_behind_those_of_the_root(workbench: Workbench) -> None:
    root = workbench.project
    workbench.write((), '[tool.uv.workspace]\nmembers = ["member"]\n' + table("near", "../flat", 'format = "flat"'))
    workbench.project = root / "member"
    workbench.project.mkdir()
    workbench.write((), table("own", "http://127.0.0.1:9/simple"))
    assert [index.name for index in indexes(workbench)] == ["near", "own", None]


def test_an_address_that_can_be_none_costs_no_other_index(workbench: Workbench) -> None:
    workbench.write((), table("odd", "file://[/simple") + table("sound", "http://127.0.0.1:9/simple"))
    found = indexes(workbench)
    assert "sound" in {index.name for index in found}
