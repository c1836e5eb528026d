"""What stops a source distribution here stops it at the real uv, and what does not, does not."""

import gzip
import os
import subprocess
import sys
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

from core.wheels.make_wheel import write_sdist
from core.wheels.reading.any_file import read_file
from tests.unit.core.wheels.reading.sdist_bytes import file, tar, zipped

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Members:
    """The members of a source distribution that builds without a network."""
    made = write_sdist(tmp_path_factory.mktemp("made"), "thing", "1.0")
    with tarfile.open(made) as archive:
        return [file(info.name, data.read()) for info in archive if (data := archive.extractfile(info)) is not None]


def uv_takes(uv: Path, path: Path) -> bool:
    environment = {**os.environ, "UV_CACHE_DIR": str(path.parent / "cache"), "UV_PYTHON_DOWNLOADS": "never"}
    command = [str(uv), "pip", "install", "--dry-run", "--no-config", "--no-index", "--python", sys.executable]
    done = subprocess.run(
        [*command, "--target", str(path.parent / "target"), str(path)],
        env=environment,
        capture_output=True,
        timeout=240,
        check=False,
    )
    return done.returncode == 0


@pytest.mark.parametrize(
    "more",
    [
        [],
        [file("thing-1.0/payload/more.py", b"x")],
        [file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="PKG-INFO")],
        [file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
        [file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="../../x")],
        [file("thing-1.0/ln", type=tarfile.LNKTYPE, linkname="thing-1.0/PKG-INFO")],
        [file("thing-1.0/dev", type=tarfile.CHRTYPE)],
        [file("thing-1.0/pipe", type=tarfile.FIFOTYPE)],
        [file("thing-1.0/sparse", type=tarfile.GNUTYPE_SPARSE)],
        [file("/absolute", b"x")],
        [file("thing-1.0/../../x", b"x")],
        [file("other/x", b"x")],
        [file("./thing-1.0/dotted", b"x")],
        [file("thing-1.0/same", b"x")] * 2,
        [file("thing-1.0/" + "long/" * 60 + "x", b"x")],
    ],
    ids=lambda more: f"{more[0][0].name[:20]} {more[0][0].linkname}" if more else "plain",
)
@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there, for uv as well")
def test_members_are_judged_as_uv_does(tmp_path: Path, uv_program: Path, members: Members, more: Members) -> None:
    path = tmp_path / "thing-1.0.tar.gz"
    path.write_bytes(gzip.compress(tar([*members, *more])))
    found = read_file(path, thorough=True)
    assert found.is_usable is uv_takes(uv_program, path), found.troubles


@pytest.mark.parametrize("name", ["thing-1.0", "thing", "other-1.0", "thing-1.1", "Thing-1.0", "thing-1.0.0"])
@pytest.mark.parametrize("ending", [".tar.gz", ".zip", ".TAR.GZ", ".tgz"])
def test_file_names_are_judged_as_uv_does(
    tmp_path: Path, uv_program: Path, members: Members, name: str, ending: str
) -> None:
    path = tmp_path / f"{name}{ending}"
    is_zip = ending == ".zip"
    path.write_bytes(zipped({info.name: data for info, data in members}) if is_zip else gzip.compress(tar(members)))
    assert read_file(path).is_usable is uv_takes(uv_program, path)


@pytest.mark.parametrize("cut", ["none", "half", "end", "twice", "empty", "plain", "garbage"])
def test_damage_is_judged_as_uv_does(tmp_path: Path, uv_program: Path, members: Members, cut: str) -> None:
    raw = tar(members)
    packed = gzip.compress(raw)
    data = {
        "none": packed,
        "half": packed[: len(packed) // 2],
        "end": packed[:-12],
        "twice": gzip.compress(raw[:1024]) + gzip.compress(raw[1024:]),
        "empty": b"",
        "plain": raw,
        "garbage": packed + b"garbage" * 10,
    }[cut]
    path = tmp_path / "thing-1.0.tar.gz"
    path.write_bytes(data)
    assert read_file(path).is_usable is uv_takes(uv_program, path)
    # uv does not look at what comes behind the last file, where gzip's own check sum is; a thorough look does.
    assert read_file(path, thorough=True).is_usable is (cut in ("none", "garbage"))


@pytest.mark.parametrize("left_out", ["PKG-INFO", "pyproject.toml"])
def test_missing_files_are_judged_as_uv_does(tmp_path: Path, uv_program: Path, members: Members, left_out: str) -> None:
    kept = [member for member in members if not member[0].name.endswith(left_out)]
    path = tmp_path / "thing-1.0.tar.gz"
    path.write_bytes(gzip.compress(tar(kept)))
    if left_out == "PKG-INFO":
        # This backend takes its metadata from there; any other may make it from what it has.
        assert not uv_takes(uv_program, path)
        assert "no-metadata" in [trouble.id for trouble in read_file(path).troubles]
    else:
        assert read_file(path).is_usable is uv_takes(uv_program, path) is False


def test_of_two_files_with_one_name_in_a_zip_uv_takes_one(tmp_path: Path, uv_program: Path, members: Members) -> None:
    path = tmp_path / "thing-1.0.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # the archive is meant to be odd
        for info, data in [*members, members[0]]:
            archive.writestr(info.name, data)
    assert read_file(path, thorough=True).is_usable is uv_takes(uv_program, path) is True
