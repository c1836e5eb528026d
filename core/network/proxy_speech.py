"""Whether a proxy speaks TLS itself, as an address with https:// says: tried, since nothing else tells."""

import ssl
from enum import StrEnum

from core.network import lines
from core.network.address import Address, address_of


class ProxySpeech(StrEnum):
    """How a proxy wants to be spoken to."""

    TLS = "tls"
    PLAIN = "plain"


def proxy_speech(url: str, seconds: float) -> ProxySpeech | None:
    """Connect to the proxy of an ``https://`` URL and return what it speaks; None where that cannot be found out.

    It takes ``seconds`` at most, but for a look-up of the name, which the system bounds. No login is sent.
    """
    goal = address_of(url)
    if isinstance(goal, str):
        return None
    try:
        route = lines.look_up(goal)
        if _greets(goal, route, seconds / 2):
            return ProxySpeech.TLS
        return ProxySpeech.PLAIN if _answers(goal, route, seconds / 2) else None
    except OSError:
        return None


def _greets(goal: Address, route: lines.Route, seconds: float) -> bool:
    """Whether a TLS connection begins; what the certificate says is not asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    patience = lines.Patience(seconds, seconds)
    with lines.connected(route, patience) as connection:
        try:
            with context.wrap_socket(connection, server_hostname=goal.ascii_host, do_handshake_on_connect=False) as tls:
                lines.limit(tls, patience.step_end())
                tls.do_handshake()
        except (OSError, ValueError):
            # A plain proxy answers the greeting with an error in HTTP, closes, or waits for the end of a line.
            return False
        return True


def _answers(goal: Address, route: lines.Route, seconds: float) -> bool:
    patience = lines.Patience(seconds, seconds)
    with lines.connected(route, patience) as connection:
        try:
            lines.ask(connection, goal, patience)
        except (OSError, lines.NotHttpError):
            return False
        return True
