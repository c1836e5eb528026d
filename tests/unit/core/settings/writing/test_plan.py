"""Which file a choice goes to, under which name, and what is said of it."""

import os
import sys
from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.settings.writing.plan import PlannedFile, plan_files
from core.system.uv_folders import user_uv_config
from tests.unit.core.settings.writing.layouts import PROJECT, write_bytes

UV = (0, 13, 9)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "above" / "größe & 100 %"
    write_bytes(folder / "pyproject.toml", f'{PROJECT}[tool.uv]\nlink-mode = "copy"\n')
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    if sys.platform == "win32":
        return {"APPDATA": str(tmp_path / "config"), "SYSTEMROOT": os.environ["SYSTEMROOT"]}
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}


def change(key: str, value: str | None, scope: SettingScope = SettingScope.PROJECT) -> SettingChange:
    return SettingChange(key=SettingKey(key), scope=scope, value=value)


def _one(planned: tuple[PlannedFile, ...]) -> PlannedFile:
    (file,) = planned
    return file


def test_a_project_is_written_where_uv_looks_for_it(project: Path, environ: dict[str, str]) -> None:
    planned = _one(plan_files((change("link-mode", "clone"), change("offline", "true")), project, environ, UV))
    assert planned.file == project / "pyproject.toml"
    assert planned.text == f'{PROJECT}[tool.uv]\nlink-mode = "clone"\noffline = true\n'
    assert planned.note is None


def test_a_uv_toml_gets_what_it_may_hold_and_the_rest_goes_beside(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "uv.toml", "# ours\r\nlink-mode = 'hardlink'\r\n")
    changes = (change("link-mode", "clone"), change("environments", "sys_platform == 'win32'"))
    first, second = plan_files(changes, project, environ, UV)
    assert (first.file.name, first.text) == ("uv.toml", "# ours\r\nlink-mode = 'clone'\r\n")
    assert (second.file.name, second.text) == (
        "pyproject.toml",
        f'{PROJECT}[tool.uv]\nlink-mode = "copy"\nenvironments = ["sys_platform == \'win32\'"]\n',
    )


def test_a_uv_toml_that_becomes_empty_goes_on_hiding_and_that_is_said(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "uv.toml", "offline = true\n")
    planned = _one(plan_files((change("offline", None),), project, environ, UV))
    assert planned.text == ""
    assert planned.note is not None
    assert "goes on passing over link-mode" in planned.note


def test_a_member_is_written_at_the_root_of_its_workspace(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "pyproject.toml", f'{PROJECT}[tool.uv.workspace]\nmembers = ["packages/*"]\n')
    member = project / "packages" / "one"
    write_bytes(member / "pyproject.toml", f'{PROJECT}[tool.uv]\nlink-mode = "symlink"\n')
    planned = _one(plan_files((change("link-mode", "clone"),), member, environ, UV))
    assert planned.file == project / "pyproject.toml"
    assert planned.text == f'{PROJECT}[tool.uv]\nlink-mode = "clone"\n\n[tool.uv.workspace]\nmembers = ["packages/*"]\n'


@pytest.mark.parametrize("above", ["uv.toml", "pyproject.toml"])
def test_a_first_table_hides_the_files_above_and_that_is_said(
    project: Path, environ: dict[str, str], above: str
) -> None:
    write_bytes(project / "pyproject.toml", PROJECT)
    text = "offline = true\n" if above == "uv.toml" else "[tool.uv]\n"
    write_bytes(project.parent / above, text)
    planned = _one(plan_files((change("link-mode", "clone"),), project, environ, UV))
    assert planned.note is not None
    assert str(project.parent / above) in planned.note
    assert "passes over that file from then on" in planned.note
    write_bytes(project / "uv.toml", "")
    hidden = _one(plan_files((change("environments", "sys_platform == 'win32'"),), project, environ, UV))
    assert hidden.note is None


def test_the_last_dotted_key_gives_way_to_the_files_above(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "pyproject.toml", f'tool.uv.link-mode = "copy"\n{PROJECT}')
    write_bytes(project.parent / "uv.toml", "offline = true\n")
    planned = _one(plan_files((change("link-mode", None),), project, environ, UV))
    assert planned.text == PROJECT
    assert planned.note is not None
    assert planned.note.endswith("from then on.")


def test_the_persons_file_is_made(project: Path, environ: dict[str, str]) -> None:
    changes = (change("cache", str(project / "c"), SettingScope.USER), change("retries", None, SettingScope.USER))
    planned = _one(plan_files(changes[:1], None, environ, UV))
    assert planned.file == user_uv_config(environ)
    assert planned.diff().made
    assert planned.diff().lines[-1].startswith("+cache-dir = ")
    with pytest.raises(InputError, match="retries cannot be set for everyone: uv's files have no key for it"):
        plan_files(changes, None, environ, UV)
    with pytest.raises(InputError, match="default-groups cannot be set for all your projects"):
        plan_files((change("default-groups", "all", SettingScope.USER),), project, environ, UV)


def test_a_python_goes_into_the_pin_and_its_other_lines_stay(project: Path, environ: dict[str, str]) -> None:
    made = _one(plan_files((change("python", "3.12"),), project, environ, UV))
    assert (made.file, made.text) == (project / ".python-version", "3.12\n")
    write_bytes(project / ".python-version", "# ours\r\n3.11  # oldest\r\n3.12\r\n")
    planned = _one(plan_files((change("python", "3.13"),), project, environ, UV))
    assert planned.data == b"# ours\r\n3.13  # oldest\r\n3.12\r\n"
    gone = _one(plan_files((change("python", None),), project, environ, UV))
    assert gone.data == b"# ours\r\n3.12\r\n"


