"""What is edited and not saved: exactly the meant changes, and none where nothing was meant."""

from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from gui.models.settings_draft import Draft
from tests.fakes import settings

PROFILE, PROJECT, USER = SettingScope.PROFILE, SettingScope.PROJECT, SettingScope.USER


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    project, environ = settings.made(tmp_path)
    return Draft(settings.view(settings.profile(project), environ, locks=settings.locked()))


def test_untouched_it_changes_nothing(draft: Draft) -> None:
    assert draft.changes() == ()
    # Putting back what stands there changes nothing either, in any scope of any setting.
    for declaration in draft.declarations():
        for scope in draft.scopes(declaration):
            draft.put(declaration.key, scope, draft.stored(declaration.key, scope))
    assert draft.changes() == ()
    assert draft.edited_keys() == frozenset()


def test_each_scope_has_its_own_choice(draft: Draft) -> None:
    shown = [draft.shown(SettingKey.LINK_MODE, scope) for scope in (PROFILE, PROJECT, USER)]
    assert shown == ["symlink", "copy", "hardlink"]
    draft.put(SettingKey.LINK_MODE, PROJECT, "clone")
    assert draft.changes() == (SettingChange(key=SettingKey.LINK_MODE, scope=PROJECT, value="clone"),)


def test_taking_back_is_a_change_only_where_something_was_chosen(draft: Draft) -> None:
    draft.put(SettingKey.LINK_MODE, PROFILE, None)
    draft.put(SettingKey.OFFLINE, PROFILE, None)
    draft.put(SettingKey.EXCLUDE_NEWER, PROJECT, "  ")
    assert draft.changes() == (
        SettingChange(key=SettingKey.LINK_MODE, scope=PROFILE, value=None),
        SettingChange(key=SettingKey.EXCLUDE_NEWER, scope=PROJECT, value=None),
    )


def test_another_spelling_of_the_same_is_no_change(draft: Draft) -> None:
    draft.put(SettingKey.DEFAULT_GROUPS, PROJECT, " all ")
    draft.put(SettingKey.INSECURE_HOSTS, USER, "old.corp.example,")
    draft.put(SettingKey.CONCURRENT_DOWNLOADS, PROJECT, "08")
    assert draft.changes() == ()


def test_what_is_wrong_is_said_and_not_saved(draft: Draft) -> None:
    draft.put(SettingKey.CONCURRENT_DOWNLOADS, PROFILE, "many")
    draft.put(SettingKey.RETRIES, PROFILE, "7")
    assert draft.wrong_keys() == (SettingKey.CONCURRENT_DOWNLOADS,)
    sentence = draft.wrong(SettingKey.CONCURRENT_DOWNLOADS, PROFILE)
    assert "“many” is no number from 1 to 1000." in sentence
    assert sentence.endswith("It is how many downloads uv does at once.")
    assert draft.changes() == (SettingChange(key=SettingKey.RETRIES, scope=PROFILE, value="7"),)


def test_what_no_variable_can_carry_is_wrong_for_one_person_alone(draft: Draft) -> None:
    explicit = "corp=https://packages.corp.example/simple explicit"
    draft.put(SettingKey.INDEXES, PROFILE, explicit)
    assert "explicit" in draft.wrong(SettingKey.INDEXES, PROFILE)
    draft.forget(SettingKey.INDEXES, PROFILE)
    draft.put(SettingKey.INDEXES, USER, explicit)
    assert draft.wrong(SettingKey.INDEXES, USER) == ""


def test_whether_a_file_is_there_is_not_asked_while_it_is_typed(draft: Draft, tmp_path: Path) -> None:
    draft.put(SettingKey.CERTIFICATE_FILE, PROFILE, str(tmp_path / "none.pem"))
    assert draft.wrong_keys() == ()
    draft.put(SettingKey.CERTIFICATE_FILE, PROFILE, "none.pem")
    assert "no absolute path" in draft.wrong(SettingKey.CERTIFICATE_FILE, PROFILE)


def test_what_is_dangerous_is_said(draft: Draft) -> None:
    assert "old.corp.example" in draft.caution(SettingKey.INSECURE_HOSTS, USER)
    assert draft.caution(SettingKey.INSECURE_HOSTS, PROFILE) == ""
    draft.put(SettingKey.INSECURE_HOSTS, PROFILE, "new.corp.example")
    assert "new.corp.example can change what is installed" in draft.caution(SettingKey.INSECURE_HOSTS, PROFILE)


