"""What is not in the cache, and what the cache gained."""

from pathlib import Path

from core.uv.cache_pointers import entries_in
from core.uv.local_wheels import local_wheels
from core.uv.uncached import Uncached, keeps_environment, uncached_in
from core.wheels.make_wheel import write_wheel
from tests.links import needs_links

LOG = b"""DEBUG uv 0.13.9 (x86_64-unknown-linux-gnu)
Would create project environment at: .venv
DEBUG Path wheel requirement already cached: big-0==1.0 (from file:///w/big_0-1.0-py3-none-any.whl)\r
DEBUG Identified uncached distribution: Big_1 @ file:///w/big_1-1.0-py3-none-any.whl\r
DEBUG Identified uncached distribution: numpy==2.1.0
DEBUG Identified uncached distribution: numpy==2.1.0
\x1b[34mDEBUG\x1b[0m Identified uncached distribution: scipy==1.14.1
Would download 3 packages
"""


def test_the_log_of_a_dry_run_names_what_is_missing() -> None:
    assert uncached_in(LOG) == (Uncached("big-1"), Uncached("numpy", "2.1.0"), Uncached("scipy", "1.14.1"))
    assert uncached_in(b"") == ()
    assert uncached_in(b"\xff\xfe Identified uncached distribution: x==1") == ()


def test_an_environment_that_will_be_made_anew_has_no_python_to_keep() -> None:
    assert not keeps_environment(LOG)
    assert not keeps_environment(b"Would replace project environment at: .venv")
    assert keeps_environment(b"Would use project environment at: .venv\n")


@needs_links
def test_a_cache_has_gained_what_it_has_new_entries_of(tmp_path: Path) -> None:
    assert entries_in(tmp_path / "missing") == frozenset()
    package = tmp_path / "wheels-v8" / "url" / "d70c" / "big-1"
    package.mkdir(parents=True)
    (package / "1.0-py3-none-any.lock").touch()
    assert entries_in(tmp_path) == frozenset()
    (package / "1.0-py3-none-any").symlink_to(tmp_path / "archive-v0" / "abc")
    sources = tmp_path / "sdists-v11" / "path" / "0471" / "rev" / "src"
    sources.mkdir(parents=True)
    (sources / "setup.py").touch()
    (sources.parent / "metadata.msgpack").touch()
    (tmp_path / "archive-v0").mkdir()
    (tmp_path / "archive-v0" / "file").touch()
    assert {Path(entry).name for entry in entries_in(tmp_path)} == {"1.0-py3-none-any", "metadata.msgpack"}


def test_the_wheel_files_of_every_platform_are_found(tmp_path: Path) -> None:
    member = tmp_path / "packages" / "one"
    member.mkdir(parents=True)
    windows = write_wheel(tmp_path / "packages", "nxpy", "21.3.4", tags="cp310-cp310-win_amd64")
    linux = write_wheel(member, "nxpy", "21.3.0", tags="cp310-cp310-linux_x86_64")
    source = f'nxpy = {{ path = "packages/{windows.name}" }}'
    root = f'[tool.uv.workspace]\nmembers = ["packages/*"]\n[tool.uv.sources]\n{source}\n'
    (tmp_path / "pyproject.toml").write_text(root)
    several = f'{{ path = "{linux.name}", marker = "sys_platform != 1" }}, {{ path = "../gone-1-py3-none-any.whl" }}'
    (member / "pyproject.toml").write_text(
        f'[tool.uv.sources]\nnxpy = [{several}]\nsame = {{ path = "../{windows.name}" }}\n'
        'other = { path = "../other" }\nbroken = { path = "no-wheel.whl" }\nindexed = { index = "inner" }\n'
    )
    found = {wheel.path.name: (wheel.name, wheel.version, wheel.size) for wheel in local_wheels(member)}
    assert found == {
        linux.name: ("nxpy", "21.3.0", linux.stat().st_size),
        windows.name: ("nxpy", "21.3.4", windows.stat().st_size),
    }
    assert {wheel.path for wheel in local_wheels(tmp_path)} == {windows}
    (tmp_path / "pyproject.toml").write_text("[tool.uv]\nsources = 1\n")
    assert local_wheels(tmp_path) == ()