@pytest.mark.parametrize(
    ("there", "version", "after"),
    [
        ("", UV, "system-certs = true"),
        ("", (0, 10, 2), "native-tls = true"),
        ("native-tls = false # x", UV, "native-tls = true # x"),
        ("system-certs = false # x", (0, 10, 2), "native-tls = true"),
        ("native-tls = false\nsystem-certs = false # y", UV, "system-certs = true # y"),
        ("system-certs = false", (), "system-certs = true"),
    ],
)
def test_a_key_has_the_name_that_this_uv_knows(
    project: Path, environ: dict[str, str], there: str, version: tuple[int, ...], after: str
) -> None:
    write_bytes(project / "pyproject.toml", f"{PROJECT}[tool.uv]\n{there}\n".replace("\n\n", "\n"))
    planned = _one(plan_files((change("system-certs", "true"),), project, environ, version))
    assert planned.text == f"{PROJECT}[tool.uv]\n{after}\n"
    gone = _one(plan_files((change("system-certs", None),), project, environ, version))
    assert gone.text == f"{PROJECT}[tool.uv]\n"


def test_a_key_that_this_uv_does_not_know_is_refused(project: Path, environ: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"The uv in use \(0\.4\.1\) does not know index in its files"):
        plan_files((change("indexes", "a=https://a.example/s"),), project, environ, (0, 4, 1))


def test_a_proxy_is_for_both_kinds_of_servers(project: Path, environ: dict[str, str]) -> None:
    planned = _one(plan_files((change("proxy", "proxy.example:8080"),), project, environ, UV))
    assert planned.text.endswith(
        'https-proxy = "http://proxy.example:8080"\nhttp-proxy = "http://proxy.example:8080"\n'
    )


INDEXES = (
    f'{PROJECT}[[tool.uv.index]] # a\nname = "corp"\nurl = "https://ada:geheim@corp.example/simple"\n'
    "ignore-error-codes = [401]\ndefault = false\n\n[tool.uv]\n"
    'extra-index-url = ["https://one.example/simple", "https://bob:geheim@two.example/simple"] # old\n'
)


def test_stars_stand_for_the_secret_that_is_there(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "pyproject.toml", INDEXES)
    value = (
        "corp=https://****@corp.example/simple explicit\nnew=https://new.example/simple\n"
        "https://one.example/simple\nhttps://****@two.example/simple"
    )
    planned = _one(plan_files((change("indexes", value),), project, environ, UV))
    assert planned.text == INDEXES.replace(
        "default = false\n",
        'default = false\nexplicit = true\n\n[[tool.uv.index]]\nname = "new"\nurl = "https://new.example/simple"\n',
    )
    shown = "\n".join(planned.diff().lines)
    assert "geheim" not in shown
    assert "****" in shown
    same = value.replace(" explicit", "").replace("new=https://new.example/simple\n", "")
    assert not _one(plan_files((change("indexes", same),), project, environ, UV)).changed


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("corp=https://****@elsewhere.example/simple", "it holds a user name or a password"),
        ("x=https://c.example/****", "stars in it stand for a secret that nobody knows"),
    ],
)
def test_stars_for_nothing_are_refused(project: Path, environ: dict[str, str], value: str, said: str) -> None:
    write_bytes(project / "pyproject.toml", INDEXES)
    with pytest.raises(InputError, match=said):
        plan_files((change("indexes", value),), project, environ, UV)


def test_old_keys_of_indexes_give_way_where_they_cannot_say_it(project: Path, environ: dict[str, str]) -> None:
    write_bytes(project / "pyproject.toml", INDEXES)
    value = "https://****@two.example/simple\ncorp=https://****@corp.example/simple\nhttps://one.example/simple default"
    planned = _one(plan_files((change("indexes", value),), project, environ, UV))
    assert "extra-index-url" not in planned.text
    assert (
        planned.text.index("bob:geheim@two") < planned.text.index("ada:geheim@corp") < planned.text.index("one.example")
    )
    assert "ignore-error-codes = [401]" in planned.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[tool.uv]\nlink-mode = copy\n", r"pyproject\.toml is no valid TOML at line 2, column 13"),
        (f"{PROJECT}[tool.uv]\n".encode("utf-16"), r"pyproject\.toml is UTF-16, and uv reads UTF-8 only"),
        (b'[project]\nname = "\xfc"\n', r"pyproject\.toml is not UTF-8 text \(byte 18\)"),
    ],
)
def test_a_broken_file_is_named_and_left(project: Path, environ: dict[str, str], data: bytes, said: str) -> None:
    (project / "pyproject.toml").write_bytes(data)
    with pytest.raises(InputError, match=said):
        plan_files((change("link-mode", "clone"),), project, environ, UV)


def test_the_mark_of_utf_8_stays(project: Path, environ: dict[str, str]) -> None:
    (project / "pyproject.toml").write_bytes(f"\ufeff{PROJECT}".encode())
    planned = _one(plan_files((change("link-mode", "clone"),), project, environ, UV))
    assert planned.data == f'\ufeff{PROJECT}\n[tool.uv]\nlink-mode = "clone"\n'.encode()
