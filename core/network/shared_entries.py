"""Entries of the keyring under the names that uv itself asks for, through the program ``keyring`` of a terminal."""

from urllib.parse import urlsplit

from core.model.project import InputError
from core.model.secrets import Secret
from core.network.address import address_of
from core.network.stored_credentials import SecretStore, demand_usable

_DEFAULT_PORTS = {"http": 80, "https": 443}


def asked_service(index_url: str) -> str:
    """Return the service that uv asks for first: the index's URL as it stands in the project, without a login.

    uv runs ``keyring get SERVICE USER``, where it knows a user name for the index, with this one, then with host and
    port, then with scheme, host and port, and takes the first answer. The server's name is in lower case and ASCII, the
    default port is left out, and a slash at the end stays (measured, uv 0.13.9). Raises InputError for what is no
    address.
    """
    address = address_of(index_url)
    if isinstance(address, str):
        raise InputError(address, "Give the index as it stands in the project, such as https://host/simple.")
    host = f"[{address.ascii_host}]" if ":" in address.ascii_host else address.ascii_host
    port = "" if address.port == _DEFAULT_PORTS[address.scheme] else f":{address.port}"
    query = urlsplit(index_url.strip()).query
    return f"{address.scheme}://{host}{port}{address.path}{'?' if query else ''}{query}"


def share_login(index_url: str, user: str, secret: Secret, backend: SecretStore) -> None:
    """Put a login where uv's own question finds it; raises InputError where the keyring refuses."""
    demand_usable(backend)
    backend.set(asked_service(index_url), user, secret)


def unshare_login(index_url: str, user: str, backend: SecretStore) -> None:
    """Take a login away from where uv's own question finds it, if it is there; raises InputError as sharing does."""
    backend.delete(asked_service(index_url), user)
