"""What was measured of one server of an index: reachable or not, who vouches for it, what it and the proxy answer."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class TlsReason(StrEnum):
    """Why a TLS connection did not come about."""

    UNTRUSTED_ISSUER = "untrusted-issuer"
    SELF_SIGNED = "self-signed"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_HOST = "wrong-host"
    INCOMPLETE_CHAIN = "incomplete-chain"
    """The server leaves out an intermediate certificate."""
    REFUSED = "refused"
    """The connection was closed or reset in the middle of the greeting."""
    PROTOCOL = "protocol"
    """What answers speaks no TLS, or no version and cipher in common."""
    UNREADABLE = "unreadable"
    """What the server shows as its certificate is none."""
    NO_ANSWER = "no-answer"
    OTHER = "other"


class TlsResult(Struct, frozen=True):
    """Whether one list of trusted roots accepts the server; ``text`` is in the words of the library that checked."""

    ok: bool
    reason: TlsReason | None = None
    text: str = ""


class CertificateSeen(Struct, frozen=True, kw_only=True):
    """One certificate that the server sent; names as RFC 4514 text, times in UTC, ``key`` such as ``RSA 2048``."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    key: str
    self_signed: bool


class EndpointCheck(Struct, frozen=True, kw_only=True):
    """What was found out about one URL within a time limit; None is "not found out" everywhere.

    ``bundled`` is the verdict of the roots that uv brings along, ``system`` that of this computer's own store.
    ``own_file`` is that of the certificate file or folder that is in force for the project in place of both.
    ``chain`` is what the server sent, its own certificate first. ``issuer`` names who signed that (RFC 4514),
    ``issuer_is_public`` whether the chain leads to a root that everybody trusts, ``interception`` the product whose
    words the chain has. ``through`` is the proxy's address without a login; the name is then looked up by the
    proxy, and ``address_found`` stays None. ``proxy_answer`` is the proxy's status where it opened no way (407, 403,
    502), ``proxy_schemes`` the logins it asks for. ``http_status`` was asked for without a login, and only where the
    server had proved who it is. ``trouble`` is one sentence where something could not be tried at all.
    """

    host: str | None = None
    port: int | None = None
    through: str | None = None
    address_found: bool | None = None
    connected: bool | None = None
    bundled: TlsResult | None = None
    system: TlsResult | None = None
    own_file: TlsResult | None = None
    issuer: str | None = None
    issuer_is_public: bool | None = None
    chain: tuple[CertificateSeen, ...] = ()
    interception: str | None = None
    proxy_answer: int | None = None
    proxy_schemes: tuple[str, ...] = ()
    http_status: int | None = None
    trouble: str | None = None
    seconds: float = 0.0
