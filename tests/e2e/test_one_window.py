"""One window for one home: real second starts, the question of Setup, and the settings that it may remove."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.wheelyard import Wheelyard


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Wheelyard]:
    # A socket's whole path may have 107 bytes on POSIX, and Qt puts it in the temp folder.
    with tempfile.TemporaryDirectory(prefix="wy-") as short:
        yield Wheelyard(root=tmp_path, variables={"TMPDIR": short})


def made_project(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "one"\nversion = "1"\n', encoding="utf-8")
    return folder


def listed(person: Wheelyard) -> set[str]:
    file = person.home / "projects.json"
    return {Path(entry).name for entry in json.loads(file.read_text("utf-8"))["folders"]} if file.exists() else set()


def test_a_second_start_hands_its_folder_over_and_quit_closes_the_first(person: Wheelyard, tmp_path: Path) -> None:
    first = person.start("--window", made_project(tmp_path / "first"))
    try:
        until = time.monotonic() + 120
        while "first" not in str(listed(person)) and time.monotonic() < until:
            time.sleep(0.2)
        second = person.run("--window", made_project(tmp_path / "second"), limit=90)
        assert (second.status, second.stderr) == (0, "")
        while "second" not in str(listed(person)) and time.monotonic() < until:
            time.sleep(0.2)
        assert listed(person) == {"first", "second"}
        assert first.poll() is None
        ended = person.run("--quit", "--wait", "1")
        # Other tests run this very Python at the same time, so only the window of this home must be gone.
        assert ended.status in {0, 3}
        assert first.wait(60) == 0
    finally:
        first.kill()
        first.communicate()


@pytest.mark.parametrize("arguments", [("--quit", "soon"), ("--window", "a", "b"), ("--forget-settings", "all")])
def test_what_is_not_understood_gets_a_sentence(person: Wheelyard, arguments: tuple[str, ...]) -> None:
    ended = person.run(*arguments)
    assert ended.status == 2
    assert "Give" in ended.sentence() or "too much" in ended.sentence()


def test_settings_are_forgotten_and_what_is_not_known_stays(person: Wheelyard) -> None:
    (person.home / "profiles").mkdir(parents=True)
    (person.home / "profiles" / "a.json").write_text("{}")
    for name in ("projects.json", "preferences.json", "window.ini", "probe-history.json"):
        (person.home / name).write_text("{}")
    (person.home / "my-project" / "cache").mkdir(parents=True)
    (person.home / "my-project" / "cache" / "wheel").write_text("x")
    ended = person.run("--forget-settings")
    assert ended.status == 3
    assert str(person.home) in ended.stderr
    assert sorted(path.name for path in person.home.rglob("*")) == ["cache", "my-project", "wheel"]


def test_an_empty_home_goes_and_a_missing_one_is_no_trouble(person: Wheelyard) -> None:
    person.home.mkdir()
    (person.home / "projects.json").write_text("{}")
    assert person.run("--forget-settings").status == 0
    assert not person.home.exists()
    assert person.run("--forget-settings").status == 0
