"""Logins on their way into the keyring: taken in with a way back, settled when the files are written."""

import logging
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import Secret
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import (
    SERVICE,
    demand_usable,
    entry_name,
    store_credential,
    stored_credential,
)
from core.places.paths import identity
from core.procedures.repairs.keeping import keep_login
from core.procedures.services import Services

_LOG = logging.getLogger(__name__)


class MovedLogin(Struct, frozen=True, kw_only=True):
    """A login with its secret, and the projects in which uv gets it."""

    login: IndexLogin
    secret: Secret
    projects: tuple[Path, ...]


class _Kept(Struct, frozen=True, kw_only=True):
    """What was stored in an entry before, None for nothing."""

    login: IndexLogin
    secret: Secret | None
    for_session: bool


class TakenInLogins:
    """Stores logins so that all can be as it was before; every method may ask the person to unlock the keyring."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._entries: list[_Kept] = []
        self._profiles: dict[str, Profile] = {}
        self._taken: tuple[MovedLogin, ...] = ()

    def take_in(self, moved: tuple[MovedLogin, ...]) -> None:
        """Store each login, read it back and name it in its projects' profiles; raises InputError.

        A login that a profile named before stays there, so that a way back leads to it; the new one counts.
        """
        store = self._services.secrets
        demand_usable(store)
        for each in moved:
            login = each.login
            entry = entry_name(login.url, login.user)
            old = stored_credential(login.url, login.user, store)
            self._entries.append(_Kept(login=login, secret=old, for_session=store.is_for_session(SERVICE, entry)))
            store_credential(login.url, login.user, each.secret, store)
            if stored_credential(login.url, login.user, store) != each.secret:
                raise InputError(
                    "The keyring of this system gave back something else than was stored in it.",
                    "Nothing was moved; look into the keyring's own program.",
                )
        for each in moved:
            for project in each.projects:
                self._name(each.login, project)
        self._taken = moved

    def _name(self, login: IndexLogin, project: Path) -> None:
        profiles = self._services.profiles
        profile = profiles.load(project)
        self._profiles.setdefault(identity(project), profile)
        if login not in profile.logins:
            profiles.save(replace(profile, logins=(*profile.logins, login)))

    def take_back(self) -> None:
        """Bring back what was stored and named before, as far as the keyring and the disk allow."""
        for profile in self._profiles.values():
            try:
                self._services.profiles.save(profile)
            except InputError:  # a name without a login is what nobody is handed
                continue
        store = self._services.secrets
        for kept in reversed(self._entries):
            entry = entry_name(kept.login.url, kept.login.user)
            try:
                if kept.secret is None or kept.for_session:
                    store.delete(SERVICE, entry)
                else:
                    store.set(SERVICE, entry, kept.secret)
            except InputError:  # a locked keyring keeps what it has; the file has the same
                continue
            if kept.secret is not None and kept.for_session:
                store.set_for_session(SERVICE, entry, kept.secret)

    def settle(self) -> None:
        """Let the logins take the place of those that their indexes had, also those of this session."""
        for each in self._taken:
            for project in each.projects:
                try:
                    keep_login(project, each.login, each.secret, self._services)
                except InputError as error:  # it is stored and named, so that uv gets it all the same
                    _LOG.warning("what a moved login takes the place of was not let go: %s", error.sentence)
