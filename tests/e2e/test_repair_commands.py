"""Repairs from the command line: what failed in one process is listed, mended and requested in the next ones."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.setting_repairs import certificate_file, proxy
from core.model.commands import Sync
from core.model.history import Run
from core.model.problem import Category, Problem
from core.places.paths import identity
from core.store.history import History
from core.store.home import Home
from core.system.command_line import pasteable
from tests.e2e.wheelyard import START, Wheelyard, everything_in
from tests.integration.uv.local_index import make_wheel


@pytest.fixture
def here(tmp_path: Path) -> Wheelyard:
    return Wheelyard(root=tmp_path, variables={"UV_PYTHON_DOWNLOADS": "never", "UV_HTTP_RETRIES": "0"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "größe & more"
    folder.mkdir()
    make_wheel(tmp_path / "wheels", "one", "1.0")
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["one"]\n'
        f'[tool.uv]\npackage = false\nno-index = true\nfind-links = ["{(tmp_path / "wheels").as_posix()}"]\n',
        encoding="utf-8",
    )
    return folder


def test_a_broken_environment_is_mended_by_its_repair(here: Wheelyard, project: Path) -> None:
    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    failed = here.run("sync", "--project", project, "--json")
    assert failed.status == 1
    said = [entry for entry in failed.objects if entry["event"] == "preflight"]
    assert said[0]["findings"][0]["id"] == "environment-broken"
    remedies = failed.finished["problem"]["remedies"]
    assert remedies[0]["id"] == "recreate-environment"
    assert remedies[0]["changes"]
    assert remedies[0]["command"][:3] == ["wheelyard", "repair", "recreate-environment"]

    offered = here.run("repair", "--project", project)
    assert offered.status == 0
    assert "wheelyard repair recreate-environment" in offered.stdout

    mended = here.run("repair", "recreate-environment", "--project", project)
    assert mended.status == 0, mended
    assert "was renamed" in mended.stdout
    assert (project / ".venv" / "pyvenv.cfg").is_file()
    assert not list(project.glob(".venv.put-aside-*"))

    told = here.run("history", "--project", project, "--json")
    (report,) = told.objects
    assert (report["syncs"], report["failed"]) == (2, 1)
    assert [run["outcome"] for run in report["runs"]] == ["succeeded", "failed"]
    assert report["troubles"] == [{"category": "venv-broken", "times": 1}]


def test_what_a_later_run_has_settled_is_said_and_not_mended(here: Wheelyard, project: Path) -> None:
    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    assert here.run("sync", "--project", project).status == 1
    fresh = here.run("request", "--project", project, "--json").objects[0]
    assert fresh["settled_at"] is None
    shutil.rmtree(project / ".venv")
    assert here.run("sync", "--project", project).status == 0
    marker = project / ".venv" / "marker"
    marker.touch()

    offered = here.run("repair", "--project", project)
    assert offered.status == 0
    assert "`sync` failed" in offered.stdout
    assert "succeeded, so it may be settled" in offered.stdout
    assert pasteable(("wheelyard", "repair", "recreate-environment", "--project", str(project))) in offered.stdout
    (shape,) = here.run("repair", "--project", project, "--json").objects
    assert shape["settled_at"] > shape["failed_at"] == fresh["failed_at"]
    asked = here.run("request", "--project", project)
    assert asked.status == 0
    assert "may be settled" in asked.stderr
    assert "may be settled" not in asked.stdout

    refused = here.run("repair", "recreate-environment", "--project", project)
    assert refused.status == 2
    assert "--yes" in refused.sentence()
    assert marker.exists()
    assert here.run("repair", "recreate-environment", "--yes", "--project", project).status == 0
    assert not marker.exists()


def _failed_behind_a_proxy(here: Wheelyard, project: Path) -> None:
    """Record a failure as it is met where uv cannot get out, with the remedies that need a value."""
    context = FailureContext(project=project, command=Sync(project=project))
    problem = Problem(
        category=Category.PROXY,
        title="No way out",
        explanation="There is a proxy.",
        remedies=(proxy(context, "because", 0.5), certificate_file(context, "because", 0.5)),
    )
    failed = Run(
        project=project,
        command="sync",
        started_at=1e9,
        seconds=1.0,
        outcome="failed",
        category="proxy",
        problem=problem,
    )
    assert History(Home(here.home), identity).record_run(failed) is None


def test_a_setting_that_only_a_person_knows_is_not_taken_away(here: Wheelyard, project: Path) -> None:
    _failed_behind_a_proxy(here, project)
    assert here.run("settings", "set", "proxy", "http://old:80", "--project", project).status == 0
    kept = everything_in(here.home / "profiles")
    for ident, word in (("proxy-settings", "settings set proxy"), ("certificate-file", "set certificate-file")):
        for face in ((), ("--json",)):
            refused = here.run("repair", ident, "--project", project, *face)
            assert refused.status == 2, refused
            assert f"wheelyard {word}" in refused.sentence() or word in refused.sentence()
    assert everything_in(here.home / "profiles") == kept


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")
def test_at_a_terminal_a_setting_is_asked_for(here: Wheelyard, project: Path) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    _failed_behind_a_proxy(here, project)
    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [*START, "repair", "proxy-settings", "--no-run", "--project", str(project)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=here.environment(),
        start_new_session=True,
    ) as process:
        os.close(terminal)
        said = b""
        while b"proxy (a URL" not in said:
            said += os.read(controller, 4096)
        os.write(controller, b"http://proxy.example:8080\n")
        assert process.wait(120) == 0
        assert process.stdout is not None
        assert "goes through the proxy http://proxy.example:8080" in process.stdout.read().decode()
    os.close(controller)


@pytest.mark.skipif(os.name == "nt", reason="Windows opens its own editor")
def test_where_no_editor_can_be_started_file_and_line_are_named(here: Wheelyard, project: Path) -> None:
    (project / "uv.toml").write_text('# how\nlink-mode = "glue"\n', encoding="utf-8")
    empty = here.root / "no programs"
    empty.mkdir()
    bare = Wheelyard(root=here.root, variables={**here.variables, "PATH": str(empty)})
    failed = bare.run("sync", "--project", project, "--json")
    assert "fix-setting" in [remedy["id"] for remedy in failed.finished["problem"]["remedies"]]
    ended = bare.run("repair", "fix-setting", "--project", project)
    assert ended.status == 2, ended
    assert f"No program was found that opens {project / 'uv.toml'}:2." in ended.sentence()


def test_a_history_that_cannot_be_read_is_said(here: Wheelyard, project: Path) -> None:
    here.home.mkdir()
    (here.home / "history.sqlite3").mkdir()
    for words in (("repair",), ("repair", "x"), ("request",), ("history",)):
        for face in ((), ("--json",)):
            ended = here.run(*words, "--project", project, *face)
            assert ended.status in {1, 2}, ended
            assert "history" in ended.sentence()


def test_the_request_is_printed_and_written(here: Wheelyard, project: Path, tmp_path: Path) -> None:
    nothing = here.run("request", "--project", project)
    assert nothing.status == 2
    assert "nothing to ask for" in nothing.sentence()
    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    here.run("sync", "--project", project)
    printed = here.run("request", "--project", project)
    assert printed.status == 0
    assert "uv" in printed.stdout
    written = here.run("request", "--project", project, "--out", tmp_path / "page.md", "--json")
    assert written.status == 0
    (shape,) = written.objects
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == shape["markdown"]
    assert shape["markdown"].startswith("# ")


def test_a_repair_that_is_not_offered_is_refused_with_those_that_are(here: Wheelyard, project: Path) -> None:
    nothing = here.run("repair", "--project", project)
    assert nothing.status == 2
    assert "no problem" in nothing.sentence()
    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    here.run("sync", "--project", project)
    wrong = here.run("repair", "dance", "--project", project)
    assert wrong.status == 2
    assert "recreate-environment" in wrong.sentence()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("settings", "set", "link-mode", "copy"), 0, "by link mode copy, from now on"),
        (("settings", "set", "link-mode", "glue"), 2, "none of"),
        (("settings", "set", "proxy", "http://me:secret@proxy:80"), 2, "must not lie in a file"),
        (("settings", "set", "nonsense", "1"), 2, "nonsense"),
        (("settings", "unset", "proxy"), 0, "uv's own files and variables decide about a proxy"),
        (("credentials", "set", "nowhere"), 2, "no index named nowhere"),
        (("history", "--days", "0"), 2, "not a number from 1 to 400"),
    ],
)
def test_settings_and_their_refusals(
    here: Wheelyard, project: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    ended = here.run(*words, "--project", project)
    assert ended.status == status, ended
    assert said in ended.sentence()
    assert "me:secret" not in ended.sentence()


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")
def test_at_a_terminal_the_person_is_asked_before_uv_starts(here: Wheelyard, project: Path) -> None:
    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    import pty  # noqa: PLC0415 - not on Windows

    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [*START, "sync", "--project", str(project)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=here.environment(),
    ) as process:
        os.close(terminal)
        said = b""
        while b"[c]ancel" not in said:
            said += os.read(controller, 4096)
        os.write(controller, b"c\n")
        assert process.wait(60) == 130
        assert process.stdout is not None
        printed = process.stdout.read().decode()
    os.close(controller)
    assert "half there" in printed
    assert not (project / "uv.lock").exists()


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")
@pytest.mark.parametrize(
    ("words", "prompt"), [(("sync",), b"[c]ancel"), (("credentials", "set", "corp", "--user", "ada"), b"token of ada")]
)
def test_ctrl_c_at_a_question_ends_in_order_and_leaves_the_terminal_as_it_was(
    here: Wheelyard, project: Path, words: tuple[str, ...], prompt: bytes
) -> None:
    import pty  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - as above

    (project / ".venv" / "Lib").mkdir(parents=True)
    (project / ".venv" / "Lib" / "x").touch()
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[[tool.uv.index]]\nname = "corp"\nurl = "https://localhost:1/simple"\n')
    keyring = {"PYTHON_KEYRING_BACKEND": "tests.fakes.memory_keyring.MemoryKeyring"}
    controller, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    with subprocess.Popen(
        [*START, *words, "--project", str(project)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=here.environment() | keyring,
        start_new_session=True,
    ) as process:
        said = b""
        while prompt not in said:
            said += os.read(controller, 4096)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert termios.tcgetattr(terminal) == before
    os.close(terminal)
    with contextlib.suppress(OSError):  # nothing more was said
        said += os.read(controller, 65536)
    assert b"Fatal" not in said
    assert b"Traceback" not in said
    os.close(controller)
