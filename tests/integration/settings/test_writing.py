"""Settings are changed over a Session: all or nothing, over exactly what was seen, and the outcome says what counts."""

import asyncio
import sys
from pathlib import Path

import pytest

from core.model.commands import ChooseSetting, PreviewSettings
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.setting_keys import SettingKey, SettingScope
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from core.store.backups import BackupFolder
from core.system.uv_folders import user_uv_config
from tests.integration.repairs.workbench import Workbench
from tests.integration.settings.changes import bench_in, change, changed, file_of, refusal, said_of, view_of


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return bench_in(tmp_path)


def test_a_change_for_everyone_changes_one_line_and_keeps_a_copy(bench: Workbench) -> None:
    before = file_of(bench).read_bytes()
    outcome = changed(bench, change(SettingKey.LINK_MODE, "hardlink"), seen=view_of(bench).files)
    assert isinstance(outcome, Succeeded)
    assert file_of(bench).read_bytes() == before.replace(b"'copy'", b"'hardlink'")
    assert "For everyone in tiny, uv brings files" in said_of(outcome)
    assert [line for line in outcome.diffs[0].lines if line[:1] in "+-"][2:] == [
        "-link-mode = 'copy' # OneDrive",
        "+link-mode = 'hardlink' # OneDrive",
    ]
    backups = BackupFolder(bench.home)
    record = backups.of(file_of(bench))
    assert record is not None
    assert record.file == file_of(bench)
    assert backups.place_of(file_of(bench)).read_bytes() == before
    assert [each.name for each in bench.project.iterdir()] == ["pyproject.toml"]
    view = view_of(bench)
    assert (view.of(SettingKey.LINK_MODE).value, view.of(SettingKey.LINK_MODE).origin.line) == ("hardlink", 8)


def test_a_preview_writes_nothing(bench: Workbench) -> None:
    before = file_of(bench).read_bytes()
    changes = (
        change(SettingKey.LINK_MODE, None),
        change(SettingKey.OFFLINE, "true", SettingScope.USER),
        change(SettingKey.RETRIES, "7", SettingScope.PROFILE),
    )
    outcome = bench.do(PreviewSettings(project=bench.project, changes=changes))
    assert isinstance(outcome, Succeeded)
    assert [diff.file for diff in outcome.diffs] == [file_of(bench), user_uv_config(bench.environ)]
    assert [diff.made for diff in outcome.diffs] == [False, True]
    assert "Wheelyard keeps that" in said_of(outcome)
    assert file_of(bench).read_bytes() == before
    assert not user_uv_config(bench.environ).exists()
    assert bench.profiles.load(bench.project).chosen == {}


def test_a_secret_variable_lies_in_the_keyring_and_reaches_uv(bench: Workbench) -> None:
    value = "PLAIN=one two\nUV_INDEX_CORP_PASSWORD=geheim"
    said = said_of(changed(bench, change(SettingKey.VARIABLES, value, SettingScope.PROFILE)))
    assert "PLAIN=one two, UV_INDEX_CORP_PASSWORD=****" in said
    assert "geheim" not in bench.kept_texts()
    view = view_of(bench).of(SettingKey.VARIABLES)
    assert view.value == ("PLAIN=one two", "UV_INDEX_CORP_PASSWORD=****")
    assert view.masked
    services = make_services(bench.home, bench.environ, secrets=bench.secrets)
    call = asyncio.run(prepare(bench.project, services)).call()
    assert call.secrets["UV_INDEX_CORP_PASSWORD"].text == "geheim"
    assert call.settings["PLAIN"] == "one two"
    again = "UV_INDEX_CORP_PASSWORD=****\nPLAIN=three"
    assert isinstance(changed(bench, change(SettingKey.VARIABLES, again, SettingScope.PROFILE)), Succeeded)
    assert [secret.text for secret in bench.secrets.kept.values()] == ["geheim"]
    assert bench.profiles.load(bench.project).hidden == ("UV_INDEX_CORP_PASSWORD",)
    unknown = change(SettingKey.VARIABLES, "OTHER=****", SettingScope.PROFILE)
    assert "stars stand for a secret that nobody knows" in refusal(changed(bench, unknown))
    assert isinstance(changed(bench, change(SettingKey.VARIABLES, None, SettingScope.PROFILE)), Succeeded)
    assert bench.secrets.kept == {}


