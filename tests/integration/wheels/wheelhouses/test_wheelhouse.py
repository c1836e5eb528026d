"""A wheelhouse that was collected here installs the project where no network is: proved by the real uv."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core.demo.reference_project import make_reference_project
from core.model.outcome import Cancelled, Outcome
from core.model.problem import Category
from core.model.secrets import Secret
from core.model.settings import IndexLogin
from core.network.stored_credentials import store_credential
from core.session import open_session
from core.wheels.make_wheel import write_sdist, write_wheel
from tests.integration.uv.local_index import slow_index
from tests.integration.wheels.wheelhouses.house_bench import (
    HERE,
    LINUX,
    PROJECT_FILES,
    PYTHON,
    WINDOWS,
    HouseBench,
    write_project,
)
from tests.network.certificates import Authority
from tests.network.tls_index import package_index


def test_a_house_installs_the_project_without_a_network(tmp_path: Path, served: Path, authority: Authority) -> None:
    """The index speaks TLS with a certificate of the company's; afterwards it is gone, and the cache is empty."""
    bench = HouseBench(tmp_path, {"SSL_CERT_FILE": str(authority.root_file)})
    with package_index(served, authority) as index:
        write_project(bench, index)
        before = bench.lock()
        report = bench.collect(WINDOWS, LINUX)
    assert report.missing == ()
    assert report.platforms == (WINDOWS, LINUX)
    assert {file.file for file in report.files} == bench.files() == PROJECT_FILES
    assert {file.state for file in report.files} == {"fetched"}
    assert (bench.project / "uv.lock").read_text(encoding="utf-8") == before
    last = bench.progress()[-1]
    assert (last.done, last.total, last.done_bytes) == (
        len(PROJECT_FILES),
        len(PROJECT_FILES),
        sum(file.size for file in report.files),
    )
    assert bench.syncs_there(report) == {"app_kit-1.0", "native-1.0", "testing-4.0"}
    assert bench.syncs_there(report, "--all-extras", "--no-dev") == {"app_kit-1.0", "native-1.0", "speed-5.0"}
    assert bench.installs_there(report) == {"app_kit-1.0", "native-1.0", "testing-4.0", "speed-5.0"}
    text = (bench.house / "HOW-TO-INSTALL.txt").read_text(encoding="utf-8")
    assert "uv sync --offline --no-index --find-links WHEELHOUSE" in text


def test_a_second_collection_asks_for_nothing_again(bench: HouseBench, served: Path) -> None:
    """What is there and right stays; what is not whole comes."""
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        bench.collect(WINDOWS, LINUX)
        asked = len(index.requests)
        again = bench.collect(WINDOWS, LINUX)
        assert {file.state for file in again.files} == {"there"}
        assert len(index.requests) == asked
        (bench.house / "speed-5.0-py3-none-any.whl").unlink()
        third = bench.collect(WINDOWS, LINUX)
    assert [file.file for file in third.files if file.state == "fetched"] == ["speed-5.0-py3-none-any.whl"]


