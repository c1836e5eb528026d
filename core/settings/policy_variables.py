"""The variables by which a uv is told of what policy decides."""

from collections.abc import Mapping

from core.model.policies import Policy
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.model.settings import Profile
from core.settings.declared.all import declared
from core.settings.declared.declaration import Version
from core.settings.policy_locks import policy_locks
from core.settings.profile_settings import held_by

_ELSEWHERE = ("UV_PROJECT", "UV_WORKING_DIR", "UV_WORKING_DIRECTORY")


def policy_variables(
    policy: Policy, profile: Profile, environ: Mapping[str, str], version: Version
) -> dict[str, str | None]:
    """Return the variables that policy sets, None for one that it takes away; they win over the profile's and others.

    ``environ`` are the variables that uv would have without policy: required indexes are put before what they name.
    """
    locks = policy_locks(policy)
    told: dict[str, str | None] = {}
    if policy.system_certificates is not None:
        # Of the two names the newer one wins; the older one beside it only makes uv warn (measured, uv 0.13.9).
        told["UV_NATIVE_TLS"] = None
        told.update(declared(SettingKey.SYSTEM_CERTS).told(policy.system_certificates, version))
    if SettingKey.CERTIFICATE_FILE in locks:
        told.update(SSL_CERT_FILE=None, SSL_CERT_DIR=None)
    if policy.certificate_file is not None:
        told.update(declared(SettingKey.CERTIFICATE_FILE).told(str(policy.certificate_file), version))
    if policy.required_indexes:
        told.update(_index_variables(policy.required_indexes, profile, environ, version))
    if policy.allowed_indexes is not None or policy.insecure_hosts is False:
        # They would have uv take the settings of another project, which nobody has looked at.
        told.update(dict.fromkeys(_ELSEWHERE))
    return told


def environ_under(
    policy: Policy, profile: Profile, environ: Mapping[str, str], version: Version = ()
) -> dict[str, str]:
    """Return the variables of a person as policy has them."""
    told = {**environ, **policy_variables(policy, profile, environ, version)}
    return {name: value for name, value in told.items() if value is not None}


def _index_variables(
    required: tuple[IndexEntry, ...], profile: Profile, environ: Mapping[str, str], version: Version
) -> dict[str, str | None]:
    indexes = declared(SettingKey.INDEXES)
    told = indexes.told(required, version)
    chosen = held_by(profile, SettingKey.INDEXES)
    others = {**environ, **(indexes.told(chosen, version) if chosen is not None else {})}
    for name in told:
        if name != "UV_DEFAULT_INDEX" and others.get(name):
            told[name] = f"{told[name]} {others[name]}"
    return told
