"""The real uv on pipes and on a terminal, with wheels made on the spot and a slow index on this computer."""

import asyncio
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.model.events import PackagePhase, Stage
from core.model.invocation import Invocation, ProcessEnd, TerminalSize
from core.model.outcome import ChangeAction
from core.ports import Stream
from core.uv.invocation import UvCall, lock_invocation, sync_dry_run_invocation, sync_invocation
from core.uv.lock_file import read_lock, tags_for
from core.uv.output_pipes import PipeOutput
from core.uv.output_terminal import TerminalOutput
from core.uv.plan import python_version_of, read_plan
from core.uv.process import ChildProcessRunner
from core.uv.said import ChangeSaid, LinesSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid
from tests.integration.uv.local_index import make_wheel, slow_index

MODES = [None, TerminalSize()]
LONG = "a-very-long-name-of-a-package-indeed"


class Project:
    """A project whose packages come from a slow index, from a file and from a folder."""

    def __init__(self, root: Path, program: Path, index: str) -> None:
        self.folder = root / "my project & ümläut"
        self.folder.mkdir()
        self.cache = root / "cache"
        self.program = program
        make_wheel(self.folder, "local-one", "3.0")
        self.write("0.1", "local-one")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
        own = {"UV_DEFAULT_INDEX": index, "UV_PYTHON": sys.executable, "UV_NO_CONFIG": "1", "NO_PROXY": "127.0.0.1"}
        self.runner = ChildProcessRunner({**kept, **own})

    def write(self, tiny: str, *more: str) -> None:
        dependencies = ", ".join(f'"{name}"' for name in ("big-one", LONG, f"tiny=={tiny}", *more))
        (self.folder / "pyproject.toml").write_text(
            f'[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.11"\n'
            f"dependencies = [{dependencies}]\n[tool.uv.sources]\n"
            'local-one = {path = "local_one-3.0-py3-none-any.whl"}\n'
            'missing = {path = "deep/' + "deep/" * 60 + 'missing-1.0-py3-none-any.whl"}\n'
        )

    def call(self, terminal: TerminalSize | None) -> UvCall:
        return UvCall(program=self.program, folder=self.folder, cache=self.cache, terminal=terminal)

    def run(self, invocation: Invocation) -> tuple[ProcessEnd, list[UvSaid]]:
        size = invocation.terminal
        output = PipeOutput() if size is None else TerminalOutput(size.columns, size.rows)
        said: list[UvSaid] = []
        end = asyncio.run(self.runner.run(invocation, lambda stream, data: said.extend(output.feed(stream, data))))
        assert end.on_terminal == (invocation.terminal is not None)
        return end, said + output.finish()

    def streams(self, invocation: Invocation) -> dict[Stream, bytes]:
        streams = {Stream.OUT: b"", Stream.ERR: b""}

        def keep(stream: Stream, data: bytes) -> None:
            streams[stream] += data

        asyncio.run(self.runner.run(invocation, keep))
        return streams


@pytest.fixture
def project(tmp_path: Path, uv_program: Path) -> Iterator[Project]:
    wheels = tmp_path / "wheels"
    noise = random.Random(7)  # noqa: S311 - bytes that do not repeat, not a secret
    make_wheel(wheels, "big-one", "1.0", noise.randbytes(2_600_000))
    make_wheel(wheels, LONG, "2.0", noise.randbytes(1_800_000))
    make_wheel(wheels, "tiny", "0.1")
    make_wheel(wheels, "tiny", "0.2")
    with slow_index(wheels, 3_000_000) as index:
        yield Project(tmp_path, uv_program, index)


def _lines(said: list[UvSaid]) -> list[str]:
    return [line for value in said if isinstance(value, LinesSaid) for line in value.lines]


def _without_times(lines: list[str]) -> list[str]:
    return [line.split(" in ")[0] for line in lines if not line.startswith(("Using", "Creating", "Downlo", " Downlo"))]


