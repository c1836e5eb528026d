"""Certificate authorities and server certificates of a company network, sound or with one fault."""

import datetime as dt
import ssl
from enum import StrEnum
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
"""What a server on this computer can be called; certificates are for all of them unless a test says otherwise."""
_DAY = dt.timedelta(days=1)


class Certificate(StrEnum):
    """What is right or wrong with a server's certificate; every one but SELF_SIGNED comes from the authority."""

    GOOD = "good"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_HOST = "wrong-host"
    SELF_SIGNED = "self-signed"
    INCOMPLETE_CHAIN = "incomplete-chain"
    """The server leaves out the intermediate certificate, so that even who trusts the root finds no way to it."""


class Authority:
    """A private certificate authority: a root and, below it, the intermediate that signs the servers.

    ``organization`` is the name that people see ("Zscaler Inc."); ``root_file`` is the PEM file that
    ``SSL_CERT_FILE`` can name in order to trust it, ``issuing_file`` that of the intermediate.
    """

    def __init__(self, folder: Path, organization: str = "Example Company") -> None:
        self.organization = organization
        self._root = trustme.CA(organization_name=organization, organization_unit_name=f"{organization} Root CA")
        self._issuing = trustme.CA(
            parent_cert=self._root,
            organization_name=organization,
            organization_unit_name=f"{organization} Intermediate CA",
            path_length=0,
        )
        folder.mkdir(parents=True, exist_ok=True)
        self.root_file = folder / "private-root.pem"
        self._root.cert_pem.write_to_path(self.root_file)
        self.issuing_file = folder / "issuing.pem"
        self._issuing.cert_pem.write_to_path(self.issuing_file)

    def server_context(self, certificate: Certificate, names: tuple[str, ...] = LOCAL_NAMES) -> ssl.SSLContext:
        """Return what a server needs to greet with such a certificate for these host names and addresses."""
        if certificate is Certificate.SELF_SIGNED:
            return _context(*self_signed(names))
        now = dt.datetime.now(dt.UTC)
        starts, ends = now - 30 * _DAY, now + 30 * _DAY
        match certificate:
            case Certificate.EXPIRED:
                ends = now - _DAY
            case Certificate.NOT_YET_VALID:
                starts = now + _DAY
            case Certificate.WRONG_HOST:
                names = ("another-host.example",)
            case _:
                pass
        leaf = self._issuing.issue_cert(*names, common_name=names[0], not_before=starts, not_after=ends)
        chain = [blob.bytes() for blob in leaf.cert_chain_pems]
        sent = chain[:1] if certificate is Certificate.INCOMPLETE_CHAIN else chain
        return _context(leaf.private_key_pem.bytes(), b"".join(sent))


def _context(key: bytes, chain: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # The key goes through a file because ssl takes it from nowhere else.
    with trustme.Blob(key + chain).tempfile() as path:
        context.load_cert_chain(path)
    return context


def self_signed(names: tuple[str, ...]) -> tuple[bytes, bytes]:
    """Return key and certificate, as PEM, of a server that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 30 * _DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(names[0])]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret, made.public_bytes(serialization.Encoding.PEM)
