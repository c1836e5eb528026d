"""An index behind a company's own root is checked, the root exported, and then used; over the real Session and uv."""

from pathlib import Path

from tests.network.certificates import Authority
from tests.network.tls_index import package_index
from tests.unit.gui.own_process import play

PROJECT = """\
[project]
name = "seen"
version = "1"
requires-python = ">=3.10"
dependencies = ["small-one"]
[tool.uv]
package = false
python-downloads = "never"
[[tool.uv.index]]
name = "corp"
url = "{url}"
default = true
"""

STORY = """
    def tell():
        from PySide6.QtWidgets import QLineEdit, QPushButton
        from core.model.checks import CheckStatus
        from gui.dialogs.export_certificates import ExportDialog
        root = Path(os.environ["OWN_ROOT"])
        page = window().network_page
        yield lambda: window().page.entry is not None and window().page.entry.details is not None
        window().actions_.network.trigger()
        yield lambda: page.view is not None
        print([index.name for index in page.view.indexes], find(QLabel, "networkSentence").text())
        page.check.click()
        yield lambda: not page.check.waiting
        (row,) = [row for row in page.endpoints.rows if "corp" in row.endpoint.indexes]
        print(row.report.status.value, row.report.uv.reaches, row.more.isChecked())
        facts = [label.accessibleName() for label in row.findChildren(QLabel, "endpointFact")]
        print([fact for fact in facts if fact.startswith("uv's own certificates: do not know who issued")] != [])
        find(QPushButton, "networkExport").click()
        yield lambda: find(ExportDialog, "exportDialog") is not None
        find(ExportDialog, "exportDialog").take_more(root)
        find(QPushButton, "exportStart").click()
        yield lambda: row.report.status is CheckStatus.OK and not page.check.waiting
        print(row.report.uv.reaches, "certificates were exported" in page.message.text)
        print(find(QLabel, "networkSentence").text())
        find(QLineEdit, "networkAddress").setText("https://localhost:1/simple")
        find(QPushButton, "networkAddressCheck").click()
        yield lambda: page.check.waiting
        yield lambda: not page.check.waiting
        print(page.endpoints.rows[0].report.status.value, page.endpoints.rows[0].report.check.connected)
        window().actions_.network.trigger()
"""


def test_an_index_behind_a_private_root_comes_to_be_used(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    home.mkdir()
    authority = Authority(tmp_path / "authority")
    with package_index(tmp_path / "packages", authority) as index:
        (project / "pyproject.toml").write_text(PROJECT.format(url=index.url))
        (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
        # The offscreen platform warns of every dialog.
        variables = {"QT_LOGGING_RULES": "default.warning=false", "OWN_ROOT": str(authority.root_file)}
        said = play(home, STORY, project, variables)
    assert said.splitlines() == [
        "['corp'] 1 server, not checked yet",
        "fail False True",
        "True",
        "True True",
        "uv can use the server",
        "fail False",
    ]
