"""Environments that several jobs work in: one at a time, and what was put aside stays until there is a new one."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from core.model.commands import AddPackages, AnyCommand, AnyUvCommand, Lock, RecreateEnvironment, Sync
from core.model.events import Event, Finished, Started
from core.model.outcome import Outcome, Succeeded
from core.places.environment_state import EnvironmentState, environment_state
from core.session import Session, open_session
from tests.integration.repairs.environments import wheels
from tests.integration.repairs.workbench import Workbench

T = TypeVar("T")

_BACKEND = """
import pathlib, time, zipfile
def build_wheel(folder, config_settings=None, metadata_directory=None):
    here = pathlib.Path(__file__).parent
    (here / "begun").touch()
    while not (here / "go").exists():
        time.sleep(0.05)
    with zipfile.ZipFile(pathlib.Path(folder, "slow-1.0-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("slow-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: slow\\nVersion: 1.0\\n")
        wheel.writestr("slow-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("slow-1.0.dist-info/RECORD", "")
    return "slow-1.0-py3-none-any.whl"
"""


def _asides(workbench: Workbench) -> list[Path]:
    return [entry for entry in workbench.project.iterdir() if entry.name.startswith(".venv.put-aside-")]


@pytest.mark.parametrize("command", ["sync --dry-run", "add --no-sync", "lock"])
def test_what_was_put_aside_stays_while_a_run_makes_no_new_environment(workbench: Workbench, command: str) -> None:
    project = workbench.project
    commands: dict[str, AnyUvCommand] = {
        "sync --dry-run": Sync(project=project, uv_args=("--dry-run",)),
        "add --no-sync": AddPackages(project=project, packages=("two",), uv_args=("--no-sync",)),
        "lock": Lock(project=project),
    }
    workbench.write(("one",), wheels(workbench, "one", "two"))
    assert isinstance(workbench.do(Sync(project=project)), Succeeded)
    assert isinstance(workbench.do(RecreateEnvironment(project=project)), Succeeded)
    assert isinstance(workbench.do(commands[command]), Succeeded)
    assert environment_state(workbench.environment) is EnvironmentState.MISSING
    (aside,) = _asides(workbench)
    assert environment_state(aside) is EnvironmentState.WHOLE
    assert isinstance(workbench.do(Sync(project=project)), Succeeded)
    assert environment_state(workbench.environment) is EnvironmentState.WHOLE
    assert _asides(workbench) == []


def _member(workbench: Workbench) -> Path:
    member = workbench.project / "member"
    member.mkdir()
    (member / "pyproject.toml").write_text(
        '[project]\nname = "member"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv]\npackage = false\n',
        encoding="utf-8",
    )
    return member


def test_an_environment_is_not_put_aside_under_a_sync_of_another_member(workbench: Workbench) -> None:
    slow = workbench.root / "slow"
    slow.mkdir()
    (slow / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "slow"\nversion = "1.0"\n',
        encoding="utf-8",
    )
    (slow / "backend.py").write_text(_BACKEND, encoding="utf-8")
    workbench.write(
        ("slow",), 'workspace = { members = ["member"] }\nsources = { slow = { path = "../slow" } }\nno-index = true\n'
    )
    member = _member(workbench)

    async def work(session: Session, events: list[Event]) -> tuple[str, str]:
        sync = session.submit(Sync(project=workbench.project))
        await _until((slow / "begun").exists)
        recreate = session.submit(RecreateEnvironment(project=member))
        await asyncio.sleep(1.0)  # long enough for a rename that does not wait
        assert not any(isinstance(event, Started) and event.job == recreate for event in events)
        assert _asides(workbench) == []
        (slow / "go").touch()
        assert isinstance(await session.wait(sync), Succeeded)
        assert isinstance(await session.wait(recreate), Succeeded)
        return sync, recreate

    events, (sync, recreate) = _played(workbench, work)
    order = [(type(event), event.job) for event in events if isinstance(event, Started | Finished)]
    assert order.index((Finished, sync)) < order.index((Started, recreate))
    assert len(_asides(workbench)) == 1


def test_members_that_sync_at_once_do_not_wait_for_each_other_for_ever(workbench: Workbench) -> None:
    """Also where somebody made the workspace's own folder the environment, which each job of it leases first."""
    workbench.write((), 'workspace = { members = ["member"] }\n')
    member = _member(workbench)
    cache = workbench.root / "0 cache"  # comes before the project in the order in which folders are leased
    for variables in ({}, {"UV_PROJECT_ENVIRONMENT": "."}):
        workbench.environ |= {"UV_CACHE_DIR": str(cache), **variables}

        async def work(session: Session, _events: list[Event]) -> list[Outcome]:
            syncs = [Sync(project=folder) for folder in (member, workbench.project) * 2]
            commands: list[AnyCommand] = [*syncs, RecreateEnvironment(project=member)]
            jobs = [session.submit(command) for command in commands]
            return await asyncio.wait_for(asyncio.gather(*map(session.wait, jobs)), 120)

        _, outcomes = _played(workbench, work)
        assert len(outcomes) == 5


async def _until(is_so: Callable[[], bool]) -> None:
    for _ in range(1200):
        if is_so():
            return
        await asyncio.sleep(0.05)
    pytest.fail("it did not come to that in a minute")


def _played(workbench: Workbench, work: Callable[[Session, list[Event]], Awaitable[T]]) -> tuple[list[Event], T]:
    """Do ``work`` with a Session, and return its events and what the work returned."""
    events: list[Event] = []

    async def play() -> T:
        session = open_session(workbench.home, workbench.environ, secrets=workbench.secrets)
        session.subscribe(lambda new, _state: events.extend(new))
        try:
            return await work(session, events)
        finally:
            await session.close()

    return events, asyncio.run(play())
