"""How uv reaches servers, and whom it trusts."""

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import SettingValue
from core.settings import item_checks, uv_checks
from core.settings.declared.declaration import PROFILE_ONLY, Declaration, Name
from core.settings.kinds import Flag, Items, Number, Text
from core.settings.path_kinds import ExistingFile

_DAY = 24 * 3600
_PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
_CERTIFICATES = "uv's own files and variables decide whose certificates it trusts"


def _trusts(value: str) -> str:
    if value == "true":
        return "uv trusts the certificates that this computer trusts"
    return "uv trusts its own list of certificates and not this computer's"


def _proxy_variables(value: SettingValue) -> dict[str, str | None]:
    # reqwest, which uv uses, takes the upper-case names first; other programs of a build take the others.
    told: dict[str, str | None] = dict.fromkeys(_PROXY_VARIABLES, str(value))
    return {**told, "ALL_PROXY": None, "all_proxy": None}


def _no_proxy_variables(value: SettingValue) -> dict[str, str | None]:
    hosts = ",".join(value) if isinstance(value, tuple) else str(value)  # type: ignore[arg-type]
    return {"NO_PROXY": hosts, "no_proxy": hosts}


def _insecure(value: SettingValue) -> str | None:
    hosts = ", ".join(value) if isinstance(value, tuple) else str(value)  # type: ignore[arg-type]
    return f"Whoever is between this computer and {hosts} can change what is installed, unseen. A certificate is safer."


NETWORK = (
    Declaration(
        key=SettingKey.SYSTEM_CERTS,
        section=Section.NETWORK,
        label="Trust this computer's certificates",
        help="Needed where the company's network looks into TLS: its certificate is known to Windows and not to uv.",
        kind=Flag(what="true where uv trusts the certificates that this computer trusts, false for its own list"),
        variables=(Name("UV_SYSTEM_CERTS", (0, 11)), Name("UV_NATIVE_TLS", (0, 1, 19))),
        keys=(Name("system-certs", (0, 11)), Name("native-tls", (0, 1, 34))),
        standard=False,
        default="uv trusts the list of certificates that it brings",
        effect=_trusts,
        without=_CERTIFICATES,
    ),
    Declaration(
        key=SettingKey.CERTIFICATE_FILE,
        section=Section.NETWORK,
        label="Certificate file",
        help="A PEM file with the root certificates to trust, in place of every other list.",
        kind=ExistingFile(what="the absolute path of a PEM file with root certificates"),
        variables=(Name("SSL_CERT_FILE"),),
        scopes=PROFILE_ONLY,
        effect=lambda value: f"uv trusts the certificates in {value}",
        without=_CERTIFICATES,
    ),
    Declaration(
        key=SettingKey.INSECURE_HOSTS,
        section=Section.NETWORK,
        label="Hosts without a check",
        help="uv talks to these hosts whatever certificate they show. The last thing to try.",
        kind=Items(what="a list of hosts", check=item_checks.host, taken=uv_checks.host, commas=True, separator=" "),
        variables=(Name("UV_INSECURE_HOST", (0, 3, 5)),),
        keys=(Name("allow-insecure-host", (0, 3, 5)),),
        joined=True,
        caution=_insecure,
        effect=lambda value: f"uv does not check the certificates of {value}",
        without="uv's own files and variables decide whose certificates it does not check",
    ),
    Declaration(
        key=SettingKey.PROXY,
        section=Section.NETWORK,
        label="Proxy",
        help="uv reaches every server through it. User name and password have no place here.",
        kind=Text(
            what="a URL such as http://proxy.example:8080, without user name and password",
            check=item_checks.proxy,
            taken=uv_checks.proxy,
        ),
        variables=tuple(Name(each) for each in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")),
        keys=(Name("https-proxy", (0, 9, 23)), Name("http-proxy", (0, 9, 23))),
        files_first=True,
        tell=_proxy_variables,
        effect=lambda value: f"uv goes through the proxy {value}",
        without="uv's own files and variables decide about a proxy",
    ),
    Declaration(
        key=SettingKey.NO_PROXY,
        section=Section.NETWORK,
        label="Hosts without proxy",
        help="uv reaches these hosts directly; a domain with a dot in front stands for all its hosts.",
        kind=Items(
            what="a list of hosts, with commas between, that are reached without a proxy",
            check=item_checks.proxyless_host,
            commas=True,
            separator=",",
        ),
        variables=(Name("NO_PROXY"), Name("no_proxy")),
        keys=(Name("no-proxy", (0, 9, 23)),),
        files_first=True,
        tell=_no_proxy_variables,
        effect=lambda value: f"uv goes to {value} without a proxy",
        without="uv's own files and variables decide which hosts are reached without a proxy",
    ),
    Declaration(
        key=SettingKey.HTTP_TIMEOUT,
        section=Section.NETWORK,
        label="Time-out",
        help="How long uv waits for a server that sends nothing.",
        kind=Number(
            what="how many seconds uv waits for a server that sends nothing",
            minimum=1,
            maximum=_DAY,
            least=0,
            unit="seconds",
        ),
        variables=(Name("UV_HTTP_TIMEOUT", (0, 1, 7)), Name("UV_REQUEST_TIMEOUT", (0, 1, 6)), Name("HTTP_TIMEOUT")),
        scopes=PROFILE_ONLY,
        standard=30,
        effect=lambda value: f"uv waits up to {value} seconds for a server that sends nothing",
        without="uv's own files and variables decide how long it waits for a server",
    ),
    Declaration(
        key=SettingKey.CONNECT_TIMEOUT,
        section=Section.NETWORK,
        label="Time-out of connecting",
        help="How long uv waits until a server answers at all.",
        kind=Number(
            what="how many seconds uv waits for a connection to a server",
            minimum=1,
            maximum=_DAY,
            least=0,
            unit="seconds",
        ),
        variables=(Name("UV_HTTP_CONNECT_TIMEOUT", (0, 10)),),
        scopes=PROFILE_ONLY,
        standard=10,
        effect=lambda value: f"uv waits up to {value} seconds for a connection",
        without="uv decides how long it waits for a connection",
    ),
    Declaration(
        key=SettingKey.RETRIES,
        section=Section.NETWORK,
        label="Retries",
        help="How often uv asks a server again that failed for a passing reason.",
        kind=Number(what="how often uv tries a failed request again", minimum=0, maximum=100, least=0, bits=32),
        variables=(Name("UV_HTTP_RETRIES", (0, 7, 21)),),
        scopes=PROFILE_ONLY,
        standard=3,
        effect=lambda value: f"uv tries a failed request {value} more times",
        without="uv decides how often it tries a failed request again",
    ),
    Declaration(
        key=SettingKey.OFFLINE,
        section=Section.NETWORK,
        label="Offline",
        help="uv uses only what is in its cache and on this computer.",
        kind=Flag(),
        variables=(Name("UV_OFFLINE", (0, 5, 9)),),
        keys=(Name("offline", (0, 2)),),
        standard=False,
        effect=lambda value: "uv asks no server" if value == "true" else "uv asks servers for what it needs",
        without="uv's own files and variables decide whether it asks servers",
    ),
)
