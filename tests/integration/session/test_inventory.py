"""An inventory through the Session: figures on the way, all places at once, a way to stop it."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.model.commands import Sync, TakeInventory
from core.model.events import Event, InventoryCounted
from core.model.measurements import Held, PlaceInventory, Verdict
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.settings import PersonPlaceKind, PlaceKind
from core.places import counting
from core.places.probe_record import ProbeRecord, ProbeRecords
from core.places.usage import count
from core.session import Session
from core.system.this_process import ProcessIdentity, this_process
from tests.integration.session.computer import Bench

SECONDS_PER_FOLDER = 0.02
MOST_THREADS = 4
"""How many folders a count reads at a time on a slow disk: its own thread and its helpers."""


def inventory_of(outcome: Outcome) -> dict[str, PlaceInventory]:
    assert isinstance(outcome, Succeeded), outcome
    return {place.kind.value: place for place in outcome.inventory}


def counted(events: list[Event]) -> list[PlaceInventory]:
    return [event.place for event in events if isinstance(event, InventoryCounted)]


def ended_process() -> ProcessIdentity:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return ProcessIdentity(process.pid, None, this_process().host)


def many_files(folder: Path, *, folders: int, files: int) -> None:
    for number in range(folders):
        (folder / str(number)).mkdir(parents=True)
        for file in range(files):
            (folder / str(number) / str(file)).touch()


def slow_down_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the count wait at every folder: how long it takes at least is then the same on every computer."""

    def scandir(folder: int | str) -> object:
        time.sleep(SECONDS_PER_FOLDER)
        return os.scandir(folder)

    # The count's own name for os only: nothing else that runs in the test is to become slow.
    monkeypatch.setattr(counting, "os", SimpleNamespace(**(vars(os) | {"scandir": scandir})))


def test_every_place_is_counted_and_says_where_it_is(bench: Bench) -> None:
    bench.environ["TMPDIR"] = str(bench.root / "temp")
    (bench.root / "temp").mkdir()
    (bench.root / "temp" / "file").write_bytes(b"123")
    bench.do(Sync(project=bench.project))
    bench.events.clear()
    found = inventory_of(bench.do(TakeInventory(project=bench.project)))
    assert set(found) == {kind.value for kind in (*PlaceKind, *PersonPlaceKind)}
    temp = count(bench.root / "temp", threading.Event())  # uv leaves a lock file there
    assert found["temp"].held == Held(temp.files, temp.bytes)
    assert found["temp"].held.bytes >= 3
    assert found["environment"].held.files > 3
    assert found["cache"].contents is not None
    assert not found["pythons"].exists
    for place in found.values():
        assert not place.counting
        assert place.trouble is None
        assert place.verdict is None
        assert place.free_bytes
        assert place.volume is not None
    assert found["cache"].path == bench.root / "shared cache"
    last = {place.kind.value: place for place in counted(bench.events)}
    assert last == found


def test_with_a_probe_the_projects_places_have_a_verdict(bench: Bench) -> None:
    bench.environ["TMPDIR"] = str(bench.root / "temp")
    bench.do(Sync(project=bench.project))
    found = inventory_of(bench.do(TakeInventory(project=bench.project, probe=True)))
    assert found["cache"].verdict is Verdict.CLEAR
    assert found["environment"].verdict is Verdict.CLEAR
    assert found["temp"].verdict is None  # it is not there, and measuring makes no place
    assert found["tools"].verdict is None


def test_what_a_killed_probe_left_is_not_counted_and_goes(bench: Bench) -> None:
    temp = bench.root / "temp"
    left = temp / ".tmpLEFTof"
    left.mkdir(parents=True)
    bench.environ["TMPDIR"] = str(temp)
    ProbeRecords(bench.home.probes).begin(ProbeRecord(name="killed", place=temp, process=ended_process(), made=(left,)))
    found = inventory_of(bench.do(TakeInventory(project=bench.project)))
    assert not left.exists()
    assert found["temp"].held.files == 0
    assert not list(bench.home.probes.glob("*.json"))


def test_figures_appear_while_it_counts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = bench.root / "temp"
    many_files(temp, folders=50, files=40)
    slow_down_the_disk(monkeypatch)
    bench.environ["TMPDIR"] = str(temp)
    bench.do(TakeInventory(project=bench.project))
    on_the_way = [place for place in counted(bench.events) if place.counting and place.kind is PlaceKind.TEMP]
    figures = [place.held.files for place in on_the_way]
    assert figures == sorted(figures)
    assert any(0 < files < 2_000 for files in figures)
    final = next(place for place in counted(bench.events) if place.kind is PlaceKind.TEMP and not place.counting)
    assert final.held.files == 2_000


def test_it_can_be_stopped_in_the_middle(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = bench.root / "temp"
    folders = 4_000
    whole_seconds = folders * SECONDS_PER_FOLDER / MOST_THREADS
    many_files(temp, folders=folders, files=1)
    slow_down_the_disk(monkeypatch)
    bench.environ["TMPDIR"] = str(temp)
    outcomes: list[Outcome] = []
    stopping: list[float] = []

    async def story(session: Session) -> None:
        under_way = asyncio.Event()

        def listen(events: tuple[Event, ...], _state: object) -> None:
            if any(place.held.files for place in counted(list(events)) if place.kind is PlaceKind.TEMP):
                under_way.set()

        session.subscribe(listen)
        job = session.submit(TakeInventory(project=bench.project))
        await under_way.wait()
        asked = time.monotonic()
        session.cancel(job)
        outcomes.append(await session.wait(job))
        stopping.append(time.monotonic() - asked)

    bench.play(story)
    assert outcomes == [Cancelled()]
    # The rest of the count would have taken all of those seconds but the first moments.
    assert stopping[0] < whole_seconds / 4
    assert all(place.counting for place in counted(bench.events) if place.kind is PlaceKind.TEMP)


@pytest.mark.skipif(sys.platform == "win32", reason="made with links of POSIX")
def test_odd_places_cost_only_themselves(bench: Bench) -> None:
    loop = bench.root / "loop"
    loop.symlink_to(loop)
    file = bench.root / "file"
    file.write_text("no folder")
    bench.environ |= {"TMPDIR": str(loop), "UV_TOOL_DIR": str(file), "UV_CACHE_DIR": str(bench.root / "dangling")}
    (bench.root / "dangling").symlink_to(bench.root / "gone")
    found = inventory_of(bench.do(TakeInventory(project=bench.project)))
    assert [found[kind].exists for kind in ("temp", "tools", "cache")] == [False, False, False]
    assert "no folder" in (found["tools"].trouble or "")


def test_a_folder_without_a_project_gets_a_sentence(bench: Bench) -> None:
    outcome = bench.do(TakeInventory(project=bench.root))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert os.fspath(bench.root) in outcome.problem.title
