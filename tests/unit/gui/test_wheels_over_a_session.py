"""A yard is looked through, watched, and a wheel is added and proved by the lock; over the real Session and uv."""

from pathlib import Path

from core.wheels.make_wheel import write_wheel
from tests.unit.gui.own_process import play

PROJECT = """\
[project]
name = "seen"
version = "1"
requires-python = ">=3.10"
dependencies = ["own"]
# what came by mail
[tool.uv]
package = false
[tool.uv.sources]
own = { path = "exdist/own-1.0-py3-none-any.whl" }
"""

STORY = """
    def tell():
        from PySide6.QtWidgets import QLineEdit, QPushButton
        project, arrived = Path(sys.argv[1]), Path(sys.argv[1]).parent / "arrived"
        page = window().wheels_page
        yield lambda: window().page.entry is not None and window().page.entry.details is not None
        window().actions_.wheels.trigger()
        yield lambda: page.report is not None and page.report.yards and page.findings.checks
        print([(each.file.name, each.fits) for each in page.report.yards[0].files])
        (file,) = arrived.glob("other-*.whl")
        (project / "exdist" / "copied-2.0-py3-none-any.whl").write_bytes(file.read_bytes())
        yield lambda: len(page.report.yards[0].files) == 2
        print(len(page.files.model.rows), bool(page.files.model.rows[0].file.troubles))
        (project / "exdist" / "copied-2.0-py3-none-any.whl").unlink()
        window()._side_pages.take_wheels((file,))
        yield lambda: find(QPushButton, "addWheelsDialogAccept").isEnabled()
        print(find(QLineEdit, "addYard").text())
        find(QPushButton, "addWheelsDialogAccept").click()
        yield lambda: find(QWidget, "messageBar").isVisible()
        print(find(QLabel, "messageBarTitle").text().endswith("uv lock has proved it."))
        print((project / "exdist" / file.name).is_file(), 'name = "other"' in (project / "uv.lock").read_text())
        text = (project / "pyproject.toml").read_text()
        print("# what came by mail" in text, 'other = { path = "exdist/other-1.0-py3-none-any.whl" }' in text)
        yield lambda: "other" in [each.file.name for each in page.report.yards[0].files]
        window().actions_.wheels.trigger()
"""


def test_a_wheel_arrives_and_is_added(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    for folder in (project / "exdist", tmp_path / "arrived"):
        folder.mkdir(parents=True)
    (project / "pyproject.toml").write_text(PROJECT)
    write_wheel(project / "exdist", "own", "1.0")
    write_wheel(tmp_path / "arrived", "other", "1.0")
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    # The offscreen platform warns of every dialog.
    said = play(home, STORY, project, {"QT_LOGGING_RULES": "default.warning=false"})
    assert said.splitlines() == ["[('own', True)]", "2 True", "exdist", "True", "True True", "True True"]
