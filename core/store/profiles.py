"""The profiles on disk: one small file per project."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.model.settings import Profile
from core.store.documents import read_document, write_document
from core.store.home import Home

RealPath = Callable[[Path], Path]


class StoredProfile(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes."""

    version: int = 1
    profile: Profile | None = None


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
            stored = read_document(self._folder / name, StoredProfile, None)
            if stored is not None and stored.profile is not None:
                return replace(stored.profile, project=project)
        return Profile(project=project)

    def save(self, profile: Profile) -> None:
        """Write the profile; raises InputError when the disk refuses."""
        name = profile_file_name(self._real_path(profile.project))
        write_document(self._folder / name, StoredProfile(profile=profile))

    def all(self) -> tuple[Profile, ...]:
        """Return every readable profile, to find out which projects share a place."""
        try:
            files = sorted(self._folder.glob("*.json"))
        except OSError:
            return ()
        found = []
        for file in files:
            with suppress(InputError):  # another project's damaged file is said when that project is worked on
                profile = read_document(file, StoredProfile, StoredProfile()).profile
                if profile is not None:
                    found.append(profile)
        return tuple(found)
