"""What can go wrong between asking for a file and having it, said in our own words."""

import re
import ssl

import urllib3.exceptions as of_urllib3

from core.model.problem import Category
from core.model.secrets import without_secrets
from core.network.address import address_of

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_NETWORK_WAY = "Run it again when the network is better: what has come is kept, and the rest follows."
_LOGIN_WAY = "Store the login of the index in Wheelyard (Settings, Indexes and credentials) and run it again."
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_PROXY_ASKS = 407


class FetchStoppedError(Exception):
    """The fetching was asked to end; what has come is kept."""


class FetchError(Exception):
    """A file that could not be fetched: a sentence, the way out, the category, and whether trying again may help."""

    def __init__(self, sentence: str, way_out: str, category: Category, *, passing: bool = False) -> None:
        super().__init__(f"{sentence} {way_out}")
        self.sentence = sentence
        self.way_out = way_out
        self.category = category
        self.passing = passing


def shown(url: str) -> str:
    """Return a URL as it may be shown: no login, and no query, which often is a signature."""
    return without_secrets(url.partition("?")[0].partition("#")[0])


def server_of(url: str) -> str:
    """Return the server of a URL for a sentence."""
    address = address_of(url)
    return shown(url) if isinstance(address, str) else address.shown


def refused(status: int, url: str, *, with_login: bool) -> FetchError:
    """Return what a status that is no success means."""
    what = f"{server_of(url)} answered {status} for {shown(url)}."
    if status in {401, 403}:
        tried = "the login that is stored was not accepted" if with_login else "no login is stored for it"
        return FetchError(f"{what[:-1]}; {tried}.", _LOGIN_WAY, Category.INDEX_AUTH)
    if status == _PROXY_ASKS:
        return _proxy_asks(status)
    if status in {404, 410}:
        return FetchError(
            what,
            "The file is not there any more: lock the project again, or ask who runs the index.",
            Category.INDEX_OTHER,
        )
    if status in _PASSING:
        return FetchError(what, _NETWORK_WAY, Category.INDEX_OTHER, passing=True)
    return FetchError(what, "Ask who runs the server, or take the file from another place.", Category.INDEX_OTHER)


def cut_off(url: str, why: str) -> FetchError:
    """Return that an answer did not come to its end."""
    return FetchError(f"{shown(url)} {why}.", _NETWORK_WAY, Category.NETWORK_UNREACHABLE, passing=True)


def translated(error: of_urllib3.HTTPError, url: str) -> FetchError:
    """Return an error of the library in our own words, which never repeat the library's: they may hold the URL."""
    cause: BaseException | None = error
    if isinstance(error, of_urllib3.ProxyError):
        cause = error.original_error
        status = _TUNNEL.search(str(cause))
        if status is not None:
            return _proxy_asks(int(status[1]))
    trouble = _certificate_trouble(cause)
    if trouble is not None:
        return FetchError(
            f"The certificate of {server_of(url)} is not trusted: {trouble}.",
            "Let the project trust this computer's certificates (system-certs), or name a certificate file.",
            Category.TLS_UNTRUSTED_ISSUER,
        )
    if isinstance(error, of_urllib3.ProxyError):
        return FetchError(
            f"The proxy for {server_of(url)} could not be reached.",
            "Check the address of the proxy in the settings of the network.",
            Category.PROXY,
            passing=True,
        )
    match error:
        case of_urllib3.NameResolutionError():
            why = f"The name of {server_of(url)} is not known to this computer's name servers."
        case of_urllib3.NewConnectionError() | of_urllib3.ConnectTimeoutError():
            why = f"No connection to {server_of(url)} came about."
        case of_urllib3.ReadTimeoutError():
            why = f"{server_of(url)} sent nothing for too long while {shown(url)} was fetched."
        case of_urllib3.SSLError():
            return FetchError(
                f"TLS with {server_of(url)} failed.",
                "`wheelyard doctor` looks at the way to the server.",
                Category.TLS_OTHER,
                passing=True,
            )
        case of_urllib3.LocationValueError():
            return FetchError(f"{shown(url)} is no address.", "Lock the project again.", Category.INDEX_OTHER)
        case _:
            why = f"The connection to {server_of(url)} broke off while {shown(url)} was fetched."
    return FetchError(why, _NETWORK_WAY, Category.NETWORK_UNREACHABLE, passing=True)


def _proxy_asks(status: int) -> FetchError:
    if status == _PROXY_ASKS:
        return FetchError(
            "The proxy asks for a login (407).", "Write the login into the proxy's variable.", Category.PROXY
        )
    return FetchError(
        f"The proxy refused the connection ({status}).", "Ask who runs the proxy to let it through.", Category.PROXY
    )


def _certificate_trouble(cause: BaseException | None) -> str | None:
    """Return what the checker of certificates said, looking through the causes."""
    for _ in range(8):
        if cause is None:
            return None
        if isinstance(cause, ssl.SSLCertVerificationError):
            return without_secrets(str(cause.verify_message or cause.reason or "it was refused")).rstrip(".")
        inner = next((each for each in cause.args if isinstance(each, BaseException)), None)
        cause = inner or cause.__cause__ or cause.__context__
    return None
