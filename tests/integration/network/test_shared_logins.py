"""Logins for terminals: the real uv asks the real program keyring there, and finds what Wheelyard put in its way."""

import sys
from pathlib import Path

import pytest

from core.model.commands import ForgetCredential, ShareLogins
from core.model.secrets import Secret
from core.model.settings import IndexLogin, Profile
from core.network.shared_entries import asked_service
from core.procedures.repairs.keeping import keep_for_session
from tests.fakes.file_keyring import VARIABLE
from tests.integration.network.keyring_bench import KeyringBench
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are shell scripts")

USER, SECRET, NEW = "ada@corp.example", "sh4red-T0ken", "n3w-T0ken"


def _index(url: str, name: str = "corp") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyringBench:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    return KeyringBench(tmp_path)


def _asks_for(url: str) -> str:
    return f"{asked_service(url)}|{USER}"


@pytest.mark.parametrize("slash", ["", "/"])
def test_uv_of_a_terminal_gets_the_login_without_wheelyard(
    bench: KeyringBench, authority: Authority, slash: str
) -> None:
    bench.install_keyring()
    bench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    bench.start_anew()
    with package_index(bench.root / "wheels", authority, login=(USER, SECRET)) as index:
        bench.write((PACKAGE,), _index(index.url.replace("localhost", "LocalHost") + slash))
        bench.keep(index.url, USER, SECRET)
        assert bench.in_terminal("sync").returncode != 0
        said = bench.says(ShareLogins(project=bench.project))
        assert "login of corp" in said
        assert bench.kept()[_asks_for(index.url + slash)] == SECRET
        ended = bench.in_terminal("sync")
        assert ended.returncode == 0, ended.stderr
        assert (bench.environment / "lib").is_dir()
        assert SECRET not in ended.stderr + bench.kept_texts() + repr(bench.events)
        # Taken back, there is no other way left.
        bench.says(ShareLogins(project=bench.project, share=False))
        assert list(bench.kept().values()) == [SECRET]
        (bench.project / "uv.lock").unlink()
        assert bench.in_terminal("sync", "--no-cache").returncode != 0
    assert bench.profiles.load(bench.project).shares_logins is False


def test_a_script_has_the_user_name_and_no_secret_and_says_who_is_asked(bench: KeyringBench) -> None:
    bench.install_keyring()
    bench.write((), _index("https://corp.example/simple"))
    bench.keep("https://corp.example/simple", USER, SECRET)
    bench.says(ShareLogins(project=bench.project))
    script = bench.script()
    assert "UV_KEYRING_PROVIDER" in script.text
    assert USER in script.text
    assert SECRET not in script.text
    assert "uv asks the program keyring for the login of corp." in script.notes
    assert not any("stays in the keyring" in note for note in script.notes)
    # A login that the person set by variables, and an index that moved, are left alone.
    bench.environ["UV_INDEX_CORP_PASSWORD"] = "of-the-person"  # noqa: S105 - made up
    bench.start_anew()
    assert "UV_INDEX_CORP_USERNAME" not in bench.script().text
    del bench.environ["UV_INDEX_CORP_PASSWORD"]
    bench.start_anew()
    bench.write((), _index("https://elsewhere.example/simple"))
    assert "UV_INDEX_CORP_USERNAME" not in bench.script().text


def test_a_login_that_is_stored_or_forgotten_later_is_shared_or_taken_away_with_it(bench: KeyringBench) -> None:
    bench.install_keyring()
    url = "https://corp.example/simple"
    bench.write((), _index(url))
    assert "that you store" in bench.says(ShareLogins(project=bench.project))
    bench.keep(url, USER, SECRET)
    assert bench.kept()[_asks_for(url)] == SECRET
    bench.keep(url, USER, NEW)
    assert set(bench.kept().values()) == {NEW}
    bench.says(ForgetCredential(project=bench.project, index="corp"))
    assert bench.kept() == {}


