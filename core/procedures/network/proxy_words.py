"""The proxies of a project in sentences: which one uv uses, and what the system's own settings say beside it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from core.model.network import ProxyWay
from core.model.secrets import without_secrets
from core.procedures.network.proxy_login import same_proxy
from core.system.system_proxy import SystemProxy


def used_words(way: ProxyWay | None, exempt: Sequence[str], *, in_files: bool) -> Iterator[str]:
    """Say which proxy uv uses; ``in_files`` where a file of uv names one, ``exempt`` who is reached without."""
    if way is None:
        yield "uv goes to https:// addresses without a proxy: no variable and no file of uv names one."
    elif way.user is not None:
        yield f"uv goes through the proxy {way.url} ({way.source}) and is given the login of {way.user} for it."
    else:
        written = ", with the login that is written there" if way.has_login else ""
        yield f"uv goes through the proxy {way.url} ({way.source}){written}."
    if in_files:
        yield "Since a settings file of uv names a proxy, uv reads no variable about proxies."
    if exempt and way is not None:
        yield f"It goes to {', '.join(exempt)} without one."


def system_words(
    system: SystemProxy, way: ProxyWay | None, goal: str | None, answer: Sequence[str] | None, server: str | None
) -> Iterator[str]:
    """Say what the system's settings name for ``goal``: ``answer`` is what its script said, ``server`` its proxy."""
    if system.pac_url:
        script = without_secrets(system.pac_url)
        yield f"The system leaves it to the script {script}, which uv does not read."
        if answer is None:
            yield "What it says for an index could not be found out."
        else:
            yield f"For {_host(goal)} it says {'; '.join(answer)}."
    elif server is not None:
        same = way is not None and same_proxy(way.url, server)
        yield "The system names the same proxy." if same else f"The system names {server}, which uv does not read."
    elif system.auto_detect:
        yield "The system looks for a proxy in the network, which uv does not."


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname if url is not None else None) or "the first index"
