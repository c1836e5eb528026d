"""What is known of a project's network: its servers and how they were reached, proxies, indexes, logins."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.checks import CheckStatus
from core.model.endpoint import EndpointCheck
from core.model.problem import Category, Remedy
from core.model.settings import Origin


class EndpointUse(StrEnum):
    """What a project asks a server for."""

    INDEX = "index"
    FILES = "files"
    """Files of the lock that lie on another server than their index."""
    PYTHON = "python"
    """Pythons that uv downloads, where it may."""
    NAMED = "named"
    """Nothing that is known; a person named the address."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """One address that uv would ask; ``url`` has neither login nor query.

    ``indexes`` are the names of the indexes (their URLs where they have no name) that lead there, ``packages`` counts
    the locked packages that come from there.
    """

    url: str
    uses: tuple[EndpointUse, ...]
    indexes: tuple[str, ...] = ()
    packages: int = 0


class LoginPlace(StrEnum):
    """Where a login lies."""

    KEYRING = "keyring"
    SESSION = "session"
    """In Wheelyard's memory, until it is closed."""
    URL = "url"
    VARIABLES = "variables"
    NETRC = "netrc"


class LoginState(StrEnum):
    """How a server took to who asked."""

    NOT_ASKED_FOR = "not-asked-for"
    WANTED = "wanted"
    """It asks for a login, and none is known."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """It did not take the login that is known: it is wrong or has expired."""
    FORBIDDEN = "forbidden"
    """It knows who asks, or does not care, and does not let them in (403)."""
    HIDDEN = "hidden"
    """It answers with an empty page, as some indexes do in place of asking for a login."""


class EndpointLogin(Struct, frozen=True, kw_only=True):
    """What a server says of logins; None is "not found out".

    ``schemes`` are those that it names (``Basic``), ``realm`` what it calls itself there. ``user`` and ``place`` are of
    the login that was tried.
    """

    state: LoginState | None = None
    schemes: tuple[str, ...] = ()
    realm: str | None = None
    user: str | None = None
    place: LoginPlace | None = None


class ProxyWay(Struct, frozen=True, kw_only=True):
    """A proxy: its URL without a login, what names it (a variable, a key of a file, the profile), and its login.

    ``user`` is the name of the login where Wheelyard keeps it.
    """

    url: str
    source: str
    has_login: bool = False
    user: str | None = None


class UvTry(Struct, frozen=True, kw_only=True):
    """What the real uv made of an address: None where it could not be tried, ``words`` are the end of what it printed.

    ``choices`` are the settings, as ``name = value``, that it was tried with on top of those in force.
    """

    reaches: bool | None
    category: Category | None = None
    words: str = ""
    choices: tuple[str, ...] = ()
    seconds: float = 0.0


class EndpointReport(Struct, frozen=True, kw_only=True):
    """All that was found out about one address, said in ``sentence``, and what would help, best first.

    ``proxy`` is the one that uv uses for it. ``uv`` is the real uv with the settings in force, ``proven`` by the id of
    a remedy the real uv with that remedy's choice: a remedy that uv does not honour is not among ``remedies``.
    """

    endpoint: Endpoint
    check: EndpointCheck
    status: CheckStatus
    sentence: str
    proxy: ProxyWay | None = None
    login: EndpointLogin | None = None
    uv: UvTry | None = None
    proven: dict[str, UvTry] = {}
    remedies: tuple[Remedy, ...] = ()


class ProxyView(Struct, frozen=True, kw_only=True):
    """Which proxy uv uses here and what else names one.

    ``used`` is that of uv for ``https://`` addresses. ``named`` are all that variables, files and the profile name,
    strongest first. ``system`` are the system's servers by scheme; ``script`` is its PAC script, ``script_answer``
    what that says for the first index (an URL, ``DIRECT``), None where the system cannot evaluate it. ``exempt`` are
    the hosts that are reached without. ``sentence`` says it for people.
    """

    used: ProxyWay | None = None
    named: tuple[ProxyWay, ...] = ()
    exempt: tuple[str, ...] = ()
    system: dict[str, str] = {}
    system_exempt: tuple[str, ...] = ()
    system_source: str | None = None
    script: str | None = None
    script_answer: str | None = None
    looked_for: bool = False
    sentence: str = ""
    remedies: tuple[Remedy, ...] = ()


class ListedIndex(Struct, frozen=True, kw_only=True):
    """One index in the order in which uv asks; ``url`` without a login.

    ``packages`` are the locked packages that come from it. ``user`` and ``place`` are of its login, None where none is
    known.
    """

    name: str | None
    url: str
    origin: Origin
    is_default: bool = False
    is_explicit: bool = False
    is_flat: bool = False
    packages: tuple[str, ...] = ()
    user: str | None = None
    place: LoginPlace | None = None


class OpenLogin(Struct, frozen=True, kw_only=True):
    """A login that lies open in a file or a variable; ``shown`` is the text with stars.

    ``id`` names it for as long as the place says the same, and holds no secret. ``file`` and ``line`` (from 1) are the
    place, or ``variable``. ``index`` is the name of the index that it is for, None for a proxy or an index without a
    name. ``why_not`` says why it cannot be moved into the keyring, None where it can.
    """

    id: str
    shown: str
    file: Path | None = None
    line: int | None = None
    variable: str | None = None
    key: str = ""
    index: str | None = None
    user: str | None = None
    why_not: str | None = None


class KeptLogin(Struct, frozen=True, kw_only=True):
    """A login that Wheelyard keeps: of an index, or of a proxy (``index`` is None); ``works`` False where it moved."""

    index: str | None
    url: str
    user: str
    place: LoginPlace
    works: bool = True


class NetworkView(Struct, frozen=True, kw_only=True):
    """What is known without asking any server; ``keyring_trouble`` says why the keyring cannot be used.

    ``keyring_program`` is the program ``keyring`` that uv can ask at a terminal, None where there is none, and
    ``shares_logins`` whether terminals are given logins that way.
    """

    indexes: tuple[ListedIndex, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    proxies: ProxyView = ProxyView()
    logins: tuple[KeptLogin, ...] = ()
    open_logins: tuple[OpenLogin, ...] = ()
    keyring_trouble: str | None = None
    keyring_program: Path | None = None
    shares_logins: bool = False


class ExportedCertificates(Struct, frozen=True, kw_only=True):
    """A PEM file with the roots that this computer trusts: how many it has, and who uses it from now on."""

    file: Path
    count: int
    used_by: tuple[str, ...] = ()
