"""What a person has changed of the settings and not saved yet; no Qt in it."""

from collections.abc import Iterator

from core.model.secrets import STARS
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import EffectiveSetting, SettingChange, SettingsView, SettingValue
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS, declared
from core.settings.declared.declaration import Declaration
from core.settings.declared.places import MOVED_BY_RELOCATION
from core.settings.kinds import Folder, Form, Kind
from core.settings.stored_choices import ORIGINS, stored_choice, text_of
from gui import setting_words

_SCOPES = {origin: scope for scope, origin in ORIGINS.items()}


class Draft:
    """The settings as they were read, with the edits over them; an edit that says what stands there is none.

    A choice is text in the form that a person writes, None for one that is not made in its scope.
    """

    def __init__(self, view: SettingsView) -> None:
        self._view = view
        self._edits: dict[tuple[SettingKey, SettingScope], str | None] = {}

    @property
    def view(self) -> SettingsView:
        """The settings as they were read."""
        return self._view

    def take(self, view: SettingsView) -> None:
        """Go on from settings that were read anew; the edits stay."""
        self._view = view

    def declarations(self) -> tuple[Declaration, ...]:
        """Return the declarations of what can be shown, in their order."""
        known = {setting.key for setting in self._view.settings}
        return tuple(each for each in DECLARATIONS if each.key in known and self.scopes(each))

    def scopes(self, declaration: Declaration) -> tuple[SettingScope, ...]:
        """Return the scopes that a setting can be chosen in here, in the order of their names."""
        if self._view.project is None:
            return tuple(declaration.scopes & {SettingScope.USER})
        return tuple(scope for scope in SettingScope if scope in declaration.scopes)

    def first_scope(self, declaration: Declaration) -> SettingScope:
        """Return the scope to show first: one with an edit, else the one that decides, else the nearest one."""
        scopes = self.scopes(declaration)
        edited = next((scope for scope in scopes if self.is_edited(declaration.key, scope)), None)
        deciding = _SCOPES.get(self.setting(declaration.key).origin.kind)
        if edited is not None:
            return edited
        return deciding if deciding is not None and deciding in scopes else scopes[0]

    def setting(self, key: SettingKey) -> EffectiveSetting:
        """Return what was read of a setting."""
        return self._view.of(key)

    def stored(self, key: SettingKey, scope: SettingScope) -> str | None:
        """Return the choice that a scope holds."""
        return stored_choice(self._view, key, scope)

    def shown(self, key: SettingKey, scope: SettingScope) -> str | None:
        """Return the choice as it stands in the window: the edit, or what the scope holds."""
        return self._edits.get((key, scope), self.stored(key, scope))

    def put(self, key: SettingKey, scope: SettingScope, text: str | None) -> None:
        """Take an edit."""
        self._edits[key, scope] = text if text is not None and text.strip() else None

    def forget(self, key: SettingKey, scope: SettingScope) -> None:
        """Drop an edit."""
        self._edits.pop((key, scope), None)

    def is_edited(self, key: SettingKey, scope: SettingScope) -> bool:
        """Whether the window shows another choice than the scope holds."""
        if (key, scope) not in self._edits:
            return False
        edit, stored = self._edits[key, scope], self.stored(key, scope)
        if edit is None or stored is None:
            return edit is not stored
        kind = declared(key).kind
        return edit != stored and _tidy(kind, edit) != _tidy(kind, stored)

    def can_edit(self, key: SettingKey, scope: SettingScope) -> bool:
        """Whether a choice can be typed: not what policy locks, what this uv does not know, or what has to move."""
        setting = self.setting(key)
        return setting.locked_by is None and setting.unknown is None and not self.moves(key, scope)

    def moves(self, key: SettingKey, scope: SettingScope) -> bool:
        """Whether choosing is a relocation, because what is in the folder has to come along."""
        return scope is SettingScope.PROFILE and key in MOVED_BY_RELOCATION

    def wrong(self, key: SettingKey, scope: SettingScope) -> str:
        """Return the sentence on what is wrong with an edit; empty where nothing is."""
        edit = self._edits.get((key, scope))
        if edit is None or not self.is_edited(key, scope):
            return ""
        declaration = declared(key)
        try:
            # Stars for a login stand for the one that is there; the core puts it back, or says that there is none.
            value = checked(declaration.kind, edit.replace(f"{STARS}@", ""))
            if scope is SettingScope.PROFILE and declaration.profile_check is not None:
                declaration.profile_check(value)
        except BadValueError as error:
            return setting_words.wrong_sentence(str(error), declaration.kind.what)
        return ""

    def caution(self, key: SettingKey, scope: SettingScope) -> str:
        """Return the sentence of caution that belongs to the choice that is shown; empty where there is none."""
        declaration, text = declared(key), self.shown(key, scope)
        if declaration.caution is None or text is None:
            return ""
        try:
            return declaration.caution(checked(declaration.kind, text)) or ""
        except BadValueError:
            return ""

    def changes(self) -> tuple[SettingChange, ...]:
        """Return what saving would change, in the order of the declarations; without what is wrong."""
        return tuple(
            SettingChange(key=key, scope=scope, value=self._edits[key, scope])
            for key, scope in self._edited()
            if not self.wrong(key, scope)
        )

    def wrong_keys(self) -> tuple[SettingKey, ...]:
        """Return the settings whose edits cannot be saved."""
        return tuple(key for key, scope in self._edited() if self.wrong(key, scope))

    def edited_keys(self) -> frozenset[SettingKey]:
        """Return the settings that were edited."""
        return frozenset(key for key, _ in self._edited())

    def _edited(self) -> Iterator[tuple[SettingKey, SettingScope]]:
        for declaration in self.declarations():
            for scope in self.scopes(declaration):
                if self.is_edited(declaration.key, scope) and self.can_edit(declaration.key, scope):
                    yield declaration.key, scope


def checked(kind: Kind, text: str) -> SettingValue:
    """Return the value that a text means; raises BadValueError. Whether a file is there is left to the core's work."""
    if kind.form is Form.FILE:
        # A drive that does not answer would hold the window up at every letter.
        return Folder(what=kind.what).parse(text)
    return kind.parse(text)


def _tidy(kind: Kind, text: str) -> str:
    try:
        return text_of(kind, checked(kind, text))
    except BadValueError:
        return text.strip()