@pytest.mark.parametrize("terminal", MODES)
def test_a_sync_is_followed_from_the_plan_to_the_last_change(project: Project, terminal: TerminalSize | None) -> None:
    end, said = project.run(lock_invocation(project.call(terminal)))
    assert end.exit_code == 0, _lines(said)
    shutil.rmtree(project.cache)

    dry = project.streams(sync_dry_run_invocation(project.call(terminal)))
    version = python_version_of(dry[Stream.OUT])
    assert version is not None
    plan = read_plan(dry[Stream.OUT], dry[Stream.ERR], read_lock(project.folder, tags_for(version)))
    names = {"big-one", LONG, "local-one", "tiny"}
    assert {package.name for package in plan.packages} == names
    assert {package.action for package in plan.packages} == {ChangeAction.INSTALLED}
    assert plan.downloads == 4
    assert plan.download_bytes is None

    end, said = project.run(sync_invocation(project.call(terminal)))
    lines = _lines(said)
    assert end.exit_code == 0, lines
    wheel = project.folder / "local_one-3.0-py3-none-any.whl"
    local = next(line for line in lines if line.startswith(" + local-one"))
    assert _without_times(lines) == [
        "Resolved 5 packages",
        "Prepared 4 packages",
        "Installed 4 packages",
        f" + {LONG}==2.0",
        " + big-one==1.0",
        local,
        " + tiny==0.1",
    ]
    assert local.startswith(" + local-one==3.0 (from file://")
    assert wheel.name in local
    changes = {value.name: value for value in said if isinstance(value, ChangeSaid)}
    assert changes["local-one"] == ChangeSaid("local-one", "3.0", ChangeAction.INSTALLED)
    assert set(changes) == names
    stages = [value.stage for value in said if isinstance(value, StageSaid)]
    assert stages[-1] is Stage.INSTALLING
    assert Stage.PREPARING in stages
    assert [value for value in said if isinstance(value, PreparedSaid)][-1] == PreparedSaid(4, 4)
    downloading = [
        value
        for value in said
        if isinstance(value, PackageSaid) and value.name == "big-one" and value.phase is PackagePhase.DOWNLOADING
    ]
    assert downloading
    assert all(value.total_bytes is not None for value in downloading)
    if terminal is not None:
        done = [value.done_bytes or 0 for value in downloading]
        assert len(set(done)) > 3
        assert done == sorted(done)


@pytest.mark.parametrize("terminal", MODES)
def test_changes_and_removals(project: Project, terminal: TerminalSize | None) -> None:
    assert project.run(sync_invocation(project.call(terminal)))[0].exit_code == 0
    project.write("0.2")
    dry = project.streams(sync_dry_run_invocation(project.call(terminal)))
    plan = read_plan(dry[Stream.OUT], dry[Stream.ERR], read_lock(project.folder))
    assert [(package.name, package.version, package.action) for package in plan.packages] == [
        ("local-one", "3.0", ChangeAction.REMOVED),
        ("tiny", "0.2", ChangeAction.INSTALLED),
    ]
    _, said = project.run(sync_invocation(project.call(terminal), ("--reinstall-package", "big-one")))
    assert [value for value in said if isinstance(value, ChangeSaid)] == [
        ChangeSaid("big-one", "1.0", ChangeAction.REINSTALLED),
        ChangeSaid("local-one", "3.0", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.1", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.2", ChangeAction.INSTALLED),
    ]
    _, said = project.run(sync_invocation(project.call(terminal)))
    assert not [value for value in said if isinstance(value, ChangeSaid)]


def test_a_failure_reads_the_same_on_pipes_and_on_a_terminal(project: Project) -> None:
    project.write("0.1", "missing")
    assert project.run(sync_invocation(project.call(None)))[0].exit_code not in {0, None}
    piped_end, piped = project.run(sync_invocation(project.call(None)))
    terminal_end, terminal = project.run(sync_invocation(project.call(TerminalSize(80, 24))))
    assert piped_end.exit_code == terminal_end.exit_code
    assert _lines(terminal) == _lines(piped)
    assert max(map(len, _lines(piped))) > 300


@pytest.mark.parametrize("terminal", MODES)
def test_a_cancelled_download_leaves_no_process(project: Project, terminal: TerminalSize | None) -> None:
    async def main() -> float:
        said = bytearray()
        task = asyncio.create_task(
            project.runner.run(sync_invocation(project.call(terminal)), lambda _, data: said.extend(data))
        )
        async with asyncio.timeout(60):
            while b"big-one" not in said:  # noqa: ASYNC110 - the child sets no event
                await asyncio.sleep(0.01)
        assert psutil.Process().children(recursive=True)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began

    assert asyncio.run(main()) < 3
    assert not psutil.Process().children(recursive=True)
