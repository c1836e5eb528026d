"""The .msi made of a payload: whole, the same bytes each time, and read back by another program than made it."""

import hashlib
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from cabarchive import CabArchive

from installer.msi.content import CABINET, installed_files, numeric_version, tables
from installer.msi.identity import product_code
from installer.msi.package import build_msi
from installer.msi.table import Table
from installer.payload import Payload
from installer.signing import sign
from tests.unit.installer.test_packages import made_payload
from tests.unit.installer.test_signing import made_key, verified

needs_msitools = pytest.mark.skipif(shutil.which("msibuild") is None, reason="there is no msibuild on PATH")


def tables_of(payload: Payload) -> dict[str, Table]:
    return {table.name: table for table in tables(payload, installed_files(payload))}


def column(table: Table, name: str) -> list[object]:
    at = [column for column, _ in table.columns].index(name)
    return [row[at] for row in table.rows]


def exported(msi: Path, name: str) -> list[list[str]]:
    said = subprocess.run(["msiinfo", "export", str(msi), name], capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in said.splitlines()[3:]]


@needs_msitools
def test_two_builds_are_the_same_bytes_wherever_they_are_made(tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "another place"):
        payload = made_payload(tmp_path / name / "payload")
        os.utime(payload.folder / "LICENSE.txt", (1, 1 if name == "one" else 10**9))
        msi = build_msi(payload, tmp_path / name, tmp_path / name / "work")
        assert msi.name == "Wheelyard-1.2.3.msi"
        digests.add(hashlib.sha256(msi.read_bytes()).hexdigest())
    assert len(digests) == 1


@needs_msitools
def test_another_content_is_another_package_of_the_same_product(tmp_path: Path) -> None:
    said = []
    for name in ("one", "two"):
        payload = made_payload(tmp_path / name / "payload")
        (payload.folder / "lib" / "core" / "a.py").write_text(name)
        msi = build_msi(payload, tmp_path / name, tmp_path / name / "work")
        summary = subprocess.run(["msiinfo", "suminfo", str(msi)], capture_output=True, text=True, check=True).stdout
        package = next(line for line in summary.splitlines() if line.startswith("Revision"))
        said.append((package, dict(row[:2] for row in exported(msi, "Property"))["ProductCode"]))
    assert said[0][0] != said[1][0]
    assert said[0][1] == said[1][1] == product_code("1.2.3")


@needs_msitools
def test_every_file_is_in_the_cabinet_in_the_order_of_its_sequence(tmp_path: Path) -> None:
    payload = made_payload(tmp_path / "payload")
    msi = build_msi(payload, tmp_path, tmp_path / "work")
    packed = subprocess.run(["msiinfo", "extract", str(msi), CABINET], capture_output=True, check=True).stdout
    cabinet = CabArchive(packed)
    rows = sorted(exported(msi, "File"), key=lambda row: int(row[7]))
    assert list(cabinet) == [row[0] for row in rows]
    contents = [file.read_bytes() for file in (payload.folder / path for path in payload.files)]
    assert [cabinet[row[0]].buf for row in rows] == contents
    assert [int(row[3]) for row in rows] == [len(content) for content in contents]


@needs_msitools
@pytest.mark.skipif(
    shutil.which("osslsigncode") is None or shutil.which("openssl") is None, reason="osslsigncode or openssl is missing"
)
def test_a_signed_msi_is_the_unsigned_one_with_a_signature(tmp_path: Path) -> None:
    msi = build_msi(made_payload(tmp_path / "payload"), tmp_path, tmp_path / "work")
    key = made_key(tmp_path / "key")
    before = {name: exported(msi, name) for name in ("File", "Property", "Component")}
    assert not verified(msi, key)
    sign(msi, key)
    assert verified(msi, key)
    assert {name: exported(msi, name) for name in before} == before
    data = bytearray(msi.read_bytes())
    at = data.index(b"MSCF") + 200
    data[at] ^= 1
    msi.write_bytes(data)
    assert not verified(msi, key)


def test_what_refers_to_something_refers_to_something_that_is_there(tmp_path: Path) -> None:
    made = tables_of(made_payload(tmp_path))
    folders, components = column(made["Directory"], "Directory"), column(made["Component"], "Component")
    assert set(column(made["Directory"], "Directory_Parent")) <= {None, *folders}
    for name in ("Component", "Shortcut"):
        assert set(column(made[name], "Directory_")) <= set(folders), name
    assert set(column(made["RemoveFile"], "DirProperty")) <= set(folders)
    for name in ("File", "Registry", "Environment", "Shortcut", "RemoveFile", "FeatureComponents"):
        assert set(column(made[name], "Component_")) <= set(components), name
    assert sorted(map(str, column(made["FeatureComponents"], "Component_"))) == sorted(map(str, components))
    keys = {*column(made["File"], "File"), *column(made["Registry"], "Registry")}
    assert set(column(made["Component"], "KeyPath")) <= keys
    assert set(column(made["MsiShortcutProperty"], "Shortcut_")) == set(column(made["Shortcut"], "Shortcut"))


def test_no_two_things_have_one_key_one_code_or_one_short_name(tmp_path: Path) -> None:
    made = tables_of(made_payload(tmp_path))
    for table in made.values():
        keys = Counter(row[: table.keys] for row in table.rows)
        assert keys.most_common(1)[0][1] == 1, table.name
    assert len(set(column(made["Component"], "ComponentId"))) == len(made["Component"].rows)
    shorts = [str(name).split("|")[0] for name in column(made["File"], "FileName")]
    assert len(set(shorts)) == len(shorts)
    assert all(len(name.split(".")[0]) <= 8 and len(name.partition(".")[2]) <= 3 for name in shorts)


def test_a_component_keeps_its_code_from_one_version_to_the_next(tmp_path: Path) -> None:
    codes = []
    for version in ("1.2.3", "1.3.0"):
        payload = made_payload(tmp_path / version)
        table = tables_of(Payload(payload.folder, version, payload.source_date, has_bytecode=False))["Component"]
        codes.append(dict(zip(column(table, "KeyPath"), column(table, "ComponentId"), strict=True)))
    assert codes[0] == codes[1]
    assert product_code("1.2.3") != product_code("1.3.0")


def test_what_python_compiles_later_goes_by_name_and_what_was_brought_is_not_twice(tmp_path: Path) -> None:
    payload = made_payload(tmp_path)
    compiled = payload.folder / "lib" / "core" / "__pycache__"
    compiled.mkdir()
    (compiled / "a.cpython-313.pyc").write_bytes(b"x")
    names = [str(name).split("|")[-1] for name in column(tables_of(payload)["RemoveFile"], "FileName") if name]
    assert names == ["b.cpython-313.pyc"]


def test_only_what_is_asked_for_is_entered(tmp_path: Path) -> None:
    features = tables_of(made_payload(tmp_path))["Feature"]
    levels = dict(zip(column(features, "Feature"), column(features, "Level"), strict=True))
    assert levels == {"Program": 1, "OnPath": 200, "OnDesktop": 200, "InExplorer": 200}


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", "1.2.3"), ("1.2", "1.2.0"), ("2.0.0rc1", "2.0.0"), ("1.2.3.4", "1.2.3")]
)
def test_windows_installer_compares_three_numbers(version: str, numbers: str) -> None:
    assert numeric_version(version) == numbers


@pytest.mark.parametrize("cell", ["a\tb", "a\nb", "größe"])
def test_a_cell_that_a_table_cannot_hold_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"tabs|ascii"):
        Table("Property", (("Property", "s72"),), 1, ((cell,),)).as_idt()
