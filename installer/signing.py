"""Authenticode signatures with a key that the builder gives; a build without one makes unsigned files.

Elsewhere than on Windows osslsigncode signs, in options that its versions from 2.5 on know. On Windows signtool does;
the Linux lab cannot run it, so that way is untried. signtool takes a .pfx alone, and its password only among its
arguments, which other programs of the computer can read: a certificate in the store, by its thumbprint, needs none.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from installer.commands import BuildError, ProgramError, run
from installer.signatures import has_signature

PASSWORD_VARIABLE = "WHEELYARD_SIGNING_PASSWORD"  # noqa: S105 - the name of the variable
KEY_VARIABLE = "WHEELYARD_SIGNING_KEY"
DESCRIPTION = "Wheelyard"


class SigningKey(Struct, frozen=True):
    """Where the key is: a PEM file beside its certificate's, a PKCS #12 file, or Windows' store; no password is in it.

    ``moment``, in seconds since 1970, is the signing time that is written, so that two builds are the same bytes;
    ``timestamp`` is the URL of a service by RFC 3161 whose own time goes beside it.
    """

    key: Path | None = None
    certificate: Path | None = None
    pkcs12: Path | None = None
    thumbprint: str | None = None
    timestamp: str | None = None
    moment: int | None = None


def to_environment(key: SigningKey) -> dict[str, str]:
    """Return the variables by which ``python -m installer sign-file`` finds this key from any folder."""
    return {KEY_VARIABLE: msgspec.json.encode(key, enc_hook=lambda path: str(path.absolute())).decode()}


def from_environment() -> SigningKey:
    """Return the key that ``to_environment`` wrote.

    Raises BuildError when there is none.
    """
    try:
        return msgspec.json.decode(os.environ[KEY_VARIABLE], type=SigningKey, dec_hook=lambda kind, text: kind(text))
    except (KeyError, msgspec.MsgspecError) as error:
        raise BuildError(f"{KEY_VARIABLE} names no key; sign-file is for the build, which sets it.") from error


def check(key: SigningKey) -> None:
    """Look for the tool and the files before there is anything to sign.

    Raises BuildError with what is missing and the way out.
    """
    if sys.platform == "win32":
        _check_windows(key)
        return
    if key.thumbprint is not None:
        raise BuildError("A thumbprint names a certificate in Windows' store: give --sign-key or --sign-pkcs12 here.")
    if shutil.which("osslsigncode") is None:
        raise BuildError("Signing needs osslsigncode: install it, on Debian the package osslsigncode.")
    for file, option in _files(key):
        if not file.is_file():
            raise BuildError(f"{file} is not there; {option} has to name a file.")
    if key.key is not None and b"ENCRYPTED" in key.key.read_bytes() and not _password():
        raise BuildError(f"{key.key} has a password: put it into the variable {PASSWORD_VARIABLE}.")


def sign(file: Path, key: SigningKey) -> None:
    """Sign a file in one step: it has its signature, or it stays as it was.

    Raises BuildError with the reason when it could not be signed.
    """
    check(key)
    if not file.is_file():
        raise BuildError(f"{file} is not there, so it could not be signed.")
    with tempfile.TemporaryDirectory(prefix=".signing-", dir=file.parent) as folder:
        signed = Path(folder) / f"signed{file.suffix}"
        if sys.platform == "win32":
            shutil.copyfile(file, signed)
            run(["signtool", "sign", *_signtool_words(key), signed])
        else:
            _sign_by_osslsigncode(file, signed, key)
        if not has_signature(signed):
            raise BuildError(f"{file.name} has no signature, though the signing tool says that it signed it.")
        shutil.copymode(file, signed)
        signed.replace(file)


def _sign_by_osslsigncode(file: Path, signed: Path, key: SigningKey) -> None:
    words: list[str | Path] = ["-h", "sha256", "-n", DESCRIPTION]
    if key.pkcs12 is not None:
        words += ["-pkcs12", key.pkcs12]
    elif key.key is not None and key.certificate is not None:
        words += ["-certs", key.certificate, "-key", key.key]
    else:
        raise BuildError("--sign-key and --sign-certificate belong together: give both.")
    if key.moment is not None:
        words += ["-time", str(key.moment)]
    if key.timestamp is not None:
        words += ["-ts", key.timestamp]
    with tempfile.TemporaryDirectory() as folder:
        if _password():
            secret = Path(folder) / "password"
            secret.touch(mode=0o600)
            secret.write_text(_password(), encoding="utf-8")
            words += ["-readpass", secret]
        try:
            run(["osslsigncode", "sign", *words, "-in", file, "-out", signed], has_terminal=False)
        except ProgramError as error:
            raise BuildError(_reason(file, key, error.said)) from error


def _reason(file: Path, key: SigningKey, said: str) -> str:
    """Return the sentence for what osslsigncode said; without the errors that OpenSSL lists below its own."""
    named = key.pkcs12 or key.key
    if "key values mismatch" in said or "consistency of a private key" in said or "no matching cert" in said.lower():
        return f"{key.key} is not the key of a certificate in {key.certificate}: give the two that belong together."
    if "wrong password" in said.lower() or "mac verify failure" in said:
        return f"{named} could not be opened: the password in {PASSWORD_VARIABLE} is wrong or missing."
    if "No certificate found" in said:
        return f"{key.certificate} holds no certificate in PEM; --sign-certificate has to name one."
    if "Failed to extract PKCS#12" in said:
        return f"{key.pkcs12} is no PKCS #12 file; a key in PEM is given by --sign-key and --sign-certificate."
    told = "\n".join(line for line in said.splitlines() if ":error:" not in line)
    if key.timestamp is not None and ("timestamp" in said.lower() or "CURL" in said):
        return f"{file.name} got no timestamp from {key.timestamp}: look at the address, or try again later.\n{told}"
    return f"{file.name} could not be signed with {named}.\n{told}"


def _check_windows(key: SigningKey) -> None:
    if shutil.which("signtool") is None:
        raise BuildError("Signing needs signtool on PATH: it is part of the Windows SDK.")
    if key.thumbprint is None and key.pkcs12 is None:
        raise BuildError("signtool takes no PEM files: give --sign-store-thumbprint, or --sign-pkcs12.")
    for file, option in _files(key):
        if not file.is_file():
            raise BuildError(f"{file} is not there; {option} has to name a file.")


def _signtool_words(key: SigningKey) -> list[str | Path]:
    words: list[str | Path] = ["/fd", "SHA256", "/d", DESCRIPTION]
    if key.thumbprint is not None:
        words += ["/sha1", key.thumbprint]
    elif key.pkcs12 is not None:
        words += ["/f", key.pkcs12, *(("/p", _password()) if _password() else ())]
    if key.timestamp is not None:
        words += ["/tr", key.timestamp, "/td", "SHA256"]
    return words


def _files(key: SigningKey) -> list[tuple[Path, str]]:
    named = (
        (key.key, "--sign-key"),
        (key.certificate, "--sign-certificate"),
        (key.pkcs12, "--sign-pkcs12"),
    )
    return [(file, option) for file, option in named if file is not None]


def _password() -> str:
    return os.environ.get(PASSWORD_VARIABLE, "")
