"""Sizes out of a lock file."""

from pathlib import Path

import pytest
from packaging.tags import Tag

from core.model.project import InputError
from core.uv.lock_file import Lock, LockedPackage, read_lock, tags_for

TAGS = [Tag("cp310", "cp310", "win_amd64"), Tag("cp310", "abi3", "win_amd64"), Tag("py3", "none", "any")]

LOCK = """
version = 1
revision = 5

[[package]]
name = "Num_Py"
version = "2.0"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://index.example/numpy-2.0.tar.gz", size = 999 }
wheels = [
    { url = "https://index.example/num_py-2.0-py3-none-any.whl", size = 1 },
    { url = "https://index.example/num_py-2.0-cp310-cp310-win_amd64.whl#x", size = 22 },
    { url = "https://index.example/num_py-2.0-cp310-cp310-linux_x86_64.whl", size = 333 },
]

[[package]]
name = "only-source"
version = "1"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://index.example/only-source-1.tar.gz", size = 44 }
wheels = [{ url = "https://index.example/only_source-1-cp39-cp39-linux_x86_64.whl", size = 5 }]

[[package]]
name = "no-size"
version = "1"
source = { registry = "https://index.example/simple" }
wheels = [{ url = "https://index.example/no_size-1-py3-none-any.whl" }]

[[package]]
name = "nxpy"
version = "21.3.4"
source = { path = "exdist/nxpy-21.3.4-py3-none-any.whl" }
wheels = [{ filename = "nxpy-21.3.4-py3-none-any.whl" }]

[[package]]
name = "nxpy"
version = "21.3.0"
source = { path = "exdist/gone.whl" }

[[package]]
name = "project"
source = { virtual = "." }
"""


def _lock(tmp_path: Path, text: str) -> Lock:
    (tmp_path / "uv.lock").write_text(text)
    return read_lock(tmp_path, TAGS)


def test_the_size_is_that_of_the_file_that_fits_best(tmp_path: Path) -> None:
    (tmp_path / "exdist").mkdir()
    (tmp_path / "exdist/nxpy-21.3.4-py3-none-any.whl").write_bytes(b"x" * 77)
    assert _lock(tmp_path, LOCK).packages == (
        LockedPackage(name="num-py", version="2.0", size=22, local=False),
        LockedPackage(name="only-source", version="1", size=44, local=False),
        LockedPackage(name="no-size", version="1", size=None, local=False),
        LockedPackage(name="nxpy", version="21.3.4", size=77, local=True),
        LockedPackage(name="nxpy", version="21.3.0", size=None, local=True),
        LockedPackage(name="project", version=None, size=None, local=True),
    )


def test_a_package_is_found_by_name_and_version_only_if_it_is_one(tmp_path: Path) -> None:
    lock = _lock(tmp_path, LOCK)
    found = lock.find("nxpy", "21.3.0")
    assert found is not None
    assert found.version == "21.3.0"
    assert lock.find("nxpy", None) is None
    assert lock.find("nxpy", "1") is None
    assert lock.find("project", "3") is not None
    assert lock.find("absent", None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "package = 3",
        'package = "x"',
        "package = [1, {}, {name = 3}]",
        '[[package]]\nname = "a"\nversion = 3\nsource = 3\nwheels = 3\nsdist = 3',
        '[[package]]\nname = "a"\nwheels = [3, {url = 3}, {url = "a"}, {url = "http://[x/a-1-py3-none-any.whl"}]',
        '[[package]]\nname = "a"\nwheels = [{url = "x/a-1-py3-none-any.whl", size = "big"}]',
        '[[package]]\nname = "a"\nwheels = [{url = "x/a-1-py3-none-any.whl", size = -1}]',
        '[[package]]\nname = "a"\nwheels = [{url = "x/a-1-py3-none-any.whl", size = true}]',
        '[[package]]\nname = "a"\nsource = {path = "a\\u0000b"}',
        '[[package]]\nname = ""',
    ],
)
def test_odd_content_gives_no_sizes_and_no_error(tmp_path: Path, text: str) -> None:
    assert [package.size for package in _lock(tmp_path, text).packages] in ([], [None])


def test_no_lock_is_an_empty_one(tmp_path: Path) -> None:
    assert read_lock(tmp_path) == Lock()


@pytest.mark.parametrize("content", [b"[[package", b"\xff\xfe"])
def test_a_damaged_lock_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "uv.lock").write_bytes(content)
    with pytest.raises(InputError, match=r"uv\.lock is damaged"):
        read_lock(tmp_path)


def test_a_lock_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").mkdir()
    with pytest.raises(InputError, match=r"uv\.lock cannot be read"):
        read_lock(tmp_path)


def test_tags_belong_to_the_version_that_is_asked_for() -> None:
    tags = tags_for("3.10.11")
    assert tags is not None
    assert {tag.interpreter for tag in tags if tag.abi.startswith("cp")} == {"cp310"}
    assert Tag("py3", "none", "any") in tags
    assert tags_for("3") is None
    assert tags_for("three.ten") is None


def test_this_projects_own_lock_is_read() -> None:
    lock = read_lock(Path(__file__).parents[4])
    names = {package.name for package in lock.packages}
    assert {"msgspec", "psutil", "wheelyard"} <= names
