"""Which logins are known for a server, and where each lies."""

from pathlib import Path

from core.model.network import LoginPlace, ProxyWay
from core.model.project import Project
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.model.settings import IndexLogin, Profile, ProxyLogin
from core.procedures.network.check_ground import Ground, ground_of, prepared_without_project
from core.procedures.network.known_logins import KnownLogin, known_logins, login_for, variables_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services, make_services
from core.settings.effective import effective_settings
from core.store.home import Home
from core.uv.binary import UvProgram

UV = UvProgram(Path("uv"), "0.13.9", (0, 13, 9))
PROJECT = (
    '[project]\nname = "p"\nversion = "1"\n'
    '[[tool.uv.index]]\nname = "in-ring"\nurl = "https://one.example/a/simple"\n'
    '[[tool.uv.index]]\nname = "held"\nurl = "https://one.example/b/simple"\n'
    '[[tool.uv.index]]\nname = "told"\nurl = "https://two.example/simple"\n'
    '[[tool.uv.index]]\nname = "written"\nurl = "https://bob:p%40ss@three.example/simple"\n'
)
SECRETS = {
    "UV_INDEX_IN_RING_USERNAME": Secret("anna"),
    "UV_INDEX_IN_RING_PASSWORD": Secret("a"),
    "UV_INDEX_HELD_USERNAME": Secret("hans"),
    "UV_INDEX_HELD_PASSWORD": Secret("h"),
}


def _prepared(folder: Path, variables: dict[str, str], **more: object) -> tuple[Prepared, Services]:
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), **variables}
    services = make_services(Home(folder / "home"), environ)
    given: dict[str, object] = {"profile": Profile(project=folder), "secrets": SECRETS, **more}
    prepared = Prepared(
        project=Project(folder=folder, name="p"),
        effective=effective_settings(Profile(project=folder), environ),
        uv=UV,
        **given,  # type: ignore[arg-type] # each under its own name
    )
    return prepared, services


def _known(prepared: Prepared, services: Services) -> tuple[KnownLogin, ...]:
    return known_logins(prepared, services, variables_of(prepared, services.environ))


def test_each_login_is_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine four.example login carl password w0rd\n")
    prepared, services = _prepared(tmp_path, {"UV_INDEX_TOLD_PASSWORD": "t"})
    services.session_logins.keep(tmp_path, IndexLogin(index="held", url="https://one.example/b/simple", user="hans"))
    known = _known(prepared, services)
    found = {url: login_for(url, known) for url in (f"https://{name}.example/x" for name in ("one", "two", "three"))}
    assert [(each.place, each.login.user) for each in found.values() if each is not None] == [
        (LoginPlace.KEYRING, "anna"),
        (LoginPlace.VARIABLES, ""),
        (LoginPlace.URL, "bob"),
    ]
    of_netrc = login_for("https://four.example/", known)
    assert of_netrc is not None
    assert (of_netrc.place, of_netrc.login.user) == (LoginPlace.NETRC, "carl")
    held = login_for("https://one.example/b/simple/", known)
    assert held is not None
    assert (held.place, held.login.user) == (LoginPlace.SESSION, "hans")
    assert login_for("https://five.example/", known) is None
    assert login_for("http://one.example/a/simple", known) is None
    assert "p@ss" not in repr(known[-1].login)


def _ground(prepared: Prepared, services: Services) -> Ground:
    return ground_of(prepared, services)


def test_the_proxy_is_named_by_what_names_it(tmp_path: Path) -> None:
    url = "https://one.example/"
    variables = {"HTTPS_PROXY": "http://u:geheim@p.example:8080", "NO_PROXY": "two.example"}
    ground = _ground(*_prepared(tmp_path, variables))
    assert ground.proxy_way(url) == ProxyWay(url="http://p.example:8080", source="HTTPS_PROXY", has_login=True)
    assert ground.proxy_way("https://two.example/") is None
    chosen = Profile(project=tmp_path, chosen={SettingKey.PROXY: "http://mine.example:8080"})
    mine = _ground(*_prepared(tmp_path, variables, profile=chosen)).proxy_way(url)
    assert mine == ProxyWay(url="http://mine.example:8080", source="the profile")
    kept = ProxyLogin(url="http://mine.example:8080", user="ada")
    stored = Profile(project=tmp_path, chosen=chosen.chosen, proxy_login=kept)
    handed = {"HTTPS_PROXY": Secret("http://ada:geheim@mine.example:8080")}
    ground = _ground(*_prepared(tmp_path, {}, profile=stored, secrets=handed))
    with_login = ground.proxy_way(url)
    assert with_login is not None
    assert (with_login.has_login, with_login.user) == (True, "ada")
    # The check itself goes through with the login, and no result has it.
    assert ground.ways.proxy(url) == "http://ada:geheim@mine.example:8080"
    assert "geheim" not in repr(with_login)
    file = tmp_path / "uv.toml"
    file.write_text('https-proxy = "http://u:geheim@file.example:8080"\n')
    of_file = _ground(*_prepared(tmp_path, variables)).proxy_way(url)
    assert of_file == ProxyWay(url="http://file.example:8080", source=f"https-proxy in {file}", has_login=True)


def test_a_file_of_certificates_is_named_by_its_source(tmp_path: Path) -> None:
    pem = tmp_path / "roots.pem"
    pem.write_text("no certificate")
    ground = _ground(*_prepared(tmp_path, {"SSL_CERT_FILE": str(pem)}))
    assert ground.own_roots_named == (str(pem), "SSL_CERT_FILE")
    assert ground.own_roots() is None
    assert _ground(*_prepared(tmp_path, {})).own_roots_named is None
    insecure = _ground(*_prepared(tmp_path, {"UV_INSECURE_HOST": "one.example two.example:8443"}))
    assert insecure.is_insecure("https://one.example:1/")
    assert insecure.is_insecure("https://two.example:8443/")
    assert not insecure.is_insecure("https://two.example/")
    assert not insecure.is_insecure("nonsense")


def test_without_a_project_the_persons_variables_count(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    _, services = _prepared(tmp_path, {"HTTPS_PROXY": "http://p.example:8080", "UV_INDEX": "x=https://x.example/s"})
    ground = ground_of(prepared_without_project(empty, UV, services), services)
    assert ground.ways.proxy("https://one.example/") == "http://p.example:8080"
