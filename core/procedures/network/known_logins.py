"""The logins that are known for a project's servers, and where each of them lies."""

import netrc
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.model.network import LoginPlace
from core.model.secrets import Secret
from core.network.address import address_of
from core.network.asking import Login
from core.procedures.preparation import Prepared, index_variable
from core.procedures.services import Services
from core.settings.indexes import index_key, indexes_of, same_index


class KnownLogin(Struct, frozen=True, kw_only=True):
    """A login and the server that it is for: ``https://host:port``, or a host alone where a netrc file names it.

    ``url`` is that of the index, with whatever login stands in it; None for one of a netrc file.
    """

    server: str
    login: Login
    place: LoginPlace
    url: str | None = None


def variables_of(prepared: Prepared, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables as a uv of this project would have them, those of its logins included."""
    told = prepared.call().settings
    merged = {name: value for name, value in environ.items() if name not in told}
    merged |= {name: value for name, value in told.items() if value is not None}
    return merged | {name: secret.text for name, secret in prepared.secrets.items()}


def known_logins(prepared: Prepared, services: Services, variables: Mapping[str, str]) -> tuple[KnownLogin, ...]:
    """Return what is known, that of the project's indexes first; reads uv's files and the person's netrc.

    A login is for the whole server of its index, since an index has its pages and its files in different folders; uv
    sends it to other indexes of that server, too, when they ask for one (measured, uv 0.13.9).
    """
    held = {index_key(each.index) for each in services.session_logins.of_indexes(prepared.project.folder)}
    return (*_of_indexes(prepared, variables, held), *_of_netrc(variables))


def login_for(url: str, logins: tuple[KnownLogin, ...]) -> KnownLogin | None:
    """Return the login of the server of a URL: the one of this very index where the server has several."""
    address = address_of(url)
    if isinstance(address, str):
        return None
    places = {f"{address.scheme}://{address.authority}", address.ascii_host}
    fitting = [each for each in logins if each.server in places]
    own = (each for each in fitting if each.url is not None and same_index(each.url, url))
    return next(own, fitting[0] if fitting else None)


def _of_indexes(prepared: Prepared, variables: Mapping[str, str], held: set[str]) -> Iterator[KnownLogin]:
    for name, url in indexes_of(prepared.project.folder, variables):
        address = address_of(url)
        if isinstance(address, str):
            continue
        server = f"{address.scheme}://{address.authority}"
        names = index_variable(name, "USERNAME"), index_variable(name, "PASSWORD")
        user, password = (variables.get(each) for each in names)
        if user is not None or password is not None:
            place = LoginPlace.VARIABLES
            if not prepared.secrets.keys().isdisjoint(names):
                place = LoginPlace.SESSION if index_key(name) in held else LoginPlace.KEYRING
            login = Login(user or "", Secret(password or ""))
            yield KnownLogin(server=server, login=login, place=place, url=url)
        elif address.login is not None:
            login = Login(address.login[0], Secret(address.login[1]))
            yield KnownLogin(server=server, login=login, place=LoginPlace.URL, url=url)


def _of_netrc(variables: Mapping[str, str]) -> Iterator[KnownLogin]:
    named = variables.get("NETRC")
    home = variables.get("USERPROFILE") or variables.get("HOME")
    files = [Path(named)] if named else [Path(home) / name for name in (".netrc", "_netrc")] if home else []
    for file in files:
        with suppress(OSError, ValueError, netrc.NetrcParseError):
            for host, (user, _, password) in netrc.netrc(file).hosts.items():
                if host != "default" and password is not None:
                    login = Login(user, Secret(password))
                    yield KnownLogin(server=host.lower(), login=login, place=LoginPlace.NETRC)
