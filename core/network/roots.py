"""The two lists of roots that uv can trust: the one it brings along, and this computer's own."""

import re
import ssl
from collections.abc import Callable

import certifi
import truststore
from msgspec import Struct

_PEM = re.compile("-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----")


def bundled_context() -> ssl.SSLContext:
    """Return a context that trusts the public roots only, as uv does by default (it brings the same list)."""
    return _like_uv(ssl.create_default_context(cafile=certifi.where()))


def system_context() -> ssl.SSLContext:
    """Return a context that trusts what this computer trusts, as uv does with its system certificates.

    On Windows and macOS the system itself judges; elsewhere it is OpenSSL with the system's files, which the
    variables SSL_CERT_FILE and SSL_CERT_DIR of this process replace.
    """
    return _like_uv(truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def public_roots() -> tuple[bytes, ...]:
    """Return the roots that everybody trusts, as DER."""
    return tuple(map(ssl.PEM_cert_to_DER_cert, _PEM.findall(certifi.contents())))


def system_roots() -> tuple[bytes, ...]:
    """Return the roots in this computer's own store as DER, as far as the standard library can read it."""
    return tuple(ssl.create_default_context().get_ca_certs(binary_form=True))


class Roots(Struct, frozen=True):
    """Where the lists come from; tests hand in a private authority as one of them.

    ``bundled`` and ``system`` judge; ``public`` and ``own`` are the same two lists, to be looked through.
    """

    bundled: Callable[[], ssl.SSLContext] = bundled_context
    system: Callable[[], ssl.SSLContext] = system_context
    public: Callable[[], tuple[bytes, ...]] = public_roots
    own: Callable[[], tuple[bytes, ...]] = system_roots


def _like_uv(context: ssl.SSLContext) -> ssl.SSLContext:
    # Python 3.13 refuses certificates for forms that uv's checker does not ask for.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context
