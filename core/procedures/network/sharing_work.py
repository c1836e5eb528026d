"""The work of letting uv ask for a project's logins at a terminal: entries of the keyring under the names it asks."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.invocation import Invocation
from core.model.network_commands import ShareLogins
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.secrets import Secret, without_secrets
from core.model.settings import IndexLogin
from core.network.long_secrets import WINDOWS_UNITS, must_be_cut
from core.network.shared_entries import asked_service, share_login, unshare_login
from core.network.stored_credentials import SERVICE, demand_usable, entry_name, stored_credential
from core.ports import Stream
from core.procedures.limited import in_daemon
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.repairs.keeping import shared_elsewhere
from core.procedures.services import Services
from core.settings.indexes import addresses_of, same_index
from core.settings.policy_variables import environ_under
from core.settings.project_file import read_project
from core.system.keyring_program import keyring_program

_ASKS = "asks-the-keyring"
_PROOF_SECONDS = 60.0
"""The program may have the person unlock the keyring first."""
_MOST_BYTES = 65_536
_IN_VARIABLES = "Or open a terminal that has the logins in its variables until it is closed."


def procedure(command: ShareLogins, services: Services) -> Procedure:
    """Return the procedure; nothing is shared where the program does not find what was put there for it."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        if not command.share:
            return Succeeded(repaired=await in_daemon(lambda: _end(folder, services), _ASKS))
        program = await asyncio.to_thread(keyring_program, services.environ)
        if program is None:
            raise InputError(
                "There is no program keyring on your PATH, and that is what uv asks for logins at a terminal.",
                f"Install it, as by `uv tool install keyring`. {_IN_VARIABLES}",
            )
        shared = await in_daemon(lambda: _put(folder, services), _ASKS)
        try:
            for login, secret in shared:
                await _prove(program, login, secret, services)
        except (InputError, asyncio.CancelledError):
            await in_daemon(lambda: _take_away([login for login, _ in shared], folder, services), _ASKS)
            raise
        return Succeeded(repaired=await asyncio.to_thread(_save, folder, program, shared, services))

    return Procedure(work=work, project=folder)


def _put(folder: Path, services: Services) -> list[tuple[IndexLogin, Secret]]:
    """Write an entry for each login in the keyring whose index did not move; return them with their addresses of now.

    uv asks for the address as it is written in the project by now, which may be another way to write the same one.
    """
    demand_usable(services.secrets)
    profile = services.profiles.load(folder)
    environ = environ_under(policy_in_force(services), profile, services.environ)
    shared = []
    for login in profile.logins:
        now = addresses_of(login.index, folder, environ)
        if not now or not all(same_index(login.url, url) for url in now):
            continue
        # What is held in memory for this session alone does not get into the keyring this way.
        if services.secrets.is_for_session(SERVICE, entry_name(login.url, login.user)):
            continue
        secret = stored_credential(login.url, login.user, services.secrets)
        if secret is not None:
            of_now = replace(login, url=without_secrets(now[0]))
            if profile.shares_logins and asked_service(of_now.url) != asked_service(login.url):
                _take_away([login], folder, services)
            share_login(of_now.url, of_now.user, secret, services.secrets)
            shared.append((of_now, secret))
    return shared


async def _prove(program: Path, login: IndexLogin, secret: Secret, services: Services) -> None:
    """Ask the program as uv asks it; raises InputError where it does not give the login."""
    output = bytearray()

    def keep(stream: Stream, data: bytes) -> None:
        if stream is Stream.OUT and len(output) < _MOST_BYTES:
            output.extend(data)

    asked = (str(program), "get", asked_service(login.url), login.user)
    run = services.runner.run(Invocation(argv=asked, folder=program.parent), keep)
    try:
        await asyncio.wait_for(run, _PROOF_SECONDS)
    except TimeoutError:
        raise InputError(
            f"{program} did not answer within {_PROOF_SECONDS:.0f} s.", f"Try it by hand. {_IN_VARIABLES}"
        ) from None
    if output.decode("utf-8", "replace").strip("\r\n") != secret.text:
        long = (
            " A login of that length is kept in several entries, of which it gives one."
            if must_be_cut(secret.text, WINDOWS_UNITS)
            else ""
        )
        raise InputError(
            f"{program} does not give the login of {login.user} for {login.index} that was put into the keyring: it "
            f"may be set up to ask another keyring.{long}",
            f"`keyring diagnose` says which one it asks. {_IN_VARIABLES}",
        )


def _save(folder: Path, program: Path, shared: list[tuple[IndexLogin, Secret]], services: Services) -> str:
    now = {login.index: login for login, _ in shared}
    profile = services.profiles.load(folder)
    logins = tuple(now.get(each.index, each) for each in profile.logins)
    services.profiles.save(replace(profile, logins=logins, shares_logins=True))
    if not now:
        return f"Terminals of this project ask {program} for each login that you store for an index from now on."
    return (
        f"Terminals of this project ask {program} for the login of {', '.join(now)}. Other programs of yours can "
        "ask it for that, too."
    )


def _end(folder: Path, services: Services) -> str:
    profile = services.profiles.load(folder)
    if profile.shares_logins:
        demand_usable(services.secrets)
        _take_away(profile.logins, folder, services)
        services.profiles.save(replace(services.profiles.load(folder), shares_logins=False))
    return "Terminals of this project are not given its logins any more; uv that Wheelyard runs still gets them."


def _take_away(logins: Iterable[IndexLogin], folder: Path, services: Services) -> None:
    for login in logins:
        if not shared_elsewhere(login, folder, services):
            unshare_login(login.url, login.user, services.secrets)
