"""Forgetting removes what Wheelyard keeps for itself, the history and what lies beside it included."""

from pathlib import Path

from core.places.forgetting import forget_everything
from core.places.last_verdicts import remember
from core.places.paths import identity
from core.store.backups import BackupFolder
from core.store.history import History
from core.store.home import Home
from tests.unit.core.store.history_rows import NOW, probe, run


def test_the_history_is_forgotten_with_all_its_files(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    history = History(home, identity)
    history.record_run(run(tmp_path))
    home.history_file.write_bytes(b"damaged " * 500)
    assert "is kept as" in (history.record_run(run(tmp_path)) or "")
    for end in ("-wal", "-shm", "-journal"):  # as a killed Wheelyard leaves them
        (home.root / f"history.sqlite3{end}").write_bytes(b"x")
    assert len(list(home.root.glob("history.sqlite3*"))) >= 5
    assert list(forget_everything(home)) == []
    assert not home.root.exists()


def test_the_last_verdicts_are_forgotten_with_their_lock(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    remember(home, (probe(tmp_path / "cache"),), NOW)
    home.probe_history_file.with_suffix(".lock").touch()  # some systems keep it
    assert list(forget_everything(home)) == []
    assert not home.root.exists()


def test_copies_of_settings_files_and_scripts_of_terminals_are_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    BackupFolder(home).keep(tmp_path / "uv.toml", b"offline = true\n", NOW)
    home.terminals.mkdir()
    (home.terminals / "a project.cmd").touch()
    assert list(forget_everything(home)) == []
    assert not home.root.exists()
