"""The profiles on disk: one small file per project."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.model.settings import Profile
from core.store.documents import read_document, write_document
from core.store.home import Home


class StoredProfile(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes."""

    version: int = 1
    profile: Profile | None = None


def profile_file_name(project: Path) -> str:
    """Return a file name that is readable and differs for different folders (case-insensitive on Windows)."""
    key = os.path.normcase(str(project))
    readable = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in project.name)[:24]
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable or 'project'}-{digest[:12]}.json"


class ProfileStore:
    """Reads and writes profiles; every read is fresh, so two Wheelyards see each other's changes."""

    def __init__(self, home: Home) -> None:
        self._folder = home.profiles

    def load(self, project: Path) -> Profile:
        """Return the profile of ``project``, an empty one where there is none; raises InputError."""
        stored = read_document(self._folder / profile_file_name(project), StoredProfile, StoredProfile())
        return stored.profile or Profile(project=project)

    def save(self, profile: Profile) -> None:
        """Write the profile; raises InputError when the disk refuses."""
        write_document(self._folder / profile_file_name(profile.project), StoredProfile(profile=profile))

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
