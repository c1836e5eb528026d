"""Variables of the person's own: values that look secret lie in the keyring, the profile keeps their names alone."""

import logging
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import STARS, Secret, without_secrets
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.network.stored_credentials import SERVICE, SecretStore
from core.places.paths import identity
from core.settings.profile_settings import checked_text, with_setting

_LOG = logging.getLogger(__name__)


class ChosenVariables(Struct, frozen=True, kw_only=True):
    """A profile with other variables, and what that means for the keyring: ``None`` for a secret that goes."""

    profile: Profile
    secrets: dict[str, Secret | None] = {}


def with_variables(profile: Profile, value: str | None, new: Mapping[str, Secret] | None = None) -> ChosenVariables:
    """Return the profile with variables as a person wrote them, one a line, stars for a secret that stays as it is.

    ``new`` are secrets that stand behind stars for the first time. Raises InputError for what is none, and for stars
    that stand for nothing.
    """
    plain: list[str] = []
    secrets: dict[str, Secret | None] = {}
    kept: list[str] = []
    for line in checked_text(SettingKey.VARIABLES, value).splitlines() if value is not None else ():
        name, _, text = line.partition("=")
        if text == STARS:
            if new is not None and name in new:
                secrets[name] = new[name]
                continue
            if name not in profile.hidden:
                raise InputError(
                    f"{name} cannot be set: the stars stand for a secret that nobody knows here.",
                    "Write its value; it is kept in the keyring.",
                    subject=SettingKey.VARIABLES.value,
                )
            kept.append(name)
        elif without_secrets(line) != line:
            secrets[name] = Secret(text)
        else:
            plain.append(line)
    hidden = tuple(dict.fromkeys((*kept, *secrets)))
    gone: dict[str, Secret | None] = {name: None for name in profile.hidden if name not in hidden}
    changed = with_setting(profile, SettingKey.VARIABLES, "\n".join(plain) or None)
    return ChosenVariables(profile=replace(changed, hidden=hidden), secrets={**gone, **secrets})


def store_variables(profile: Profile, secrets: dict[str, Secret | None], store: SecretStore) -> None:
    """Put secrets into the keyring and take those out that go; raises InputError where the keyring refuses."""
    if not secrets:
        return
    trouble = store.usable()
    if trouble is not None:
        raise InputError(
            f"{', '.join(secrets)} cannot be kept: {without_secrets(trouble)}",
            "Nothing was stored; a value that looks secret is never kept in a file.",
        )
    for name, secret in secrets.items():
        if secret is None:
            store.delete(SERVICE, _entry(name, profile))
        else:
            store.set(SERVICE, _entry(name, profile), secret)


def hidden_variables(profile: Profile, store: SecretStore) -> dict[str, Secret]:
    """Return the variables whose values are in the keyring; uv misses one that it does not give."""
    found: dict[str, Secret] = {}
    for name in profile.hidden:
        try:
            secret = store.get(SERVICE, _entry(name, profile)) if store.usable() is None else None
        except InputError as error:
            _LOG.warning("the variable %s was not read from the keyring: %s", name, error.sentence)
            continue
        if secret is None:
            _LOG.warning("the variable %s is not in the keyring", name)
        else:
            found[name] = secret
    return found


def shown_variables(profile: Profile) -> tuple[str, ...]:
    """Return the variables of a profile as they are shown, with stars for those in the keyring."""
    plain = profile.chosen.get(SettingKey.VARIABLES, "").splitlines()
    return (*plain, *(f"{name}={STARS}" for name in profile.hidden))


def _entry(name: str, profile: Profile) -> str:
    return f"variable {name} of {identity(profile.project)}"
