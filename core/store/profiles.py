"""The profiles on disk: one small file per project."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.store.documents import read_document, write_document
from core.store.home import Home

RealPath = Callable[[Path], Path]


class StoredProfile(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes."""

    version: int = 3
    profile: Profile | None = None


_NAMES = {
    "system_certs": SettingKey.SYSTEM_CERTS,
    "certificate_file": SettingKey.CERTIFICATE_FILE,
    "proxy": SettingKey.PROXY,
    "no_proxy": SettingKey.NO_PROXY,
    "python": SettingKey.PYTHON,
    "http_timeout": SettingKey.HTTP_TIMEOUT,
}


def _settings_by_name(data: dict[str, Any]) -> dict[str, Any]:
    """Bring the settings of form 1, which had a field each, into ``chosen``."""
    profile = data.get("profile")
    if not isinstance(profile, dict):
        return data
    found = {key.value: _text(profile[field]) for field, key in _NAMES.items() if profile.get(field) is not None}
    if profile.get("own_uv") is True:
        found[SettingKey.UV.value] = "wheelyard"
    kept = {field: value for field, value in profile.items() if field not in {*_NAMES, "own_uv"}}
    return {**data, "profile": {**kept, "chosen": found}}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_change(data: dict[str, Any]) -> dict[str, Any]:
    """Take form 2 as it is: form 3 has more fields, which an older Wheelyard must not drop."""
    return data


_STEPS = {1: _settings_by_name, 2: _without_change}


def profile_file_name(project: Path) -> str:
    """Return a file name that is readable and differs for different paths (case-insensitive on Windows)."""
    key = os.path.normcase(str(project))
    readable = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in project.name)[:24]
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable or 'project'}-{digest[:12]}.json"


class ProfileStore:
    """Reads and writes profiles; every read is fresh, so two Wheelyards see each other's changes.

    ``real_path`` makes all names of one folder one, so that a project has one profile however it is reached.
    """

    def __init__(self, home: Home, real_path: RealPath = Path) -> None:
        self._folder = home.profiles
        self._real_path = real_path

    def load(self, project: Path) -> Profile:
        """Return the profile of ``project``, an empty one where there is none; raises InputError."""
        for name in dict.fromkeys((profile_file_name(self._real_path(project)), profile_file_name(project))):
            stored = read_document(self._folder / name, StoredProfile, None, _STEPS)
            if stored is not None and stored.profile is not None:
                return replace(stored.profile, project=project)
        return Profile(project=project)

    def save(self, profile: Profile) -> None:
        """Write the profile; raises InputError when the disk refuses. A file of an older form is kept beside it."""
        name = profile_file_name(self._real_path(profile.project))
        write_document(self._folder / name, StoredProfile(profile=profile), _STEPS)

    def all(self) -> tuple[Profile, ...]:
        """Return every readable profile, to find out which projects share a place."""
        try:
            # A name without dots: beside the profiles lie those that an older Wheelyard left.
            files = sorted(file for file in self._folder.glob("*.json") if "." not in file.stem)
        except OSError:
            return ()
        found = []
        for file in files:
            with suppress(InputError):  # another project's damaged file is said when that project is worked on
                profile = read_document(file, StoredProfile, StoredProfile(), _STEPS).profile
                if profile is not None:
                    found.append(profile)
        return tuple(found)
