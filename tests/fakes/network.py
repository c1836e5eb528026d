"""The network of the reference project as values, for tests of the window and for looking at it."""

from datetime import UTC, datetime
from pathlib import Path

from core.model.checks import CheckStatus
from core.model.commands import ChooseSetting, ExportCertificates, StoreCredential
from core.model.endpoint import CertificateSeen, EndpointCheck, TlsReason, TlsResult
from core.model.network import (
    Endpoint,
    EndpointLogin,
    EndpointReport,
    EndpointUse,
    KeptLogin,
    ListedIndex,
    LoginPlace,
    LoginState,
    NetworkView,
    OpenLogin,
    ProxyView,
    ProxyWay,
    UvTry,
)
from core.model.problem import Category, Remedy
from core.model.setting_keys import SettingKey
from core.model.settings import Origin, OriginKind
from tests.fakes.findings import FOLDER

PYPROJECT = FOLDER / "pyproject.toml"
CORP = "https://nexus.risiko-auswertung.müller-grundstücksverwaltung.example/repository/pypi-all/simple"
PYPI = "https://index.example/simple"
FILES = "https://files.example"
EXTRA = "https://gitlab.example:8443/api/v4/projects/42/packages/pypi/simple"
PYTHONS = "https://pythons.example/releases"
PROXY = ProxyWay(url="http://proxy.corp.example:8080", source="HTTPS_PROXY")


def certificate(subject: str, issuer: str, until: int = 2031, key: str = "RSA 2048") -> CertificateSeen:
    return CertificateSeen(
        subject=subject,
        issuer=issuer,
        not_before=datetime(2020, 3, 1, tzinfo=UTC),
        not_after=datetime(until, 3, 1, tzinfo=UTC),
        key=key,
        self_signed=subject == issuer,
    )


ROOT = "CN=Zscaler Root CA,OU=Zscaler Inc.,O=Zscaler Inc.,C=US"
MIDDLE = "CN=Zscaler Intermediate Root CA (zscalerthree.net),O=Zscaler Inc.,C=US"
CHAIN = (
    certificate("CN=index.example,O=Index\\, a company,C=DE", MIDDLE, key="EC P-256"),
    certificate(MIDDLE, ROOT, key="RSA 4096"),
    certificate(ROOT, ROOT, until=2021),
)

ENDPOINTS = (
    Endpoint(url=CORP, uses=(EndpointUse.INDEX,), indexes=("corp",), packages=48),
    Endpoint(url=PYPI, uses=(EndpointUse.INDEX,), indexes=("public",), packages=12),
    Endpoint(url=FILES, uses=(EndpointUse.FILES,), packages=12),
    Endpoint(url=EXTRA, uses=(EndpointUse.INDEX, EndpointUse.FILES), indexes=("notes", "tools"), packages=1),
    Endpoint(url=PYTHONS, uses=(EndpointUse.PYTHON,)),
)

SYSTEM_CERTS = Remedy(
    id="system-certs",
    title="Trust the certificates that this computer trusts",
    why="The computer knows the root of your company, the list that uv brings along does not.",
    confidence=0.95,
    action=ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true"),
    command=("wheelyard", "settings", "set", "system-certs", "true"),
    changes=("In risk-dashboard, uv trusts what this computer trusts.",),
)
EXPORT = Remedy(
    id="export-certificates",
    title="Export the certificates of this computer into a file",
    why="uv and other tools then read them from there.",
    confidence=0.6,
    action=ExportCertificates(project=FOLDER),
    changes=("A file is written into Wheelyard's own folder.",),
)
STORE = Remedy(
    id="store-credential",
    title="Store the login of corp in the keyring",
    why="The index asks for a login, and none is known.",
    confidence=0.9,
    action=StoreCredential(project=FOLDER, index="corp"),
)


def endpoint(url: str) -> Endpoint:
    return next(each for each in ENDPOINTS if each.url == url)


