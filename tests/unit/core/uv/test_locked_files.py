"""Every file of a lock: from locks that a real uv wrote, and from damaged ones."""

import functools
import hashlib
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from core.model.project import InputError
from core.uv.lock_entries import read_whole_lock
from core.uv.lock_values import LockedFile, LockedNeed, LockedSource
from core.uv.locked_files import locked_files
from core.wheels.make_wheel import write_sdist, write_wheel


@pytest.fixture
def made(tmp_path: Path, uv_program: Path) -> Iterator[tuple[Path, str]]:
    """A workspace locked by the real uv, and the address that two of its files came from."""
    project, outside = tmp_path / "p", tmp_path / "out side"
    for folder in (
        project / "exdist",
        project / "flat",
        project / "lin ks",
        project / "member",
        outside / "gg",
        tmp_path / "served",
    ):
        folder.mkdir(parents=True)
    write_wheel(project / "exdist", "nxpy", "21.3.4", tags="cp310-cp310-win_amd64")
    write_wheel(project / "exdist", "nxpy", "21.3.0", tags="cp310-cp310-linux_x86_64")
    write_sdist(project / "exdist", "kit", "1.6.8")
    write_wheel(project / "flat", "Flat_One", "1.0+cu", tags="py3-none-any")
    write_wheel(project / "flat", "Flat_One", "1.0+cu", tags="cp310-cp310-win_amd64")
    write_wheel(project / "lin ks", "linked", "2.0")
    write_wheel(outside, "beside", "1.0")
    wheel = write_wheel(outside / "gg", "gg", "1.0")
    page = f'<html><body><a href="{wheel.name}#sha256={_sha256(wheel)}">{wheel.name}</a></body></html>'
    (outside / "gg" / "index.html").write_text(f"<!DOCTYPE html>{page}")
    write_wheel(tmp_path / "served", "by-url", "3.0+a")
    write_sdist(tmp_path / "served", "source_url", "4.0")
    (project / "member" / "pyproject.toml").write_text('[project]\nname = "member"\nversion = "1"\n')
    with _served(tmp_path / "served") as address:
        (project / "pyproject.toml").write_text(f"""
[project]
name = "p"
version = "0.1"
requires-python = ">=3.10"
dependencies = ["nxpy", "kit", "flat-one", "linked", "beside", "gg", "by-url", "source-url", "member"]
[dependency-groups]
dev = ["linked; python_version < '3.12'"]
[tool.uv]
package = false
environments = ["sys_platform == 'win32'", "sys_platform == 'linux'"]
find-links = ["lin ks"]
[[tool.uv.index]]
name = "flat"
url = "flat"
format = "flat"
default = true
[[tool.uv.index]]
name = "simple"
url = "{outside.as_uri()}"
[tool.uv.sources]
nxpy = [
  {{ path = "exdist/nxpy-21.3.4-cp310-cp310-win_amd64.whl", marker = "sys_platform == 'win32'" }},
  {{ path = "exdist/nxpy-21.3.0-cp310-cp310-linux_x86_64.whl", marker = "sys_platform == 'linux'" }},
]
kit = {{ path = "exdist/kit-1.6.8.tar.gz" }}
beside = {{ path = "../out side/beside-1.0-py3-none-any.whl" }}
by-url = {{ url = "{address}/by_url-3.0%2Ba-py3-none-any.whl" }}
source-url = {{ url = "{address}/source_url-4.0.tar.gz" }}
member = {{ workspace = true }}
[tool.uv.workspace]
members = ["member"]
""")
        environ = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
        environ |= {
            "UV_CACHE_DIR": str(tmp_path / "cache"),
            "UV_PYTHON": sys.executable,
            "UV_PYTHON_DOWNLOADS": "never",
        }
        ran = subprocess.run(
            [uv_program, "lock"], cwd=project, env=environ, capture_output=True, text=True, timeout=120, check=False
        )
        assert ran.returncode == 0, ran.stderr
        yield project, address


def test_every_kind_of_file_that_a_real_uv_locks(made: tuple[Path, str], tmp_path: Path) -> None:
    """A file's place is found whatever it is relative to, and its hash where uv knows one."""
    project, address = made
    found = {file.file: file for file in locked_files(project)}
    windows = "nxpy-21.3.4-cp310-cp310-win_amd64.whl"
    assert found.pop(windows) == LockedFile(
        package="nxpy",
        version="21.3.4",
        source=LockedSource.PATH,
        file=windows,
        path=project / "exdist" / windows,
        sha256=_sha256(project / "exdist" / windows),
        markers=("sys_platform == 'win32'",),
    )
    flat = found.pop("flat_one-1.0+cu-py3-none-any.whl")
    # uv keeps no hash of what lies in a flat folder.
    assert (flat.path, flat.sha256, flat.index, flat.package) == (
        project / "flat" / flat.file,
        None,
        "flat",
        "flat-one",
    )
    url = found.pop("by_url-3.0+a-py3-none-any.whl")
    assert (url.url, url.path, url.source) == (
        f"{address}/by_url-3.0%2Ba-py3-none-any.whl",
        None,
        LockedSource.URL,
    )
    assert url.sha256 == _sha256(tmp_path / "served" / url.file)
    sdist = found.pop("source_url-4.0.tar.gz")
    assert sdist.url == f"{address}/source_url-4.0.tar.gz"
    assert sorted(found) == [
        "beside-1.0-py3-none-any.whl",
        "flat_one-1.0+cu-cp310-cp310-win_amd64.whl",
        "gg-1.0-py3-none-any.whl",
        "kit-1.6.8.tar.gz",
        "linked-2.0-py3-none-any.whl",
        "nxpy-21.3.0-cp310-cp310-linux_x86_64.whl",
    ]
    for file in found.values():
        assert file.path is not None
        assert file.path.is_file()
        assert ".." not in file.path.parts
        assert file.sha256 in {None, _sha256(file.path)}
    assert found["kit-1.6.8.tar.gz"].sha256 is not None


