"""Moves into the cache that are refused: by the scanner stand-in, by rights, by the system call itself."""

import shutil
from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_sdist
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import EACCES, EAGAIN, EPERM
from tests.reproductions.project_files import GLOBE_WHEEL, path_source
from tests.reproductions.refusals import refusing_globe
from tests.reproductions.reproduction import Need, Reproduction


def _lock(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("lock", variables=bench.scanned())


def _sync_frozen(bench: Bench) -> str:
    bench.simple_project()
    bench.well("lock")
    shutil.rmtree(bench.cache)
    return bench.uv("sync", "--frozen", variables=bench.scanned(EAGAIN))


def _add(bench: Bench) -> str:
    bench.simple_project()
    bench.declare()
    return bench.uv("add", GLOBE_WHEEL, variables=bench.scanned(EPERM))


def _downloaded(bench: Bench) -> str:
    bench.declare()
    with package_index(bench.folder / "index") as index:
        bench.well("venv")
        variables = {**bench.scanned(), "UV_OFFLINE": None}
        return bench.uv("pip", "install", "small-one", "--index-url", index.url, variables=variables)


def _built(bench: Bench) -> str:
    bench.declare("ice-lamp", more=path_source("ice-lamp", "ice_lamp-2.0.tar.gz"))
    write_sdist(bench.project, "ice-lamp", "2.0")
    return bench.uv("sync", refuse=f"rename {EACCES} */archive-v0/*")


def _bucket_of_another(bench: Bench) -> str:
    bench.simple_project()
    bucket = bench.cache / "archive-v0"
    bucket.mkdir(parents=True)
    bucket.chmod(0o555)
    return bench.uv("lock", ordinary=True)


def _page_not_replaced(bench: Bench) -> str:
    bench.declare("small-one")
    with package_index(bench.folder / "index") as index:
        asked = ("lock", "--index-url", index.url)
        bench.well(*asked, variables={"UV_OFFLINE": None})
        for page in bench.cache.glob("simple-v*/**/small-one.rkyv"):
            page.parent.chmod(0o555)
        return bench.uv(*asked, "--refresh", variables={"UV_OFFLINE": None}, ordinary=True)


def _without_cache(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("sync", "--no-cache", variables=bench.scanned())


_case = partial(Reproduction, category=Category.CACHE_RENAME_DENIED, os_error=EACCES, needs=(Need.PRELOAD,))
_moved = partial(_case, path_from="*/.cache/uv/.tmp*", path_to="*/.cache/uv/archive-v0/*")
_globe = partial(_moved, package="snow-globe", version="1.5")

REPRODUCTIONS = (
    _globe(name="lock", how="a scanner stand-in that refuses the rename of what uv just unpacked", make=_lock),
    _globe(
        name="sync-frozen-held",
        how="the same with the number of a file in use, in a sync from a lock file and an empty cache",
        make=_sync_frozen,
        os_error=EAGAIN,
    ),
    _globe(name="add", how="the same when a wheel is added", make=_add, os_error=EPERM),
    _moved(
        name="download",
        how="the same with a wheel from an index, under a headline that speaks of a download",
        make=_downloaded,
        package="small-one",
        version="1.0",
    ),
    _moved(name="built-wheel", how="refusing the rename of a wheel that uv built", make=_built, package="ice-lamp"),
    _case(
        name="no-cache",
        how="the scanner stand-in under --no-cache",
        make=_without_cache,
        package="snow-globe",
        version="1.5",
        path_from="*/.tmp*/.tmp*",
        path_to="*/.tmp*/archive-v0/*",
    ),
    refusing_globe(
        *("open", EACCES, "*/archive-v0/*/METADATA", "lock"),
        after=(),
        category=Category.CACHE_RENAME_DENIED,
        name="read",
        how="refusing to open a file that uv had just put into the cache",
        path_from="*/archive-v0/*",
    ),
    _globe(
        name="bucket-of-another",
        how="a folder archive-v0 in the cache that uv may not write to",
        make=_bucket_of_another,
        needs=(Need.ACCOUNT,),
    ),
    _case(
        name="page-not-replaced",
        how="a folder of index pages in the cache that uv may not write to",
        make=_page_not_replaced,
        needs=(Need.ACCOUNT,),
        path_from="*/.cache/uv/simple-v*/.tmp*",
    ),
)
