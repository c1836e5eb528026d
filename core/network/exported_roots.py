"""A file with every root that uv may need: the public ones, this computer's, and those of files that a person has.

What SSL_CERT_FILE names takes the place of uv's own list, so the public roots have to be in it, too: this computer's
store need not hold them all (Windows fetches public roots only when they are first needed).
"""

import ssl
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.utils import CryptographyDeprecationWarning
from msgspec import Struct

from core.model.project import InputError
from core.network.certificates_seen import is_signed_by, name_text
from core.network.roots import public_roots
from core.system.root_stores import StoredRoots

HEADER = "# Certificates that Wheelyard has put together for uv and other programs of a project."
_LARGEST = 16 << 20
_MOST_STEPS = 8
"""Certificates between that follow on each other; real chains have one or two."""
_BEGIN = b"-----BEGIN CERTIFICATE-----"
_WAY_OUT = "Name a file with certificates: .pem, .crt, .cer or .p7b."


class ExportedRoots(Struct, frozen=True, kw_only=True):
    """The text of the file, and how many certificates of it come from where, each counted at the first place."""

    data: bytes
    of_files: int
    of_system: int
    public: int

    @property
    def count(self) -> int:
        """How many certificates the file has."""
        return self.of_files + self.of_system + self.public


def exported_roots(
    stored: StoredRoots, more: Sequence[Path], now: datetime, *, public: Sequence[bytes] | None = None
) -> ExportedRoots:
    """Return the certificates of ``more``, of this computer and the public ones, each once and none that has expired.

    A certificate between a root and its servers is put in only where it leads to a root that is: whoever reads the
    file trusts each certificate in it by itself. ``public`` are the public roots as DER, by default those that
    everybody trusts. Raises InputError for a file of ``more`` that has none, by its name.
    """
    of_files = {der: each for file in more for der, each in _of_file(file, now).items()}
    roots = _valid(stored.roots, now)
    known = {**of_files, **roots, **_valid(public_roots() if public is None else public, now)}
    of_system = {**roots, **_leading_to(known, _valid(stored.between, now))}
    entries = {**of_files, **of_system, **known}
    from_system = sum(der not in of_files for der in of_system)
    return ExportedRoots(
        data="\n".join((HEADER, *map(_entry, entries.values()), "")).encode("ascii"),
        of_files=len(of_files),
        of_system=from_system,
        public=len(entries) - len(of_files) - from_system,
    )


def certificates_in(data: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file: PEM whatever else is in it, DER, or PKCS #7; none where it has none."""
    loads: tuple[Callable[[bytes], list[x509.Certificate]], ...] = (_one_der, pkcs7.load_der_pkcs7_certificates)
    if _BEGIN in data:
        loads = (x509.load_pem_x509_certificates,)
    elif b"-----BEGIN PKCS7-----" in data:
        loads = (pkcs7.load_pem_pkcs7_certificates,)
    with _forbearing():
        for load in loads:
            with suppress(ValueError, UnsupportedAlgorithm):
                return tuple(load(data))
    return ()


def _one_der(data: bytes) -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(data)]


def _of_file(file: Path, now: datetime) -> dict[bytes, x509.Certificate]:
    try:
        if file.stat().st_size > _LARGEST:
            raise InputError(f"{file} is far too large for a file of certificates.", _WAY_OUT, subject=str(file))
        found = certificates_in(file.read_bytes())
    except OSError as error:
        raise InputError(
            f"The certificate file {file} cannot be read: {error.strerror or error}.", _WAY_OUT, subject=str(file)
        ) from error
    if not found:
        raise InputError(f"{file} holds no certificate that can be read.", _WAY_OUT, subject=str(file))
    valid = {each.public_bytes(Encoding.DER): each for each in found if each.not_valid_after_utc >= now}
    if not valid:
        raise InputError(
            f"The certificates in {file} have expired, the last one on {max(map(_until, found))}.",
            "Ask for the one that has taken its place.",
            subject=str(file),
        )
    return valid


def _valid(ders: Iterable[bytes], now: datetime) -> dict[bytes, x509.Certificate]:
    """Return those that can be read and have not expired: what this cannot read uv passes over, too."""
    return {der: each for der, each in _read(ders) if each.not_valid_after_utc >= now}


def _read(ders: Iterable[bytes]) -> list[tuple[bytes, x509.Certificate]]:
    found = []
    with _forbearing():
        for der in ders:
            with suppress(ValueError):
                found.append((der, x509.load_der_x509_certificate(der)))
    return found


@contextmanager
def _forbearing() -> Iterator[None]:
    """Read old roots without a warning: one with a serial number that is none has been a root for twenty years."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        yield


def _leading_to(
    known: dict[bytes, x509.Certificate], between: dict[bytes, x509.Certificate]
) -> dict[bytes, x509.Certificate]:
    """Return the certificates between that one of ``known`` signed, also over others between."""
    by_name: dict[bytes, list[x509.Certificate]] = {}
    for each in known.values():
        by_name.setdefault(each.subject.public_bytes(), []).append(each)
    found: dict[bytes, x509.Certificate] = {}
    for _ in range(_MOST_STEPS):
        new = {
            der: each
            for der, each in between.items()
            if der not in found
            and any(is_signed_by(each, issuer) for issuer in by_name.get(each.issuer.public_bytes(), ()))
        }
        if not new:
            break
        found |= new
        for each in new.values():
            by_name.setdefault(each.subject.public_bytes(), []).append(each)
    return found


def _entry(certificate: x509.Certificate) -> str:
    """Return one certificate with a line before it for people; a name cannot end the line."""
    name = "".join(sign if sign.isprintable() else " " for sign in name_text(certificate.subject)).replace("-----", "")
    shown = name.encode("ascii", "backslashreplace").decode("ascii")
    pem = ssl.DER_cert_to_PEM_cert(certificate.public_bytes(Encoding.DER)).strip()
    return f"\n# {shown}, until {_until(certificate)}\n{pem}"


def _until(certificate: x509.Certificate) -> str:
    return f"{certificate.not_valid_after_utc:%Y-%m-%d}"
