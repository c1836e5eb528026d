"""The values of settings that policy decides."""

from collections.abc import Mapping

from core.model.policies import Policy, PolicyName
from core.model.setting_keys import SettingKey
from core.model.setting_values import Held, SettingValue
from core.model.settings import Origin, OriginKind


def policy_locks(policy: Policy) -> Mapping[SettingKey, Held]:
    """Return the values of settings that policy decides, each with the key or file that decides it.

    Required indexes are joined in before all others; an empty list says that nothing may be in it. A lock with a note
    holds no value: the note says why those of others do not count.
    """
    locks: dict[SettingKey, Held] = {}

    def lock(key: SettingKey, value: SettingValue, name: PolicyName) -> None:
        locks[key] = Held(value, Origin(OriginKind.POLICY, policy.source_of(name)))

    if policy.system_certificates is not None:
        lock(SettingKey.SYSTEM_CERTS, policy.system_certificates, PolicyName.SYSTEM_CERTIFICATES)
    if policy.certificate_file is not None:
        lock(SettingKey.CERTIFICATE_FILE, str(policy.certificate_file), PolicyName.CERTIFICATE_FILE)
    elif policy.system_certificates:
        # uv takes such a file in place of the computer's certificates, whoever names it.
        source = policy.source_of(PolicyName.SYSTEM_CERTIFICATES)
        note = f"policy ({source}) decides that this computer's certificates count"
        locks[SettingKey.CERTIFICATE_FILE] = Held("", Origin(OriginKind.POLICY, source), note)
    if policy.insecure_hosts is False:
        lock(SettingKey.INSECURE_HOSTS, (), PolicyName.INSECURE_HOSTS)
    if policy.required_indexes:
        lock(SettingKey.INDEXES, policy.required_indexes, PolicyName.REQUIRED_INDEXES)
    return locks