def test_sources_of_every_kind_are_found_in_the_house(bench: HouseBench, served: Path) -> None:
    """An index of its own for one package, an address, files for two platforms, and a file outside of the project."""
    own, exdist = bench.root / "own", bench.project / "exdist"
    own.mkdir()
    exdist.mkdir()
    write_wheel(own, "quant", "7.0", requires=("native",))
    write_wheel(served, "by-url", "6.0+a.1")
    windows = write_wheel(exdist, "nxpy", "21.3.4", tags=f"{PYTHON}-{PYTHON}-win_amd64")
    linux = write_wheel(exdist, "nxpy", "21.3.0", tags=f"{PYTHON}-{PYTHON}-{HERE}")
    write_wheel(own, "outside", "1.5")
    with package_index(served) as index, package_index(own) as quants:
        address = f"{index.url.removesuffix('/simple')}/files/by_url-6.0+a.1-py3-none-any.whl"
        write_project(
            bench,
            index,
            f'[[tool.uv.index]]\nname = "quants"\nurl = "{quants.url}"\nexplicit = true\n'
            f'[tool.uv.sources]\nquant = {{ index = "quants" }}\nBy_Url = {{ url = "{address}" }}\n'
            f"nxpy = [{{ path = 'exdist/{windows.name}', marker = \"sys_platform == 'win32'\" }},\n"
            f"  {{ path = 'exdist/{linux.name}', marker = \"sys_platform == 'linux'\" }}]\n"
            'outside = { path = "../own/outside-1.5-py3-none-any.whl" }\n',
            dependencies=("quant", "by-url", "outside", "nxpy; sys_platform == 'win32' or sys_platform == 'linux'"),
        )
        bench.lock()
        report = bench.collect(WINDOWS, LINUX)
    assert report.missing == ()
    others = {"quant-7.0-py3-none-any.whl", "by_url-6.0+a.1-py3-none-any.whl", "outside-1.5-py3-none-any.whl"}
    assert bench.files() == PROJECT_FILES | others | {windows.name, linux.name}
    expected = {"app_kit-1.0", "native-1.0", "testing-4.0", "quant-7.0", "by_url-6.0+a.1", "outside-1.5", "nxpy-21.3.0"}
    assert bench.syncs_there(report) == expected
    assert bench.installs_there(report) == expected | {"speed-5.0"}


def test_the_reference_project_is_collected_and_installed(bench: HouseBench) -> None:
    """Local files, an sdist, private flat indexes; they are all gone on the other computer."""
    bench.project.rmdir()
    demo = make_reference_project(bench.project, python=sys.version_info[:2])
    bench.lock()
    report = bench.collect(WINDOWS, LINUX)
    assert {file.state for file in report.files} == {"copied"}
    assert {name for name in bench.files() if name.startswith("nxpy")} == {
        file.name for file in demo.local_files if file.name.startswith("nxpy")
    }
    assert any("dash-design-kit 1.6.8" in sentence and "built" in sentence for sentence in report.missing)
    (sync,) = (way for way in report.how if way[1] == "sync")
    copy = bench.other_computer()
    for index in (copy / "indexes").iterdir():
        for file in index.iterdir():
            file.unlink()
    bench.run_there(copy, sync)
    (lock,) = {path.name for path in copy.glob("uv.lock")}
    assert lock == "uv.lock"
    assert bench.installs_there(report) >= {"dash-2.18.1", "nxpy-21.3.0", "dash_design_kit-1.6.8"}


def test_a_killed_collection_goes_on_where_it_was(bench: HouseBench, tmp_path: Path) -> None:
    """A real process is killed in the middle; what has come is not fetched again."""
    served = tmp_path / "served"
    served.mkdir()
    for name in ("one", "two"):
        write_wheel(served, name, "1.0", files={f"{name}.bin": os.urandom(1_500_000)})
    with slow_index(served, 700_000) as url:
        bench.write(("one", "two"), f'[[tool.uv.index]]\nname = "slow"\nurl = "{url}"\ndefault = true\n')
        bench.lock()
        environ = {**bench.environ, "WHEELYARD_HOME": str(bench.home.root), "PYTHONPATH": str(Path.cwd())}
        words = ["wheels", "collect", "--project", str(bench.project), str(bench.house)]
        log = (tmp_path / "log").open("wb")
        parts = [bench.house / f"{name}-1.0-py3-none-any.whl.part" for name in ("one", "two")]
        with log, subprocess.Popen([sys.executable, "-m", "core.cli", *words], env=environ, stdout=log) as process:
            try:
                _wait_for(lambda: all(_size(part) > 300_000 for part in parts) or process.poll() is not None)
            finally:
                process.kill()
        came = [_size(part) for part in parts]
        assert all(300_000 < size < 1_500_000 for size in came)
        report = bench.collect()
    assert {file.state for file in report.files} == {"fetched"}
    assert bench.files() == {"one-1.0-py3-none-any.whl", "two-1.0-py3-none-any.whl"}
    for name in bench.files():
        assert (bench.house / name).read_bytes() == (served / name).read_bytes()
    # The second run begins with what was there, in one step for each file.
    first = next(event.done_bytes for event in bench.progress() if event.done_bytes)
    assert first >= min(came)