def test_shared_anew_it_lies_under_the_address_of_now_alone(bench: KeyringBench) -> None:
    bench.install_keyring()
    url = "https://corp.example/simple"
    bench.write((), _index(url))
    bench.keep(url, USER, SECRET)
    bench.says(ShareLogins(project=bench.project))
    bench.write((), _index(f"{url}/"))
    bench.says(ShareLogins(project=bench.project))
    assert _asks_for(f"{url}/") in bench.kept()
    assert len(bench.kept()) == 2
    bench.says(ShareLogins(project=bench.project, share=False))
    assert len(bench.kept()) == 1


def test_what_another_project_shares_too_stays_for_it(bench: KeyringBench) -> None:
    bench.install_keyring()
    url = "https://corp.example/simple"
    bench.write((), _index(url))
    bench.keep(url, USER, SECRET)
    bench.says(ShareLogins(project=bench.project))
    login = IndexLogin(index="corp", url=url, user=USER)
    bench.profiles.save(Profile(project=bench.root / "another project", logins=(login,), shares_logins=True))
    bench.says(ShareLogins(project=bench.project, share=False))
    assert bench.kept()[_asks_for(url)] == SECRET


def test_a_login_of_this_session_does_not_get_into_the_keyring_by_being_shared(bench: KeyringBench) -> None:
    bench.install_keyring()
    url = "https://corp.example/simple"
    bench.write((), _index(url))
    login = IndexLogin(index="corp", url=url, user=USER)
    keep_for_session(bench.project, login, Secret(SECRET), bench.services)
    bench.says(ShareLogins(project=bench.project))
    bench.profiles.save(Profile(project=bench.project, logins=(login,), shares_logins=True))
    bench.says(ShareLogins(project=bench.project))
    assert bench.kept() == {}


def test_without_the_program_the_other_way_is_offered(bench: KeyringBench) -> None:
    bench.environ["PATH"] = str(bench.programs)
    bench.start_anew()
    bench.write((), _index("https://corp.example/simple"))
    bench.keep("https://corp.example/simple", USER, SECRET)
    said = bench.refuses(ShareLogins(project=bench.project))
    assert "no program keyring on your PATH" in said
    assert "open a terminal that has the logins" in said
    assert len(bench.kept()) == 1
    assert bench.profiles.load(bench.project).shares_logins is False


def test_a_program_that_asks_another_keyring_is_found_out_and_nothing_is_left(
    bench: KeyringBench, tmp_path: Path
) -> None:
    bench.install_keyring(f"export {VARIABLE}='{tmp_path / 'another.json'}'")
    bench.write((), _index("https://corp.example/simple"))
    bench.keep("https://corp.example/simple", USER, SECRET)
    said = bench.refuses(ShareLogins(project=bench.project))
    assert "does not give the login" in said
    assert SECRET not in said
    assert len(bench.kept()) == 1
    assert bench.profiles.load(bench.project).shares_logins is False


def test_the_program_that_went_away_is_said(bench: KeyringBench) -> None:
    program = bench.install_keyring()
    bench.write((), _index("https://corp.example/simple"))
    bench.keep("https://corp.example/simple", USER, SECRET)
    bench.says(ShareLogins(project=bench.project))
    program.unlink()
    script = bench.script()
    assert "UV_KEYRING_PROVIDER" not in script.text
    assert any("not on your PATH any more" in note for note in script.notes)


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://corp.example/simple", "https://corp.example/simple"),
        ("https://corp.example:443/simple/", "https://corp.example/simple/"),
        ("HTTP://Corp.Example:8081/a%20b/ü", "http://corp.example:8081/a%20b/%C3%BC"),
        ("https://****@corp.example/simple?x=1", "https://corp.example/simple?x=1"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8080/simple", "http://[::1]:8080/simple"),
    ],
)
def test_the_service_is_the_one_that_uv_asks_for(url: str, service: str) -> None:
    assert asked_service(url) == service