def test_a_stronger_source_is_named(bench: Workbench) -> None:
    bench.environ["UV_LINK_MODE"] = "symlink"
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, "clone")))
    assert "uv still takes symlink, because UV_LINK_MODE says so." in said
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, "copy", SettingScope.PROFILE)))
    assert "still" not in said
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, "clone", SettingScope.USER)))
    assert "uv still takes copy, because it is chosen for you in this project." in said
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, None, SettingScope.PROFILE)))
    assert "uv now takes symlink, because UV_LINK_MODE says so." in said


def test_a_file_that_uv_does_not_read_is_said(bench: Workbench) -> None:
    bench.environ["UV_NO_CONFIG"] = "1"
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, "clone")))
    assert "uv does not read that file here, because UV_NO_CONFIG is set." in said


def test_a_table_that_uv_passes_over_is_said(bench: Workbench) -> None:
    bench.write(more="nonsense = 1\n")
    said = said_of(changed(bench, change(SettingKey.LINK_MODE, "clone")))
    assert "It does not count yet: uv passes over the whole table" in said
    assert "nonsense = 1" in file_of(bench).read_text(encoding="utf-8")


def test_a_place_is_chosen_without_moving_it_and_that_is_said(bench: Workbench) -> None:
    place = bench.root / "cache"
    said = said_of(changed(bench, change(SettingKey.CACHE, str(place), SettingScope.PROFILE)))
    assert "Nothing was moved: `wheelyard relocate cache --to DIR` brings along what is there." in said
    assert bench.profiles.load(bench.project).cache == place


def test_an_insecure_host_has_its_warning(bench: Workbench) -> None:
    said = said_of(changed(bench, change(SettingKey.INSECURE_HOSTS, "pypi.example", SettingScope.USER)))
    assert "can change what is installed, unseen" in said


def test_all_projects_of_a_person_need_no_project(bench: Workbench) -> None:
    outcome = changed(bench, change(SettingKey.OFFLINE, "true", SettingScope.USER), project=False)
    assert "For all your projects, uv asks no server, from now on." in said_of(outcome)
    assert user_uv_config(bench.environ).read_text(encoding="utf-8") == "offline = true\n"
    view = view_of(bench, project=False)
    assert view.project is None
    assert view.of(SettingKey.OFFLINE).value is True
    assert list(view.files) == [str(user_uv_config(bench.environ))]
    assert "No project is named" in refusal(changed(bench, change(SettingKey.OFFLINE, "true"), project=False))


def test_without_a_uv_all_else_works(bench: Workbench) -> None:
    bench.environ["WHEELYARD_UV"] = str(bench.root / "nothing")
    assert view_of(bench).uv_version == ""
    assert isinstance(changed(bench, change(SettingKey.LINK_MODE, "clone")), Succeeded)


def test_secrets_are_stars_in_everything_that_is_shown(bench: Workbench) -> None:
    bench.write(more='[[tool.uv.index]]\nname = "corp"\nurl = "https://ada:geheim@corp.example/simple"\n')
    bench.environ["HTTPS_PROXY"] = "http://bob:geheim@proxy.example:8080"
    view = view_of(bench)
    indexes = view.of(SettingKey.INDEXES)
    assert indexes.masked
    assert "geheim" not in repr(view)
    text = "corp=https://****@corp.example/simple explicit"
    said = said_of(changed(bench, change(SettingKey.INDEXES, text), seen=view.files))
    assert "geheim" not in said
    assert "geheim" not in repr(bench.events)
    written = file_of(bench).read_text(encoding="utf-8")
    assert 'url = "https://ada:geheim@corp.example/simple"\nexplicit = true\n' in written


def test_policy_refuses_by_name(bench: Workbench) -> None:
    policy = bench.root / "etc" / "wheelyard" / "policy.toml"
    policy.parent.mkdir(parents=True)
    policy.write_text("insecure_hosts = false\n", encoding="utf-8")
    if sys.platform == "win32":
        pytest.skip("on Windows policy stands in the registry")
    outcome = changed(bench, change(SettingKey.INSECURE_HOSTS, "a.example", SettingScope.USER))
    assert isinstance(outcome, Failed)
    assert outcome.by_policy
    assert outcome.problem.category is Category.BLOCKED_BY_POLICY
    assert str(policy) in outcome.problem.title
    assert view_of(bench).of(SettingKey.INSECURE_HOSTS).locked_by == str(policy)
    assert not user_uv_config(bench.environ).exists()


def test_a_repair_chooses_in_a_scope(bench: Workbench) -> None:
    command = ChooseSetting(project=bench.project, key=SettingKey.LINK_MODE, value="clone", scope=SettingScope.PROJECT)
    assert "For everyone in tiny" in said_of(bench.do(command))
    assert "'clone'" in file_of(bench).read_text(encoding="utf-8")
