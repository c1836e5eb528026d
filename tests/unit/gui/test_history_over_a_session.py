"""Real runs are seen in the history, and the request about a real failure is shown and saved; over the real Session."""

from pathlib import Path

from tests.unit.gui.own_process import play

GOOD = '[project]\nname = "seen"\nversion = "1"\nrequires-python = ">=3.10"\n[tool.uv]\npackage = false\n'

STORY = """
    def tell():
        from core.model.commands import Lock
        from PySide6.QtWidgets import QDialog, QPlainTextEdit
        project = Path(sys.argv[1])
        page = window().history_page
        yield lambda: window().page.entry is not None and window().page.entry.details is not None
        window().actions_.history.trigger()
        yield lambda: page.report is not None
        print(len(page.report.runs), find(QWidget, "runsEmpty").isVisible())
        window().actions_.lock.trigger()
        yield lambda: window().page.entry.activity is not None and window().page.entry.activity.outcome is not None
        good = (project / "pyproject.toml").read_text()
        lost = good.replace("[tool.uv]", 'dependencies = ["lost @ file:///not/there/lost-1-py3-none-any.whl"]\\n[tool.uv]')
        (project / "pyproject.toml").write_text(lost)
        window().actions_.history.trigger()
        yield lambda: page.report is not None and len(page.report.runs) == 1
        window().bridge.submit(Lock(project=project))
        yield lambda: len(page.report.runs) == 2
        print([run.outcome for run in page.report.runs], page.runs.model.rowCount())
        window().actions_.request.trigger()
        yield lambda: find(QPlainTextEdit, "requestMarkdown").toPlainText() != ""
        print(find(QPlainTextEdit, "requestMarkdown").toPlainText().startswith("# "))
        out = project / "request.md"
        window()._request.save(out)
        yield lambda: find(QWidget, "requestMessage").isVisible()
        print(find(QLabel, "requestMessageTitle").text())
        print(out.read_text() == find(QPlainTextEdit, "requestMarkdown").toPlainText())
        find(QDialog, "requestDialog").reject()
"""


def test_runs_are_seen_and_a_failure_becomes_a_request(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text(GOOD)
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    # The offscreen platform warns of every dialog.
    said = play(home, STORY, project, {"QT_LOGGING_RULES": "default.warning=false"})
    assert said.splitlines() == ["0 True", "['failed', 'succeeded'] 2", "True", "The request was saved.", "True"]
