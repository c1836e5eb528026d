"""Which login and proxy an address gets: never one of another server."""

from pathlib import Path

import pytest

from core.model.policies import Policy
from core.model.project import Project
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.network.asking import Ways
from core.procedures.network.ways import effective_of, ways_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services, make_services
from core.settings.effective import effective_settings
from core.store.home import Home
from core.uv.binary import UvProgram


def _services(tmp_path: Path, variables: dict[str, str]) -> Services:
    environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), **variables}
    return make_services(Home(tmp_path / "home"), environ)


def _ways(
    tmp_path: Path,
    variables: dict[str, str] | None = None,
    *,
    secrets: dict[str, Secret] | None = None,
    chosen: dict[SettingKey, str] | None = None,
    policy: Policy | None = None,
) -> Ways:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "p"\nversion = "1"\n'
        '[[tool.uv.index]]\nname = "my-company"\nurl = "https://packages.example/team/simple"\n'
        '[[tool.uv.index]]\nname = "written"\nurl = "https://bob:p%40ss@other.example:8443/simple"\n'
    )
    services = _services(tmp_path, variables or {})
    profile = Profile(project=tmp_path, chosen=chosen or {})
    prepared = Prepared(
        project=Project(folder=tmp_path, name="p"),
        profile=profile,
        effective=effective_settings(profile, services.environ),
        uv=UvProgram(tmp_path / "uv", "0.13.9", (0, 13, 9)),
        secrets=secrets or {},
        policy=policy or Policy(),
    )
    return ways_of(prepared, services, effective_of(prepared, services))


STORED = {"UV_INDEX_MY_COMPANY_USERNAME": Secret("anna"), "UV_INDEX_MY_COMPANY_PASSWORD": Secret("s3cret-word")}


@pytest.mark.parametrize(
    ("url", "user"),
    [
        ("https://packages.example/team/files/x.whl", "anna"),
        ("https://packages.example:443/elsewhere/x.whl", "anna"),
        ("http://packages.example/team/files/x.whl", None),
        ("https://packages.example:444/team/files/x.whl", None),
        ("https://packages.example.evil.example/x.whl", None),
        ("https://packages.example@evil.example/x.whl", None),
        ("https://evil.example/packages.example/x.whl", None),
        ("https://other.example:8443/files/x.whl", "bob"),
        ("https://other.example/files/x.whl", None),
        ("not an address", None),
    ],
)
def test_a_login_is_for_the_server_of_its_index_alone(tmp_path: Path, url: str, user: str | None) -> None:
    """The same scheme, host and port; the path differs between pages and files."""
    login = _ways(tmp_path, secrets=STORED).login(url)
    assert (login.user if login is not None else None) == user


def test_a_login_of_the_persons_variables_or_netrc_counts(tmp_path: Path) -> None:
    """Uv takes both, too."""
    by_variable = _ways(tmp_path, {"UV_INDEX_MY_COMPANY_PASSWORD": "t0ken"}).login("https://packages.example/x.whl")
    assert by_variable is not None
    assert by_variable.secret == Secret("t0ken")
    (tmp_path / ".netrc").write_text("machine files.example login carl password w0rd\ndefault login x password y\n")
    ways = _ways(tmp_path)
    of_netrc = ways.login("https://files.example/x.whl")
    assert of_netrc is not None
    assert (of_netrc.user, of_netrc.secret) == ("carl", Secret("w0rd"))
    assert ways.login("https://unknown.example/x.whl") is None


def test_the_proxy_has_its_login_and_exceptions_count(tmp_path: Path) -> None:
    """As uv reads the variables."""
    ways = _ways(tmp_path, {"HTTPS_PROXY": "http://u:p@proxy.example:8080", "NO_PROXY": "inside.example"})
    assert ways.proxy("https://packages.example/x.whl") == "http://u:p@proxy.example:8080"
    assert ways.proxy("https://inside.example/x.whl") is None
    assert ways.proxy("http://packages.example/x.whl") is None


def test_certificates_are_those_of_the_project(tmp_path: Path) -> None:
    """A choice for the project beats the default, and policy the hosts that are not checked."""
    pem = tmp_path / "roots.pem"
    pem.write_text("roots")
    trust = _ways(tmp_path, {"SSL_CERT_FILE": str(pem), "SSL_CERT_DIR": str(tmp_path)}).trust
    assert (trust.file, trust.folder, trust.system) == (pem, tmp_path, False)
    assert _ways(tmp_path, chosen={SettingKey.SYSTEM_CERTS: "true"}).trust.system
    hosts = {"UV_INSECURE_HOST": "packages.example"}
    assert _ways(tmp_path, hosts).insecure == ("packages.example",)
    assert _ways(tmp_path, hosts, policy=Policy(insecure_hosts=False)).insecure == ()


def test_times_and_retries_are_those_of_the_project(tmp_path: Path) -> None:
    """A stall of hours is not waited for."""
    ways = _ways(tmp_path, {"UV_HTTP_TIMEOUT": "90", "UV_HTTP_RETRIES": "1"})
    assert (ways.stall, ways.retries) == (90.0, 1)
    assert _ways(tmp_path, {"UV_HTTP_TIMEOUT": "86400"}).stall == 300.0
    assert (_ways(tmp_path).stall, _ways(tmp_path).retries) == (30.0, 3)
