"""Certificates as a server sent them, read for people: who vouches for whom, until when, and is that a public root."""

import ssl
from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from core.model.endpoint import CertificateSeen

_LONGEST_NAME = 500
_NAMING = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)


def sent_chain(connection: ssl.SSLSocket) -> tuple[x509.Certificate, ...]:
    """Return the certificates that the server sent, its own first; unreadable ones end the list.

    Python tells all of them from 3.13 on, and up to 3.12 by a call without documentation; where that is missing,
    it is the server's own certificate only, which still names its issuer.
    """
    holder = connection if hasattr(connection, "get_unverified_chain") else getattr(connection, "_sslobj", None)
    ask = getattr(holder, "get_unverified_chain", None)
    sent: Sequence[object] = (ask() if ask is not None else None) or ()
    ders = [item if isinstance(item, bytes) else _der(item) for item in sent]
    if not ders or not ders[0]:
        ders = [connection.getpeercert(binary_form=True) or b""]
    found = []
    for der in ders:
        certificate = _loaded(der)
        if certificate is None:
            break
        found.append(certificate)
    return tuple(found)


def _der(certificate: object) -> bytes:
    return ssl.PEM_cert_to_DER_cert(certificate.public_bytes())  # type: ignore[attr-defined] # 3.11's private class


def read_certificate(certificate: x509.Certificate) -> CertificateSeen:
    """Return what a person wants to know of one certificate."""
    return CertificateSeen(
        subject=name_text(certificate.subject),
        issuer=name_text(certificate.issuer),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        key=_key_text(certificate),
        self_signed=is_signed_by(certificate, certificate),
    )


def name_text(name: x509.Name) -> str:
    """Return a name as RFC 4514 text, cut off where it is endless."""
    return name.rfc4514_string()[:_LONGEST_NAME]


def issuer_words(certificate: x509.Certificate) -> str:
    """Return what the issuer calls itself, without the place it is at: companies sit in Palo Alto, too."""
    return "\n".join(str(part.value) for part in certificate.issuer if part.oid in _NAMING)


def is_signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether the issuer's key made the signature, and the names say so, too."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def leads_to(chain: Sequence[x509.Certificate], roots: Sequence[bytes]) -> bool:
    """Tell whether the chain ends at one of the roots (DER); each signature is checked, names alone do not count."""
    for position, certificate in enumerate(chain):
        # A foreign certificate further down the list proves nothing for the first one.
        if position and not is_signed_by(chain[position - 1], certificate):
            return False
        # Reading a root costs more than looking for the bytes of a name in all of them.
        name = certificate.issuer.public_bytes()
        if any(is_signed_by(certificate, root) for root in map(_loaded, _holding(name, roots)) if root is not None):
            return True
    return False


def is_cut_short(chain: Sequence[x509.Certificate], roots: Sequence[bytes]) -> bool:
    """Tell whether the server probably left out the intermediate: it sent one certificate that another one signed.

    An authority may sign servers with its root itself, so that alone is no proof. It counts when the certificate says
    where its issuer can be fetched, or when a trusted root (DER) belongs to the organization of the missing issuer.
    """
    if len(chain) != 1 or chain[0].issuer == chain[0].subject:
        return False
    return _says_where_issuer_is(chain[0]) or any(_holding(name, roots) for name in _organizations(chain[0].issuer))


def _holding(part: bytes, roots: Sequence[bytes]) -> list[bytes]:
    return [root for root in roots if part in root]


def _loaded(der: bytes) -> x509.Certificate | None:
    try:
        certificate = x509.load_der_x509_certificate(der)
        # Names and times are parsed when they are first asked for.
        read_certificate(certificate)
    except (ValueError, x509.InvalidVersion):
        return None
    return certificate


def _organizations(name: x509.Name) -> list[bytes]:
    parts = name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    # A very short name is found in the bytes of any certificate.
    return [part.value.encode() for part in parts if isinstance(part.value, str) and len(part.value) > 3]


def _says_where_issuer_is(certificate: x509.Certificate) -> bool:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return any(description.access_method == AuthorityInformationAccessOID.CA_ISSUERS for description in access)


def _key_text(certificate: x509.Certificate) -> str:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return "unknown"
    match key:
        case rsa.RSAPublicKey() | dsa.DSAPublicKey():
            return f"{'RSA' if isinstance(key, rsa.RSAPublicKey) else 'DSA'} {key.key_size}"
        case ec.EllipticCurvePublicKey():
            return f"EC {key.curve.name}"
        case ed25519.Ed25519PublicKey():
            return "Ed25519"
        case ed448.Ed448PublicKey():
            return "Ed448"
        case _:
            return "unknown"
