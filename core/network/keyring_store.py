"""The keyring of the system as a store of secrets: Windows' credential manager, macOS' keychain, a secret service."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.model.project import InputError
from core.model.secrets import Secret
from core.network.long_secrets import WINDOWS_UNITS, Parts, cut, must_be_cut, parts_of
from core.system.this_computer import IS_WINDOWS

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_REFUSING = ("keyring.backends.fail", "keyring.backends.null")
_READABLE_BY_OTHERS = ("plain", "keyrings.alt")
"""In the name of a module or class: stores that write secrets where any program of the person's can read them."""
_SAID_OF_LOCKED = frozenset({"KeyringLocked", "InitError", "PromptDismissedException"})
"""What the package raises where nobody gave the keyring's own password, or nothing here could ask for it."""
_LOCKED = "The keyring of this system is locked, and it was not unlocked."
_WAY_OUT = "Unlock the keyring, or give the login by UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD."


class KeyringStore:
    """A SecretStore over the package ``keyring``, which is imported at the first use: that takes time.

    ``backend`` is handed in by tests; by default it is the one that ``keyring`` finds for this system. There is no
    fall-back: a store that keeps nothing, or keeps it in plain text, is not used. A secret of more than ``most_units``
    UTF-16 units is kept in several entries; None is no limit.
    """

    def __init__(
        self, backend: "KeyringBackend | None" = None, most_units: int | None = WINDOWS_UNITS if IS_WINDOWS else None
    ) -> None:
        self._backend = backend
        self._most_units = most_units

    def usable(self) -> str | None:
        """Return None where secrets can be kept, or one sentence on why not."""
        try:
            backend = self._found()
        except Exception as error:  # noqa: BLE001 - backends are foreign code and raise what they like
            return f"The keyring of this system cannot be used ({type(error).__name__})."
        return _why_not(backend)

    def get(self, service: str, entry: str) -> Secret | None:
        """Return what is stored, None where nothing is."""
        with _own_errors("be read"):
            backend = self._sound()
            text = backend.get_password(service, entry)
            parts = parts_of(text)
            if parts is not None:
                text = _joined(backend, service, entry, parts)
        return None if text is None else Secret(text)

    def set(self, service: str, entry: str, secret: Secret) -> None:
        """Store, in place of what was there."""
        with _own_errors("be written"):
            backend = self._sound()
            before = parts_of(backend.get_password(service, entry))
            backend.set_password(service, entry, self._in_parts(backend, service, entry, secret.text))
            _delete_parts(backend, service, entry, before)

    def delete(self, service: str, entry: str) -> None:
        """Remove; nothing happens where nothing is stored."""
        with _own_errors("be changed"):
            backend = self._sound()
            text = backend.get_password(service, entry)
            if text is not None:
                backend.delete_password(service, entry)
                _delete_parts(backend, service, entry, parts_of(text))

    def _in_parts(self, backend: "KeyringBackend", service: str, entry: str, text: str) -> str:
        """Store the parts of a secret that one entry does not hold; return the text for the entry itself."""
        if not must_be_cut(text, self._most_units):
            return text
        pieces = cut(text, self._most_units or WINDOWS_UNITS)
        # New names each time: until the entry itself is written, the old secret is whole.
        parts = Parts(len(pieces), secrets.token_hex(8))
        try:
            for name, piece in zip(parts.names(entry), pieces, strict=True):
                backend.set_password(service, name, piece)
        except Exception:
            _delete_parts(backend, service, entry, parts)
            raise
        return parts.head

    def _sound(self) -> "KeyringBackend":
        backend = self._found()
        why = _why_not(backend)
        if why is not None:
            raise InputError(why, _WAY_OUT)
        return backend

    def _found(self) -> "KeyringBackend":
        if self._backend is None:
            import keyring  # noqa: PLC0415 - it looks through all installed packages, which a start must not wait for

            self._backend = keyring.get_keyring()
        return self._backend


def _joined(backend: "KeyringBackend", service: str, entry: str, parts: Parts) -> str:
    pieces = [backend.get_password(service, name) for name in parts.names(entry)]
    whole = [piece for piece in pieces if piece is not None]
    if len(whole) < len(pieces):
        raise InputError(
            "The keyring of this system has only a part of the secret: some of its entries were deleted.",
            "Store the login again.",
        )
    return "".join(whole)


def _delete_parts(backend: "KeyringBackend", service: str, entry: str, parts: Parts | None) -> None:
    for name in parts.names(entry) if parts is not None else ():
        if backend.get_password(service, name) is not None:
            backend.delete_password(service, name)


def _why_not(backend: "KeyringBackend") -> str | None:
    parts = getattr(backend, "backends", None)
    if parts is not None:
        # A chain writes into its first member that takes it.
        reasons = [_why_not(part) for part in parts]
        return next((why for why in reasons if why is not None), None) if reasons else "This system has no keyring."
    kind = type(backend)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name.startswith(_REFUSING):
        return "This system has no keyring that secrets could be kept in."
    if any(word in name.lower() for word in _READABLE_BY_OTHERS):
        return "The keyring set up on this system keeps secrets in a plain file, so nothing is stored there."
    return None


@contextmanager
def _own_errors(what: str) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - backends are foreign code and raise what they like
        # Words of a backend may hold what it was given, so only the kind of the error is told.
        kind = type(error).__name__
        sentence = _LOCKED if kind in _SAID_OF_LOCKED else f"The keyring of this system could not {what} ({kind})."
        raise InputError(sentence, _WAY_OUT) from None
