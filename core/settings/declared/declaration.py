"""What the declaration of a setting says."""

from collections.abc import Callable

from msgspec import Struct

from core.model.setting_keys import Section, SettingKey, SettingScope
from core.model.setting_values import SettingValue
from core.settings.kinds import Kind

Version = tuple[int, ...]


class Name(Struct, frozen=True):
    """A variable, or a key of uv's files, with the versions of uv that know it: from ``since``, before ``until``.

    The versions are those of uv's changelog and of the JSON schema of its releases.
    """

    text: str
    since: Version = (0,)
    until: Version | None = None

    def known_to(self, version: Version) -> bool:
        """Whether a uv knows the name; an unknown version counts as a new one."""
        known = version or (999,)
        return self.since <= known and (self.until is None or known < self.until)


class Declaration(Struct, frozen=True, kw_only=True):
    """One setting.

    ``variables`` and ``keys`` are its names in the environment and in uv's files, the ones to write first; older
    names follow. ``project_only`` keys may stand in a ``pyproject.toml`` alone. ``joined`` says that uv joins the
    lists of all its sources. ``files_first`` says that files win over variables. ``standard`` is the value that uv
    takes where nothing is said, ``default`` the same in words. ``tell`` returns the variables by which uv is told of
    a value that the profile holds, where it takes more than the first of ``variables``; None for a variable takes it
    away. ``profile_check`` raises BadValueError for a value that no variable can carry. ``effect`` says what a value
    does, ``without`` what happens when the choice is taken back; both follow "In NAME,". ``caution`` is a sentence to
    show beside a value that is allowed and dangerous.
    """

    key: SettingKey
    section: Section
    label: str
    help: str
    kind: Kind
    effect: Callable[[str], str]
    without: str
    variables: tuple[Name, ...] = ()
    keys: tuple[Name, ...] = ()
    scopes: frozenset[SettingScope] = frozenset(SettingScope)
    project_only: bool = False
    joined: bool = False
    files_first: bool = False
    standard: SettingValue | None = None
    default: str = ""
    tell: Callable[[SettingValue], dict[str, str | None]] | None = None
    profile_check: Callable[[SettingValue], None] | None = None
    caution: Callable[[SettingValue], str | None] | None = None

    def variable(self, version: Version) -> Name | None:
        """Return the variable that a uv knows, or None."""
        return next((each for each in self.variables if each.known_to(version)), None)

    def file_key(self, version: Version) -> Name | None:
        """Return the key of uv's files that a uv knows, or None."""
        return next((each for each in self.keys if each.known_to(version)), None)

    def told(self, value: SettingValue, version: Version) -> dict[str, str | None]:
        """Return the variables by which uv is told of a value."""
        if self.tell is not None:
            return self.tell(value)
        name = self.variable(version)
        return {name.text: self.kind.to_variable(value)} if name is not None else {}


PROFILE_ONLY = frozenset({SettingScope.PROFILE})
PROJECT_ONLY = frozenset({SettingScope.PROJECT})
