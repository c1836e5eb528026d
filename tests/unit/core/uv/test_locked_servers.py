"""Which servers a lock leads to."""

from pathlib import Path

import pytest

from core.uv.lock_entries import read_whole_lock
from core.uv.locked_servers import FileServer, LockedServers, locked_servers, server_root

LOCK = """
version = 1
requires-python = ">=3.11"

[[package]]
name = "one"
version = "1"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.example/a/one-1.tar.gz?sig=abc", hash = "sha256:00" }
wheels = [
    { url = "https://ada:geheim@files.example/b%20c/one-1-py3-none-any.whl", hash = "sha256:00" },
    { url = "https://index.example/files/one-1-cp311-none-any.whl", hash = "sha256:00" },
    { url = "https://index.example:8443/one.whl", hash = "sha256:00" },
]

[[package]]
name = "Two"
version = "1"
source = { registry = "https://index.example/simple" }
wheels = [{ url = "https://files.example/two.whl", hash = "sha256:00" }]

[[package]]
name = "three"
version = "1"
source = { registry = "wheels" }
wheels = [{ path = "three-1-py3-none-any.whl" }]

[[package]]
name = "four"
version = "1"
source = { url = "https://direct.example/four-1.tar.gz" }
sdist = { hash = "sha256:00" }

[[package]]
name = "five"
version = "1"
source = { git = "https://git.example/five?rev=1#abc" }

[[package]]
name = "six"
version = "1"
source = { registry = "https://index.example/simple" }
wheels = [{ url = "https://files.example:x/six.whl", hash = "sha256:00" }]
"""


def test_indexes_and_the_servers_of_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text(LOCK, encoding="utf-8")
    found = locked_servers(read_whole_lock(tmp_path))
    assert found.indexes == {"https://index.example/simple": frozenset({"one", "two", "six"})}
    assert found.files == (
        FileServer(
            url="https://files.example/", file="/b%20c/one-1-py3-none-any.whl", packages=frozenset({"one", "two"})
        ),
        FileServer(url="https://index.example:8443/", file="/one.whl", packages=frozenset({"one"})),
        FileServer(url="https://direct.example/", file="/four-1.tar.gz", packages=frozenset({"four"})),
    )
    assert "geheim" not in repr(found)
    assert "abc" not in repr(found)


def test_without_a_lock_there_are_none() -> None:
    assert locked_servers(None) == LockedServers()


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://a.example/x/y?z", "https://a.example/"),
        ("https://a.example:443/x", "https://a.example:443/"),
        ("http://u:p@[::1]:80/x", "http://[::1]:80/"),
        ("https://bücher.example/x", "https://bücher.example/"),
        ("file:///x", None),
        ("x", None),
    ],
)
def test_the_root_of_a_server(url: str, root: str | None) -> None:
    assert server_root(url) == root
