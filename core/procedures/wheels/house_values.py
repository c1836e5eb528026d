"""The values of collecting a wheelhouse: what is to be in it, and what became of each file."""

from msgspec import Struct

from core.model.problem import Category
from core.model.wheels import TargetPlatform
from core.uv.lock_values import LockedFile


class HousePlan(Struct, frozen=True, kw_only=True):
    """What is to lie in a wheelhouse, each file once, and sentences on what cannot.

    ``unserved`` are the normalised names of packages of the lock of which nothing is in it: uv cannot resolve the
    project again from such a house.
    """

    files: tuple[LockedFile, ...]
    platforms: tuple[TargetPlatform, ...]
    missing: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()


class FilledFile(Struct, frozen=True, kw_only=True):
    """A file that is in the house and right; ``state`` as in CollectedFile, ``sha256`` in hex."""

    file: LockedFile
    state: str
    size: int
    sha256: str


class UnfilledFile(Struct, frozen=True, kw_only=True):
    """A file that did not come, and why; ``fatal`` says that no other would have come either."""

    file: LockedFile
    sentence: str
    way_out: str
    category: Category
    fatal: bool = False
