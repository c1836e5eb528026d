"""Questions of real jobs, asked and answered in the window; over the real Session and a real process."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.gui.own_process import play

PROJECT = '[project]\nname = "asked"\nversion = "1"\nrequires-python = ">=3.10"\n[tool.uv]\npackage = false\n'

STORY = """
    def tell():
        import psutil
        from core.model.commands import EndProgram
        from core.model.programs import RunningProgram
        from gui.dialogs.asking import AskingDialog
        yield lambda: window().page.entry is not None and window().page.entry.details is not None
        process = psutil.Process(int(os.environ["CHILD"]))
        program = RunningProgram(
            name=process.name(), process=process.pid, started=process.create_time(), program=process.exe()
        )
        window().bridge.submit(EndProgram(project=Path(sys.argv[1]), program=program))
        yield lambda: any(dialog.isVisible() for dialog in window().findChildren(AskingDialog))
        from PySide6.QtWidgets import QPushButton
        print(find(QLabel, "endProgram-process").text() == os.environ["CHILD"])
        find(QPushButton, os.environ["ANSWER"]).click()
        yield lambda: not any(dialog.isVisible() for dialog in window().findChildren(AskingDialog))
        yield lambda: window().page.entry.activity is None or window().page.entry.activity.outcome is not None
"""


def child() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])


@pytest.mark.parametrize(("answer", "ends"), [("endProgramEnd", True), ("endProgramLeave", False)])
def test_a_program_ends_only_when_the_person_says_so(tmp_path: Path, answer: str, *, ends: bool) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text(PROJECT)
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    process = child()
    try:
        said = play(home, STORY, project, {"CHILD": str(process.pid), "ANSWER": answer})
        assert said.splitlines() == ["True"]
        if ends:
            process.wait(60)
        else:
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()
