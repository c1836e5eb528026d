"""What a source distribution says of itself, from its file's name, PKG-INFO and pyproject.toml."""

import hashlib
from pathlib import Path

import pytest

from core.model.wheels import FileKind, WheelFile
from core.wheels.make_wheel import write_sdist
from core.wheels.reading.sdist_reader import read_sdist
from tests.unit.core.wheels.reading.sdist_bytes import PKG_INFO, PLAIN, PYPROJECT, put, tar_gz, zipped


def ids(file: WheelFile, *, stops: bool | None = None) -> list[str]:
    return [trouble.id for trouble in file.troubles if stops is None or trouble.stops is stops]


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.parametrize(("name", "data"), [("thing-1.0.tar.gz", tar_gz()), ("thing-1.0.zip", zipped())])
def test_an_ordinary_one_tells_all(tmp_path: Path, name: str, data: bytes, *, thorough: bool) -> None:
    path = put(tmp_path, data, name)
    found = read_sdist(path, thorough=thorough)
    assert (found.path, found.kind) == (path, FileKind.SDIST)
    assert (found.size, found.modified_ns) == (len(data), path.stat().st_mtime_ns)
    assert (found.name, found.written_name, found.version) == ("thing", "thing", "1.0")
    assert (found.requires_python, found.requires) == (">=3.10", ("numpy>=1.20",))
    assert (found.entries, found.unpacked) == (3, sum(map(len, PLAIN.values())))
    assert found.longest == len("thing-1.0/thing/__init__.py")
    assert (found.tags, found.native, found.needs_compiler) == ((), (), False)
    assert (found.sha256, found.thorough) == ((hashlib.sha256(data).hexdigest(), True) if thorough else (None, False))
    assert ids(found) == ["build-requires"]
    assert found.is_usable
    assert "“hatchling”" in found.troubles[0].sentence


def test_the_demo_source_distribution_needs_nothing(tmp_path: Path) -> None:
    found = read_sdist(write_sdist(tmp_path, "dash_design_kit", "1.6.8", requires=["dash"]), thorough=True)
    assert (found.name, found.written_name, found.version) == ("dash-design-kit", "dash_design_kit", "1.6.8")
    # Metadata 2.1 promises no requirements, and the backend that lies in the archive may do anything.
    assert (found.requires, found.needs_compiler) == ((), None)
    assert ids(found) == ["dynamic-requires"]


@pytest.mark.parametrize(
    ("file_name", "package", "version", "expected"),
    [
        ("dash-design-kit-1.6.8.tar.gz", "dash_design_kit", "1.6.8", ("dash-design-kit", "1.6.8")),
        ("dash_design_kit-1.6.8.zip", "dash-design-kit", "1.6.8", ("dash-design-kit", "1.6.8")),
        ("Thing.One-2.0rc1.tar.gz", "thing-one", "2.0rc1", ("thing-one", "2.0rc1")),
        ("thing-1.0-1.tar.gz", "thing", "1.0.post1", ("thing", "1.0.post1")),
        ("thing-2-1.0.tar.gz", "thing-2", "1.0", ("thing-2", "1.0")),
        ("thing-1.0+local.1.tar.gz", "thing", "1.0+local.1", ("thing", "1.0+local.1")),
    ],
)
def test_name_and_version_come_from_the_file(
    tmp_path: Path, file_name: str, package: str, version: str, expected: tuple[str, str]
) -> None:
    files = {**PLAIN, "thing-1.0/PKG-INFO": f"Metadata-Version: 2.2\nName: {package}\nVersion: {version}\n".encode()}
    data = zipped(files) if file_name.endswith(".zip") else tar_gz(files)
    found = read_sdist(put(tmp_path, data, file_name))
    assert (found.name, found.version) == expected
    assert found.written_name == package
    assert found.is_usable, found.troubles


@pytest.mark.parametrize(
    ("file_name", "trouble", "stops"),
    [
        ("other-1.0.tar.gz", "name-differs", True),
        ("thing-1.1.tar.gz", "version-differs", True),
        ("thing.tar.gz", "file-name", False),
        ("thing-final.tar.gz", "file-name", False),
    ],
)
def test_a_file_that_is_named_for_something_else(tmp_path: Path, file_name: str, trouble: str, *, stops: bool) -> None:
    found = read_sdist(put(tmp_path, tar_gz(), file_name))
    assert trouble in ids(found, stops=stops)
    assert found.is_usable is not stops
    if not stops:
        assert (found.name, found.version) == ("thing", "1.0")


