"""What is gathered after a failure, from real programs and files: within its time, with what was found by then."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from core.diagnosis.gathered import UNKNOWN, Gathered
from core.diagnosis.wanted_evidence import EvidenceKind
from core.jobs import JobScope
from core.model.commands import Sync
from core.model.invocation import ProcessEnd
from core.model.problem import Category, Problem
from core.model.settings import IndexLogin
from core.places.cache_lock import LOCK_NAME
from core.procedures.evidence.gather import gather
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.evidence.uv_files import UvFiles, read_uv_files
from core.procedures.failure import Attempt, explained_failure
from core.procedures.preparation import Prepared, WithheldLogin, prepare
from core.procedures.services import Services, make_services
from core.system import file_users
from tests.integration.repairs.workbench import Workbench, evidence_of
from tests.unit.core.system.children import WAITING, python_that, waiting

HOLDING = f"import sys; held = open(sys.argv[1]); {WAITING}"
posix_only = pytest.mark.skipif(os.name == "nt", reason="made with what only POSIX has")


def _prepared(workbench: Workbench) -> tuple[Prepared, Services]:
    workbench.write()
    services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)
    return asyncio.run(prepare(workbench.project, services)), services


def _inquiry(
    workbench: Workbench, path_to: Path | None = None, path_from: Path | None = None, url: str | None = None
) -> Inquiry:
    prepared, services = _prepared(workbench)
    problem = Problem(
        category=Category.FILE_IN_USE,
        title="t",
        explanation="e",
        path_to=str(path_to) if path_to is not None else None,
        path_from=str(path_from) if path_from is not None else None,
        url=url,
    )
    places = prepared.effective.places
    return Inquiry(
        problem=problem,
        prepared=prepared,
        services=services,
        cache=places.cache.path,
        temp=places.temp.path,
        environment=places.environment.path,
        files=UvFiles(),
    )


def _gathered(inquiry: Inquiry, kind: EvidenceKind) -> Gathered:
    (found,) = asyncio.run(gather(inquiry, (kind,)))
    return found


def _folder(workbench: Workbench, name: str) -> Path:
    folder = workbench.root / name
    folder.mkdir()
    return folder


def test_each_holder_is_told_with_the_path_that_it_holds(workbench: Workbench) -> None:
    inquiry = _inquiry(workbench, _folder(workbench, "target"), _folder(workbench, "source"))
    with waiting(python_that(WAITING), folder=workbench.root / "source") as child:
        found = _gathered(inquiry, EvidenceKind.HOLDERS)
    assert found.evidence.finding.startswith("source is held by ")
    assert "target" not in found.evidence.finding
    assert found.evidence.measured["programs"] == 1
    assert found.evidence.measured["process_1"] == child.pid
    assert found.evidence.measured["holds_1"] == "source"


def test_holders_of_both_paths_are_told_apart_and_counted_once(workbench: Workbench) -> None:
    target, source = _folder(workbench, "target"), _folder(workbench, "source")
    (target / "work").mkdir()
    with (
        waiting(python_that(WAITING), folder=target / "work") as first,
        waiting(python_that(WAITING), folder=source) as second,
    ):
        both = _gathered(_inquiry(workbench, target, source), EvidenceKind.HOLDERS)
        nested = _gathered(_inquiry(workbench, target, target / "work"), EvidenceKind.HOLDERS)
    told = both.evidence.finding
    target_part, _, source_part = told.partition(", and source is held by ")
    assert target_part.startswith("target is held by ")
    assert (f"process {first.pid}" in target_part, f"process {second.pid}" in source_part) == (True, True)
    assert (f"process {second.pid}" in target_part, f"process {first.pid}" in source_part) == (False, False)
    assert both.evidence.measured["programs"] == 2
    assert nested.evidence.measured["programs"] == 1
    assert nested.evidence.measured["holds_1"] == "target, work"
    assert [program.process for program in nested.programs] == [first.pid]


def test_paths_with_one_name_are_told_in_full(workbench: Workbench) -> None:
    for parent in ("a", "b"):
        (workbench.root / parent / "same").mkdir(parents=True)
    found = _gathered(
        _inquiry(workbench, workbench.root / "a" / "same", workbench.root / "b" / "same"), EvidenceKind.HOLDERS
    )
    assert str(workbench.root / "b" / "same") in found.evidence.finding
    assert found.evidence.measured["programs"] == 0


def test_what_is_gone_is_held_by_no_programs_like_everything_else(workbench: Workbench) -> None:
    found = _gathered(_inquiry(workbench, workbench.root / "gone"), EvidenceKind.HOLDERS)
    assert found.known
    assert found.evidence.measured == {"programs": 0, "scanners": 0}


@contextmanager
def _endless_listing(monkeypatch: pytest.MonkeyPatch, last: int) -> Iterator[None]:
    """Let the listing of processes tell of ``last`` and then not come to an end, as with very many open files."""
    release = threading.Event()

    def processes() -> Iterator[psutil.Process]:
        yield psutil.Process(last)
        release.wait(60)

    monkeypatch.setattr(file_users, "all_processes", processes)
    try:
        yield
    finally:
        release.set()


@posix_only
@pytest.mark.parametrize("both", [False, True])
def test_who_was_found_until_the_time_was_over_is_told(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, *, both: bool
) -> None:
    source = _folder(workbench, "source")
    (source / "file").write_text("x")
    target = _folder(workbench, "target") if both else None
    inquiry = _inquiry(workbench, target, source / "file")
    with waiting(python_that(HOLDING, source / "file")) as child, _endless_listing(monkeypatch, child.pid):
        found = _gathered(inquiry, EvidenceKind.HOLDERS)
    assert found.known
    assert [program.process for program in found.programs] == [child.pid]
    assert found.evidence.finding.startswith("file is held by ")


@posix_only
def test_who_has_the_caches_lock_is_told_in_time_as_well(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    inquiry = _inquiry(workbench)
    inquiry.cache.mkdir(parents=True)
    (inquiry.cache / LOCK_NAME).touch()
    with waiting(python_that(HOLDING, inquiry.cache / LOCK_NAME)) as child, _endless_listing(monkeypatch, child.pid):
        found = _gathered(inquiry, EvidenceKind.CACHE_LOCK)
    assert [program.process for program in found.programs] == [child.pid]


@posix_only
def test_files_on_a_share_that_is_gone_hold_up_neither_the_findings_nor_the_window(workbench: Workbench) -> None:
    """A pipe that nobody writes to is a file whose reading does not end."""
    prepared, services = _prepared(workbench)
    transcript = (
        "error: Failed to fetch: `https://localhost:9/simple/one/`\n"
        "  Caused by: Request failed after 3 retries\n"
        "  Caused by: error sending request for url (https://localhost:9/simple/one/)\n"
        "  Caused by: client error (Connect)\n"
        "  Caused by: tcp connect error: Connection refused (os error 111)\n"
    )
    end = ProcessEnd(program="uv", exit_code=2)
    attempt = Attempt(command=Sync(project=workbench.project), prepared=prepared, end=end, transcript=transcript)
    worst = 0.0

    async def beat() -> None:
        nonlocal worst
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            worst = max(worst, time.monotonic() - before)

    async def explain() -> Problem:
        beating = asyncio.create_task(beat())
        scope = JobScope("1", workbench.project, lambda _event: None, services.clock)
        try:
            return (await explained_failure(attempt, scope, services)).problem
        finally:
            beating.cancel()

    with _unreadable(workbench.project / "uv.toml"):
        begun = time.monotonic()
        problem = asyncio.run(explain())
        took = time.monotonic() - begun
    assert problem.category is Category.NETWORK_UNREACHABLE
    assert evidence_of(problem, "proxy").measured == {"answer": UNKNOWN}
    assert evidence_of(problem, "tls").measured == {"answer": UNKNOWN}
    assert took < 20
    assert worst < 10


@contextmanager
def _unreadable(file: Path) -> Iterator[None]:
    """Make a file whose readers wait until the end of the block, or for half a minute."""
    os.mkfifo(file)
    over = threading.Event()

    def release() -> None:
        over.wait(30)
        for _ in range(50):
            try:
                os.close(os.open(file, os.O_WRONLY | os.O_NONBLOCK))
            except OSError:  # nobody reads now
                over.wait(0.05)
            time.sleep(0.01)

    thread = threading.Thread(target=release)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        file.unlink()


@posix_only
def test_files_that_cannot_be_read_in_time_are_unknown_and_others_are_read_once(workbench: Workbench) -> None:
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "https://corp.example/simple"\n')
    read = asyncio.run(read_uv_files(workbench.project, workbench.environ, 60))
    assert (read.known, read.indexes) == (True, (("corp", "https://corp.example/simple"),))
    with _unreadable(workbench.project / "uv.toml"):
        begun = time.monotonic()
        assert not asyncio.run(read_uv_files(workbench.project, workbench.environ, 0.1)).known
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((), "names no such index any more"),
        (("https://new.example/simple",), "store it again where the new address is right"),
        (("https://old.example/simple", "https://new.example/simple"), "give each index a name of its own"),
    ],
)
def test_a_login_that_was_not_given_is_told_with_the_way_out(
    workbench: Workbench, now: tuple[str, ...], said: str
) -> None:
    inquiry = _inquiry(workbench, url=(now or ("https://old.example/simple",))[-1])
    login = IndexLogin(index="corp", url="https://old.example/simple", user="anna")
    prepared = replace(inquiry.prepared, withheld=(WithheldLogin(login, now),))
    found = _gathered(replace(inquiry, prepared=prepared), EvidenceKind.CREDENTIAL)
    assert "https://old.example/simple" in found.evidence.finding
    assert said in found.evidence.finding
    assert (found.evidence.measured["moved"], found.evidence.measured["stored"]) == (True, False)
