"""The history's file: shared, of other forms, damaged, held, read-only, on a full volume; never in the way of a job."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from core.cli.text import history_lines
from core.diagnosis.failure_history import history_report
from core.model.project import InputError
from core.places.paths import identity
from core.store import history_file
from core.store.history import History
from core.store.history_schema import STEPS, NewerHistory, form_of, upgrade
from core.store.home import Home
from tests.unit.core.store.history_rows import DAY, NOW, failure, probe, run

CHECKOUT = Path(__file__).parents[4]
NOBODY = 65534

WRITER = """
import sys, time
from pathlib import Path
from core.places.paths import identity
from core.store.history import History
from core.store.home import Home
from tests.unit.core.store.history_rows import NOW, failure, probe

home, name, count = Home(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
history = History(home, identity)
print("ready", flush=True)
sys.stdin.readline()
said = []
for number in range(count):
    said.append(history.record_run(failure(Path("/projects") / name, NOW + number)))
    said.append(history.record_probes(None, (probe(Path("/caches") / name),), NOW + number))
    if number % 10 == 0:
        history.rows(None, 0.0)
print([each for each in said if each is not None], flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def history(home: Home) -> History:
    return History(home, identity)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another account can come to: those of pytest are closed to it."""
    made = Path(tempfile.mkdtemp(prefix="wheelyard-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def start_writer(home: Home, name: str, count: int) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home.root), name, str(count)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def set_form(home: Home, form: int) -> None:
    with closing(sqlite3.connect(home.history_file)) as connection:
        connection.execute(f"PRAGMA user_version={form}")
        connection.commit()


def test_several_wheelyards_write_at_once_and_lose_nothing(home: Home, history: History) -> None:
    names = [f"project{number}" for number in range(5)]
    writers = [start_writer(home, name, 40) for name in names]
    for writer in writers:  # all at once, at a file that is not there yet
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    ends = [writer.communicate(timeout=120)[0] for writer in writers]
    assert ends == ["[]\n"] * 5
    for name in names:
        assert len(history.runs(Path("/projects") / name)) == 40
        assert len(history.probes((Path("/caches") / name,))) == 40
    with closing(sqlite3.connect(home.history_file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process the POSIX way")
def test_a_writer_that_is_killed_costs_the_others_nothing(home: Home, history: History, tmp_path: Path) -> None:
    for pause in (0.0, 0.01, 0.05, 0.2):
        writer = start_writer(home, "killed", 10_000)
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        writer.communicate(timeout=60)
        assert history.record_run(run(tmp_path)) is None
    assert len(history.runs(tmp_path)) == 4


def test_the_file_of_a_newer_wheelyard_stays_as_it_is(home: Home, history: History, tmp_path: Path) -> None:
    history.record_run(run(tmp_path))
    set_form(home, 99)
    before = home.history_file.read_bytes()
    assert history.record_run(failure(tmp_path)) is None
    assert history.record_probes(None, (probe(tmp_path),), NOW) is None
    readers = (
        history.runs,
        history.probes,
        history.last_problem,
        lambda: history.run(1),
        lambda: history.rows(tmp_path, 0.0),
    )
    for reader in readers:
        with pytest.raises(InputError, match=r"newer Wheelyard \(form 99, this one knows 1\)") as caught:
            reader()
        assert str(home.history_file) in str(caught.value)
    assert home.history_file.read_bytes() == before


def test_an_older_form_is_brought_to_the_newest_and_keeps_its_rows(
    home: Home, history: History, tmp_path: Path
) -> None:
    history.record_run(run(tmp_path))

    def add_column(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN weather TEXT")

    def go_wrong(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN half TEXT")
        connection.execute("nonsense")

    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            upgrade(connection, (*STEPS, add_column, go_wrong))
        assert form_of(connection) == 1, "wholly or not at all"
        upgrade(connection, (*STEPS, add_column))
        assert form_of(connection) == 2
        assert connection.execute("SELECT count(weather), count(*) FROM runs").fetchone() == (0, 1)
        upgrade(connection, (*STEPS, add_column))
        with pytest.raises(NewerHistory):
            upgrade(connection)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT half FROM runs")


def test_a_wheelyard_that_was_killed_while_it_made_the_file_costs_nothing(
    home: Home, history: History, tmp_path: Path
) -> None:
    home.root.mkdir()
    home.history_file.touch()
    assert history.runs() == ()
    assert history.record_run(run(tmp_path)) is None
    assert len(history.runs()) == 1


def damage_by_text(file: Path) -> None:
    file.write_bytes(b"This was a database once. " * 500)


def damage_in_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    file.write_bytes(data)


def damage_by_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE probes")
        connection.execute("DROP TABLE runs")


@pytest.mark.parametrize("damage", [damage_by_text, damage_in_the_middle, damage_by_another_program])
def test_a_damaged_file_is_put_aside_and_begun_anew(
    home: Home,
    history: History,
    tmp_path: Path,
    damage: object,
) -> None:
    assert callable(damage)
    history.record_run(run(tmp_path))
    damage(home.history_file)
    spoilt = home.history_file.read_bytes()
    said = history.record_run(run(tmp_path, NOW + 1))
    (kept,) = history_file.damaged_copies(home.history_file)
    assert kept.read_bytes() == spoilt
    assert said == f"Wheelyard's history {home.history_file} was damaged: it is kept as {kept.name} and begun anew."
    assert [each.started_at for each in history.runs()] == [NOW + 1]
    assert history.record_run(run(tmp_path)) is None
    trouble = history.rows(tmp_path, 0.0).trouble
    assert trouble is not None
    assert str(kept) in trouble


def use_up(history: History, project: Path) -> None:
    """Read everything that a face shows, as it shows it."""
    rows = history.rows(project, 0.0)
    list(history_lines(history_report(rows, NOW, 30)))
    history.probes()
    history.last_failure(project)


def test_any_single_byte_of_its_first_page_may_be_damaged(home: Home, history: History, tmp_path: Path) -> None:
    for number in range(3):
        history.record_run(failure(tmp_path, NOW + number))
        history.record_probes(tmp_path, (probe(tmp_path),), NOW + number)
    whole = home.history_file.read_bytes()
    random = Random(4711)  # noqa: S311 - the same bytes in every run of the test
    names = [whole.index(name) + 1 for name in (b"title TEXT", b"probes_by_age", b"problems (run", b"UNIQUE", b"NULL")]
    for at in (*range(60, 63), *names, *(random.randrange(100, 4096) for _ in range(150))):
        data = bytearray(whole)
        data[at] = 0xE6 if at in names else random.randrange(1, 256) ^ data[at]
        for left in home.root.glob("history*"):
            left.unlink()
        home.history_file.write_bytes(data)
        if at % 2:
            use_up(history, tmp_path)
        first = history.record_run(run(tmp_path))
        assert first is None or "begun anew" in first, (at, first)
        for said in (history.record_run(failure(tmp_path)), history.record_probes(None, (probe(tmp_path),), NOW)):
            assert said is None or (first is None and "begun anew" in said), (at, said)
        use_up(history, tmp_path)
        assert history.last_problem(tmp_path) is not None, at


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE runs SET started_at = 'yesterday' WHERE number = 1",
        "UPDATE runs SET started_at = 9e300 WHERE number = 1",
        "UPDATE runs SET seconds = 9e999 WHERE number = 1",
        "UPDATE runs SET seconds = x'00' WHERE number = 1",
        "UPDATE runs SET outcome = 'succeedec' WHERE number = 1",
        "UPDATE runs SET title = CAST(x'c3' AS TEXT) WHERE number = 1",
        "UPDATE runs SET command = CAST(x'e6ff' AS TEXT) WHERE number = 1",
    ],
)
def test_a_run_that_does_not_decode_is_left_out(home: Home, history: History, tmp_path: Path, damage: str) -> None:
    history.record_run(failure(tmp_path, NOW))
    history.record_run(failure(tmp_path, NOW + 1))
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        connection.execute(damage)
    use_up(history, tmp_path)
    assert [each.started_at for each in history.runs(tmp_path)] == [NOW + 1]
    assert history.run(1) is None
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        connection.execute("DELETE FROM problems WHERE run = 2")
    assert history.last_problem(tmp_path) is None
    assert history.record_run(run(tmp_path, NOW + 2)) is None
    assert history_file.damaged_copies(home.history_file) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE probes SET os_errors = '{\"5\":' WHERE number = 1",
        "UPDATE probes SET os_errors = x'05' WHERE number = 1",
        "UPDATE probes SET os_errors = CAST(x'ff' AS TEXT) WHERE number = 1",
        "UPDATE probes SET rounds = 'eight' WHERE number = 1",
        "UPDATE probes SET at = -9e300 WHERE number = 1",
        "UPDATE probes SET wait_ms_max = 9e999 WHERE number = 1",
        "UPDATE probes SET verdict = x'05' WHERE number = 1",
        "UPDATE folders SET name = x'ff' WHERE number = 1",
    ],
)
def test_a_probe_that_does_not_decode_is_left_out(home: Home, history: History, tmp_path: Path, damage: str) -> None:
    history.record_probes(None, (probe(tmp_path / "a"),), NOW)
    history.record_probes(None, (probe(tmp_path / "b"),), NOW)
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        connection.execute(damage)
    use_up(history, tmp_path)
    assert [each.place for each in history.probes()] == [tmp_path / "b"]
    assert history_file.damaged_copies(home.history_file) == []


@pytest.mark.parametrize("damage", ["x'7b'", "5", "'[[[['", "x'ff'", f"'{'[' * 30_000}'"])
def test_a_problem_that_does_not_decode_costs_only_itself(
    home: Home, history: History, tmp_path: Path, damage: str
) -> None:
    history.record_run(failure(tmp_path, NOW))
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as connection:
        connection.execute(f"UPDATE problems SET problem = {damage}")  # noqa: S608 - the table above
    found = history.run(1)
    assert found is not None
    assert found.problem is None


def test_a_reader_puts_it_aside_as_well(home: Home, history: History, tmp_path: Path) -> None:
    history.record_run(run(tmp_path))
    damage_by_text(home.history_file)
    assert history.runs() == ()
    assert history.record_run(run(tmp_path)) is None
    rows = history.rows(tmp_path, 0.0)
    assert len(rows.runs) == 1
    assert rows.trouble is not None


def test_only_so_many_damaged_files_are_kept(home: Home, history: History, tmp_path: Path) -> None:
    for number in range(12):
        history.record_run(run(tmp_path))
        home.history_file.write_bytes(b"%d " % number * 500)
        assert "was damaged" in (history.record_run(run(tmp_path)) or "")
    copies = history_file.damaged_copies(home.history_file)
    assert [copy.read_bytes().split()[0] for copy in copies] == [b"7", b"8", b"9", b"10", b"11"]


def test_who_comes_second_leaves_the_new_file_alone(home: Home, history: History, tmp_path: Path) -> None:
    history.record_run(run(tmp_path))
    assert history_file.set_aside(home.history_file) is None
    assert len(history.runs()) == 1


def test_a_held_file_costs_two_seconds_and_a_sentence(
    home: Home, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.record_run(run(tmp_path))
    monkeypatch.setattr(history_file, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(home.history_file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        said = history.record_run(run(tmp_path))
        assert time.monotonic() - begun < 30
        assert said is not None
        assert said.endswith("misses this: another program held it for 2 seconds.")
        assert len(history.runs()) == 1, "who reads waits for nobody"
        holder.execute("ROLLBACK")
    assert history.record_run(run(tmp_path)) is None


def test_a_home_that_is_a_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    history = History(Home(tmp_path / "file"), identity)
    said = history.record_run(run(tmp_path))
    assert said is not None
    assert str(tmp_path / "file") in said
    assert history.runs() == ()


def test_a_full_volume_stops_nothing(small_volume: Path, tmp_path: Path) -> None:
    history = History(Home(small_volume), identity)
    assert history.record_run(run(tmp_path)) is None
    filler = small_volume / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    sentences = [history.record_run(failure(tmp_path, NOW + number)) for number in range(50)]
    assert any(sentence is not None and "misses this: " in sentence for sentence in sentences)
    filler.unlink()
    assert history.record_run(run(tmp_path, NOW + DAY)) is None
    assert history.runs()[0].started_at == NOW + DAY


READER = """
import json, os, sys
from pathlib import Path
import core.store.history_reading  # before the rights go: another account may not read where Python lies
from core.model.project import InputError
from core.store.history import History
from core.store.home import Home
from tests.unit.core.store.history_rows import run

if os.geteuid() == 0:
    os.setegid(int(sys.argv[2]))
    os.seteuid(int(sys.argv[2]))
history = History(Home(Path(sys.argv[1])), str)
said = history.record_run(run(None))
try:
    read = [len(history.runs()), history.rows(None, 0.0).trouble]
except InputError as error:
    read = [str(error)]
print(json.dumps([said, *read]))
"""


def of_another_account(home: Path) -> list[object]:
    """Record and read as somebody who is not root, and return what was said."""
    ended = subprocess.run(
        [sys.executable, "-c", READER, str(home), str(NOBODY)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said: list[object] = json.loads(ended.stdout)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_file_is_read_and_stops_nothing(open_folder: Path, folder_mode: int) -> None:
    history = History(Home(open_folder), str)
    history.record_run(run(None))
    (open_folder / "history.sqlite3").chmod(0o444)
    open_folder.chmod(folder_mode)
    try:
        sentence, *read = of_another_account(open_folder)
    finally:
        open_folder.chmod(0o755)
    assert str(sentence).endswith("misses this: it cannot be written.")
    assert read == [1, None]
    assert len(history.runs()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_file_that_may_not_be_read_gets_a_sentence(open_folder: Path) -> None:
    history = History(Home(open_folder), str)
    history.record_run(run(None))
    (open_folder / "history.sqlite3").chmod(0)
    sentence, read = of_another_account(open_folder)
    assert "misses this: " in str(sentence)
    assert "cannot be read" in str(read)
