"""A project opened in an editor through the Session: real programs that write down what they were started with."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.model.commands import ChooseSetting, FindPrograms, OpenEditor
from core.model.outcome import Failed, Succeeded
from core.model.programs_found import ProgramKind
from core.model.setting_keys import SettingKey
from tests.integration.session.computer import Bench

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts that Windows does not start")

STAND_IN = """#!{python}
import json, os, sys
from pathlib import Path
there = Path({there!r})
there.with_suffix(".part").write_text(
    json.dumps({{"argv": sys.argv[1:], "environ": dict(os.environ), "folder": os.getcwd()}}), encoding="utf-8"
)
there.with_suffix(".part").replace(there)
sys.exit({status})
"""


class Editors:
    """A folder on the PATH with editors that write their arguments and their environment into a file."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.folder = bench.root / "pro grams & größe"
        self.folder.mkdir()
        bench.environ["PATH"] = f"{self.folder}{os.pathsep}{bench.environ['PATH']}"

    def install(self, name: str, *, status: int = 0) -> None:
        program = self.folder / name
        text = STAND_IN.format(python=sys.executable, there=str(self._said(name)), status=status)
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)

    def started(self, name: str) -> dict[str, object]:
        """Return what an editor was started with; it may write that down a moment later."""
        until = time.monotonic() + 30
        while not self._said(name).exists():
            assert time.monotonic() < until, f"{name} was not started"
            time.sleep(0.05)
        said: dict[str, object] = json.loads(self._said(name).read_text(encoding="utf-8"))
        return said

    def was_started(self, name: str) -> bool:
        return self._said(name).exists()

    def _said(self, name: str) -> Path:
        return self._bench.root / f"{name}.json"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def editors(bench: Bench) -> Editors:
    return Editors(bench)


def problem(outcome: object) -> str:
    assert isinstance(outcome, Failed), outcome
    assert outcome.bad_input
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def said(outcome: object) -> str:
    assert isinstance(outcome, Succeeded), outcome
    return outcome.repaired or ""


def test_the_editor_gets_the_folder_and_what_a_terminal_would_get(bench: Bench, editors: Editors) -> None:
    editors.install("code")
    cache = bench.root / "cache & größe"
    bench.do(ChooseSetting(project=bench.project, key=SettingKey.RETRIES, value="7"))
    bench.choose_cache(cache)
    bench.environ |= {"ELECTRON_RUN_AS_NODE": "1", "PYTHONHOME": "/nowhere", "KEPT": "ä & b"}
    sentence = said(bench.do(OpenEditor(project=bench.project)))
    assert sentence.startswith(f"{bench.project} is open in Visual Studio Code, with the environment of the project.")
    started = editors.started("code")
    assert started["argv"] == ["--preserve-env", str(bench.project)]
    assert started["folder"] == str(bench.project)
    environ = started["environ"]
    assert isinstance(environ, dict)
    environment = bench.project / ".venv"
    expected = {"UV_CACHE_DIR": str(cache), "UV_HTTP_RETRIES": "7", "VIRTUAL_ENV": str(environment), "KEPT": "ä & b"}
    assert {name: environ.get(name) for name in expected} == expected
    assert environ["PATH"].split(os.pathsep)[0] == str(environment / "bin")
    assert "ELECTRON_RUN_AS_NODE" not in environ
    assert "PYTHONHOME" not in environ


def test_the_one_that_is_named_is_opened(bench: Bench, editors: Editors) -> None:
    editors.install("code")
    editors.install("pycharm")
    said(bench.do(OpenEditor(project=bench.project, program="pycharm")))
    assert editors.started("pycharm")["argv"] == [str(bench.project)]
    assert not editors.was_started("code")


def test_one_that_is_not_there_names_those_that_are(bench: Bench, editors: Editors) -> None:
    editors.install("code")
    sentence = problem(bench.do(OpenEditor(project=bench.project, program="notepad")))
    assert "There is no editor notepad" in sentence
    assert "code" in sentence.split("Take one of these: ")[1]
    assert not editors.was_started("code")


def test_without_an_editor_the_way_out_is_said(bench: Bench) -> None:
    bench.environ["PATH"] = str(bench.root)
    bench.environ["WHEELYARD_UV"] = str(Path(sys.executable).with_name("uv"))
    outcome = bench.do(OpenEditor(project=bench.project))
    if isinstance(outcome, Succeeded):
        pytest.skip("an editor is installed on this computer, outside the PATH")
    assert "No editor was found" in problem(outcome)
    assert "terminal" in problem(outcome)


def test_an_editor_that_fails_at_once_is_no_success(bench: Bench, editors: Editors) -> None:
    editors.install("code", status=3)
    assert "exit status 3" in problem(bench.do(OpenEditor(project=bench.project, program="code")))


def test_a_folder_that_is_no_project_starts_nothing(bench: Bench, editors: Editors) -> None:
    editors.install("code")
    problem(bench.do(OpenEditor(project=bench.root)))
    problem(bench.do(OpenEditor()))
    assert not editors.was_started("code")


def test_what_is_installed_is_listed_by_kind(bench: Bench, editors: Editors) -> None:
    editors.install("cursor")
    editors.install("xterm")
    outcome = bench.do(FindPrograms())
    assert isinstance(outcome, Succeeded)
    found = {(each.kind, each.name): each.path for each in outcome.programs}
    assert found[ProgramKind.EDITOR, "cursor"] == editors.folder / "cursor"
    assert found[ProgramKind.TERMINAL, "xterm"] == editors.folder / "xterm"
    only = bench.do(FindPrograms(kinds=(ProgramKind.EDITOR,)))
    assert isinstance(only, Succeeded)
    assert {each.kind for each in only.programs} == {ProgramKind.EDITOR}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("pycharm", "PyCharm was open already: its windows keep the environment that it was started with."),
        ("cursor", "Cursor was open already: a window that had this project open before keeps the environment"),
    ],
)
def test_an_editor_that_runs_already_says_what_its_windows_know(
    bench: Bench, editors: Editors, name: str, sentence: str
) -> None:
    editors.install(name)
    running = bench.root / "running"
    running.mkdir()
    (running / name).symlink_to(Path(sys.executable).resolve())
    words = [str(running / name), "-c", "import time; print(flush=True); time.sleep(120)"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            told = said(bench.do(OpenEditor(project=bench.project, program=name)))
        finally:
            process.kill()
    assert sentence in told
    assert "close all windows" in told
    # It is opened all the same.
    editors.started(name)
