"""The packages made of a payload: the same bytes for the same payload, and lists that name everything."""

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from installer.checksums import write_checksums
from installer.commands import BuildError
from installer.payload import Payload
from installer.portable import build_portable
from installer.qt_files import KEPT, drop_unused
from installer.setup_exe import build_setup

needs_nsis = pytest.mark.skipif(shutil.which("makensis") is None, reason="there is no makensis on PATH")


def made_payload(folder: Path) -> Payload:
    """Return a small folder that looks like a program."""
    for name in ("python/python.exe", "lib/core/a.py", "lib/core/b.py", "bin/wheelyard.cmd", "licenses/Python.txt"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode() * 50)
    for name in ("LICENSE.txt", "wheelyard.cdx.json"):
        (folder / name).write_text(name)
    shutil.copyfile(Path(__file__).parents[3] / "assets" / "wheelyard.ico", folder / "wheelyard.ico")
    return Payload(folder, "1.2.3", 1_700_000_000, has_bytecode=False)


def test_two_portable_packages_are_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        payload = made_payload(tmp_path / name / "payload")
        os.utime(payload.folder / "LICENSE.txt", (1, 1 if name == "one" else 10**9))
        package = build_portable(payload, tmp_path / name)
        digests.add(hashlib.sha256(package.read_bytes()).hexdigest())
    assert len(digests) == 1
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert {"Wheelyard-1.2.3/portable.txt", "Wheelyard-1.2.3/Wheelyard.cmd"} <= set(names)


@needs_nsis
def test_two_setups_are_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "another place"):
        payload = made_payload(tmp_path / name / "payload")
        setup = build_setup(payload, tmp_path / name, tmp_path / name / "work")
        assert setup.name == "Wheelyard-Setup-1.2.3.exe"
        digests.add(hashlib.sha256(setup.read_bytes()).hexdigest())
    assert len(digests) == 1


@needs_nsis
def test_the_list_names_every_file_and_folder_from_the_deepest_on(tmp_path: Path) -> None:
    payload = made_payload(tmp_path / "payload")
    build_setup(payload, tmp_path, tmp_path / "work")
    lines = (tmp_path / "work" / "installed-files.txt").read_bytes().decode("ascii").split("\r\n")
    assert lines[-1] == ""
    assert {line.replace("\\", "/") for line in lines[:-1] if not line.endswith("\\")} == {
        file.as_posix() for file in payload.files
    }
    folders = [line for line in lines[:-1] if line.endswith("\\")]
    assert folders.index("lib\\core\\") < folders.index("lib\\")


@needs_nsis
def test_a_name_that_setup_cannot_list_is_refused(tmp_path: Path) -> None:
    payload = made_payload(tmp_path / "payload")
    (payload.folder / "lib" / "größe.py").touch()
    with pytest.raises(BuildError, match="cannot list"):
        build_setup(payload, tmp_path, tmp_path / "work")


def test_sums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    for name in ("b.zip", "a.exe"):
        (tmp_path / name).write_text(name)
    lines = write_checksums([tmp_path / "b.zip", tmp_path / "a.exe"], tmp_path).read_text().splitlines()
    assert lines == [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("a.exe", "b.zip")]


def test_a_qt_that_lost_a_file_stops_the_build(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"
    for pattern in KEPT[:-1]:
        file = qt / pattern.replace("*", "")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    with pytest.raises(BuildError, match=r"plugins/imageformats/qico\.dll"):
        drop_unused(tmp_path)


def test_what_is_not_used_of_qt_goes(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"
    for pattern in (*KEPT, "opengl32sw.dll", "Qt6Qml.dll", "translations/qt_de.qm", "QtCore.pyi"):
        file = qt / pattern.replace("*", "")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    drop_unused(tmp_path)
    left = {path.name for path in qt.rglob("*")}
    assert not left & {"opengl32sw.dll", "Qt6Qml.dll", "translations", "QtCore.pyi"}
    assert {"Qt6Core.dll", "QtWidgets.pyd", "qwindows.dll"} <= left
