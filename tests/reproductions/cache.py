"""The cache itself: its folder, its lock, its entries, its cleaning."""

import shutil
from functools import partial

from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.holding import held_lock
from tests.reproductions.linux_numbers import EACCES, EBUSY, EEXIST, ENOENT, ENOTDIR, EROFS
from tests.reproductions.refusals import refusing
from tests.reproductions.reproduction import Need, Reproduction


def _file_in_the_way(bench: Bench) -> str:
    bench.simple_project()
    bench.cache.parent.mkdir(parents=True)
    bench.cache.write_text("in the way", "utf-8")
    return bench.uv("sync")


def _below_a_file(bench: Bench) -> str:
    bench.simple_project()
    (bench.folder / "drive").write_text("no folder", "utf-8")
    return bench.uv("lock", variables={"UV_CACHE_DIR": str(bench.folder / "drive" / "cache")})


def _parent_of_another(bench: Bench) -> str:
    bench.simple_project()
    place = bench.folder / "shared"
    place.mkdir(mode=0o555)
    return bench.uv("sync", variables={"UV_CACHE_DIR": str(place / "cache")}, ordinary=True)


def _lock_held(bench: Bench) -> str:
    bench.simple_project()
    bench.cache.mkdir(parents=True)
    with held_lock(bench.cache / ".lock"):
        return bench.uv("sync", variables={"UV_LOCK_TIMEOUT": "1"})


def _lock_held_by_cleaning(bench: Bench) -> str:
    bench.synced_project()
    with held_lock(bench.cache / ".lock", shared=True):
        return bench.uv("cache", "clean", variables={"UV_LOCK_TIMEOUT": "1"})


def _entry_lock_held(bench: Bench) -> str:
    bench.synced_project()
    held = next(bench.cache.glob("wheels-v*/**/*.lock"))
    asked = ("lock", "--refresh", "--upgrade", "-v")
    with held_lock(held):
        return bench.uv(*asked, variables={"UV_LOCK_TIMEOUT": "1", "UV_OFFLINE": None})


def _pointer_cut(bench: Bench) -> str:
    bench.synced_project()
    shutil.rmtree(bench.environment)
    for pointer in bench.cache.glob("wheels-v*/**/*.rev"):
        pointer.write_bytes(pointer.read_bytes()[:3])
    for pointer in bench.cache.glob("wheels-v*/**/*.msgpack"):
        pointer.write_bytes(b"")
    return bench.uv("sync", "--frozen")


def _file_lost(bench: Bench, name: str) -> str:
    bench.synced_project()
    shutil.rmtree(bench.environment)
    for found in bench.cache.glob(f"archive-v*/*/*.dist-info/{name}"):
        found.unlink()
    return bench.uv("sync", "--frozen")


def _metadata_lost(bench: Bench) -> str:
    bench.synced_project()
    (bench.project / "uv.lock").unlink()
    for found in bench.cache.glob("archive-v*/*/*.dist-info/METADATA"):
        found.unlink()
    return bench.uv("lock")


def _clean_of_another(bench: Bench) -> str:
    bench.synced_project()
    for folder in bench.cache.glob("archive-v*/*"):
        folder.chmod(0o555)
    return bench.uv("cache", "clean", ordinary=True)


def _prune_refused(bench: Bench) -> str:
    bench.synced_project()
    (bench.cache / "old-v0").mkdir()
    (bench.cache / "old-v0" / "left.bin").write_text("x", "utf-8")
    return bench.uv("cache", "prune", refuse=f"unlink {EBUSY} */left.bin")


_unusable = partial(Reproduction, category=Category.CACHE_DIR_UNUSABLE, path_from="*/.cache/uv")
_waits = partial(Reproduction, category=Category.CACHE_LOCK_TIMEOUT, needs=(Need.POSIX,))
_damaged = partial(Reproduction, category=Category.CACHE_CORRUPT, package="snow-globe", version="1.5")
_lost = partial(_damaged, os_error=ENOENT)
_uncleaned = partial(Reproduction, category=Category.CACHE_CLEAN_FAILED, needs=(Need.PRELOAD,))

REPRODUCTIONS = (
    _unusable(name="file-in-the-way", how="a file where the cache should be", make=_file_in_the_way, os_error=EEXIST),
    _unusable(
        name="below-a-file",
        how="a cache whose parent is a file",
        make=_below_a_file,
        needs=(Need.POSIX,),
        os_error=ENOTDIR,
        path_from="*/drive/cache",
    ),
    _unusable(
        name="parent-of-another",
        how="a cache in a folder without the right to write",
        make=_parent_of_another,
        needs=(Need.ACCOUNT,),
        os_error=EACCES,
        path_from="*/shared/cache",
    ),
    refusing(
        *("mkdir", EROFS, "*.cache*", "pip", "list"),
        after=(),
        category=Category.CACHE_DIR_UNUSABLE,
        name="read-only",
        how="refusing its making as a read-only drive does",
        path_from="*/.cache/uv",
    ),
    _waits(name="lock", how="another program that holds the cache's lock", make=_lock_held, path_from="*/.cache/uv"),
    _waits(name="clean", how="the same while the cache is to be cleaned", make=_lock_held_by_cleaning),
    _waits(name="entry", how="another program that holds the lock of one entry", make=_entry_lock_held),
    _damaged(name="pointer-cut", how="a pointer of the cache cut after three bytes", make=_pointer_cut),
    _lost(
        name="record-lost",
        how="a RECORD removed from an entry of the cache",
        make=partial(_file_lost, name="RECORD"),
        path_from="*/archive-v0/*/RECORD",
    ),
    _lost(
        name="wheel-lost",
        how="a WHEEL file removed from it",
        make=partial(_file_lost, name="WHEEL"),
        path_from="*/archive-v0/*/WHEEL",
    ),
    _lost(
        name="metadata-lost",
        how="a METADATA file removed from it before a lock",
        make=_metadata_lost,
        path_from="*/archive-v0/*/METADATA",
    ),
    refusing(
        *("unlink", EACCES, "*/archive-v0/*", "cache", "clean"),
        after=("sync",),
        category=Category.CACHE_CLEAN_FAILED,
        name="refused",
        how="refusing to remove one file of it",
        path_from="*/archive-v0/*",
    ),
    _uncleaned(
        name="of-another",
        how="an entry in which uv may not write",
        make=_clean_of_another,
        needs=(Need.ACCOUNT,),
        os_error=EACCES,
        path_from="*/archive-v0/*",
    ),
    _uncleaned(
        name="prune",
        how="a file in use among what is pruned",
        make=_prune_refused,
        os_error=EBUSY,
        path_from="*/left.bin",
    ),
)
