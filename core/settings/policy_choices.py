"""Choices of settings and places that policy does not allow."""

from pathlib import Path

from core.model.policies import Policy, PolicyName
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import Held, IndexEntry
from core.model.settings import Scope
from core.places.layout import root_for
from core.places.paths import is_inside, same_folder
from core.settings.allowed_indexes import is_allowed, not_allowed
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS, declared
from core.settings.policy_locks import policy_locks

WAY_OUT = "Your IT department keeps the policy; ask it where this hinders your work."

_PLACES = frozenset({SettingKey.CACHE, SettingKey.TEMP, SettingKey.ENVIRONMENT, SettingKey.PYTHONS, SettingKey.TOOLS})


def why_refused(
    policy: Policy, key: SettingKey, value: str | None, scope: SettingScope, project: Path | None
) -> str | None:
    """Return the sentence with which policy refuses a choice, None where it allows it.

    Taking a choice back is allowed. ``value`` is text as a person writes it; one that cannot be is not policy's matter.
    """
    if value is None:
        return None
    lock = policy_locks(policy).get(key)
    if lock is not None and key is not SettingKey.INDEXES:
        return _why_locked(key, value, lock)
    try:
        parsed = declared(key).kind.parse(value)
    except BadValueError:
        return None
    items = parsed if isinstance(parsed, tuple) else ()
    match key:
        case SettingKey.INDEXES | SettingKey.FIND_LINKS:
            return _why_indexes_refused(policy, items, project)
        case SettingKey.VARIABLES:
            return _why_variables_refused(policy, items, scope, project)
        case _:
            return why_place_refused(policy, key, Path(str(parsed)), scope, project) if key in _PLACES else None


def why_place_refused(
    policy: Policy, key: SettingKey, place: Path, scope: SettingScope, project: Path | None
) -> str | None:
    """Return the sentence with which policy refuses a new place, None where it allows it."""
    forbidden = why_forbidden(policy, place)
    if forbidden is not None:
        return f"The {key.value} cannot be {place}: {forbidden}."
    if policy.places_root is None:
        return None
    if key is SettingKey.ENVIRONMENT and project is not None and is_inside(place, project):
        return None  # where uv itself puts it
    whom = Scope.USER if scope is SettingScope.USER or project is None else Scope.PROJECT
    root = root_for(policy.places_root, project or Path("project"), whom)
    if same_folder(place, root) or is_inside(place, root):
        return None
    source = policy.source_of(PolicyName.PLACES_ROOT)
    return f"The {key.value} cannot be {place}: policy ({source}) keeps places below {root}."


def why_forbidden(policy: Policy, place: Path) -> str | None:
    """Return the words with which policy forbids a place, None where it does not."""
    for folder in policy.forbidden_places:
        if same_folder(place, folder) or is_inside(place, folder):
            return f"policy ({policy.source_of(PolicyName.FORBIDDEN_PLACES)}) forbids places in {folder}"
    return None


def _why_locked(key: SettingKey, value: str, lock: Held) -> str:
    source = lock.origin.path
    if key is SettingKey.INSECURE_HOSTS:
        return f"The certificate of {value} has to be checked: policy ({source}) allows no exception."
    decided = f"policy ({source}) decides that it is {declared(key).kind.text(lock.value)}"
    return f"{key.value} cannot be chosen: {lock.note or decided}."


def _why_indexes_refused(
    policy: Policy, items: tuple[str, ...] | tuple[IndexEntry, ...], project: Path | None
) -> str | None:
    for item in items:
        url = item.url if isinstance(item, IndexEntry) else item
        if not is_allowed(policy, url, project):
            return f"{url} cannot be chosen: {not_allowed(policy)}."
    return None


def _why_variables_refused(
    policy: Policy, assignments: tuple[str, ...] | tuple[IndexEntry, ...], scope: SettingScope, project: Path | None
) -> str | None:
    """Return the sentence against a variable that stands for a setting that policy does not allow."""
    for assignment in assignments:
        name, _, value = str(assignment).partition("=")
        for declaration in DECLARATIONS:
            if any(each.text == name for each in declaration.variables) and declaration.key is not SettingKey.VARIABLES:
                text = "\n".join(value.split()) if declaration.key is SettingKey.INDEXES else value
                refused = why_refused(policy, declaration.key, text, scope, project)
                if refused is not None:
                    return refused
    return None
