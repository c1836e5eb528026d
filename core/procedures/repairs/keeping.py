"""How the login of an index is kept: in the keyring and by name in the profile, or in memory for this session."""

import logging
from pathlib import Path

from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import Secret
from core.model.settings import IndexLogin, Profile
from core.network.shared_entries import share_login, unshare_login
from core.network.stored_credentials import SERVICE, demand_text, entry_name, remove_credential, store_credential
from core.places.paths import identity
from core.procedures.services import Services

_LOG = logging.getLogger(__name__)


def keep_login(folder: Path, login: IndexLogin, secret: Secret, services: Services) -> None:
    """Put a login into the keyring and its name into the project's profile, in place of the one that the index had.

    Where the project shares its logins with terminals, this one is shared, too. Raises InputError where the keyring
    refuses the login: then nothing is changed. Blocks, and may ask the person to unlock the keyring.
    """
    before = services.profiles.load(folder)
    store_credential(login.url, login.user, secret, services.secrets)
    services.profiles.save(_with_login(services.profiles.load(folder), login))
    _end_session_login(folder, login, services)
    for replaced in before.logins:
        if replaced.index == login.index:
            _forget_replaced(replaced, login, folder, services, shared=before.shares_logins)
    if before.shares_logins:
        share_login(login.url, login.user, secret, services.secrets)


def keep_for_session(folder: Path, login: IndexLogin, secret: Secret, services: Services) -> None:
    """Hold a login in memory until the program ends, over the one in the keyring if there is one.

    Raises InputError for what uv could not be given.
    """
    demand_text(login.user, secret)
    entry = entry_name(login.url, login.user)
    _end_session_login(folder, login, services)
    services.secrets.set_for_session(SERVICE, entry, secret)
    services.session_logins.keep(folder, login)


def end_session_login(folder: Path, login: IndexLogin, services: Services) -> None:
    """Let go of a login that is held for the session, unless another project uses the same one."""
    services.session_logins.forget(folder, login.index)
    entry = entry_name(login.url, login.user)
    if all(entry_name(each.url, each.user) != entry for each in services.session_logins.elsewhere(folder)):
        services.secrets.let_go(SERVICE, entry)


def others_with(login: IndexLogin, folder: Path, services: Services) -> tuple[str, ...]:
    """Return the names of other projects that use the same entry of the keyring."""
    return tuple(profile.project.name for profile in _other_profiles(login, folder, services))


def shared_elsewhere(login: IndexLogin, folder: Path, services: Services) -> bool:
    """Return whether another project shares the same entry with terminals."""
    return any(profile.shares_logins for profile in _other_profiles(login, folder, services))


def _other_profiles(login: IndexLogin, folder: Path, services: Services) -> tuple[Profile, ...]:
    own, entry = identity(folder), entry_name(login.url, login.user)
    return tuple(
        profile
        for profile in services.profiles.all()
        if identity(profile.project) != own and any(entry_name(each.url, each.user) == entry for each in profile.logins)
    )


def _end_session_login(folder: Path, new: IndexLogin, services: Services) -> None:
    for old in services.session_logins.of_indexes(folder):
        if old.index == new.index:
            end_session_login(folder, old, services)


def _forget_replaced(old: IndexLogin, new: IndexLogin, folder: Path, services: Services, *, shared: bool) -> None:
    """Take the login that nothing names any more out of the keyring: nobody could find it again to take it back."""
    try:
        if entry_name(old.url, old.user) != entry_name(new.url, new.user) and not others_with(old, folder, services):
            remove_credential(old.url, old.user, services.secrets)
        if shared and not shared_elsewhere(old, folder, services):
            unshare_login(old.url, old.user, services.secrets)
    except InputError as error:
        _LOG.warning("the login that was replaced is still in the keyring: %s", error.sentence)


def _with_login(profile: Profile, login: IndexLogin) -> Profile:
    others = tuple(each for each in profile.logins if each.index != login.index)
    return replace(profile, logins=(*others, login))
