"""What is in a uv cache, counted in one walk: what each part is for, whose it is, and what no pointer refers to.

In `wheels-v*` and `sdists-v*` uv keeps pointers to the unpacked wheels in `archive-v*`: relative links on POSIX, small
text files on Windows (`archive-v0/ID`). Both are understood everywhere. The folders' names tell package and version.
"""

import os
import re
from pathlib import Path

import msgspec
from msgspec import Struct

from core.model.measurements import CacheBucket, CacheContents, CachedPackage, Held
from core.places.counting import Counter
from core.places.usage import Usage, is_real_folder

MOST_LARGEST = 20

_BUCKETS = {
    "archive": CacheBucket.ARCHIVES,
    "wheels": CacheBucket.WHEELS,
    "sdists": CacheBucket.SDISTS,
    "builds": CacheBucket.BUILDS,
    "simple": CacheBucket.INDEX_PAGES,
    "flat-index": CacheBucket.INDEX_PAGES,
}
_FAMILY = re.compile(r"([a-z]+(?:-[a-z]+)*)-v[0-9]+")
_POINTER = re.compile(r"(?:^|[/\\])(archive-v[0-9]+)[/\\]([^/\\\s]+)\s*$")
_NO_POINTERS = (".lock", ".whl", ".http", ".rev", ".msgpack", ".gitignore", ".git")
_MOST_POINTER_BYTES = 256
_MOST_METADATA_BYTES = 1 << 20
_DEEPEST = 8
_METADATA = "metadata.msgpack"
_SOURCES = "src"


class Owner(Struct):
    """One package at one version, as far as the cache tells; names are as the standards normalise them."""

    name: str | None = None
    version: str | None = None


class Unit(Struct, frozen=True, gc=False):
    """A part of the cache that uv keeps or removes as a whole, and what counts there."""

    held: Usage
    is_folder: bool
    owner: Owner | None = None


class CacheCensus(Struct, kw_only=True):
    """A cache in units, by their path in it with ``/`` between the names; ``pointers`` lead from unit to archive."""

    root: Path
    units: dict[str, Unit] = {}
    pointers: dict[str, str] = {}

    def owners(self) -> dict[str, Owner]:
        """Return the package of each archive that a pointer refers to."""
        return {
            archive: owner
            for pointer, archive in self.pointers.items()
            if (owner := self.units[pointer].owner) is not None and owner.name is not None
        }

    def packages(self, of: "frozenset[str] | None" = None) -> tuple[CachedPackage, ...]:
        """Return the packages that the units named in ``of`` hold, of all units where it is None, largest first."""
        owners = self.owners()
        sums: dict[tuple[str, str | None], Usage] = {}
        for path, unit in self.units.items():
            owner = unit.owner or owners.get(path)
            if owner is not None and owner.name is not None and (of is None or path in of):
                key = (owner.name, owner.version)
                sums[key] = _plus(sums.get(key), unit.held)
        found = [
            CachedPackage(name=name, version=version, held=held_of(usage)) for (name, version), usage in sums.items()
        ]
        return tuple(sorted(found, key=lambda package: (-package.held.bytes, package.name, package.version or "")))

    def names(self) -> frozenset[str]:
        """Return the names of all packages that the cache knows, if only by a page of an index."""
        owned = {unit.owner.name for unit in self.units.values() if unit.owner is not None and unit.owner.name}
        pages = {
            path.rpartition("/")[2].rpartition(".")[0]
            for path in self.units
            if family_of(path.partition("/")[0]) == "simple" and path.endswith(".rkyv")
        }
        return frozenset(owned | pages)

    def unreferenced(self) -> frozenset[str]:
        """Return the archives that no pointer refers to, and the unpacked wheels that broken runs left."""
        referenced = frozenset(self.pointers.values())
        return frozenset(
            path
            for path in self.units
            if (family_of(path.partition("/")[0]) == "archive" and path not in referenced) or path.startswith(".tmp")
        )

    def held(self, of: "frozenset[str] | None" = None) -> Held:
        """Return what the units named in ``of`` hold together, all units where it is None."""
        total: Usage | None = Usage()
        for path, unit in self.units.items():
            if of is None or path in of:
                total = _plus(total, unit.held)
        return held_of(total or Usage())

    def contents(self) -> CacheContents:
        """Return the summary that a person reads."""
        buckets: dict[CacheBucket, Usage] = {}
        for path, unit in self.units.items():
            bucket = _BUCKETS.get(family_of(path.partition("/")[0]), CacheBucket.OTHER)
            buckets[bucket] = _plus(buckets.get(bucket), unit.held)
        return CacheContents(
            buckets={bucket: held_of(buckets[bucket]) for bucket in CacheBucket if bucket in buckets},
            largest=self.packages()[:MOST_LARGEST],
            unreferenced=self.held(self.unreferenced()),
        )


def family_of(name: str) -> str:
    """Return the part of a bucket's name before its version, empty for a name that is none of uv's buckets."""
    match = _FAMILY.fullmatch(name)
    return match[1] if match is not None else ""


def held_of(usage: Usage) -> Held:
    """Return counted figures as the value that faces show."""
    return Held(usage.files, usage.bytes)


def normalised(name: str) -> str:
    """Return a package's name in the form that the standards compare."""
    return re.sub(r"[-_.]+", "-", name).lower()


def take_census(root: Path, counter: Counter) -> CacheCensus:
    """Walk a cache once and return it in units; raises Stopped, and OSError where ``counter`` hears of no trouble."""
    return _Census(root, counter).take()


