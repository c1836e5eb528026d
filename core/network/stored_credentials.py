"""The logins of indexes in the system's keyring: one entry for each index and user."""

from typing import Protocol
from urllib.parse import urlsplit

from core.model.project import InputError
from core.model.secrets import Secret, without_secrets
from core.network.address import address_of

SERVICE = "Wheelyard"
"""The name under which the keyring's own program shows the entries."""


class SecretStore(Protocol):
    """A place for secrets that others cannot read; every call may ask the person to unlock it, so it may take long.

    Each method but ``usable`` raises InputError where the store refuses.
    """

    def usable(self) -> str | None:
        """Return None where secrets can be kept, or one sentence on why not."""
        ...

    def get(self, service: str, entry: str) -> Secret | None:
        """Return what is stored, None where nothing is."""
        ...

    def set(self, service: str, entry: str, secret: Secret) -> None:
        """Store, in place of what was there."""
        ...

    def delete(self, service: str, entry: str) -> None:
        """Remove; nothing happens where nothing is stored."""
        ...


def entry_name(index_url: str, user: str | None) -> str:
    """Return the name of the entry: ``user@https://host:port/path``, the same for every way to write the address.

    Without ``user`` it is the one written into the URL, or none. The password in a URL has no influence. Raises
    InputError for what is no address.
    """
    address = address_of(index_url)
    if isinstance(address, str):
        raise InputError(address, "Give the index as it stands in the project, such as https://host/simple.")
    name = user or (address.login[0] if address.login is not None else "")
    # The default port is written out, so that with and without it are one entry.
    path = urlsplit(index_url.strip()).path.rstrip("/")
    return f"{name}@{address.scheme}://{address.authority}{path}"


def has_credential(index_url: str, user: str | None, backend: SecretStore) -> bool | None:
    """Tell whether a login of this index is stored; None where that cannot be found out."""
    try:
        return backend.get(SERVICE, entry_name(index_url, user)) is not None
    except InputError:
        return None


def store_credential(index_url: str, user: str | None, secret: Secret, backend: SecretStore) -> None:
    """Store the login of an index; raises InputError where the keyring refuses, and for what uv could not be given."""
    demand_text(user or "", secret)
    demand_usable(backend)
    backend.set(SERVICE, entry_name(index_url, user), secret)


def stored_credential(index_url: str, user: str | None, backend: SecretStore) -> Secret | None:
    """Return the stored secret of an index, None where there is none; raises InputError where it cannot be read."""
    return backend.get(SERVICE, entry_name(index_url, user))


def remove_credential(index_url: str, user: str | None, backend: SecretStore) -> None:
    """Remove the login of an index if there is one; raises InputError where the keyring cannot be used or refuses."""
    backend.delete(SERVICE, entry_name(index_url, user))


def demand_text(user: str, secret: Secret) -> None:
    """Raise InputError for a login that no variable of uv could hold."""
    _demand_text("user name", user)
    _demand_text("secret", secret.text)


def _demand_text(what: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        sound = False
    else:
        sound = text.isprintable()
    if not sound:
        raise InputError(
            f"The {what} is no text of one line, so nothing was stored.",
            "Give it as the server's owner wrote it, in UTF-8, without control characters.",
        )


def demand_usable(backend: SecretStore) -> None:
    """Raise InputError where secrets cannot be kept there."""
    why = backend.usable()
    if why is not None:
        way_out = "Use the variables UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD, or unlock a keyring."
        raise InputError(without_secrets(why), way_out)