INTERCEPTED = EndpointReport(
    endpoint=endpoint(PYPI),
    check=EndpointCheck(
        host="index.example",
        port=443,
        through="http://proxy.corp.example:8080",
        connected=True,
        bundled=TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER, text="unable to get local issuer certificate"),
        system=TlsResult(ok=True),
        issuer=ROOT,
        issuer_is_public=False,
        chain=CHAIN,
        interception="Zscaler",
        http_status=200,
        seconds=0.83,
    ),
    status=CheckStatus.FAIL,
    sentence="Zscaler opens the connection and signs with a root of your company, which uv does not know.",
    proxy=PROXY,
    login=EndpointLogin(state=LoginState.NOT_ASKED_FOR),
    uv=UvTry(
        reaches=False,
        category=Category.TLS_UNTRUSTED_ISSUER,
        words=(
            "error: Failed to fetch: `https://someone:hunter2@index.example/simple/pip/`\n"
            "  Caused by: client error (Connect)\n  Caused by: invalid peer certificate: UnknownIssuer"
        ),
        seconds=1.24,
    ),
    proven={"system-certs": UvTry(reaches=True, choices=("system-certs = true",), seconds=1.02)},
    remedies=(SYSTEM_CERTS, EXPORT),
)
WANTED = EndpointReport(
    endpoint=endpoint(CORP),
    check=EndpointCheck(
        host="nexus.risiko-auswertung.müller-grundstücksverwaltung.example",
        port=443,
        address_found=True,
        connected=True,
        bundled=TlsResult(ok=True),
        system=TlsResult(ok=True),
        http_status=401,
        seconds=0.21,
    ),
    status=CheckStatus.FAIL,
    sentence="The index corp asks for a login, and none is known.",
    login=EndpointLogin(state=LoginState.WANTED, schemes=("Basic",), realm="Sonatype Nexus Repository Manager"),
    uv=UvTry(reaches=False, category=Category.INDEX_AUTH, seconds=0.7),
    remedies=(STORE,),
)
SLOW = EndpointReport(
    endpoint=endpoint(EXTRA),
    check=EndpointCheck(host="gitlab.example", port=8443, address_found=True, connected=True, seconds=9.4),
    status=CheckStatus.WARN,
    sentence="It answers, but only after 9.4 s.",
)
SILENT = EndpointReport(
    endpoint=endpoint(PYTHONS),
    check=EndpointCheck(host="pythons.example", port=443, address_found=True, connected=False, seconds=10.0),
    status=CheckStatus.UNKNOWN,
    sentence="It did not answer within 10 s.",
)
FINE = EndpointReport(
    endpoint=endpoint(FILES),
    check=EndpointCheck(
        host="files.example",
        port=443,
        address_found=True,
        connected=True,
        bundled=TlsResult(ok=True),
        system=TlsResult(ok=True),
        http_status=200,
        seconds=0.12,
    ),
    status=CheckStatus.OK,
    sentence="uv can use it.",
    login=EndpointLogin(state=LoginState.NOT_ASKED_FOR),
    uv=UvTry(reaches=True, seconds=0.4),
)
REPORTS = (WANTED, INTERCEPTED, FINE, SLOW, SILENT)

INDEXES = (
    ListedIndex(
        name="corp",
        url=CORP,
        origin=Origin(OriginKind.PROJECT, str(PYPROJECT), 31),
        packages=tuple(f"package-{number}" for number in range(48)),
    ),
    ListedIndex(
        name="notes",
        url=EXTRA,
        origin=Origin(OriginKind.PROJECT, str(PYPROJECT), 36),
        is_explicit=True,
        packages=("dash-notes",),
        user="jürgen.großmann",
        place=LoginPlace.KEYRING,
    ),
    ListedIndex(
        name="public",
        url=PYPI,
        origin=Origin(OriginKind.USER, "/home/person/.config/uv/uv.toml", 2),
        is_default=True,
        packages=("numpy", "pandas", "scipy"),
    ),
)
OPEN = OpenLogin(
    id="open-1",
    shown='url = "https://****@packages.example/simple"',
    file=PYPROJECT,
    line=44,
    index="old",
    user="someone",
)
OPEN_VARIABLE = OpenLogin(
    id="open-2",
    shown="http://****@proxy.corp.example:8080",
    variable="HTTPS_PROXY",
    why_not="It stands in a variable of your own, which Wheelyard cannot change.",
)
OPEN_THIRD = OpenLogin(
    id="open-3", shown="https://****@other.example/simple", file=Path("/home/person/.config/uv/uv.toml"), line=7
)
LOGINS = (
    KeptLogin(index="notes", url=EXTRA, user="jürgen.großmann", place=LoginPlace.KEYRING),
    KeptLogin(index=None, url="http://proxy.corp.example:8080", user="jgrossmann", place=LoginPlace.SESSION),
    KeptLogin(index="moved", url="https://old.example/simple", user="someone", place=LoginPlace.KEYRING, works=False),
)
PROXIES = ProxyView(
    used=PROXY,
    named=(PROXY, ProxyWay(url="http://other.corp.example:3128", source="ALL_PROXY", has_login=True)),
    exempt=("localhost", ".corp.example"),
    system={"https": "proxy.corp.example:8080"},
    system_exempt=("*.local",),
    system_source="the settings of Windows",
    script="http://wpad.corp.example/proxy.pac",
    script_answer="http://proxy.corp.example:8080",
    sentence="uv uses the proxy of HTTPS_PROXY, which is the one of this computer, too.",
)


def view() -> NetworkView:
    return NetworkView(
        indexes=INDEXES,
        endpoints=ENDPOINTS,
        proxies=PROXIES,
        logins=LOGINS,
        open_logins=(OPEN, OPEN_VARIABLE, OPEN_THIRD),
        keyring_program=Path("/home/person/.local/bin/keyring"),
    )


def many(count: int) -> tuple[Endpoint, ...]:
    return tuple(
        Endpoint(url=f"https://server-{number}.example/simple", uses=(EndpointUse.INDEX,), indexes=(f"index-{number}",))
        for number in range(count)
    )
