"""A file is read as what its name says, and a name that says nothing is told so."""

from pathlib import Path

import pytest

from core.model.wheels import FileKind
from core.wheels.make_wheel import write_sdist, write_wheel
from core.wheels.reading.any_file import belongs_in_a_yard, is_distribution, read_file


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("nxpy-21.3.4-cp310-cp310-win_amd64.whl", True),
        ("renamed.whl", True),
        ("NXPY-1.0-PY3-NONE-ANY.WHL", True),
        ("dash_design_kit-1.6.8.tar.gz", True),
        ("archive.tar.gz", True),
        ("thing-1.0.zip", True),
        ("thing-1.0.ZIP", True),
        ("thing-1.0.tgz", True),
        ("thing-1.0.tar.bz2", True),
        ("pictures.zip", False),
        ("pictures-of-us.zip", False),
        ("backup.tar", False),
        ("thing-1.0.whl.part", False),
        ("thing-1.0.tar.gz.crdownload", False),
        ("setup-1.0.exe", False),
        ("thing-1.0", False),
        ("whl", False),
        ("", False),
    ],
)
def test_what_belongs_into_the_table_of_a_yard(name: str, *, is_one: bool) -> None:
    assert belongs_in_a_yard(name) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("nxpy.whl", True),
        ("nxpy.WHL", True),
        ("thing.tar.gz", True),
        ("thing.zip", True),
        ("thing.tgz", True),
        ("thing-1.0.whl.part", False),
        ("thing", False),
        (".zip", False),
        ("", False),
    ],
)
def test_what_a_source_means_as_a_distribution(name: str, *, is_one: bool) -> None:
    assert is_distribution(name) is is_one


def test_each_kind_goes_to_its_reader(tmp_path: Path) -> None:
    assert read_file(write_wheel(tmp_path, "thing", "1.0")).kind is FileKind.WHEEL
    assert read_file(write_sdist(tmp_path, "thing", "1.0")).kind is FileKind.SDIST
    assert all(read_file(path, thorough=True).sha256 for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", ["thing-1.0-py3-none-any.whl.part", "setup.exe", "thing"])
def test_any_other_file_is_not_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"12345")
    found = read_file(path)
    assert [trouble.id for trouble in found.troubles] == ["no-distribution"]
    assert name in found.troubles[0].sentence
    assert (found.size, found.name, found.is_usable) == (5, "", False)
    assert read_file(tmp_path / "missing" / name).size == 0


@pytest.mark.parametrize("name", ["thing-1.0-py3-none-any.WHL", "thing-1.0.Tar.gz", "thing-1.0.ZIP"])
def test_an_ending_in_capitals_is_read_and_refused(tmp_path: Path, name: str) -> None:
    made = (write_wheel if name.lower().endswith("whl") else write_sdist)(tmp_path / ".", "thing", "1.0")
    path = made.rename(tmp_path / name)
    found = read_file(path)
    assert found.name == "thing"
    assert not found.is_usable
    (trouble,) = (trouble for trouble in found.troubles if trouble.id == "ending-in-capitals")
    assert f"ends in {'.whl' if 'WHL' in name else '.zip' if 'ZIP' in name else '.tar.gz'}." in trouble.sentence
