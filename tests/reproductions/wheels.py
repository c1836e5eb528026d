"""Files of packages that are sound but not the right ones: for another platform, with another hash, not there."""

import shutil
from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_sdist, write_wheel
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import ENOENT
from tests.reproductions.project_files import LOCAL, path_source, source
from tests.reproductions.refusals import of_globe
from tests.reproductions.reproduction import Reproduction

_ONLINE = {"UV_OFFLINE": None}
_WINDOWS = "cp310-cp310-win_amd64"


def _globe(bench: Bench, tags: str) -> str:
    bench.wheels.mkdir(parents=True, exist_ok=True)
    return write_wheel(bench.wheels, "snow-globe", "1.5", tags=tags).name


def _other_platform(bench: Bench) -> str:
    name = _globe(bench, _WINDOWS)
    bench.declare("snow-globe", more=path_source("snow-globe", f"wheels/{name}"))
    return bench.uv("sync")


def _other_platform_pip(bench: Bench) -> str:
    name = _globe(bench, "cp27-cp27m-macosx_10_9_x86_64")
    bench.declare()
    bench.well("venv")
    return bench.uv("pip", "install", f"wheels/{name}")


def _other_platform_links(bench: Bench) -> str:
    _globe(bench, _WINDOWS)
    bench.declare()
    bench.well("venv")
    return bench.uv("pip", "install", *LOCAL, "snow-globe")


def _other_platform_index(bench: Bench, tags: str) -> str:
    _globe(bench, tags)
    bench.declare("snow-globe")
    with package_index(bench.wheels) as index:
        return bench.uv("sync", "--index-url", index.url, variables=_ONLINE)


def _no_wheel_at_all(bench: Bench) -> str:
    bench.wheels.mkdir(parents=True)
    write_sdist(bench.wheels, "snow-globe", "1.5")
    bench.declare("snow-globe")
    return bench.uv("sync", "--no-build", *LOCAL)


def _changed(bench: Bench) -> str:
    bench.simple_project()
    bench.well("lock")
    write_wheel(bench.wheels, "snow-globe", "1.5", summary="another one")
    shutil.rmtree(bench.cache)
    return bench.uv("sync", "--frozen")


def _changed_on_index(bench: Bench) -> str:
    bench.simple_project()
    bench.declare("snow-globe")
    with package_index(bench.wheels) as index:
        bench.well("lock", "--index-url", index.url, variables=_ONLINE)
        write_wheel(bench.wheels, "snow-globe", "1.5", summary="another one")
        shutil.rmtree(bench.cache)
        return bench.uv("sync", "--frozen", variables=_ONLINE)


def _other_hash(bench: Bench) -> str:
    bench.simple_project()
    bench.well("venv")
    bench.write("requirements.txt", f"snow-globe==1.5 --hash=sha256:{'0' * 64}\n")
    return bench.uv("pip", "install", "--require-hashes", *LOCAL, "-r", "requirements.txt")


def _no_wheel_there(bench: Bench) -> str:
    bench.simple_project(source="wheels/snow_globe-1.6-py3-none-any.whl")
    return bench.uv("lock")


def _gone_since_lock(bench: Bench) -> str:
    bench.simple_project()
    bench.well("lock")
    shutil.rmtree(bench.cache)
    shutil.rmtree(bench.wheels)
    return bench.uv("sync", "--frozen")


def _no_links(bench: Bench) -> str:
    bench.declare("snow-globe")
    return bench.uv("lock", "--no-index", "--find-links", "exdist")


def _no_folder(bench: Bench) -> str:
    bench.declare("ice-lamp", more=source("ice-lamp", '{ path = "../ice-lamp", editable = true }'))
    return bench.uv("lock")


def _asked_for(bench: Bench, *words: str) -> str:
    bench.declare()
    bench.well("venv")
    return bench.uv(*words, "./exdist/snow_globe-1.5-py3-none-any.whl")


_mismatch = partial(of_globe, category=Category.WHEEL_PLATFORM_MISMATCH)
_hash = partial(of_globe, category=Category.HASH_MISMATCH)
_missing = partial(Reproduction, category=Category.SOURCE_PATH_MISSING)

REPRODUCTIONS = (
    _mismatch(name="source", how="a path source with a wheel of another platform", make=_other_platform),
    _mismatch(name="pip", how="a wheel of another system and Python, asked for by name", make=_other_platform_pip),
    _mismatch(name="find-links", how="a folder that holds only such a wheel", make=_other_platform_links),
    _mismatch(
        name="index", how="an index that has only such a wheel", make=partial(_other_platform_index, tags=_WINDOWS)
    ),
    _mismatch(
        name="index-python",
        how="an index that has only one of another Python",
        make=partial(_other_platform_index, tags="cp39-cp39-manylinux_2_17_x86_64"),
    ),
    _mismatch(name="no-build", how="a package without any wheel under --no-build", make=_no_wheel_at_all),
    _hash(name="source", how="a wheel that is changed after the lock", make=_changed),
    _hash(name="index", how="the same on an index", make=_changed_on_index),
    _hash(name="required", how="a requirement with another hash", make=_other_hash),
    _missing(
        name="source",
        how="a path source that names a wheel which is not there",
        make=_no_wheel_there,
        package="snow-globe",
        version="1.6",
    ),
    _missing(
        name="gone-since-lock",
        how="a wheel that is gone since the lock",
        make=_gone_since_lock,
        package="snow-globe",
        version="1.5",
    ),
    _missing(
        name="find-links",
        how="a find-links folder that is not there",
        make=_no_links,
        os_error=ENOENT,
        path_from="*/exdist",
    ),
    _missing(name="folder", how="an editable source whose folder is not there", make=_no_folder),
    _missing(
        name="pip",
        how="a wheel on the command line that is not there",
        make=lambda bench: _asked_for(bench, "pip", "install"),
        package="snow-globe",
        version="1.5",
    ),
    _missing(
        name="add",
        how="the same when it is added",
        make=lambda bench: _asked_for(bench, "add"),
        package="snow-globe",
        version="1.5",
    ),
)
