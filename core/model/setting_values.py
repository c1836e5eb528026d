"""Values of settings as they are read, chosen and shown: frozen, and the same for the window and the command line."""

from pathlib import Path

from msgspec import Struct

from core.model.secrets import Secret
from core.model.setting_keys import SettingKey, SettingScope
from core.model.settings import Origin


class IndexEntry(Struct, frozen=True, kw_only=True):
    """A package index as uv's files describe it; ``name`` is None for one that is only called by its URL.

    ``authenticate`` is ``always`` or ``never``, None where uv decides; ``flat`` says that the URL is a page or a
    folder of files.
    """

    url: str
    name: str | None = None
    default: bool = False
    explicit: bool = False
    flat: bool = False
    authenticate: str | None = None


SettingValue = bool | int | str | tuple[str, ...] | tuple[IndexEntry, ...]
"""A value in its natural form; folders and files are text as the person wrote it."""


class Held(Struct, frozen=True):
    """A value that one source holds; ``note`` is a sentence on why it does not count, or None."""

    value: SettingValue
    origin: Origin
    note: str | None = None


class EffectiveSetting(Struct, frozen=True, kw_only=True):
    """What holds for one setting, and what every source says of it.

    ``value`` is None where nothing is said and uv decides; ``default`` says in words what uv does then. Of a list that
    uv joins over its sources ``value`` is the whole and ``held`` its parts, strongest first; of other settings the
    first of ``held`` counts. ``locked_by`` is the policy that decides, None where the person may choose. ``unknown``
    says in a sentence why the uv in use has no such setting. ``masked`` says that stars stand for secrets in values.
    """

    key: SettingKey
    value: SettingValue | None
    origin: Origin
    held: tuple[Held, ...] = ()
    joined: bool = False
    default: str = ""
    locked_by: str | None = None
    unknown: str | None = None
    masked: bool = False

    @property
    def overridden(self) -> tuple[Held, ...]:
        """The values that do not count because a stronger source has one."""
        if self.joined:
            return tuple(each for each in self.held if each.note is not None)
        return self.held[1:] if self.held and self.held[0].note is None else self.held


class SourceTrouble(Struct, frozen=True, kw_only=True):
    """A file or variable of settings that uv cannot use, with line and column from 1 where they are known.

    ``stops_uv`` says that uv ends because of it; otherwise it passes over what the source says.
    """

    source: str
    sentence: str
    line: int | None = None
    column: int | None = None
    stops_uv: bool = False


class SettingsView(Struct, frozen=True, kw_only=True):
    """All settings of a project, or of all the person's projects where ``project`` is None.

    ``files`` are the files that choices of a scope are written to, with the digest of what stood there, None for one
    that does not exist; ``uv_version`` is empty where no uv was found.
    """

    project: Path | None
    settings: tuple[EffectiveSetting, ...]
    troubles: tuple[SourceTrouble, ...] = ()
    uv_version: str = ""
    files: dict[str, str | None] = {}

    def of(self, key: SettingKey) -> EffectiveSetting:
        """Return one setting; raises KeyError for one that is not there."""
        for setting in self.settings:
            if setting.key is key:
                return setting
        raise KeyError(key)


class SettingChange(Struct, frozen=True, kw_only=True):
    """A choice for one setting in one scope, as text in the form that the setting takes; None takes it back.

    ``secrets`` are the values of variables that are stars in ``value``; stars without one are a secret that stays.
    """

    key: SettingKey
    scope: SettingScope
    value: str | None
    secrets: dict[str, Secret] = {}


class FileDiff(Struct, frozen=True, kw_only=True):
    """What a change does to one file: the lines of a unified diff, without line ends, and a sentence where it matters.

    ``made`` says that the file does not exist yet. ``digest`` tells what the file holds now from anything else: a
    change that is handed it as seen is refused where another program wrote the file meanwhile.
    """

    file: Path
    lines: tuple[str, ...]
    made: bool = False
    note: str | None = None
    digest: str | None = None
