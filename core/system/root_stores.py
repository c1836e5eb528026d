"""The certificates that this computer trusts, read from its own store as DER."""

import re
import ssl
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_PEM = re.compile("-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----")
_SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
"""The purpose of proving a server (RFC 5280, "id-kp-serverAuth")."""
_LARGEST = 16 << 20
_MOST_FILES = 5000
_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_FOLDERS = ("/etc/ssl/certs", "/etc/pki/tls/certs")
"""Where distributions keep them; a Python that was built elsewhere looks where it was built."""


class StoredRoots(Struct, frozen=True, kw_only=True):
    """What a store holds: ``roots`` are trusted by themselves, ``between`` only where they lead to one of those."""

    roots: tuple[bytes, ...] = ()
    between: tuple[bytes, ...] = ()


if sys.platform == "win32":

    def stored_roots() -> StoredRoots:
        """Return the roots of Windows' stores that are trusted to prove servers, and the certificates between.

        The stores are those that the person sees: the person's own, the computer's, and what policy brings. What is
        disallowed counts as not there.
        """
        refused = {der for der, _ in _in_store("Disallowed")}
        kept = {
            store: tuple(dict.fromkeys(der for der, proves in _in_store(store) if proves and der not in refused))
            for store in ("ROOT", "CA")
        }
        return StoredRoots(roots=kept["ROOT"], between=kept["CA"])

    def _in_store(name: str) -> Iterator[tuple[bytes, bool]]:
        """Yield the certificates of a store, and whether each may prove servers; one that is missing is empty."""
        try:
            found = ssl.enum_certificates(name)
        except OSError:
            return
        for der, encoding, purposes in found:
            if encoding == "x509_asn":
                yield der, purposes is True or (not isinstance(purposes, bool) and _SERVER_AUTH in purposes)

else:

    def stored_roots() -> StoredRoots:
        """Return the roots in the files and folders of this system; a keychain is not read."""
        paths = ssl.get_default_verify_paths()
        files = (Path(each) for each in (paths.openssl_cafile, *_FILES))
        folders = (Path(each) for each in (paths.openssl_capath, *_FOLDERS))
        texts = (_text(file) for file in (*files, *_files_in(folders)))
        return StoredRoots(roots=tuple(dict.fromkeys(der for text in texts for der in _certificates(text))))

    def _files_in(folders: Iterable[Path]) -> Iterator[Path]:
        seen: set[Path] = set()
        for folder in folders:
            with suppress(OSError):
                for number, each in enumerate(sorted(folder.iterdir())):
                    real = each.resolve()
                    if number < _MOST_FILES and real not in seen:
                        seen.add(real)
                        yield real

    def _text(file: Path) -> str:
        with suppress(OSError):
            if file.is_file() and file.stat().st_size <= _LARGEST:
                return file.read_text("ascii", "replace")
        return ""

    def _certificates(text: str) -> Iterator[bytes]:
        for each in _PEM.findall(text):
            with suppress(ValueError):
                yield ssl.PEM_cert_to_DER_cert(each)
