"""The reference project: what is in it, what it refuses, what it leaves alone."""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename

from core.demo.catalogue import DEPENDENCIES, GROUPS, PACKAGES, Source
from core.demo.reference_project import MARKER, make_reference_project, nxpy_files
from core.model.project import InputError

LINUX = "linux_x86_64"


def test_it_has_what_the_real_one_has(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / "demo", python=(3, 11), platform_tag=LINUX)
    table = tomllib.loads((demo.folder / "pyproject.toml").read_text("utf-8"))
    uv = table["tool"]["uv"]
    assert table["project"]["requires-python"] == ">=3.10.10"
    assert uv["package"] is False
    assert uv["python-preference"] == "only-system"
    assert uv["constraint-dependencies"] == ["numpy<2"]
    assert len(table["dependency-groups"]) == 7
    assert set(uv["default-groups"]) == set(table["dependency-groups"])
    assert [index["name"] for index in uv["index"]] == [source.value for source in Source]
    assert all(index["url"].startswith("./indexes/") and index["format"] == "flat" for index in uv["index"])
    assert 60 <= len({package.name for package in PACKAGES}) <= 80
    assert {path.name for path in demo.exdist.iterdir()} == {
        "nxpy-21.3.4-cp311-cp311-win_amd64.whl",
        "nxpy-21.3.0-cp311-cp311-linux_x86_64.whl",
        "nxtools-1.2a2-py3-none-any.whl",
        "dash_design_kit-1.6.8.tar.gz",
        "dash_snapshots-2.3.0-py2.py3-none-any.whl",
        "dash_notes-0.0.3-py2.py3-none-any.whl",
    }
    assert (demo.folder / ".python-version").read_text() == "3.11\n"
    assert all("path" in source for source in uv["sources"]["nxpy"])
    assert all((demo.folder / source["path"]).is_file() for source in uv["sources"]["nxpy"])


def test_the_first_index_takes_the_place_of_the_public_one(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path, python=(3, 11), platform_tag=LINUX)
    indexes = tomllib.loads((demo.folder / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]["index"]
    assert [bool(index.get("default")) for index in indexes] == [True, False, False]


def test_every_requirement_is_met_by_a_file(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / "demo", python=(3, 11), platform_tag=LINUX)
    there: dict[str, set[str]] = {}
    for file in demo.local_files:
        if file.suffix == ".whl":
            name, version, _, _ = parse_wheel_filename(file.name)
        else:
            name, version = parse_sdist_filename(file.name)
        there.setdefault(name, set()).add(str(version))
    asked = [
        *DEPENDENCIES,
        *(requirement for group in GROUPS for requirement in group.requirements),
        *(requirement for package in PACKAGES for requirement in package.requires),
    ]
    for text in asked:
        requirement = Requirement(text)
        versions = there.get(canonicalize_name(requirement.name), set())
        assert any(requirement.specifier.contains(version, prereleases=True) for version in versions), text


def test_names_are_written_both_ways() -> None:
    names = [package.name for package in PACKAGES]
    assert any("_" in name for name in names)
    assert any("-" in name for name in names)
    written = {Requirement(text).name for text in DEPENDENCIES}
    assert any(name not in written and canonicalize_name(name) in map(canonicalize_name, written) for name in names)


def test_the_scanner_has_something_to_do(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / "demo", python=(3, 11), platform_tag=LINUX)
    sizes = sorted(file.stat().st_size for file in demo.local_files)
    assert sizes[0] < 20_000
    assert sizes[-1] > 1_000_000
    assert 4_000_000 < demo.size < 12_000_000


@pytest.mark.parametrize(
    ("python", "tag", "names"),
    [
        (
            (3, 10),
            LINUX,
            ("nxpy-21.3.4-cp310-cp310-win_amd64.whl", "nxpy-21.3.0-cp310-cp310-linux_x86_64.whl"),
        ),
        (
            (3, 13),
            "linux_aarch64",
            ("nxpy-21.3.4-cp313-cp313-win_amd64.whl", "nxpy-21.3.0-cp313-cp313-linux_aarch64.whl"),
        ),
        (
            (3, 12),
            "win_arm64",
            ("nxpy-21.3.4-cp312-cp312-win_arm64.whl", "nxpy-21.3.0-cp312-cp312-linux_x86_64.whl"),
        ),
    ],
)
def test_nxpy_fits_the_python_and_the_computer(python: tuple[int, int], tag: str, names: tuple[str, str]) -> None:
    assert nxpy_files(python, tag) == names


def test_on_windows_the_binaries_are_windows_ones(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / "demo", python=(3, 11), platform_tag="win_amd64")
    assert any(file.name.startswith("scipy") and "win_amd64" in file.name for file in demo.local_files)
    assert not any(file.name.startswith("scipy") and "linux" in file.name for file in demo.local_files)


def test_making_it_again_touches_nothing_that_is_as_it_should_be(tmp_path: Path) -> None:
    first = make_reference_project(tmp_path / "demo", python=(3, 11), platform_tag=LINUX)
    before = {file: file.stat().st_mtime_ns for file in first.folder.rglob("*") if file.is_file()}
    spoiled = first.exdist / "nxtools-1.2a2-py3-none-any.whl"
    good = spoiled.read_bytes()
    spoiled.write_bytes(b"not a wheel")
    (first.folder / "uv.lock").write_text("kept")
    make_reference_project(first.folder, python=(3, 11), platform_tag=LINUX)
    assert spoiled.read_bytes() == good
    assert (first.folder / "uv.lock").read_text() == "kept"
    after = {file: file.stat().st_mtime_ns for file in before if file != spoiled}
    assert after == {file: stamp for file, stamp in before.items() if file != spoiled}


def test_two_makings_are_the_same_bytes(tmp_path: Path) -> None:
    one = make_reference_project(tmp_path / "one", python=(3, 11), platform_tag=LINUX)
    two = make_reference_project(tmp_path / "two", python=(3, 11), platform_tag=LINUX)
    assert [file.read_bytes() for file in one.local_files] == [file.read_bytes() for file in two.local_files]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert make_reference_project(tmp_path / "demo", python=(3, 11)).folder == tmp_path / "demo"


def test_a_folder_of_something_else_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="is not Wheelyard's demo") as caught:
        make_reference_project(tmp_path, python=(3, 11))
    assert str(tmp_path) in caught.value.sentence
    assert "--dir" in caught.value.way_out
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert not (tmp_path / MARKER).exists()


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    place.write_text("a file")
    with pytest.raises(InputError, match="demo"):
        make_reference_project(place, python=(3, 11))
    assert place.read_text() == "a file"
    with pytest.raises(InputError, match="demo"):
        make_reference_project(place / "below", python=(3, 11))


QUOTES = "'" if sys.platform == "win32" else "\"'"


@pytest.mark.parametrize("name", ["R&D 100%!", f"Müllers {QUOTES}Projekt{QUOTES}", "数据 分析"])
def test_any_name_of_a_folder_will_do(name: str, tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / name, python=(3, 11), platform_tag=LINUX)
    assert (demo.folder / "pyproject.toml").is_file()