@pytest.mark.parametrize(
    ("pkg_info", "pyproject", "expected"),
    [
        (b"Metadata-Version: 2.2\nName: thing\nVersion: 1.0\n", b"", ()),
        (
            b"Metadata-Version: 2.4\nName: thing\nVersion: 1.0\nRequires-Dist: a\nRequires-Dist: b>1\n",
            b"",
            ("a", "b>1"),
        ),
        (b"Metadata-Version: 2.2\nName: thing\nVersion: 1.0\nRequires-Dist: a\nDynamic: Requires-Dist\n", b"", None),
        (b"Metadata-Version: 2.1\nName: thing\nVersion: 1.0\nRequires-Dist: a\n", b"", None),
        (b"Metadata-Version: nonsense\nName: thing\nVersion: 1.0\n", b"", None),
        (
            b"Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n",
            b"""[project]
            name = "thing"
            dependencies = ["a>1"]
            [project.optional-dependencies]
            fast = ["b", "c>2; sys_platform == 'win32'"]
            """,
            ("a>1", 'b ; extra == "fast"', 'c>2 ; (sys_platform == "win32") and extra == "fast"'),
        ),
        (
            b"Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n",
            b'[project]\nname = "thing"\ndynamic = ["dependencies"]\n',
            None,
        ),
        (b"Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n", b"[project]\nname = 3\ndependencies = 5\n", None),
    ],
)
def test_requirements_are_known_only_where_they_are_promised(
    tmp_path: Path, pkg_info: bytes, pyproject: bytes, expected: tuple[str, ...] | None
) -> None:
    files = {"thing-1.0/PKG-INFO": pkg_info, "thing-1.0/pyproject.toml": PYPROJECT + pyproject}
    found = read_sdist(put(tmp_path, tar_gz(files)))
    assert found.requires == (expected or ())
    assert ("dynamic-requires" in ids(found, stops=False)) is (expected is None)
    assert found.is_usable


def test_requires_python_may_stand_in_pyproject_alone(tmp_path: Path) -> None:
    files = {
        "thing-1.0/PKG-INFO": b"Metadata-Version: 2.2\nName: thing\nVersion: 1.0\n",
        "thing-1.0/pyproject.toml": b'[project]\nname = "thing"\nrequires-python = ">=3.12"\n',
    }
    assert read_sdist(put(tmp_path, tar_gz(files))).requires_python == ">=3.12"


def test_top_level_modules_come_from_what_setuptools_wrote(tmp_path: Path) -> None:
    files = {**PLAIN, "thing-1.0/src/thing.egg-info/top_level.txt": b"thing\nthing_tools\n"}
    assert read_sdist(put(tmp_path, tar_gz(files))).top_level == ("thing", "thing_tools")


@pytest.mark.parametrize("left_out", ["thing-1.0/PKG-INFO", "thing-1.0/pyproject.toml"])
def test_what_is_missing_is_said(tmp_path: Path, left_out: str) -> None:
    files = {name: data for name, data in PLAIN.items() if name != left_out}
    found = read_sdist(put(tmp_path, tar_gz(files)))
    if "PKG-INFO" in left_out:
        assert ids(found) == ["no-metadata", "build-requires"]
    else:
        assert ids(found, stops=True) == ["nothing-to-build"]
    assert found.is_usable is ("PKG-INFO" in left_out)
    assert (found.name, found.version) == ("thing", "1.0")


def test_a_pyproject_that_is_no_toml_is_said(tmp_path: Path) -> None:
    found = read_sdist(put(tmp_path, tar_gz({**PLAIN, "thing-1.0/pyproject.toml": b"[build-system\n"})))
    assert ids(found, stops=True) == ["bad-pyproject"]


def test_a_pyproject_of_a_size_that_nobody_writes_is_not_looked_into(tmp_path: Path) -> None:
    found = read_sdist(put(tmp_path, tar_gz({**PLAIN, "thing-1.0/pyproject.toml": PYPROJECT + b"# long\n" * 10_000})))
    assert ids(found) == ["long-pyproject"]
    assert found.needs_compiler is None


@pytest.mark.parametrize("ending", [".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar.zst", ".tar.lz", ".tar"])
def test_what_uv_no_longer_takes_says_what_to_do(tmp_path: Path, ending: str) -> None:
    found = read_sdist(put(tmp_path, b"whatever", f"thing-1.0{ending}"))
    assert ids(found) == ["refused-ending"]
    assert (found.name, found.version, found.needs_compiler) == ("thing", "1.0", None)


def test_metadata_of_older_sdists_keeps_its_name(tmp_path: Path) -> None:
    files = {**PLAIN, "thing-1.0/PKG-INFO": PKG_INFO.replace(b"Name: thing", b"Name: Thing\nSummary: A thing")}
    found = read_sdist(put(tmp_path, tar_gz(files)))
    assert (found.name, found.written_name, found.summary) == ("thing", "Thing", "A thing")
