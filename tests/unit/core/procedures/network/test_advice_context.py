"""What advice is told of the project and of the other servers."""

from pathlib import Path

import pytest

from core.model.endpoint import EndpointCheck, TlsReason, TlsResult
from core.model.project import Project
from core.model.settings import OriginKind, Profile
from core.procedures.network.advice_context import advice_context
from core.procedures.network.check_ground import Ground, ground_of
from core.procedures.network.export_work import exported_file
from core.procedures.network.system_way import proxy_of_system
from core.procedures.preparation import Prepared
from core.procedures.services import make_services
from core.settings.effective import effective_settings
from core.store.home import Home
from core.system.system_proxy import SystemProxy
from core.uv.binary import UvProgram

URL = "https://one.example/simple"
SYSTEM = SystemProxy(
    servers={"https": "http://p.example:8080"}, bypass=("*.corp.example", "<local>", "10.*"), source="registry"
)


def _ground(folder: Path, **variables: str) -> Ground:
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "p"\nversion = "1"\n'
        '[[tool.uv.index]]\nname = "one"\nurl = "https://ada:geheim@one.example/simple"\n',
        encoding="utf-8",
    )
    environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), **variables}
    profile = Profile(project=folder)
    prepared = Prepared(
        project=Project(folder=folder, name="p"),
        profile=profile,
        effective=effective_settings(profile, environ),
        uv=UvProgram(folder / "uv", "0.13.9", (0, 13, 9)),
    )
    return ground_of(prepared, make_services(Home(folder / "home"), environ))


def test_the_settings_in_force_are_told(tmp_path: Path) -> None:
    ground = _ground(
        tmp_path,
        SSL_CERT_FILE=str(tmp_path / "x.pem"),
        UV_SYSTEM_CERTS="1",
        UV_HTTP_TIMEOUT="7",
        UV_INSECURE_HOST="bad.example",
        NO_PROXY="in.example, out.example",
        UV_OFFLINE="1",
        UV_INDEX="https://u:geheim@var.example/simple",
    )
    about = advice_context(ground, URL, project=tmp_path, system_proxy=None, checks=(), keyring_trouble="None here.")
    assert (about.project, about.version) == (tmp_path, (0, 13, 9))
    assert about.indexes == (
        ("https://var.example/simple", "https://var.example/simple"),
        ("one", "https://one.example/simple"),
    )
    assert (about.system_certificates, about.offline, about.http_timeout) == (True, True, 7)
    assert (about.certificate_file, about.certificate_origin) == (tmp_path / "x.pem", OriginKind.ENVIRONMENT)
    assert (about.insecure_hosts, about.no_proxy) == (("bad.example",), ("in.example", "out.example"))
    assert (about.keyring_trouble, about.system_proxy, about.proxy_in_files) == ("None here.", None, False)
    assert "geheim" not in repr(about)


def test_the_exported_file_is_told_as_long_as_it_is_there(tmp_path: Path) -> None:
    ground = _ground(tmp_path)

    def exported() -> Path | None:
        told = advice_context(ground, URL, project=tmp_path, system_proxy=None, checks=(), keyring_trouble=None)
        return told.exported

    assert exported() is None
    file = exported_file(tmp_path, ground.services)
    file.parent.mkdir(parents=True)
    file.write_text("roots")
    assert exported() == file


def test_a_proxy_in_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "uv.toml").write_text('https-proxy = "http://p.example:8080"\n')
    about = advice_context(_ground(tmp_path), URL, project=None, system_proxy=None, checks=(), keyring_trouble=None)
    assert about.proxy_in_files


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        (URL, "http://p.example:8080"),
        ("http://one.example/simple", None),
        ("https://a.corp.example/simple", None),
        ("https://intranet/simple", None),
        ("https://10.1.2.3/simple", None),
        ("nonsense", None),
    ],
)
def test_the_systems_proxy_is_that_for_the_address(url: str, proxy: str | None) -> None:
    assert proxy_of_system(url, SYSTEM) == proxy
    assert proxy_of_system(url, None) is None


def test_the_systems_proxy_is_told(tmp_path: Path) -> None:
    about = advice_context(_ground(tmp_path), URL, project=None, system_proxy="x", checks=(), keyring_trouble=None)
    assert about.system_proxy == "x"


def test_other_servers_are_counted_and_the_same_one_is_not(tmp_path: Path) -> None:
    expired = TlsResult(ok=False, reason=TlsReason.EXPIRED)
    unknown = TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER)
    checks = (
        EndpointCheck(host="one.example", port=443, bundled=expired, http_status=200),
        EndpointCheck(host="two.example", port=443, bundled=unknown, system=expired, http_status=200),
        EndpointCheck(host="three.example", port=443, bundled=unknown, system=unknown),
        EndpointCheck(host="one.example", port=8443, bundled=TlsResult(ok=True), http_status=200),
        EndpointCheck(host="four.example", port=443, connected=False),
    )
    about = advice_context(_ground(tmp_path), URL, project=None, system_proxy=None, checks=checks, keyring_trouble=None)
    assert (about.others_out_of_date, about.others_reached) == (1, 2)