def test_a_member_of_a_workspace_has_the_lock_of_its_root(made: tuple[Path, str]) -> None:
    """The lock of the root is the lock of every member."""
    assert locked_files(made[0] / "member") == locked_files(made[0])


def test_what_a_real_lock_says_of_needs_and_roots(made: tuple[Path, str]) -> None:
    """Needs have their markers, and the version where a name is there twice."""
    lock = read_whole_lock(made[0])
    assert lock is not None
    assert lock.requires_python == ">=3.10"
    assert lock.environments == ("sys_platform == 'win32'", "sys_platform == 'linux'")
    assert sorted(root.package for root in lock.roots) == ["member", "p"]
    root = next(root for root in lock.roots if root.package == "p")
    assert (
        LockedNeed(
            package="nxpy",
            version="21.3.0",
            origin="exdist/nxpy-21.3.0-cp310-cp310-linux_x86_64.whl",
            marker="sys_platform != 'win32'",  # as short as it can be within the environments of the lock
        )
        in root.needs
    )
    (dev,) = root.groups["dev"]
    assert dev.package == "linked"
    assert "python_full_version < '3.12'" in (dev.marker or "")


def test_a_project_without_a_lock_has_no_locked_files(tmp_path: Path) -> None:
    """Nothing is locked yet."""
    assert locked_files(tmp_path) == ()
    assert read_whole_lock(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"version = 1\n[[package", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"", "no version"),
        (b'version = "1"', "no version"),
        (b"version = 2", "format 2"),
        (b"version = 1\npackage = 3", "no list"),
        (b"version = 1\nx = " + b"[" * 20_000, "damaged"),
    ],
)
def test_a_damaged_lock_is_bad_input_with_a_way_out(tmp_path: Path, text: bytes, words: str) -> None:
    """The sentence names the file, so that a person finds it."""
    (tmp_path / "uv.lock").write_bytes(text)
    with pytest.raises(InputError, match=words) as caught:
        locked_files(tmp_path)
    assert str(tmp_path / "uv.lock") in caught.value.sentence


def test_a_folder_in_the_place_of_the_lock_is_bad_input(tmp_path: Path) -> None:
    """It cannot be read, and that is said."""
    (tmp_path / "uv.lock").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        locked_files(tmp_path)


def test_a_lock_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A sparse file of a gigabyte costs neither time nor memory."""
    with (tmp_path / "uv.lock").open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(InputError, match="too large"):
        locked_files(tmp_path)


def test_entries_of_the_wrong_kinds_are_passed_over(tmp_path: Path) -> None:
    """Only what makes sense is a file; another kind of hash is kept as text."""
    (tmp_path / "uv.lock").write_text("""
version = 1
[[package]]
version = "1"
[[package]]
name = "no-source"
[[package]]
name = 3
source = { registry = "x" }
[[package]]
name = "Good_One"
version = 1
source = { registry = "https://index.example/simple" }
sdist = "no table"
dependencies = ["no table", { name = 1 }, { name = "Other_One", marker = 3, extra = ["a", 1] }]
optional-dependencies = 3
wheels = [
    "no table",
    {},
    { url = 3 },
    { url = "https://index.example/a-1-py3-none-any.whl", hash = "sha512:AB", size = -1 },
    { url = "https://[index.example/b-1-py3-none-any.whl", hash = "sha256:", size = true },
]
""")
    found = locked_files(tmp_path)
    assert [(file.package, file.version, file.file, file.sha256, file.other_hash, file.size) for file in found] == [
        ("good-one", None, "a-1-py3-none-any.whl", None, "sha512:AB", None),
        ("good-one", None, "", None, None, None),
    ]
    lock = read_whole_lock(tmp_path)
    assert lock is not None
    assert lock.entries[0].needs == (LockedNeed(package="other-one", extras=("a",)),)


@given(text=st.text(max_size=40), other=st.text(max_size=40))
def test_no_text_of_a_lock_makes_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, text: str, other: str
) -> None:
    """Names, places and hashes are read as they are, whatever they are."""
    folder = tmp_path_factory.mktemp("lock")
    quoted, second = _quoted(text), _quoted(other)
    (folder / "uv.lock").write_text(
        f"version = 1\n[[package]]\nname = {quoted}\nsource = {{ registry = {second} }}\n"
        f"wheels = [{{ url = {quoted}, hash = {second} }}, {{ path = {quoted} }}, {{ filename = {second} }}]\n"
        f"[[package]]\nname = {second}\nsource = {{ path = {quoted} }}\nsdist = {{ hash = {second} }}\n"
        f"[[package]]\nname = {second}\nsource = {{ url = {quoted} }}\nsdist = {{ hash = {second} }}\n",
        encoding="utf-8",
    )
    assert len(locked_files(folder)) >= 2


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text if not "\ud800" <= letter <= "\udfff") + '"'


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
