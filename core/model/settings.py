"""Values with their origin, and the profile that Wheelyard keeps for a project."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.setting_keys import SettingKey


class OriginKind(StrEnum):
    """Where a value can come from, weakest first."""

    DEFAULT = "default"
    SYSTEM = "system"
    USER = "user"
    PROJECT = "project"
    ENVIRONMENT = "environment"
    PROFILE = "profile"
    POLICY = "policy"


class Origin(Struct, frozen=True):
    """The source of one value; ``path`` is the file or the variable, ``line`` of the file from 1 where it is known."""

    kind: OriginKind
    path: str | None = None
    line: int | None = None


class PlaceKind(StrEnum):
    """A folder that uv uses for a project."""

    CACHE = "cache"
    TEMP = "temp"
    ENVIRONMENT = "environment"

    @property
    def words(self) -> str:
        """What a person calls it in a sentence."""
        return "temp folder" if self is PlaceKind.TEMP else self.value


class Place(Struct, frozen=True):
    """One folder, what it is for, and who decided that it is there."""

    kind: PlaceKind
    path: Path
    origin: Origin


class Places(Struct, frozen=True):
    """The three folders of one project."""

    cache: Place
    temp: Place
    environment: Place

    def of(self, kind: PlaceKind) -> Place:
        """Return the place of one kind."""
        match kind:
            case PlaceKind.CACHE:
                return self.cache
            case PlaceKind.TEMP:
                return self.temp
            case PlaceKind.ENVIRONMENT:
                return self.environment


class PersonPlaceKind(StrEnum):
    """A folder that uv uses for all of a person's projects; Wheelyard shows it and does not move it."""

    PYTHONS = "pythons"
    TOOLS = "tools"

    @property
    def words(self) -> str:
        """What a person calls it in a sentence."""
        return "managed Pythons" if self is PersonPlaceKind.PYTHONS else "tools"


class PersonPlace(Struct, frozen=True):
    """One folder of the person, what it is for, and who decided that it is there."""

    kind: PersonPlaceKind
    path: Path
    origin: Origin


class Scope(StrEnum):
    """Whom a choice is made for: one project (its profile), or all projects of the person (their ``uv.toml``)."""

    PROJECT = "project"
    USER = "user"


class LinkMode(StrEnum):
    """How uv brings files from the cache into the environment (uv's ``link-mode``)."""

    CLONE = "clone"
    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"


class IndexLogin(Struct, frozen=True, kw_only=True):
    """An index whose secret is in the keyring: its name in the project, its URL, the user name."""

    index: str
    url: str
    user: str


class ProxyLogin(Struct, frozen=True, kw_only=True):
    """A proxy whose password is in the keyring: its URL without a login, the user name."""

    url: str
    user: str


class Profile(Struct, frozen=True, kw_only=True):
    """What Wheelyard keeps for one project and one person; what is not here is left to uv's own files and variables.

    ``chosen`` are the settings besides the places and the link mode, each in the form in which a person writes it; no
    secret is among them. ``hidden`` are the names of variables of the person's own whose values are in the keyring.
    ``shares_logins`` lets the uv of terminals ask the keyring by itself.
    """

    project: Path
    cache: Path | None = None
    temp: Path | None = None
    environment: Path | None = None
    link_mode: LinkMode | None = None
    chosen: dict[SettingKey, str] = {}
    hidden: tuple[str, ...] = ()
    logins: tuple[IndexLogin, ...] = ()
    proxy_login: ProxyLogin | None = None
    shares_logins: bool = False
