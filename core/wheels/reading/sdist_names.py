"""What the name of a source distribution's file says: which ending uv takes, which package and version it names."""

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

TAKEN_ENDINGS = (".tar.gz", ".zip")
"""Endings that uv 0.9 and later take for a source distribution, written just so."""

OTHER_ENDINGS = (
    ".tar.bz2",
    ".tar.lz",
    ".tar.lzma",
    ".tar.xz",
    ".tar.zst",
    ".tar",
    ".tbz",
    ".tgz",
    ".tlz",
    ".txz",
)
"""Endings that older tools made source distributions with, and that uv refuses."""


def split_ending(file_name: str) -> tuple[str, str] | None:
    """Return a file's name without its ending, and the ending as it is written; None where it is no archive's."""
    lower = file_name.lower()
    for ending in (*TAKEN_ENDINGS, *OTHER_ENDINGS):
        if lower.endswith(ending) and len(lower) > len(ending):
            return file_name[: -len(ending)], file_name[-len(ending) :]
    return None


def split_stem(stem: str, package: str = "") -> tuple[str, Version] | None:
    """Return the name and version of ``NAME-VERSION`` as they are written; None where it is not that.

    Old names keep their dashes (``dash-design-kit-1.6.8``), and a version may have one (``1.0-1`` is ``1.0.post1``);
    ``package`` is the name by the metadata, which decides then.
    """
    wanted = canonicalize_name(package)
    at = len(stem)
    found: tuple[str, Version] | None = None
    while (at := stem.rfind("-", 0, at)) > 0:
        name = stem[:at]
        try:
            version = Version(stem[at + 1 :])
        except InvalidVersion:
            if found is None and not wanted:
                return None
            continue
        if not wanted or canonicalize_name(name) == wanted:
            return name, version
        found = found or (name, version)
    return found
