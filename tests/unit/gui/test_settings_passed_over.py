"""A table that uv passes over is the person's all the same: the dialog shows it, and a choice takes nothing away."""

from pathlib import Path

import pytest

from core.model.commands import PreviewSettings
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from gui.models.settings_draft import Draft
from tests.integration.repairs.workbench import Workbench
from tests.integration.settings.changes import bench_in, view_of

PROJECT = SettingScope.PROJECT
TABLE = """\
index-url = "https://main.example/simple"
extra-index-url = ["https://own.example/simple"]
native-tls = true
no-such-key-any-more = true
"""


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = bench_in(tmp_path)
    made.write(more=TABLE)
    return made


def test_what_stands_there_is_shown_and_can_be_taken_back(bench: Workbench) -> None:
    draft = Draft(view_of(bench))
    assert draft.setting(SettingKey.SYSTEM_CERTS).value is not True
    assert draft.stored(SettingKey.SYSTEM_CERTS, PROJECT) == "true"
    assert draft.changes() == ()
    draft.put(SettingKey.SYSTEM_CERTS, PROJECT, None)
    assert [(each.key, each.value) for each in draft.changes()] == [(SettingKey.SYSTEM_CERTS, None)]


def test_an_index_beside_those_that_stand_there_takes_none_of_them_away(bench: Workbench) -> None:
    draft = Draft(view_of(bench))
    stored = draft.stored(SettingKey.INDEXES, PROJECT)
    assert stored == "https://own.example/simple\nhttps://main.example/simple default"
    draft.put(SettingKey.INDEXES, PROJECT, f"{stored}\nspare=https://spare.example/simple explicit")
    outcome = bench.do(PreviewSettings(project=bench.project, changes=draft.changes()))
    assert isinstance(outcome, Succeeded), outcome
    (diff,) = outcome.diffs
    assert [line for line in diff.lines if line.startswith("-") and line[:3] != "---"] == []


def test_what_a_uv_toml_hides_is_no_choice_of_the_dialog(bench: Workbench) -> None:
    (bench.project / "uv.toml").write_text("concurrent-builds = 3\n")
    draft = Draft(view_of(bench))
    assert draft.stored(SettingKey.SYSTEM_CERTS, PROJECT) is None
    assert draft.stored(SettingKey.CONCURRENT_BUILDS, PROJECT) == "3"
