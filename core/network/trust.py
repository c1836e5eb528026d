"""Whose certificates count for a request of Wheelyard's own, as uv would have it in the same project."""

import ssl
from pathlib import Path

from msgspec import Struct

from core.network.roots import Roots


class Trust(Struct, frozen=True, kw_only=True):
    """What decides: the system's list or the bundled one, or in place of both a file or a folder of roots.

    ``client`` is a PEM file with a certificate and its key that is shown to servers which ask for one.
    """

    system: bool = False
    file: Path | None = None
    folder: Path | None = None
    client: Path | None = None


def trust_context(trust: Trust, roots: Roots | None = None) -> ssl.SSLContext:
    """Return the context that a connection is checked with.

    A file or folder that is not there or holds no certificate is passed over, as uv passes over it. ``roots`` are the
    two lists, by default uv's own and this computer's.
    """
    roots = roots or Roots()
    context = files_context(trust.file, trust.folder) or (roots.system() if trust.system else roots.bundled())
    if trust.client is not None:
        _show_client(context, trust.client)
    return context


def unchecked_context() -> ssl.SSLContext:
    """Return the context for hosts whose certificate the person has chosen not to have checked."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def files_context(file: Path | None, folder: Path | None) -> ssl.SSLContext | None:
    """Return the context that trusts a file or folder of roots; None where there is nothing that it could trust."""
    named_file = str(file) if file is not None and file.is_file() else None
    named_folder = str(folder) if folder is not None and folder.is_dir() else None
    if named_file is None and named_folder is None:
        return None
    try:
        context = ssl.create_default_context(cafile=named_file, capath=named_folder)
    except (OSError, ValueError):
        return None
    # Python 3.13 refuses certificates for forms that uv's checker does not ask for.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def _show_client(context: ssl.SSLContext, client: Path) -> None:
    try:
        context.load_cert_chain(client)
    except (OSError, ValueError, NotImplementedError):
        return  # uv, too, goes on without it, and the server says what it lacks
