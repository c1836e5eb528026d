"""Rules of this computer about which programs may run, in sentences: AppLocker, code integrity, software restriction.

Only what is in the registry and what Windows says without an administrator's rights; what the rules allow is theirs to
judge, and products that control programs (``security_products``) have rules of their own.
"""

from collections.abc import Mapping

from core.system.code_integrity import ProgramIntegrity, program_integrity
from core.system.registry import Hive, subkeys_of, values_of

APPLOCKER = r"SOFTWARE\Policies\Microsoft\Windows\SrpV2"
CODE_INTEGRITY = r"SYSTEM\CurrentControlSet\Control\CI\Policy"
CODE_INTEGRITY_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\DeviceGuard"
SOFTWARE_RESTRICTION = r"SOFTWARE\Policies\Microsoft\Windows\Safer\CodeIdentifiers"

_COLLECTIONS = {"Exe": "programs (.exe)", "Dll": "libraries (.dll, .pyd)", "Script": "scripts", "Msi": "installers"}
_SMART_APP_CONTROL = {1: "is on", 2: "is in its evaluation"}
_DISALLOWED, _UNRESTRICTED = 0x0, 0x40000


def application_control() -> tuple[str, ...] | None:
    """Return a sentence for each kind of rules that was seen, none where none was, None where nothing is told."""
    if values_of(Hive.COMPUTER, CODE_INTEGRITY) is None:
        return None
    said = [_applocker(collection) for collection in _COLLECTIONS]
    said += [_smart_app_control(), _code_integrity(), _software_restriction()]
    return tuple(sentence for sentence in said if sentence)


def _applocker(collection: str) -> str | None:
    key = rf"{APPLOCKER}\{collection}"
    rules = subkeys_of(Hive.COMPUTER, key)
    if not rules:
        return None
    only_audits = (values_of(Hive.COMPUTER, key) or {}).get("EnforcementMode") == 0
    count = "1 rule" if len(rules) == 1 else f"{len(rules)} rules"
    does = "it only writes down what they would refuse" if only_audits else "what they do not allow is refused"
    return f"AppLocker has {count} for {_COLLECTIONS[collection]}; {does}."


def _smart_app_control() -> str | None:
    state = (values_of(Hive.COMPUTER, CODE_INTEGRITY) or {}).get("VerifiedAndReputablePolicyState")
    words = _SMART_APP_CONTROL.get(state) if isinstance(state, int) else None
    if words is None:
        return None
    return f"Smart App Control {words}: programs that are neither signed nor well known may be refused."


def _code_integrity() -> str | None:
    named = _deployed(values_of(Hive.COMPUTER, CODE_INTEGRITY_POLICY) or {})
    match program_integrity():
        case ProgramIntegrity.ENFORCED:
            return f"Windows refuses programs that its code integrity policy does not allow{named}."
        case ProgramIntegrity.AUDITED:
            return f"Windows writes down programs that its code integrity policy does not allow{named}."
        case ProgramIntegrity.NOT_CHECKED:
            return None
        case None:
            return f"A code integrity policy is set{named}." if named else None


def _deployed(values: Mapping[str, object]) -> str:
    file = values.get("ConfigCIPolicyFilePath")
    return f" (group policy names {file})" if values.get("DeployConfigCIPolicy") == 1 and file else ""


def _software_restriction() -> str | None:
    level = (values_of(Hive.COMPUTER, SOFTWARE_RESTRICTION) or {}).get("DefaultLevel")
    refused = len(subkeys_of(Hive.COMPUTER, rf"{SOFTWARE_RESTRICTION}\0\Paths") or ())
    if level == _DISALLOWED:
        return "Software Restriction Policies refuse every program that no rule allows."
    if isinstance(level, int) and level != _UNRESTRICTED:
        return "Software Restriction Policies let programs run with fewer rights."
    if refused:
        return f"Software Restriction Policies refuse programs in {refused} place{'' if refused == 1 else 's'}."
    return None
