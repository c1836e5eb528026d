"""What a check of servers stands on: the settings that hold, the ways to servers, the logins that are known."""

import ssl
from pathlib import Path

from msgspec import Struct

from core.model.network import ProxyWay
from core.model.project import Project
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.network.address import address_of
from core.network.asking import Ways
from core.network.proxies import ProxyKeys, proxy_for
from core.network.trust import files_context
from core.procedures.network.known_logins import KnownLogin, known_logins, variables_of
from core.procedures.network.ways import effective_of, ways_of
from core.procedures.policy_check import policy_in_force
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.settings.effective import effective_settings
from core.settings.effective_values import EffectiveValues
from core.settings.policy_locks import policy_locks
from core.settings.policy_variables import policy_variables
from core.settings.proxy_keys import proxy_keys_of
from core.settings.uv_sources import uv_sources
from core.uv.binary import UvProgram


class Ground(Struct, frozen=True, kw_only=True):
    """What holds where servers are checked; ``variables`` and ``logins`` hold secrets and are part of no result.

    ``proxy_files`` are the settings files that name proxies, by the key that does.
    """

    prepared: Prepared
    services: Services
    values: EffectiveValues
    ways: Ways
    variables: dict[str, str]
    proxy_keys: ProxyKeys
    proxy_files: dict[str, str]
    logins: tuple[KnownLogin, ...]

    def own_roots(self) -> ssl.SSLContext | None:
        """Return the context of the certificate file or folder in force; None where uv finds none there."""
        return files_context(self.ways.trust.file, self.ways.trust.folder)

    @property
    def own_roots_named(self) -> tuple[str, str] | None:
        """What is trusted in place of every list, and what names it; None where nothing is named."""
        trust = self.ways.trust
        if trust.file is not None:
            origin = self.values.of(SettingKey.CERTIFICATE_FILE).origin
            return str(trust.file), origin.path or "the profile"
        return (str(trust.folder), "SSL_CERT_DIR") if trust.folder is not None else None

    def is_insecure(self, url: str) -> bool:
        """Return whether uv is told not to check the certificate of the server of an address."""
        address = address_of(url)
        if isinstance(address, str):
            return False
        return not {address.ascii_host, address.authority}.isdisjoint(self.ways.insecure)

    def withheld(self, indexes: tuple[str, ...]) -> str | None:
        """Return in a sentence why uv is not given a login that is kept for one of these indexes; None where it is."""
        for each in self.prepared.withheld:
            login = each.login
            if login.index in indexes:
                return (
                    f"The login of {login.user} that is kept for {login.index} was stored for "
                    f"{without_secrets(login.url)}, so uv does not get it for another address."
                )
        return None

    def proxy_way(self, url: str) -> ProxyWay | None:
        """Return the proxy that uv uses for an address, without its login."""
        chosen = proxy_for(url, self.variables, self.proxy_keys)
        if chosen is None:
            return None
        kept = self.services.session_logins.proxy_in_force(self.prepared.profile)
        is_kept = kept is not None and chosen.source in self.prepared.secrets
        of_profile = SettingKey.PROXY in self.prepared.profile.chosen and chosen.source.upper().endswith("_PROXY")
        file = self.proxy_files.get(chosen.source)
        named = chosen.source if file is None else f"{chosen.source} in {file}"
        return ProxyWay(
            url=chosen.url,
            source="the profile" if of_profile else named,
            has_login=chosen.has_credentials,
            user=kept.user if kept is not None and is_kept else None,
        )


def ground_of(prepared: Prepared, services: Services) -> Ground:
    """Read what holds in the project; reads uv's files and the person's netrc, so not for the loop's thread."""
    values = effective_of(prepared, services)
    variables = variables_of(prepared, services.environ)
    return Ground(
        prepared=prepared,
        services=services,
        values=values,
        ways=ways_of(prepared, services, values),
        variables=variables,
        proxy_keys=proxy_keys_of(prepared.project.folder, services.environ),
        proxy_files=_proxy_files(prepared.project.folder, services),
        logins=known_logins(prepared, services, variables),
    )


def _proxy_files(folder: Path, services: Services) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in uv_sources(folder, services.environ):
        for key in ("http-proxy", "https-proxy"):
            if key in source.table and source.origin.path is not None:
                found.setdefault(key, source.origin.path)
    return found


def prepared_without_project(folder: Path, uv: UvProgram, services: Services) -> Prepared:
    """Return what a uv without a project is told in ``folder``: the person's variables and files, and policy."""
    policy = policy_in_force(services)
    profile = Profile(project=folder)
    return Prepared(
        project=Project(folder=folder, name=folder.name),
        profile=profile,
        effective=effective_settings(profile, services.environ, policy_locks(policy)),
        uv=uv,
        policy=policy,
        forced=policy_variables(policy, profile, services.environ, uv.numbers),
    )