class _Census:
    def __init__(self, root: Path, counter: Counter) -> None:
        self._root = str(root)
        self._counter = counter
        self._census = CacheCensus(root=root)
        self._owners: dict[str, Owner] = {}

    def take(self) -> CacheCensus:
        # Archives first: files that environments in the cache share with them are the archives', as uv sees it.
        for entry in sorted(self._counter.listing(self._root), key=lambda entry: not entry.name.startswith("archive-")):
            family = family_of(entry.name)
            if not is_real_folder(entry):
                self._file(entry.name, entry, None)
                continue
            match family:
                case "archive" | "environments" | "builds":
                    self._children(entry.name)
                case "wheels" | "sdists" | "simple" | "flat-index":
                    self._shelf(family, entry.name, ())
                case _:
                    self._tree(entry.name, None)
        return self._census

    def _children(self, bucket: str) -> None:
        """Take each child of a bucket as a whole."""
        folders: list[str] = []
        for entry in self._counter.listing(self._path(bucket)):
            if is_real_folder(entry):
                folders.append(f"{bucket}/{entry.name}")
            else:
                self._file(f"{bucket}/{entry.name}", entry, None)
        held = self._counter.below_each(tuple(map(self._path, folders)))
        for folder, usage in zip(folders, held, strict=True):
            self._census.units[folder] = Unit(usage, is_folder=True)

    def _shelf(self, family: str, bucket: str, parts: tuple[str, ...]) -> None:
        """Take a bucket in which each file counts: few and small ones beside the unpacked sources."""
        folder = "/".join((bucket, *parts))
        for entry in self._counter.listing(self._path(folder)):
            path = f"{folder}/{entry.name}"
            owner = self._owner(family, bucket, (*parts, entry.name))
            if not is_real_folder(entry):
                self._file(path, entry, owner)
            elif (entry.name == _SOURCES and len(parts) > 2) or len(parts) >= _DEEPEST:
                self._tree(path, owner)
            else:
                self._shelf(family, bucket, (*parts, entry.name))

    def _tree(self, path: str, owner: Owner | None) -> None:
        self._census.units[path] = Unit(self._counter.below(self._path(path)), is_folder=True, owner=owner)

    def _file(self, path: str, entry: os.DirEntry[str], owner: Owner | None) -> None:
        held = self._counter.file(entry)
        self._census.units[path] = Unit(held, is_folder=False, owner=owner)
        if owner is None:
            return
        if owner.name is None:
            _learn_name(entry, owner)
        if not entry.name.endswith(_NO_POINTERS) and (target := pointer_target(entry.path, held.bytes)) is not None:
            self._census.pointers[path] = target

    def _path(self, path: str) -> str:
        return os.path.join(self._root, *path.split("/"))  # noqa: PTH118 - of every folder: a Path costs ten times that

    def _owner(self, family: str, bucket: str, parts: tuple[str, ...]) -> Owner | None:
        """Return whose an entry is, from where it lies; None above the packages' own folders and for index pages."""
        kind = parts[0]
        at = 1 if kind == "pypi" else 2  # below an index or a URL, its digest comes first
        if family == "wheels" and len(parts) > at + 1:
            version = _version_in(parts[at + 1], parts[at])
            return self._one_owner((bucket, *parts[: at + 1], version or ""), parts[at], version)
        if family == "sdists" and kind in {"pypi", "index"} and len(parts) > at + 2:
            return self._one_owner((bucket, *parts[: at + 2]), parts[at], parts[at + 1])
        if family == "sdists" and kind not in {"pypi", "index"} and len(parts) > 2:
            # A file, a folder or a URL, in git a commit: what was built from it tells the name.
            return self._one_owner((bucket, *parts[: 3 if kind == "git" else 2]), None, None)
        return None

    def _one_owner(self, place: tuple[str, ...], name: str | None, version: str | None) -> Owner:
        return self._owners.setdefault("/".join(place), Owner(name, version))


def pointer_target(path: str, size: int) -> str | None:
    """Return the archive that a pointer refers to, as ``archive-v0/ID``; None for a file that is no pointer."""
    try:
        leads = os.readlink(path)  # noqa: PTH115 - the text as it is
    except (OSError, ValueError):
        if not 0 < size <= _MOST_POINTER_BYTES:
            return None
        try:
            leads = Path(path).read_text(encoding="ascii")
        except (OSError, ValueError):
            return None
    match = _POINTER.search(leads)
    return f"{match[1]}/{match[2]}" if match is not None else None


def _version_in(file_name: str, package: str) -> str | None:
    """Return the version that a wheel's entry begins with; older caches put the package's name before it."""
    first, _, rest = file_name.partition("-")
    version = rest.partition("-")[0] if normalised(first) == package else first
    return version if version[:1].isdigit() else None


def _learn_name(entry: os.DirEntry[str], owner: Owner) -> None:
    """Take name and version from what was built: the wheel's file name, or its metadata's first two fields."""
    if entry.name == _METADATA:
        try:
            fields = msgspec.msgpack.decode(Path(entry.path).read_bytes()[:_MOST_METADATA_BYTES])
        except (OSError, ValueError, msgspec.DecodeError):
            return
        if isinstance(fields, list) and len(fields) > 1 and isinstance(fields[0], str):
            owner.name = normalised(fields[0])
            owner.version = fields[1] if isinstance(fields[1], str) else None
        return
    name, _, rest = entry.name.partition("-")
    if rest.count("-") >= 3 or (rest.count("-") == 2 and entry.name.endswith(".whl")):
        owner.name, owner.version = normalised(name), rest.partition("-")[0]


def _plus(first: Usage | None, second: Usage) -> Usage:
    return second if first is None else Usage(first.files + second.files, first.bytes + second.bytes)
