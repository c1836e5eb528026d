"""The way to an index: names, ports, proxies, servers that fall silent or hang up."""

import socket
from collections.abc import Mapping
from functools import partial

from core.model.problem import Category
from tests.network.answers import Answer
from tests.network.certificates import Authority
from tests.network.forward_proxy import forward_proxy
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import ECONNREFUSED, ECONNRESET, ENETUNREACH
from tests.reproductions.reproduction import Need, Reproduction

_SECURE, _PLAIN = "https://pypi.example.com/simple", "http://pypi.example.com/simple"
_NET: dict[str, str | None] = {"UV_OFFLINE": None, "UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "1"}


def _asked(bench: Bench, url: str, more: Mapping[str, str] | None = None, refuse: str = "") -> str:
    bench.declare("small-one")
    return bench.uv("lock", "--index-url", url, variables={**_NET, **(more or {})}, refuse=refuse)


def _closed_port() -> str:
    """Return an address at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listener.getsockname()[1]}"


def _answered(bench: Bench, answer: Answer, command: str = "lock", *, secure: bool = False) -> str:
    bench.declare("small-one")
    authority = Authority(bench.folder / "authority") if secure else None
    with package_index(bench.folder / "index", authority, answer=answer) as index:
        return bench.uv(command, "--index-url", index.url, variables=_NET)


def _python(bench: Bench) -> str:
    bench.declare()
    mirror = {"UV_PYTHON_DOWNLOADS": "automatic", "UV_PYTHON_INSTALL_MIRROR": f"http://{_closed_port()}"}
    return bench.uv("python", "install", "3.12", variables={**_NET, **mirror})


def _offline(bench: Bench) -> str:
    bench.declare("small-one")
    return bench.uv("lock")


def _through(bench: Bench, proxy: str, url: str = _SECURE) -> str:
    return _asked(bench, url, dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), proxy))


def _login(bench: Bench, url: str) -> str:
    with forward_proxy(bench.folder / "proxy", login=("ada", "secret")) as proxy:
        return _through(bench, proxy.url, url)


def _filter(bench: Bench, url: str) -> str:
    with forward_proxy(bench.folder / "proxy", refused=("pypi.example.com",)) as proxy:
        return _through(bench, proxy.url, url)


_silent = partial(Reproduction, category=Category.NETWORK_UNREACHABLE, package="small-one")
_proxy = partial(Reproduction, category=Category.PROXY, package="small-one")

REPRODUCTIONS = (
    _silent(
        name="closed-port",
        how="a port at which nobody listens",
        make=lambda b: _asked(b, f"http://{_closed_port()}/simple"),
        needs=(Need.POSIX,),
        os_error=ECONNREFUSED,
    ),
    _silent(
        name="unknown-name",
        how="a name that no server knows",
        make=lambda b: _asked(b, "https://pypi.nowhere.invalid/simple"),
    ),
    _silent(
        name="no-route",
        how="refusing the connection as a computer without a network does",
        make=lambda b: _asked(b, "http://192.0.2.1/simple", refuse="connect 101 192.0.2.1:*"),
        needs=(Need.PRELOAD,),
        os_error=ENETUNREACH,
    ),
    _silent(name="stall", how="an index that does not answer", make=partial(_answered, answer=Answer.STALL)),
    _silent(
        name="stall-handshake",
        how="one that takes the connection and says nothing",
        make=partial(_answered, answer=Answer.STALL_HANDSHAKE, secure=True),
    ),
    _silent(
        name="reset",
        how="one that tears the connection down",
        make=partial(_answered, answer=Answer.RESET),
        needs=(Need.POSIX,),
        os_error=ECONNRESET,
    ),
    _silent(
        name="reset-handshake",
        how="the same during the handshake",
        make=partial(_answered, answer=Answer.RESET_HANDSHAKE, secure=True),
        needs=(Need.POSIX,),
        os_error=ECONNRESET,
    ),
    _silent(
        name="half-a-wheel",
        how="a wheel that ends in its middle",
        make=partial(_answered, answer=Answer.HALF_WHEEL, command="sync"),
        version="1.0",
    ),
    _silent(name="offline", how="--offline with an empty cache", make=_offline),
    _silent(name="python", how="a mirror of Pythons that is not there", make=_python, package=None),
    _proxy(
        name="closed",
        how="a proxy's port at which nobody listens",
        make=lambda b: _through(b, f"http://{_closed_port()}"),
    ),
    _proxy(
        name="unknown-name",
        how="a proxy whose name no server knows",
        make=lambda b: _through(b, "http://proxy.nowhere.invalid:8080"),
    ),
    _proxy(
        name="socks",
        how="a SOCKS proxy that is not there",
        make=lambda b: _through(b, f"socks5h://{_closed_port()}"),
    ),
    _proxy(name="login", how="a proxy that wants a login (407)", make=partial(_login, url=_SECURE)),
    _proxy(name="login-plain", how="the same without TLS", make=partial(_login, url=_PLAIN)),
    _proxy(name="filter", how="a proxy that turns the host away (403)", make=partial(_filter, url=_SECURE)),
    _proxy(
        name="filter-plain",
        how="the same without TLS, where its answer looks like the index's own",
        make=partial(_filter, url=_PLAIN),
        accept=(Category.INDEX_AUTH,),
    ),
)
