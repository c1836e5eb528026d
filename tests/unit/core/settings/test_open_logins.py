"""Logins that lie open: found wherever uv takes an address from, shown with stars, named without a secret."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.network import OpenLogin
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.settings.found_logins import found_logins
from core.settings.open_logins import open_logins
from core.settings.url_logins import url_logins
from core.system.uv_folders import system_uv_configs, user_uv_config

SECRET = "s3cr3t"  # noqa: S105 - of nothing
HEAD = '[project]\nname = "p"\nversion = "1"\n'
URL = f"https://ada:{SECRET}@corp.example/simple"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "APPDATA": str(tmp_path / "user"),
        "PROGRAMDATA": str(tmp_path / "etc"),
        "XDG_CONFIG_HOME": str(tmp_path / "user"),
        "XDG_CONFIG_DIRS": str(tmp_path / "etc"),
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(HEAD, encoding="utf-8")
    return folder


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _only(found: tuple[OpenLogin, ...]) -> OpenLogin:
    (login,) = found
    assert SECRET not in repr(login)
    return login


@pytest.mark.parametrize(
    ("text", "key", "movable"),
    [
        (f'[[tool.uv.index]]\nname = "corp"\nurl = "{URL}"\n', "tool.uv.index.url", True),
        (f'[[tool.uv.index]]\nurl = "{URL}"\n', "tool.uv.index.url", True),
        (f'[tool.uv]\nindex = [{{ name = "corp", url = "{URL}" }}]\n', "tool.uv.index.url", True),
        (
            f'[[tool.uv.index]]\nname = "corp"\nurl = "https://c.example/s"\npublish-url = "{URL}"\n',
            "tool.uv.index.publish-url",
            False,
        ),
        (f'[tool.uv]\npublish-url = "{URL}"\n', "tool.uv.publish-url", False),
        (f'[tool.uv]\nindex-url = "{URL}"\n', "tool.uv.index-url", False),
        (f'[tool.uv]\nextra-index-url = ["{URL}"]\n', "tool.uv.extra-index-url", False),
        (f'[tool.uv]\nfind-links = ["{URL}"]\n', "tool.uv.find-links", False),
        (f'[tool.uv]\nhttps-proxy = "{URL}"\n', "tool.uv.https-proxy", False),
        (f'[tool.uv.pip]\nindex-url = "{URL}"\n', "tool.uv.pip.index-url", False),
        (f'[tool.uv.sources]\na = {{ url = "{URL}/a.whl" }}\n', "tool.uv.sources.a.url", False),
        (f'[tool.uv.sources]\na = [{{ git = "{URL}/a" }}]\n', "tool.uv.sources.a.git", False),
        (f"dependencies = [\"a @ {URL}/a.whl ; os_name == 'nt'\"]\n", "project.dependencies", False),
        (
            f'[project.optional-dependencies]\nx = ["a @ git+{URL}/a@main"]\n',
            "project.optional-dependencies.x",
            False,
        ),
        (f'[dependency-groups]\ndev = ["a @ {URL}/a.whl"]\n', "dependency-groups.dev", False),
        (f'[build-system]\nrequires = ["a @ {URL}/a.whl"]\n', "build-system.requires", False),
        (f'[tool.uv]\npython-install-mirror = "{URL}"\n', "tool.uv.python-install-mirror", False),
    ],
)
def test_each_place_of_a_project_is_looked_at(
    project: Path, environ: dict[str, str], text: str, key: str, *, movable: bool
) -> None:
    _write(project / "pyproject.toml", HEAD + text)
    login = _only(open_logins(project, environ))
    assert (login.file, login.key, login.user) == (project / "pyproject.toml", key, "ada")
    assert login.line == next(number for number, line in enumerate((HEAD + text).split("\n"), 1) if SECRET in line)
    assert "ada:****@corp.example/simple" in login.shown
    assert (login.why_not is None) is movable


def test_the_files_of_the_person_and_the_computer_count_and_the_computers_stays(
    project: Path, environ: dict[str, str]
) -> None:
    index = f'[[index]]\nname = "corp"\nurl = "{URL}"\n'
    person = user_uv_config(environ)
    _write(person, index)
    login = _only(open_logins(project, environ))
    assert (login.file, login.line, login.key, login.index, login.why_not) == (person, 3, "index.url", "corp", None)
    person.unlink()
    computer = system_uv_configs(environ)[0]
    _write(computer, index)
    login = _only(open_logins(project, environ))
    assert login.file == computer
    assert "administrator" in (login.why_not or "")


def test_members_of_a_workspace_are_looked_at(project: Path, environ: dict[str, str]) -> None:
    _write(project / "pyproject.toml", f'{HEAD}[tool.uv.workspace]\nmembers = ["libs/*"]\n')
    member = project / "libs" / "a" / "pyproject.toml"
    _write(member, f'[project]\nname = "a"\nversion = "1"\ndependencies = ["b @ {URL}/b.whl"]\n')
    assert _only(open_logins(project, environ)).file == member


def test_a_lock_names_each_address_once(project: Path, environ: dict[str, str]) -> None:
    line = f'source = {{ url = "{URL}/a.whl" }}\n'
    _write(project / "uv.lock", f"version = 1\n{line}{line}")
    login = _only(open_logins(project, environ))
    assert (login.file, login.line) == (project / "uv.lock", 2)
    assert "uv lock" in (login.why_not or "")


@pytest.mark.parametrize(
    ("name", "value", "index"),
    [
        ("UV_INDEX", f"corp={URL} https://plain.example/simple", "corp"),
        ("UV_INDEX", f"https://plain.example/simple {URL}", None),
        ("UV_DEFAULT_INDEX", URL, None),
        ("UV_EXTRA_INDEX_URL", URL, None),
        ("UV_FIND_LINKS", URL, None),
        ("HTTPS_PROXY", URL, None),
        ("https_proxy", f"ada:{SECRET}@corp.example/simple", None),
        ("PIP_INDEX_URL", URL, None),
    ],
)
def test_variables_are_found_and_stay(
    project: Path, environ: dict[str, str], name: str, value: str, index: str | None
) -> None:
    login = _only(open_logins(project, {**environ, name: value}))
    assert (login.variable, login.index, login.user, login.file) == (name, index, "ada", None)
    assert name in (login.why_not or "")
    assert "ada:****@corp.example" in login.shown


def test_the_variables_of_a_profile_are_found(project: Path, environ: dict[str, str]) -> None:
    profile = Profile(project=project, chosen={SettingKey.VARIABLES: f"PLAIN=1\nMINE={URL}"})
    assert _only(open_logins(project, environ, profile)).variable == "MINE"
    assert open_logins(project, environ) == ()


@pytest.mark.parametrize(
    "login",
    [
        *("${USER}:${TOKEN}@", "ada:${TOKEN}@", "$USER:$TOKEN@", "%USER%:%TOKEN%@", "ada:****@"),
        *("ada@", "john.doe@", "oauth2accesstoken@", "VssSessionToken@", "git@", ""),
    ],
)
def test_what_gives_nothing_away_is_not_found(project: Path, environ: dict[str, str], login: str) -> None:
    text = f'[[tool.uv.index]]\nname = "corp"\nurl = "https://{login}corp.example/simple"\n'
    _write(project / "pyproject.toml", HEAD + text)
    assert open_logins(project, environ) == ()


@pytest.mark.parametrize(
    ("login", "why"),
    [
        (f"{SECRET}", "A user name stands alone"),
        (f"{SECRET}:", "A user name stands alone"),
        (f":{SECRET}", "There is no user name"),
        (f"ada:{SECRET}/x", "cannot read the address"),
        (f"ada:{SECRET}%0A", "characters"),
    ],
)
def test_logins_that_no_variable_could_hold_say_why(
    project: Path, environ: dict[str, str], login: str, why: str
) -> None:
    text = f'[[tool.uv.index]]\nname = "corp"\nurl = "https://{login}@corp.example/simple"\n'
    _write(project / "pyproject.toml", HEAD + text)
    assert why in (_only(open_logins(project, environ)).why_not or "")


def test_a_name_of_two_addresses_is_not_moved(project: Path, environ: dict[str, str]) -> None:
    _write(project / "pyproject.toml", f'{HEAD}[[tool.uv.index]]\nname = "corp"\nurl = "{URL}"\n')
    found = open_logins(project, {**environ, "UV_INDEX": "corp=https://other.example/simple"})
    assert "several addresses" in (_only(found).why_not or "")


def test_an_index_without_a_name_gets_a_free_one(project: Path, environ: dict[str, str]) -> None:
    text = f'[[tool.uv.index]]\nurl = "{URL}"\n[[tool.uv.index]]\nname = "corp-example"\nurl = "https://x.example/s"\n'
    _write(project / "pyproject.toml", HEAD + text)
    (found,) = found_logins(project, environ)
    assert (found.shown.index, found.index, found.url) == (None, "corp-example-2", "https://corp.example/simple")


@pytest.mark.parametrize("text", ["[[", "index = 3\n", "[tool]\nuv = 4\n", "\x00", '[tool.uv]\nindex = ["a"]\n'])
def test_what_is_broken_has_none(project: Path, environ: dict[str, str], text: str) -> None:
    for name in ("pyproject.toml", "uv.toml", "uv.lock"):
        _write(project / name, text)
    assert open_logins(project, environ) == ()
    (project / "pyproject.toml").write_bytes(b"\xff\xfe\x00@://")
    assert open_logins(project, environ) == ()


def test_a_project_that_is_not_there_has_none(tmp_path: Path, environ: dict[str, str]) -> None:
    assert open_logins(tmp_path / "gone", environ) == ()


def test_the_name_stays_and_holds_nothing_of_the_secret(project: Path, environ: dict[str, str]) -> None:
    text = f'{HEAD}[[tool.uv.index]]\nname = "corp"\nurl = "{URL}"\n'
    _write(project / "pyproject.toml", text)
    before = _only(open_logins(project, environ))
    assert _only(open_logins(project, environ)) == before
    # Another secret in the same place has the same name, so that no name can be tried for secrets.
    _write(project / "pyproject.toml", text.replace(SECRET, "another"))
    assert _only(open_logins(project, environ)).id == before.id
    _write(project / "pyproject.toml", text.replace("ada", "bob"))
    assert _only(open_logins(project, environ)).id != before.id


@given(st.text(max_size=200))
def test_any_text_has_logins_where_they_are_said_to_be(text: str) -> None:
    for found in (*url_logins(text), *url_logins(text, bare=True)):
        assert text[slice(*found.span)] == found.url.text
        assert text[slice(*found.login)].endswith("@")
        assert found.span[0] <= found.login[0] < found.login[1] <= found.span[1]
