"""The history keeps runs and probes of the past, bounded, without secrets, found by any name of a folder."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.commands import Sync
from core.model.history import ProbeRun
from core.model.measurements import Verdict
from core.model.problem import Remedy
from core.model.secrets import without_secrets
from core.places.paths import identity
from core.store import history_bounds, history_values
from core.store.history import History
from core.store.home import Home
from tests.links import LINKS_WORK
from tests.unit.core.store.history_rows import DAY, NOW, failure, probe, problem, run


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def history(home: Home) -> History:
    return History(home, identity)


def test_where_nothing_was_recorded_there_is_nothing_and_no_file(history: History, home: Home, tmp_path: Path) -> None:
    assert history.runs() == ()
    assert history.probes() == ()
    assert history.last_problem() is None
    assert history.run(1) is None
    rows = history.rows(tmp_path, NOW)
    assert (rows.runs, rows.probes, rows.trouble) == ((), (), None)
    assert not home.root.exists()


def test_a_run_comes_back_as_it_was_but_for_its_number(history: History, tmp_path: Path) -> None:
    met = failure(
        tmp_path,
        seconds=2.5,
        cache=tmp_path / "cache",
        uv_version="0.13.9",
        package="numpy",
        path=str(tmp_path / "cache" / ".tmpAbCdEf"),
    )
    assert history.record_run(met) is None
    (back,) = history.runs(tmp_path)
    assert back.number is not None
    assert back.problem is None
    whole = history.last_problem(tmp_path)
    assert whole is not None
    assert whole.problem == met.problem
    fields = [name for name in met.__struct_fields__ if name not in {"number", "problem"}]
    assert [getattr(whole, name) for name in fields] == [getattr(met, name) for name in fields]
    assert history.run(back.number) == whole


def test_runs_come_newest_first_of_one_project_since_then(history: History, tmp_path: Path) -> None:
    for day in (3, 1, 2, 9):
        history.record_run(run(tmp_path / "a", NOW + day * DAY))
    history.record_run(run(tmp_path / "b", NOW + 5 * DAY))
    history.record_run(run(None, NOW + 4 * DAY, command="inventory"))
    assert [each.started_at for each in history.runs(tmp_path / "a")] == [NOW + day * DAY for day in (9, 3, 2, 1)]
    assert [each.started_at for each in history.runs(tmp_path / "a", NOW + 2 * DAY)] == [
        NOW + day * DAY for day in (9, 3, 2)
    ]
    assert [each.started_at for each in history.runs(tmp_path / "a", most=1)] == [NOW + 9 * DAY]
    assert [each.project for each in history.runs()] == [
        tmp_path / "a",
        tmp_path / "b",
        None,
        *[tmp_path / "a"] * 3,
    ]


def test_a_probe_comes_back_with_its_figures(history: History, tmp_path: Path) -> None:
    assert history.record_probes(tmp_path / "project", (probe(tmp_path / "cache"),), NOW) is None
    history.record_probes(None, (probe(tmp_path / "other", Verdict.CLEAR),), NOW + 1)
    assert history.record_probes(None, (), NOW) is None
    first, second = history.probes()
    assert first == ProbeRun(
        place=tmp_path / "cache",
        project=tmp_path / "project",
        at=NOW,
        rounds=8,
        refused_first=8,
        never_passed=7,
        wait_ms_median=9100.5,
        wait_ms_p95=9900.0,
        wait_ms_max=10000.0,
        verdict=Verdict.REFUSED,
        os_errors={5: 7, 32: 1},
    )
    assert (second.place, second.project, second.verdict) == (tmp_path / "other", None, Verdict.CLEAR)
    assert history.probes((tmp_path / "other",)) == (second,)
    assert history.probes((), NOW) == ()
    assert history.probes(since=NOW + 0.5) == (second,)


@pytest.mark.skipif(not LINKS_WORK, reason="links cannot be made here")
def test_a_folder_is_one_folder_by_all_its_names(history: History, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    history.record_run(run(tmp_path / "link", NOW, cache=tmp_path / "cache"))
    history.record_run(run(tmp_path / "real", NOW + 1, cache=tmp_path / "x" / ".." / "cache"))
    found = history.runs(tmp_path / "x" / ".." / "link")
    assert len(found) == 2
    assert {each.project for each in found} == {tmp_path / "real"}, "each folder is named as it was last"
    assert {each.cache for each in found} == {tmp_path / "x" / ".." / "cache"}
    history.record_probes(None, (probe(tmp_path / "real"),), NOW)
    assert len(history.probes((tmp_path / "link",))) == 1


def test_rows_for_a_report_are_the_project_s_and_those_of_its_caches(history: History, tmp_path: Path) -> None:
    project, cache, shared = tmp_path / "p", tmp_path / "cache", tmp_path / "shared"
    history.record_run(run(project, NOW - 40 * DAY, cache=tmp_path / "forgotten"))
    history.record_run(run(project, NOW - DAY, cache=cache))
    history.record_run(run(tmp_path / "q", NOW, cache=shared))
    history.record_probes(None, (probe(cache),), NOW - DAY)
    history.record_probes(project, (probe(tmp_path / "candidate"),), NOW)
    history.record_probes(None, (probe(shared), probe(tmp_path / "forgotten")), NOW)
    history.record_probes(None, (probe(cache),), NOW - 50 * DAY)
    rows = history.rows(project, NOW - 30 * DAY)
    assert [each.started_at for each in rows.runs] == [NOW - DAY]
    assert [each.place for each in rows.probes] == [cache, tmp_path / "candidate"]
    everything = history.rows(None, NOW - 30 * DAY)
    assert len(everything.runs) == 2
    assert len(everything.probes) == 4


def test_no_secret_reaches_the_disk(history: History, home: Home, tmp_path: Path) -> None:
    secret = "geheim-4711"  # noqa: S105 - a made-up one, looked for below
    url = f"https://me:{secret}@nexus.example/simple?token={secret}"
    met = problem(
        title=url,
        explanation=url,
        url=url,
        path_from=url,
        causes=(url,),
        raw=url,
        evidence=(problem().evidence[0].__class__(id="x", finding=url, measured={"url": url, url: 1}),),
        remedies=(
            Remedy(id="r", title=url, why=url, confidence=0.5, action=Sync(uv_args=("--index", url)), command=(url,)),
        ),
    )
    history.record_run(failure(tmp_path, problem=met, title=url, path=url, package=url, uv_version=url))
    for file in home.root.iterdir():
        assert secret.encode() not in file.read_bytes(), file
    whole = history.last_problem()
    assert whole is not None
    assert whole.problem is not None
    assert whole.problem.url == "https://****@nexus.example/simple?token=****"
    assert isinstance(whole.problem.remedies[0].action, Sync)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None, categories=None), max_size=60))
def test_any_text_is_kept(home: Home, text: str) -> None:
    history = History(home, str)
    named = Path("/p") / text.replace("\0", "").replace("/", "")
    met = problem(title=text, raw=text, causes=(text,))
    assert history.record_run(failure(named, title=text, package=text, path=text, problem=met)) is None
    back = history.last_problem(named)
    assert back is not None
    assert back.project == named
    assert back.title == without_secrets(text)
    assert back.problem is not None


def test_a_very_long_problem_is_kept_short(history: History, tmp_path: Path) -> None:
    for met in (problem(raw="é" * 100_000), problem(explanation="x" * 100_000, causes=("y" * 50_000,) * 9)):
        history.record_run(failure(tmp_path, problem=met, path="z" * 9000))
        back = history.last_problem(tmp_path)
        assert back is not None
        assert back.problem is not None
        assert back.problem.category is met.category
        assert len(back.path or "") <= 2000
        assert len(history_values.problem_bytes(met)) <= history_values.MOST_PROBLEM_BYTES


def test_a_secret_is_taken_out_before_anything_is_cut_off(history: History, tmp_path: Path) -> None:
    secret = "geheim-4711"  # noqa: S105 - a made-up one, looked for below
    url = f"https://me:{secret}@nexus.example/x"
    spoilt = "y" * 100_000
    for before in range(3960, 4000):
        raw = f"{url} {'x' * before}"
        assert secret.encode() not in history_values.problem_bytes(problem(raw=raw, causes=(spoilt,) * 30))
    for before in range(1970, 2000):
        history.record_run(failure(tmp_path, title=f"{'x' * before}{url}"))
        assert secret[:4] not in (history.runs()[0].title or "")
        met = problem(title=f"{'x' * before}{url}", explanation=spoilt)
        assert secret[:4].encode() not in history_values.problem_bytes(met)


def test_a_folder_that_the_disk_cannot_be_asked_about_is_recorded(home: Home) -> None:
    history = History(home, identity)
    assert history.record_run(run(Path("/p\0q"))) is None
    assert len(history.runs(Path("/p\0q"))) == 1


def test_a_remedy_of_another_wheelyard_costs_only_itself() -> None:
    data = history_values.problem_bytes(problem(remedies=(Remedy(id="r", title="t", why="w", confidence=0.5),)))
    assert b'"action":null' in data
    strange = data.replace(b'"action":null', b'"action":{"type":"FlyToTheMoon"}')
    back = history_values.problem_of(strange)
    assert back is not None
    assert (back.remedies, back.title) == ((), problem().title)
    assert history_values.problem_of(b"{") is None
    assert history_values.problem_of(b"[]") is None


def test_only_so_much_is_kept(history: History, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_bounds, "MOST_RUNS", 30)
    monkeypatch.setattr(history_bounds, "MOST_PROBES", 20)
    monkeypatch.setattr(history_bounds, "MOST_PROBLEMS", 7)
    for number in range(50):
        history.record_run(failure(tmp_path, NOW + number))
        history.record_probes(tmp_path, (probe(tmp_path),), NOW + number)
    assert [each.started_at - NOW for each in history.runs()] == list(range(49, 19, -1))
    assert [each.at - NOW for each in history.probes()] == list(range(30, 50))
    kept = [history.run(each.number) for each in history.runs() if each.number is not None]
    assert [each is not None and each.problem is not None for each in kept] == [True] * 7 + [False] * 23


def test_folders_that_no_row_names_any_more_go(
    history: History, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_bounds, "MOST_FOLDERS", 10)
    monkeypatch.setattr(history_bounds, "MOST_RUNS", 2)
    for number in range(30):
        history.record_run(run(tmp_path / f"p{number}", NOW + number, cache=tmp_path / "cache"))
    history.record_probes(None, (probe(tmp_path / "probed"),), NOW)
    with closing(sqlite3.connect(home.history_file)) as connection:
        assert connection.execute("SELECT count(*) FROM folders").fetchone()[0] <= 12
    assert [each.project for each in history.runs()] == [tmp_path / "p29", tmp_path / "p28"]
    assert {each.cache for each in history.runs()} == {tmp_path / "cache"}
    assert [each.place for each in history.probes()] == [tmp_path / "probed"]


def test_the_problem_of_a_run_goes_with_it(
    history: History, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_bounds, "MOST_RUNS", 3)
    for number in range(9):
        history.record_run(failure(tmp_path, NOW + number))
    with closing(sqlite3.connect(home.history_file)) as connection:
        assert connection.execute("SELECT count(*) FROM problems").fetchone() == (3,)


def test_what_is_too_old_goes(history: History, tmp_path: Path) -> None:
    for days in (0, 399, 401, 800):
        history.record_run(failure(tmp_path, NOW + days * DAY))
        history.record_probes(None, (probe(tmp_path),), NOW + days * DAY)
    for minute in range(1, history_bounds.AGREEING):
        history.record_run(run(tmp_path, NOW + 800 * DAY + 60 * minute))
    assert sorted({round((each.started_at - NOW) / DAY) for each in history.runs()}) == [401, 800]
    assert [(each.at - NOW) / DAY for each in history.probes()] == [401, 800]


@pytest.mark.parametrize("wrong", [1, 5, history_bounds.AGREEING - 1])
def test_runs_under_a_clock_set_years_ahead_remove_nothing_and_are_not_the_last_for_good(
    history: History, tmp_path: Path, wrong: int
) -> None:
    for number in range(20):
        history.record_run(run(tmp_path, NOW + number))
    for number in range(wrong):
        history.record_run(failure(tmp_path, NOW + 4000 * DAY + number, title="of a wrong clock"))
    history.record_probes(None, (probe(tmp_path),), NOW + 4000 * DAY)
    last = history.last_problem(tmp_path)
    assert last is not None
    assert last.title == "of a wrong clock"
    for number in range(20):
        history.record_run(failure(tmp_path, NOW + 100 + number))
        last = history.last_problem(tmp_path)
        assert last is not None
        assert last.started_at == NOW + 100 + number
    assert len(history.runs()) == 40 + wrong


def test_the_last_failure_knows_which_run_of_the_same_command_settled_it(history: History, tmp_path: Path) -> None:
    assert history.last_failure(tmp_path) is None
    history.record_run(run(tmp_path, NOW - DAY))
    history.record_run(failure(tmp_path, NOW))
    history.record_run(run(tmp_path, NOW + 1, command="lock"))
    history.record_run(run(tmp_path / "other", NOW + 2))
    history.record_run(run(tmp_path, NOW + 3, outcome="cancelled"))
    failed = history.last_failure(tmp_path)
    assert failed is not None
    assert (failed.run, failed.settled_by) == (history.last_problem(tmp_path), None)
    history.record_run(run(tmp_path, NOW - 2 * DAY, uv_version="under a clock that was set back"))
    failed = history.last_failure(tmp_path)
    assert failed is not None
    assert failed.settled_by is not None
    assert failed.settled_by.uv_version == "under a clock that was set back"
    history.record_run(failure(tmp_path, NOW + 5))
    failed = history.last_failure(tmp_path)
    assert failed is not None
    assert (failed.run.started_at, failed.settled_by) == (NOW + 5, None)


def test_a_clock_that_was_set_back_costs_nothing(history: History, tmp_path: Path) -> None:
    history.record_run(run(tmp_path, NOW))
    history.record_run(run(tmp_path, 0.0))
    assert [each.started_at for each in history.runs()] == [NOW, 0.0]


def test_the_file_stays_below_its_size_and_gives_room_back(
    history: History, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = problem(raw=os.urandom(15_000).hex())
    for number in range(150):
        history.record_run(failure(tmp_path, NOW + number, problem=long))
    assert home.history_file.stat().st_size > 4 << 20
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        history_bounds.fit(connection, 2 << 20)
    assert home.history_file.stat().st_size < 2 << 20
    assert len(history.runs()) == 150, "old problems go before runs do"
    newest = history.last_problem()
    assert newest is not None
    assert newest.started_at == NOW + 149


def test_a_file_that_cannot_get_small_enough_is_no_endless_work(history: History, home: Home, tmp_path: Path) -> None:
    history.record_run(failure(tmp_path))
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        history_bounds.fit(connection, 1)
    assert len(history.runs()) == 1


def test_sqlite_is_loaded_by_whoever_needs_it() -> None:
    program = "import sys; import core.store.history, core.model.history; print('sqlite3' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_file_is_the_person_s_own_business(history: History, home: Home, tmp_path: Path) -> None:
    history.record_run(run(tmp_path))
    assert home.history_file.stat().st_mode & 0o777 == 0o600
