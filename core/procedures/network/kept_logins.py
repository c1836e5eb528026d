"""The logins that Wheelyard keeps for a project, as they are shown: whose, where they lie, and whether they work."""

from core.model.network import KeptLogin, LoginPlace
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import SERVICE, entry_name
from core.procedures.policy_check import policy_in_force
from core.procedures.services import Services
from core.settings.indexes import addresses_of, same_index
from core.settings.policy_variables import environ_under


def kept_logins(profile: Profile, services: Services) -> tuple[KeptLogin, ...]:
    """Return the logins of a project's indexes and of its proxy; the keyring is not asked.

    One of an index that has another address by now does not work: uv is not given it. Blocks: it reads the project's
    files, and raises InputError for those that cannot be read.
    """
    environ = environ_under(policy_in_force(services), profile, services.environ)
    kept = [
        KeptLogin(
            index=login.index,
            url=without_secrets(login.url),
            user=login.user,
            place=_place(login.url, login.user, services),
            works=_works(login, addresses_of(login.index, profile.project, environ)),
        )
        for login in services.session_logins.in_force(profile)
    ]
    proxy = services.session_logins.proxy_in_force(profile)
    if proxy is not None:
        place = LoginPlace.SESSION if services.session_logins.of_proxy(profile.project) else LoginPlace.KEYRING
        kept.append(KeptLogin(index=None, url=without_secrets(proxy.url), user=proxy.user, place=place))
    return tuple(kept)


def _works(login: IndexLogin, now: tuple[str, ...]) -> bool:
    return bool(now) and all(same_index(login.url, url) for url in now)


def _place(url: str, user: str, services: Services) -> LoginPlace:
    held = services.secrets.is_for_session(SERVICE, entry_name(url, user))
    return LoginPlace.SESSION if held else LoginPlace.KEYRING
