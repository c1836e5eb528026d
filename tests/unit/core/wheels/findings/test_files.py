"""Rules about the files: missing ones, changed ones, those that are there twice, damaged, or of another package."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from core.model.commands import ChangeWheels, Lock
from core.model.wheel_commands import AddFiles, RemoveSource
from core.procedures.wheels.path_length import with_path_trouble
from tests.unit.core.wheels.findings.bench import BOTH, ON_WINDOWS, Bench, listed, single


def test_a_sound_project_has_no_findings(bench: Bench) -> None:
    bench.write("nx", sources=single("nx", bench.wheel()))
    assert bench.ids() == []


def test_a_missing_file_offers_the_nearest_of_the_same_package(bench: Bench) -> None:
    for version in ("1.0", "2.0", "2.2"):
        bench.wheel("nx", version)
    bench.wheel("other", "2.1")
    bench.write("nx", sources=single("nx", "w/nx-2.1-py3-none-any.whl"))
    check = bench.one("source-file-missing")
    assert check.status == "fail"
    assert "nx-2.1" in bench.line(check)
    offered = [each.action.change for each in check.remedies if isinstance(each.action, ChangeWheels)]
    near, far, out = offered
    assert isinstance(near, AddFiles)
    assert isinstance(far, AddFiles)
    assert {near.files[0].name, far.files[0].name} == {"nx-2.0-py3-none-any.whl", "nx-2.2-py3-none-any.whl"}
    assert near.alone
    assert out == RemoveSource(package="nx", files=("w/nx-2.1-py3-none-any.whl",), keep_dependency=True)
    assert check.remedies[0].command[:3] == ("wheelyard", "wheels", "add")


def test_the_same_version_with_other_tags_is_nearer_than_another_version_and_other_systems_are_not_near(
    bench: Bench,
) -> None:
    bench.wheel("nx", "2.1", "cp311-cp311-linux_x86_64")
    bench.wheel("nx", "2.1", "cp311-cp311-win_arm64")
    exact = bench.wheel("nx", "2.1", "cp311-cp311-win_amd64", folder="elsewhere")
    bench.write("nx", sources=single("nx", "w/nx-2.1-cp311-cp311-win_amd64.whl"), uv='find-links = ["elsewhere"]\n')
    check = bench.one("source-file-missing")
    adding = [each.action.change for each in check.remedies if isinstance(each.action, ChangeWheels)]
    names = [each.files[0] for each in adding if isinstance(each, AddFiles)]
    assert names[0] == bench.project / exact
    assert all("linux" not in path.name for path in names)


def test_a_missing_file_of_a_package_that_nothing_asks_for_is_no_failure_yet(bench: Bench) -> None:
    bench.write(sources=single("nx", "w/nx-2.1-py3-none-any.whl"))
    assert bench.one("source-file-missing").status == "warn"


def test_a_file_that_cannot_be_reached_is_not_called_missing(bench: Bench) -> None:
    path = bench.wheel()
    bench.write("nx", sources=single("nx", path))
    place = bench.project / path
    known = {"files": {}, "unreachable": {place: f"{place} did not answer within 20 seconds."}}
    assert bench.ids(**known) == ["source-unreachable fail"]
    assert "did not answer" in bench.one("source-unreachable", **known).detail


def test_a_file_that_changed_since_the_lock_is_locked_anew(bench: Bench) -> None:
    path = bench.wheel()
    place = bench.project / path
    bench.write("nx", sources=single("nx", path))
    same = hashlib.sha256(place.read_bytes()).hexdigest()
    assert bench.ids(locked={place: same}) == []
    check = bench.one("source-file-changed", locked={place: "0" * 64})
    assert check.status == "fail"
    assert check.remedies[0].action == Lock(project=bench.project, uv_args=("--upgrade-package", "nx"))
    assert check.remedies[0].command[-3:] == ("--", "--upgrade-package", "nx")


def test_one_content_under_two_paths(bench: Bench) -> None:
    one, two = bench.wheel(), bench.wheel(folder="v")
    bench.write("nx", sources=listed("nx", (one, ON_WINDOWS), (two, "sys_platform != 'win32'")))
    check = bench.one("source-file-twice")
    assert two in bench.line(check)
    assert check.remedies[0].action == ChangeWheels(
        project=bench.project, change=AddFiles(files=(bench.project / one,), alone=True)
    )


def test_a_namesake_in_another_yard_of_the_project(bench: Bench) -> None:
    one = bench.wheel()
    bench.wheel(folder="v", summary="another content")
    bench.write("nx", sources=single("nx", one), uv='find-links = ["v"]\n')
    assert bench.ids() == ["source-file-twice warn"]
    assert str(bench.project / "v") in bench.one("source-file-twice").detail
    bench.write("nx", sources=single("nx", one))
    assert bench.ids() == [], "a folder that the project does not draw from is no matter"


def test_a_damaged_file_says_what_is_wrong_with_it(bench: Bench) -> None:
    path = bench.wheel()
    whole = (bench.project / path).read_bytes()
    (bench.project / path).write_bytes(whole[: len(whole) // 2])
    bench.write("nx", sources=single("nx", path))
    found = [check for check in bench.found() if check.id.startswith("file-")]
    assert found
    assert all(check.status == "fail" for check in found)
    assert all(path in bench.line(check) for check in found)
    assert found[0].remedies[0].command[:3] == ("wheelyard", "wheels", "inspect")


def test_a_file_of_another_package(bench: Bench) -> None:
    bench.write("nx", sources=single("nx", bench.wheel("ny")))
    assert bench.ids() == ["source-other-package fail"]


def sdist(bench: Bench, name: str, files: dict[str, str]) -> str:
    """Write an sdist with files beside its metadata; return its path as a source names it."""
    (bench.project / "w").mkdir(exist_ok=True)
    with tarfile.open(bench.project / "w" / f"{name}-1.0.tar.gz", "w:gz") as archive:
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        for path, text in {"PKG-INFO": metadata, **files}.items():
            entry = tarfile.TarInfo(f"{name}-1.0/{path}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return f"w/{name}-1.0.tar.gz"


def test_an_sdist_with_code_to_compile_wants_a_wheel(bench: Bench) -> None:
    setup = "from setuptools import Extension, setup\nsetup(ext_modules=[Extension('a', ['a.c'])])\n"
    path = sdist(bench, "nx", {"setup.py": setup, "a.c": "int a(void) { return 0; }\n"})
    bench.write("nx", sources=single("nx", path))
    assert bench.ids() == ["source-needs-compiler warn"]
    assert "None is found" in bench.one("source-needs-compiler", compiler_known=True).detail
    assert "/bin/cc" in bench.one("source-needs-compiler", compiler="/bin/cc", compiler_known=True).detail
    bench.wheel("nx", "1.0")
    offered = bench.one("source-needs-compiler").remedies[0].action
    assert isinstance(offered, ChangeWheels)
    assert isinstance(offered.change, AddFiles)
    assert offered.change.files[0].suffix == ".whl"
    plain = sdist(bench, "ny", {"setup.py": "from setuptools import setup\nsetup()\n", "ny.py": ""})
    bench.write("ny", sources=single("ny", plain))
    assert bench.ids() == []


def test_what_a_build_takes_from_an_index_matters_where_none_is_asked(bench: Bench) -> None:
    path = sdist(bench, "nx", {"pyproject.toml": '[build-system]\nrequires = ["hatchling"]\n'})
    bench.write("nx", sources=single("nx", path))
    assert bench.ids() == []
    bench.write("nx", sources=single("nx", path), uv="no-index = true\n")
    assert bench.ids() == ["file-build-requires warn"]


@pytest.mark.parametrize(
    ("versions", "found"), [(("1.0", "1.0"), []), (("2.1", "2.0"), ["source-versions-differ warn"])]
)
def test_versions_that_differ_between_platforms(versions: tuple[str, str], found: list[str], bench: Bench) -> None:
    bench.write("nx", sources=bench.two(versions=versions), uv=BOTH, python="==3.11.*")
    assert bench.ids() == found
    if found:
        check = bench.one("source-versions-differ")
        assert "2.1 on Windows" in check.detail
        assert "2.0 on Linux" in check.detail
        assert not [each for each in check.remedies if each.command], "no file of the other version is there"
        bench.wheel("nx", "2.1", "cp311-cp311-linux_x86_64")
        (remedy,) = [each for each in bench.one("source-versions-differ").remedies if each.command]
        assert "nx-2.1-cp311-cp311-linux_x86_64.whl" in remedy.title


def test_findings_of_a_file_name_a_place_that_is_there(bench: Bench) -> None:
    bench.write("nx", sources=single("nx", "w/nx-1-py3-none-any.whl"))
    check = bench.one("source-file-missing")
    assert check.file == Path(bench.file)
    assert check.remedies[-1].action is not None


def test_a_path_that_gets_too_long_in_the_environment_is_a_trouble_of_the_file(bench: Bench) -> None:
    path = bench.wheel()
    place = bench.project / path
    bench.write("nx", sources=single("nx", path))
    far = bench.root / "/".join(["a folder of the company"] * 12)
    known = {place: with_path_trouble(bench.subject().files[place], far)}
    assert bench.ids(files=known) == ["file-path-too-long fail"]
    near = {place: with_path_trouble(bench.subject().files[place], Path("C:/v"))}
    assert bench.ids(files=near) == []