def test_a_cancelled_collection_ends_at_once_and_keeps_what_came(bench: HouseBench, tmp_path: Path) -> None:
    """No part is called whole, and the next run goes on."""
    served = tmp_path / "served"
    served.mkdir()
    write_wheel(served, "one", "1.0", files={"one.bin": os.urandom(3_000_000)})
    part = bench.house / "one-1.0-py3-none-any.whl.part"

    async def cancelled() -> tuple[Outcome, float]:
        session = open_session(bench.home, bench.environ, secrets=bench.secrets)
        try:
            job = session.submit(bench.command())
            await asyncio.to_thread(_wait_for, lambda: _size(part) > 200_000)
            began = time.monotonic()
            session.cancel(job)
            return await session.wait(job), time.monotonic() - began
        finally:
            await session.close()

    with slow_index(served, 400_000) as url:
        bench.write(("one",), f'[[tool.uv.index]]\nname = "slow"\nurl = "{url}"\ndefault = true\n')
        bench.lock()
        outcome, seconds = asyncio.run(cancelled())
    assert isinstance(outcome, Cancelled)
    assert seconds < 3
    assert bench.files() == {part.name}
    with slow_index(served, 50_000_000) as url:
        lock = bench.project / "uv.lock"
        old = (bench.project / "pyproject.toml").read_text(encoding="utf-8").partition('url = "')[2].partition('"')[0]
        for file in (lock, bench.project / "pyproject.toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(old.removesuffix("/simple"), url.removesuffix("/simple")), encoding="utf-8")
        bench.collect()
    assert (bench.house / "one-1.0-py3-none-any.whl").read_bytes() == next(served.iterdir()).read_bytes()


def test_a_stored_login_is_used_and_shown_nowhere(bench: HouseBench, served: Path) -> None:
    """The index asks for it, its pages and its files."""
    with package_index(served, login=("anna", "s3cret-word")) as index:
        write_project(bench, index)
        bench.environ |= {"UV_INDEX_COMPANY_USERNAME": "anna", "UV_INDEX_COMPANY_PASSWORD": "s3cret-word"}
        bench.lock()
        for name in ("UV_INDEX_COMPANY_USERNAME", "UV_INDEX_COMPANY_PASSWORD"):
            del bench.environ[name]
        refused = bench.fails_to_collect(WINDOWS, LINUX)
        assert refused.category is Category.INDEX_AUTH
        store_credential(index.url, "anna", Secret("s3cret-word"), bench.secrets)
        profile = bench.profiles.load(bench.project)
        login = IndexLogin(index="company", url=index.url, user="anna")
        bench.profiles.save(type(profile)(project=profile.project, logins=(login,)))
        bench.collect(WINDOWS, LINUX)
    assert bench.files() == PROJECT_FILES
    assert "s3cret-word" not in repr(bench.events)
    assert "s3cret-word" not in bench.kept_texts()
    assert not any(b"s3cret-word" in file.read_bytes() for file in bench.house.iterdir())


def test_what_is_no_file_is_said_with_a_way_out(bench: HouseBench, served: Path) -> None:
    """A member of the workspace, a folder, a source distribution; and a platform for which there is nothing."""
    for name, backend in (("member", '[build-system]\nrequires = ["hatchling>=1.26"]\n'), ("plain folder", "")):
        folder = bench.project / name
        folder.mkdir()
        called = name.replace(" ", "-")
        (folder / "pyproject.toml").write_text(f'[project]\nname = "{called}"\nversion = "1"\n{backend}')
    exdist = bench.project / "exdist"
    exdist.mkdir()
    half = write_wheel(exdist, "half", "1.0", tags=f"{PYTHON}-{PYTHON}-win_amd64")
    source = write_sdist(exdist, "from-source", "2.0")
    with package_index(served) as index:
        write_project(
            bench,
            index,
            "[tool.uv.workspace]\nmembers = ['member']\n[tool.uv.sources]\nmember = { workspace = true }\n"
            f"plain-folder = {{ path = 'plain folder' }}\nhalf = {{ path = 'exdist/{half.name}' }}\n"
            f"from-source = {{ path = 'exdist/{source.name}' }}\n",
            dependencies=("member", "plain-folder", "half", "from-source"),
        )
        bench.lock()
        report = bench.collect(WINDOWS, LINUX)
    said = "\n".join(report.missing)
    assert len(report.missing) == 4, said
    assert f'uv build --wheel --out-dir "{bench.house}"' in said
    assert "hatchling>=1.26" in said
    assert "plain-folder 1 is the folder" in said
    assert "half 1.0: the lock names no file for Linux x86-64" in said
    assert "from-source 2.0: there is no wheel" in said
    assert bench.files() == PROJECT_FILES | {half.name, source.name}


def test_a_member_of_a_workspace_that_was_built_is_found_in_the_house(bench: HouseBench, served: Path) -> None:
    """The way out that is named for it works: what it needs comes from the lock of its root."""
    folder = bench.project / "member"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "member"\nversion = "1"\ndependencies = ["speed"]\n')
    with package_index(served) as index:
        write_project(bench, index, "[tool.uv.workspace]\nmembers = ['member']\n")
        bench.lock()
        root, bench.project = bench.project, folder
        report = bench.collect(LINUX)
        bench.project = root
    assert "speed-5.0-py3-none-any.whl" in bench.files()
    assert bench.syncs_there(report, "--package", "member") == {"speed-5.0"}


def test_conflicting_extras_are_all_collected(bench: HouseBench, served: Path) -> None:
    """No installation has all of them, so the requirements have the defaults, and that is said."""
    write_wheel(served, "speed", "4.0")
    with package_index(served) as index:
        write_project(bench, index, 'conflicts = [[{ extra = "fast" }, { extra = "slow" }]]\n')
        file = bench.project / "pyproject.toml"
        text = file.read_text(encoding="utf-8")
        conflicts = 'conflicts = [[{ extra = "fast" }, { extra = "slow" }]]\n'
        text = text.replace(conflicts, "").replace("package = false\n", f"package = false\n{conflicts}")
        text = text.replace('fast = ["speed"]', 'fast = ["speed==5.0"]\nslow = ["speed==4.0"]')
        file.write_text(text, encoding="utf-8")
        bench.lock()
        report = bench.collect(WINDOWS, LINUX)
    assert bench.files() == PROJECT_FILES | {"speed-4.0-py3-none-any.whl"}
    assert any("conflicts" in sentence for sentence in report.missing)
    assert bench.syncs_there(report, "--extra", "slow") == {"app_kit-1.0", "native-1.0", "testing-4.0", "speed-4.0"}
    assert bench.installs_there(report) == {"app_kit-1.0", "native-1.0", "testing-4.0"}


def test_platforms_that_the_lock_does_not_cover_are_said(bench: HouseBench, served: Path) -> None:
    """What the lock covers without them is there."""
    with package_index(served) as index:
        write_project(bench, index)
        file = bench.project / "pyproject.toml"
        limit = "package = false\nenvironments = [\"sys_platform == 'linux'\"]\n"
        file.write_text(file.read_text(encoding="utf-8").replace("package = false\n", limit), encoding="utf-8")
        bench.lock()
        covered = bench.collect()
        assert covered.platforms == (LINUX,)
        assert covered.missing == ()
        beyond = bench.collect(WINDOWS, LINUX)
    assert any("does not cover Windows x86-64" in sentence for sentence in beyond.missing)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
