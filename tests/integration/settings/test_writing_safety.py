"""What can go wrong while settings are written: files are then as they were, and the sentence names them."""

import os
import stat
import threading
from pathlib import Path

import pytest

from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey, SettingScope
from core.procedures.services import make_services
from core.procedures.settings_files import write_files
from core.settings.writing.plan import plan_files
from core.store.atomic import write_atomically
from core.system.uv_folders import user_uv_config
from tests.integration.repairs.workbench import MemorySecrets, Workbench
from tests.integration.settings.changes import bench_in, change, changed, file_of, refusal, view_of


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return bench_in(tmp_path)


def test_what_another_program_changed_meanwhile_is_not_written(bench: Workbench) -> None:
    seen = view_of(bench).files
    with file_of(bench).open("a", encoding="utf-8") as file:
        file.write("# theirs\n")
    theirs = file_of(bench).read_bytes()
    user = change(SettingKey.OFFLINE, "true", SettingScope.USER)
    said = refusal(changed(bench, user, change(SettingKey.LINK_MODE, "clone"), seen=seen))
    assert f"{file_of(bench)} was changed by another program since you saw it." in said
    assert file_of(bench).read_bytes() == theirs
    assert not user_uv_config(bench.environ).exists()
    assert isinstance(changed(bench, change(SettingKey.LINK_MODE, "clone"), seen=view_of(bench).files), Succeeded)


def test_a_file_that_is_replaced_at_the_last_moment_is_left(bench: Workbench) -> None:
    services = make_services(bench.home, bench.environ, secrets=bench.secrets)
    planned = plan_files((change(SettingKey.LINK_MODE, "clone"),), bench.project, bench.environ, ())
    file_of(bench).write_text("# theirs\n", encoding="utf-8")
    with pytest.raises(Exception, match="was changed by another program"):
        write_files(planned, services)
    assert file_of(bench).read_text(encoding="utf-8") == "# theirs\n"
    assert [each.name for each in bench.project.iterdir()] == ["pyproject.toml"]


def test_where_a_later_file_cannot_be_written_the_earlier_ones_are_as_before(bench: Workbench) -> None:
    before = file_of(bench).read_bytes()
    folder = user_uv_config(bench.environ).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way", encoding="utf-8")
    said = refusal(
        changed(
            bench,
            change(SettingKey.PYTHON, "3.12"),
            change(SettingKey.LINK_MODE, "clone"),
            change(SettingKey.OFFLINE, "true", SettingScope.USER),
        )
    )
    assert "uv.toml cannot be" in said
    assert file_of(bench).read_bytes() == before
    assert not (bench.project / ".python-version").exists()


def test_where_the_keyring_refuses_the_files_are_as_before(bench: Workbench) -> None:
    before = file_of(bench).read_bytes()
    bench.secrets = MemorySecrets("The keyring is locked.")
    secret = change(SettingKey.VARIABLES, "CORP_TOKEN=geheim", SettingScope.PROFILE)
    said = refusal(changed(bench, change(SettingKey.LINK_MODE, "clone"), secret))
    assert "CORP_TOKEN cannot be kept: The keyring is locked." in said
    assert file_of(bench).read_bytes() == before
    assert bench.profiles.load(bench.project).hidden == ()


def test_a_broken_file_is_not_written_and_hides_no_other(bench: Workbench) -> None:
    user = user_uv_config(bench.environ)
    user.parent.mkdir(parents=True, exist_ok=True)
    user.write_text("offline = true\nlink-mode = = 1\n", encoding="utf-8")
    view = view_of(bench)
    assert view.of(SettingKey.LINK_MODE).value == "copy"
    (trouble,) = view.troubles
    assert (trouble.source, trouble.line) == (str(user), 2)
    change_both = (change(SettingKey.LINK_MODE, "clone"), change(SettingKey.OFFLINE, "false", SettingScope.USER))
    said = refusal(changed(bench, *change_both))
    assert f"{user} is no valid TOML at line 2, column 13" in said
    assert user.read_text(encoding="utf-8") == "offline = true\nlink-mode = = 1\n"
    assert "'copy'" in file_of(bench).read_text(encoding="utf-8")


def test_a_read_only_file_is_refused(bench: Workbench) -> None:
    file_of(bench).chmod(0o444)
    try:
        said = refusal(changed(bench, change(SettingKey.LINK_MODE, "clone")))
        assert f"{file_of(bench)} is read-only." in said
        assert "'copy'" in file_of(bench).read_text(encoding="utf-8")
    finally:
        file_of(bench).chmod(0o644)


@pytest.mark.skipif(os.name == "nt", reason="modes and links without a right of their own are POSIX's")
def test_a_link_leads_on_to_its_file_which_keeps_its_mode(bench: Workbench) -> None:
    real = bench.root / "elsewhere.toml"
    file_of(bench).rename(real)
    real.chmod(0o640)
    file_of(bench).symlink_to(real)
    assert isinstance(changed(bench, change(SettingKey.LINK_MODE, "clone")), Succeeded)
    assert file_of(bench).is_symlink()
    assert "'clone'" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert isinstance(changed(bench, change(SettingKey.PYTHON, "3.12")), Succeeded)
    assert stat.S_IMODE((bench.project / ".python-version").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "nt", reason="only Windows keeps an open file from being replaced")
def test_a_scanner_that_holds_the_file_is_waited_for(bench: Workbench) -> None:
    held = file_of(bench).open("rb")
    let_go = threading.Timer(1.0, held.close)
    let_go.start()
    write_atomically(file_of(bench), b"# new\n")
    let_go.join()
    assert file_of(bench).read_bytes() == b"# new\n"
