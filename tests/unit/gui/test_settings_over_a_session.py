"""The dialog over the real Session: what is saved changes the meant lines alone, and a conflict loses nothing."""

from difflib import ndiff
from pathlib import Path

from tests.unit.gui.own_process import play

PYPROJECT = """\
[project]
name = "seen"
version = "1"
requires-python = ">=3.10"

[tool.uv]  # of the team
package = false
link-mode = 'copy'   # the drive is shared
exclude-newer = "2026-01-31"

[[tool.uv.index]]
name = "corp"
url = "https://packages.corp.example/simple"
explicit = true
"""

HEAD = """
    from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton
    from gui.dialogs.settings.dialog import SettingsDialog
    from core.model.setting_keys import Section, SettingKey
    project = Path(sys.argv[1])
    def dialog():
        return window().findChild(SettingsDialog)
    def begin():
        return window().page.entry is not None and window().page.entry.details is not None
    def is_read():
        return dialog() is not None and dialog().draft is not None and not find(QWidget, "settingsLine").isVisible()
    def press(name):
        button = find(QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()
    def is_gone():
        return dialog() is None or not dialog().isVisible()
"""

STORY = f"""{HEAD}
    def tell():
        yield begin
        window().actions_.settings.trigger()
        yield is_read
        for section in Section:
            dialog().form.sections.show_section(section)
        print(dialog().changes)
        dialog().form.show_setting(SettingKey.LINK_MODE)
        press("setting-link-mode-hardlink")
        dialog().form.show_setting(SettingKey.RETRIES)
        field = find(QLineEdit, "setting-retries")
        field.setFocus()
        QTest.keyClicks(field, "7")
        press("settingsSave")
        yield lambda: find(QPlainTextEdit, "settingsDiff-0") is not None
        shown = find(QPlainTextEdit, "settingsDiff-0").toPlainText().splitlines()
        print([line for line in shown if line[0] in "+-" and line[:3] not in ("+++", "---")])
        print("tries a failed request 7 more times" in find(QLabel, "settingsPreviewSaid").text())
        press("settingsWrite")
        yield is_gone
        window().actions_.settings.trigger()
        yield is_read
        dialog().form.show_setting(SettingKey.RETRIES)
        print(find(QLabel, "setting-retries-effective").text())
        dialog().form.show_setting(SettingKey.LINK_MODE)
        print(find(QLabel, "setting-link-mode-effective").text())
        dialog().leave()
"""

CONFLICT = f"""{HEAD}
    def tell():
        yield begin
        window().actions_.settings.trigger()
        yield is_read
        dialog().form.show_setting(SettingKey.LINK_MODE)
        press("setting-link-mode-clone")
        press("settingsSave")
        yield lambda: find(QPlainTextEdit, "settingsDiff-0") is not None
        file = project / "pyproject.toml"
        file.write_text(file.read_text().replace("2026-01-31", "2026-02-28"))
        press("settingsWrite")
        yield lambda: find(QWidget, "settingsMessage").isVisible() and is_read()
        print(find(QLabel, "settingsMessageTitle").text().startswith(str(file)))
        print([change.value for change in dialog().changes])
        dialog().form.show_setting(SettingKey.EXCLUDE_NEWER)
        print(find(QLineEdit, "setting-exclude-newer").text())
        press("settingsSave")
        yield lambda: find(QWidget, "settingsWrite").isVisible() and find(QWidget, "settingsWrite").isEnabled()
        press("settingsWrite")
        yield is_gone
"""


def project_in(folder: Path) -> tuple[Path, Path, dict[str, str]]:
    home, project = folder / "home", folder / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text(PYPROJECT)
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    config = {"XDG_CONFIG_HOME": str(folder / "config"), "APPDATA": str(folder / "config")}
    # The offscreen platform warns of every dialog.
    return home, project, {**config, "UV_NO_SYSTEM_CONFIG": "1", "QT_LOGGING_RULES": "default.warning=false"}


def changed_lines(project: Path) -> list[str]:
    now = (project / "pyproject.toml").read_text()
    return [line for line in ndiff(PYPROJECT.splitlines(), now.splitlines()) if line[0] in "+-"]


def test_a_round_trip_changes_the_meant_lines_alone(tmp_path: Path) -> None:
    home, project, variables = project_in(tmp_path)
    said = play(home, STORY, project, variables).splitlines()
    line = "link-mode = 'hardlink'   # the drive is shared"
    assert said[0] == "()"
    assert line in said[1]
    assert said[2] == "True"
    assert said[3] == "In effect: 7. Chosen by you for this project."
    assert said[4] == "In effect: hardlink. From pyproject.toml, line 8 (everyone in this project)."
    assert changed_lines(project) == ["- link-mode = 'copy'   # the drive is shared", f"+ {line}"]


def test_what_somebody_else_wrote_meanwhile_is_kept_with_the_edits(tmp_path: Path) -> None:
    home, project, variables = project_in(tmp_path)
    said = play(home, CONFLICT, project, variables).splitlines()
    assert said == ["True", "['clone']", "2026-02-28"]
    assert changed_lines(project) == [
        "- link-mode = 'copy'   # the drive is shared",
        "+ link-mode = 'clone'   # the drive is shared",
        '- exclude-newer = "2026-01-31"',
        '+ exclude-newer = "2026-02-28"',
    ]
