"""What terminals, scripts and editors are told of a project's logins, and the terminal that is handed them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from core.model.secrets import Secret
from core.model.settings import IndexLogin
from core.procedures.preparation import Prepared, index_variable, prepare
from core.procedures.services import Services
from core.system.keyring_program import keyring_program
from core.system.variables import value_of


async def login_variables(folder: Path, services: Services) -> dict[str, Secret]:
    """Return the variables with the logins of the project's indexes, as uv gets them from Wheelyard.

    They are for the environment of one process, and for no file. Raises InputError.
    """
    prepared = await prepare(folder, services)
    names = {index_variable(login.index, what) for login in prepared.logins for what in ("USERNAME", "PASSWORD")}
    return {name: secret for name, secret in prepared.secrets.items() if name in names}


def shared_logins(prepared: Prepared, environ: Mapping[str, str]) -> tuple[IndexLogin, ...]:
    """Return the logins for which uv of a terminal asks the program ``keyring``; looks for that on PATH.

    An index whose login the person set by variables is left alone, and so is one that moved.
    """
    if not prepared.profile.shares_logins or keyring_program(environ) is None:
        return ()
    withheld = {each.login.index for each in prepared.withheld}
    return tuple(
        login
        for login in prepared.profile.logins
        if login.index not in withheld
        and not any(value_of(environ, index_variable(login.index, what)) for what in ("USERNAME", "PASSWORD"))
    )


def asking_variables(shared: tuple[IndexLogin, ...]) -> dict[str, str]:
    """Return the variables with which uv asks for these logins: it does so only for an index with a user name."""
    if not shared:
        return {}
    return {
        "UV_KEYRING_PROVIDER": "subprocess",
        **{index_variable(login.index, "USERNAME"): login.user for login in shared},
    }


def login_notes(prepared: Prepared, shared: tuple[IndexLogin, ...], environ: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence on what is asked for, and one on what is left out."""
    logins = prepared.profile.logins
    if shared:
        yield f"uv asks the program keyring for the login of {', '.join(login.index for login in shared)}."
    elif prepared.profile.shares_logins and keyring_program(environ) is None:
        yield "The program keyring, which uv should ask for logins, is not on your PATH any more."
    stays = [login.index for login in logins if login not in shared]
    if stays:
        yield f"The login of {', '.join(stays)} stays in the keyring: only the uv that Wheelyard runs is given it."
