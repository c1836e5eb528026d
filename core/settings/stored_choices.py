"""The choice that each scope holds of a setting, as text in the form in which a person writes it."""

from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import Held, SettingsView, SettingValue
from core.model.settings import OriginKind
from core.settings.declared.all import declared
from core.settings.effective_values import PASSED_OVER
from core.settings.kinds import Kind

ORIGINS = {
    SettingScope.PROFILE: OriginKind.PROFILE,
    SettingScope.PROJECT: OriginKind.PROJECT,
    SettingScope.USER: OriginKind.USER,
}
"""Where the choices of each scope are kept."""


def stored_choice(view: SettingsView, key: SettingKey, scope: SettingScope) -> str | None:
    """Return the choice that a scope holds, None where it holds none."""
    held = [each for each in view.of(key).held if _is_edited_here(view, each, scope)]
    if not held:
        return None
    value = held[0].value
    if key is SettingKey.INDEXES and isinstance(value, tuple):
        # Older keys of the same file name indexes, too; uv asks them after the others.
        same = [each.value for each in held if each.origin.path == held[0].origin.path]
        value = tuple(item for items in same if isinstance(items, tuple) for item in items)  # type: ignore[assignment]  # all are indexes
    return text_of(declared(key).kind, value)


def text_of(kind: Kind, value: SettingValue) -> str:
    """Return a value as a person writes it; text that fits no value stays as it is."""
    return value if isinstance(value, str) else kind.text(value)


def _is_edited_here(view: SettingsView, held: Held, scope: SettingScope) -> bool:
    """Whether a choice of a scope would take the place of a value.

    What a uv.toml hides it would not, nor what stands in a file of a folder above the project. What uv passes over
    because of something else in the table it would.
    """
    written = held.origin.path is None or not view.files or held.origin.path in view.files
    return held.origin.kind is ORIGINS[scope] and held.note in {None, PASSED_OVER} and written
