"""The options of a build that name the key to sign with."""

import argparse
from pathlib import Path

from installer.commands import BuildError
from installer.signing import PASSWORD_VARIABLE, SigningKey


def add_signing_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; the password has none, for other programs can read a program's arguments."""
    group = parser.add_argument_group("signing", f"a key's password is read from the variable {PASSWORD_VARIABLE}")
    group.add_argument("--sign-key", type=Path, metavar="PEM", help="the key to sign with")
    group.add_argument("--sign-certificate", type=Path, metavar="PEM", help="its certificate and those above it")
    group.add_argument("--sign-pkcs12", type=Path, metavar="PFX", help="key and certificates in one file")
    group.add_argument("--sign-store-thumbprint", metavar="SHA1", help="a certificate in Windows' store")
    group.add_argument("--timestamp", metavar="URL", help="a timestamp service by RFC 3161")


def key_of(asked: argparse.Namespace) -> SigningKey | None:
    """Return the key that was asked for; None for an unsigned build.

    Raises BuildError when the options do not fit together.
    """
    ways = (asked.sign_key or asked.sign_certificate, asked.sign_pkcs12, asked.sign_store_thumbprint)
    given = sum(way is not None for way in ways)
    if given > 1:
        raise BuildError("One key signs: give --sign-key with --sign-certificate, --sign-pkcs12, or a thumbprint.")
    if (asked.sign_key is None) != (asked.sign_certificate is None):
        raise BuildError("--sign-key and --sign-certificate belong together: give both.")
    if given == 0:
        if asked.timestamp is not None:
            raise BuildError("--timestamp is for a signature: name a key with --sign-key or --sign-pkcs12, too.")
        return None
    return SigningKey(
        asked.sign_key, asked.sign_certificate, asked.sign_pkcs12, asked.sign_store_thumbprint, asked.timestamp
    )
