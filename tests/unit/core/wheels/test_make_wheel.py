"""Wheels and source distributions that are valid and always the same."""

import base64
import csv
import hashlib
import importlib.metadata
import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion

from core.wheels.make_wheel import write_sdist, write_wheel


def test_the_name_and_the_metadata(tmp_path: Path) -> None:
    wheel = write_wheel(
        tmp_path,
        "Dash-Ag_Grid",
        "1.2a2",
        tags="cp311-cp311-linux_x86_64",
        requires=("dash>=2", "numpy; extra == 'fast'"),
        requires_python=">=3.10",
        summary="Made up",
    )
    assert wheel.name == "dash_ag_grid-1.2a2-cp311-cp311-linux_x86_64.whl"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        metadata = archive.read("dash_ag_grid-1.2a2.dist-info/METADATA").decode()
        assert "Name: Dash-Ag_Grid\n" in metadata
        assert "Requires-Dist: numpy; extra == 'fast'\n" in metadata
        assert "Requires-Python: >=3.10\n" in metadata
        assert "Root-Is-Purelib: false\n" in archive.read("dash_ag_grid-1.2a2.dist-info/WHEEL").decode()


def test_two_tags_in_one_name_are_listed_one_by_one(tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "notes", "1", tags="py2.py3-none-any")
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("notes-1.dist-info/WHEEL").decode()
    assert "Root-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n" in text


@given(contents=st.dictionaries(st.from_regex(r"[a-z]{1,8}/[a-zä_]{1,8}\.py", fullmatch=True), st.binary()))
def test_the_record_has_every_file_with_its_hash(
    contents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wheel = write_wheel(tmp_path_factory.mktemp("wheel"), "one", "1.0", files=contents)
    with zipfile.ZipFile(wheel) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("one-1.0.dist-info/RECORD").decode())))
        assert sorted(row[0] for row in rows) == sorted(archive.namelist())
        for path, digest, size in rows[:-1]:
            data = archive.read(path)
            expected = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, int(size)) == (f"sha256={expected}", len(data))
    assert rows[-1][1:] == ["", ""]


def test_the_same_wheel_is_left_alone_and_a_changed_one_written(tmp_path: Path) -> None:
    first = write_wheel(tmp_path, "one", "1.0")
    stamp = first.stat().st_mtime_ns
    write_wheel(tmp_path, "one", "1.0")
    assert first.stat().st_mtime_ns == stamp
    write_wheel(tmp_path, "one", "1.0", files={"one.py": b"other = True\n"})
    with zipfile.ZipFile(first) as archive:
        assert archive.read("one.py") == b"other = True\n"


def test_python_can_import_it_and_read_its_metadata(tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "my-wheel", "3.1")
    program = f"import sys; sys.path.insert(0, {str(wheel)!r}); import my_wheel; print(my_wheel.__version__)"
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "3.1\n"
    found = next(iter(importlib.metadata.distributions(path=[str(wheel)])))
    assert (found.metadata["Name"], found.version) == ("my-wheel", "3.1")


def test_a_version_that_is_none_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidVersion):
        write_wheel(tmp_path, "one", "not a version")
    assert list(tmp_path.iterdir()) == []


def test_the_sdist_builds_with_nothing_but_python(tmp_path: Path) -> None:
    sdist = write_sdist(
        tmp_path, "dash_design_kit", "1.6.8", requires=("dash>=2",), files={"kit/__init__.py": b"A = 1\n"}
    )
    assert sdist.name == "dash_design_kit-1.6.8.tar.gz"
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    source = tmp_path / "source" / "dash_design_kit-1.6.8"
    assert "requires = []" in (source / "pyproject.toml").read_text()
    out = tmp_path / "out"
    out.mkdir()
    said = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, '.'); import build_here; print(build_here.build_wheel({str(out)!r}))",
        ],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    wheel = out / said.stdout.strip()
    name, version, _, _ = parse_wheel_filename(wheel.name)
    assert (name, str(version)) == (canonicalize_name("dash_design_kit"), "1.6.8")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("kit/__init__.py") == b"A = 1\n"
        assert b"Requires-Dist: dash>=2" in archive.read("dash_design_kit-1.6.8.dist-info/METADATA")


def test_the_sdist_is_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = (write_sdist(tmp_path / folder, "kit", "1") for folder in "ab")
    assert one.read_bytes() == two.read_bytes()
