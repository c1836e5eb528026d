"""What a failed TLS handshake means, from the numbers of OpenSSL, Windows and macOS; words are only passed on."""

import ssl
from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography import x509

from core.model.endpoint import TlsReason, TlsResult
from core.model.secrets import without_secrets
from core.network.certificates_seen import is_cut_short, issuer_words
from core.network.interception import product_in

_OPENSSL = {
    2: TlsReason.UNTRUSTED_ISSUER,
    9: TlsReason.NOT_YET_VALID,
    10: TlsReason.EXPIRED,
    18: TlsReason.SELF_SIGNED,
    19: TlsReason.UNTRUSTED_ISSUER,
    20: TlsReason.UNTRUSTED_ISSUER,
    21: TlsReason.UNTRUSTED_ISSUER,
    27: TlsReason.UNTRUSTED_ISSUER,
    62: TlsReason.WRONG_HOST,
    64: TlsReason.WRONG_HOST,
}
"""X509_V_ERR_* of OpenSSL's x509_vfy.h."""
_WINDOWS = {
    0x800B0101: TlsReason.EXPIRED,
    0x800B0109: TlsReason.UNTRUSTED_ISSUER,
    0x800B010A: TlsReason.UNTRUSTED_ISSUER,
    0x800B010F: TlsReason.WRONG_HOST,
}
"""CERT_E_* of Windows' winerror.h; one number for "no longer" and "not yet"."""
_MACOS = {
    -67843: TlsReason.UNTRUSTED_ISSUER,
    -67818: TlsReason.EXPIRED,
    -67819: TlsReason.NOT_YET_VALID,
    -67602: TlsReason.WRONG_HOST,
}
"""errSec* of macOS' SecBase.h."""
_LONGEST_TEXT = 300


TrustedRoots = Callable[[], Sequence[bytes]]
"""Asked only where the verdict hangs on it: reading a whole store takes time."""


def verdict_of(error: OSError, chain: Sequence[x509.Certificate], roots: TrustedRoots, now: datetime) -> TlsResult:
    """Return why the handshake failed, in the light of the chain that the server sent and of the trusted roots."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = _refined(_by_number(error), chain, roots, now)
        return TlsResult(ok=False, reason=reason, text=_text(str(getattr(error, "verify_message", None) or error)))
    if isinstance(error, TimeoutError):
        return TlsResult(ok=False, reason=TlsReason.NO_ANSWER, text="no answer within the time allowed")
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionError):
        return TlsResult(ok=False, reason=TlsReason.REFUSED, text=_text(error.strerror or "the connection was closed"))
    if isinstance(error, ssl.SSLError):
        reason = TlsReason.UNREADABLE if _is_unread(error) else TlsReason.PROTOCOL
        return TlsResult(ok=False, reason=reason, text=_text(error.reason or str(error)))
    return TlsResult(ok=False, reason=TlsReason.OTHER, text=_text(str(error)))


def _is_unread(error: ssl.SSLError) -> bool:
    """Tell whether the server speaks TLS and showed what is no certificate; that has words and no number."""
    return error.library == "ASN1" or "ASN1 lib" in str(error)


def _by_number(error: ssl.SSLCertVerificationError) -> TlsReason:
    number = getattr(error, "verify_code", None)
    if not isinstance(number, int):
        return TlsReason.OTHER
    return _OPENSSL.get(number) or _MACOS.get(number) or _WINDOWS.get(number & 0xFFFFFFFF) or TlsReason.OTHER


def _refined(reason: TlsReason, chain: Sequence[x509.Certificate], roots: TrustedRoots, now: datetime) -> TlsReason:
    if reason is TlsReason.EXPIRED and any(now < certificate.not_valid_before_utc for certificate in chain):
        return TlsReason.NOT_YET_VALID
    if reason is not TlsReason.UNTRUSTED_ISSUER or not chain:
        return reason
    if len(chain) == 1 and chain[0].issuer == chain[0].subject:
        return TlsReason.SELF_SIGNED
    if product_in(map(issuer_words, chain)) is not None:
        return reason
    return TlsReason.INCOMPLETE_CHAIN if len(chain) == 1 and is_cut_short(chain, roots()) else reason


def _text(text: str) -> str:
    return without_secrets(text)[:_LONGEST_TEXT]
