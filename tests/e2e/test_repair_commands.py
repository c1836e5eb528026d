"""Repairs from the command line: what failed in one process is listed, mended and requested in the next ones."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.e2e.wheelyard import START, Wheelyard
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
