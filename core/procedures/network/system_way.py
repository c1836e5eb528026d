"""Which proxy the system's own settings have for an address: by their script where it can be run, else by a list."""

from core.network.address import address_of
from core.system.proxy_script import DIRECT, script_answer
from core.system.system_proxy import SystemProxy, server_for


def script_says(url: str, system: SystemProxy | None) -> tuple[str, ...] | None:
    """Return what the system's script says for an address: proxies or ``DIRECT``; None where nothing can say it.

    A script lies on a server and finding one asks the network, so not for the loop's thread.
    """
    address = address_of(url)
    if system is None or isinstance(address, str) or not (system.pac_url or system.auto_detect):
        return None
    # Neither the path nor a login is for the script, which only needs to know the server.
    return script_answer(f"{address.scheme}://{address.authority}/", system.pac_url)


def system_way(url: str, system: SystemProxy | None, answer: tuple[str, ...] | None) -> str | None:
    """Return the proxy that a browser would use for an address, None for none; ``answer`` is what the script says."""
    address = address_of(url)
    if system is None or isinstance(address, str):
        return None
    if answer is not None:
        return answer[0] if answer[0] != DIRECT else None
    return server_for(system, address.scheme, address.ascii_host)


def proxy_of_system(url: str, system: SystemProxy | None) -> str | None:
    """Return the proxy that a browser would use for an address; blocks as ``script_says`` does."""
    return system_way(url, system, script_says(url, system))
