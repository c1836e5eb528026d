"""Changes of settings over a Session, for the tests of writing them."""

from pathlib import Path

from core.model.commands import ChangeSettings, ReadSettings
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange, SettingsView
from tests.integration.repairs.workbench import Workbench


def bench_in(tmp_path: Path) -> Workbench:
    """Return a project with one line of settings, whose person's files are in the same folder."""
    bench = Workbench(
        tmp_path, variables={"XDG_CONFIG_DIRS": str(tmp_path / "etc"), "APPDATA": str(tmp_path / "config")}
    )
    del bench.environ["UV_CACHE_DIR"]
    bench.write(more="link-mode = 'copy' # OneDrive\n")
    return bench


def change(key: SettingKey, value: str | None, scope: SettingScope = SettingScope.PROJECT) -> SettingChange:
    return SettingChange(key=key, scope=scope, value=value)


def view_of(bench: Workbench, *, project: bool = True) -> SettingsView:
    outcome = bench.do(ReadSettings(project=bench.project if project else None))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.settings is not None
    return outcome.settings


def changed(
    bench: Workbench, *changes: SettingChange, seen: dict[str, str | None] | None = None, project: bool = True
) -> Outcome:
    folder = bench.project if project else None
    return bench.do(ChangeSettings(project=folder, changes=changes, seen=seen or {}))


def said_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.repaired is not None
    return outcome.repaired


def refusal(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    assert outcome.bad_input
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def file_of(bench: Workbench) -> Path:
    return bench.project / "pyproject.toml"