def test_what_policy_locks_cannot_be_edited(draft: Draft) -> None:
    assert not draft.can_edit(SettingKey.SYSTEM_CERTS, PROFILE)
    draft.put(SettingKey.SYSTEM_CERTS, PROFILE, "false")
    assert draft.changes() == ()


def test_places_of_one_project_are_moved_and_not_typed(draft: Draft) -> None:
    assert not draft.can_edit(SettingKey.CACHE, PROFILE)
    assert draft.can_edit(SettingKey.CACHE, USER)
    assert draft.can_edit(SettingKey.TOOLS, PROFILE)


def test_edits_outlive_a_second_reading(draft: Draft, tmp_path: Path) -> None:
    draft.put(SettingKey.LINK_MODE, PROJECT, "clone")
    draft.put(SettingKey.EXCLUDE_NEWER, PROJECT, "2026-02-28")
    project, environ = settings.made(
        tmp_path / "later", pyproject=settings.PYPROJECT.replace("2026-01-31", "2026-02-28")
    )
    draft.take(settings.view(settings.profile(project), environ))
    # Somebody else made one of the two changes meanwhile.
    assert draft.changes() == (SettingChange(key=SettingKey.LINK_MODE, scope=PROJECT, value="clone"),)


def test_the_scope_that_decides_is_shown_first(draft: Draft) -> None:
    firsts = {each.key: draft.first_scope(each) for each in draft.declarations()}
    assert firsts[SettingKey.LINK_MODE] is PROFILE
    assert firsts[SettingKey.CACHE] is USER
    assert firsts[SettingKey.PYTHON_PREFERENCE] is PROJECT
    assert firsts[SettingKey.OFFLINE] is PROFILE
    assert firsts[SettingKey.CONSTRAINTS] is PROJECT


def test_for_all_projects_there_is_one_scope(tmp_path: Path) -> None:
    _, environ = settings.made(tmp_path)
    draft = Draft(settings.view(None, environ))
    assert all(draft.scopes(each) == (USER,) for each in draft.declarations())
    keys = {each.key for each in draft.declarations()}
    assert SettingKey.CACHE in keys
    assert not keys & {SettingKey.TEMP, SettingKey.RETRIES, SettingKey.CONSTRAINTS, SettingKey.VARIABLES}
    assert draft.changes() == ()


def test_what_a_uv_toml_hides_is_not_what_is_edited(tmp_path: Path) -> None:
    project, environ = settings.made(tmp_path)
    (project / "uv.toml").write_text('link-mode = "clone"\n', encoding="utf-8")
    draft = Draft(settings.view(settings.profile(project), environ))
    assert draft.stored(SettingKey.LINK_MODE, PROJECT) == "clone"
    assert draft.stored(SettingKey.PYTHON_PREFERENCE, PROJECT) is None


def test_indexes_of_older_keys_are_edited_with_the_others(tmp_path: Path) -> None:
    older = 'extra-index-url = ["https://extra.example/simple"]\nindex-url = "https://main.example/simple"\n'
    project, environ = settings.made(tmp_path, user=f"{older}{settings.USER_TOML}")
    draft = Draft(settings.view(settings.profile(project), environ))
    assert draft.stored(SettingKey.INDEXES, USER) == (
        "mirror=https://mirror.corp.example/simple\nhttps://extra.example/simple\nhttps://main.example/simple default"
    )


def test_what_stands_in_a_folder_above_is_not_what_is_edited(tmp_path: Path) -> None:
    project, environ = settings.made(tmp_path, pyproject='[project]\nname = "risk"\nversion = "1"\n')
    (tmp_path / "uv.toml").write_text('link-mode = "clone"\n', encoding="utf-8")
    draft = Draft(settings.view(settings.profile(project), environ))
    assert "clone" in {held.value for held in draft.setting(SettingKey.LINK_MODE).held}
    assert draft.stored(SettingKey.LINK_MODE, PROJECT) is None


def test_stars_for_a_login_that_is_there_are_no_mistake(draft: Draft) -> None:
    draft.put(SettingKey.INDEXES, PROJECT, "corp=https://****@packages.corp.example/simple")
    assert draft.wrong_keys() == ()
    draft.put(SettingKey.INDEXES, PROJECT, "corp=https://person:word@packages.corp.example/simple")
    assert "user name or a password" in draft.wrong(SettingKey.INDEXES, PROJECT)
