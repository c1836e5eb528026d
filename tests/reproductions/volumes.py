"""Drives that are full, and drives other than the cache's."""

import random
import shutil
import tempfile
from pathlib import Path

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import EDQUOT, ENOSPC, EOPNOTSUPP, EXDEV
from tests.reproductions.refusals import of_globe, refusing, refusing_globe
from tests.reproductions.reproduction import Need, Reproduction, other_volume
from tests.reproductions.small_volume import small_volume


def _refused_install(bench: Bench, *rules: str) -> str:
    bench.synced_project()
    shutil.rmtree(bench.environment)
    return bench.uv("sync", "--frozen", refuse=rules)


def _big_project(bench: Bench) -> None:
    bench.simple_project()
    data = random.Random(1).randbytes(3_000_000)  # noqa: S311 - only that no zip makes it smaller counts
    write_wheel(bench.wheels, "snow-globe", "1.5", files={"snow_globe.bin": data})


def _full_cache(bench: Bench) -> str:
    _big_project(bench)
    with small_volume(bench, "small", "size=1m") as place:
        return bench.uv("sync", variables={"UV_CACHE_DIR": str(place / "cache")})


def _full_environment(bench: Bench) -> str:
    _big_project(bench)
    with small_volume(bench, "small", "size=1m") as place:
        return bench.uv("sync", variables={"UV_PROJECT_ENVIRONMENT": str(place / "env"), "UV_LINK_MODE": "copy"})


def _cache_elsewhere(bench: Bench) -> str:
    bench.simple_project()
    with tempfile.TemporaryDirectory(prefix="wheelyard-", dir=other_volume()) as folder:
        bench.elsewhere.append(Path(folder))
        return bench.uv("sync", variables={"UV_CACHE_DIR": str(Path(folder, "cache"))})


_FULL, _CROSS = Category.DISK_FULL, Category.CROSS_DEVICE_LINK

REPRODUCTIONS = (
    of_globe(
        category=_FULL,
        name="cache",
        how="a cache on a volume of 1 MiB",
        make=_full_cache,
        needs=(Need.MOUNT,),
        os_error=ENOSPC,
        path_from="*/cache/.tmp*/snow_globe.bin",
    ),
    of_globe(
        category=_FULL,
        name="environment",
        how="an environment on such a volume",
        make=_full_environment,
        needs=(Need.MOUNT,),
        os_error=ENOSPC,
        path_from="*/archive-v0/*",
        path_to="*/site-packages/*",
    ),
    refusing_globe(
        *("rename", ENOSPC, "*/archive-v0/*", "sync"),
        category=_FULL,
        name="rename",
        how="refusing a rename as a full drive does",
        path_from="*/.tmp*",
        path_to="*/archive-v0/*",
    ),
    refusing_globe(
        *("write", EDQUOT, "*/.cache/uv/.tmp*", "sync"),
        category=_FULL,
        name="quota",
        how="refusing a write as a used-up quota does",
    ),
    refusing(
        *("write", ENOSPC, "*/project/.tmp*", "lock"),
        category=_FULL,
        name="lock-file",
        how="refusing to write the lock file",
        path_from="*/project/.tmp*",
    ),
    refusing(
        *("write", ENOSPC, "*/pyproject.toml", "add", "--frozen", "ice-lamp"),
        category=_FULL,
        name="project-file",
        how="refusing to write pyproject.toml",
        path_from="*/pyproject.toml",
    ),
    refusing(
        *("mkdir", ENOSPC, "*/.venv*", "sync"),
        category=_FULL,
        name="new-environment",
        how="refusing to make the environment",
        path_from="*/.venv",
    ),
    of_globe(
        category=_FULL,
        name="copy",
        how="refusing a copy into the environment, after a warning of links that cannot be made",
        make=lambda b: _refused_install(b, f"write {ENOSPC} */site-packages/*", f"link {EXDEV} *"),
        needs=(Need.PRELOAD,),
        os_error=ENOSPC,
        path_to="*/site-packages/*",
    ),
    refusing_globe(
        *("rename", EXDEV, "*/archive-v0/*", "sync"),
        category=_CROSS,
        name="rename",
        how="refusing a rename into the cache as one to another volume",
        path_from="*/.tmp*",
        path_to="*/archive-v0/*",
    ),
    refusing_globe(
        *("rename", EXDEV, "*/wheels-v*", "sync"),
        category=_CROSS,
        name="pointer",
        how="the same with a pointer of the cache",
        path_from="*/wheels-v*/.tmp*",
        path_to="*.rev",
    ),
    refusing(
        *("rename", EXDEV, "*uv.lock*", "lock"),
        category=_CROSS,
        name="lock-file",
        how="the same with the lock file",
        path_from="*/project/.tmp*",
        path_to="*/uv.lock",
    ),
    Reproduction(
        category=Category.NONE,
        name="copied",
        how="a cache on another volume: uv warns and copies",
        make=_cache_elsewhere,
        needs=(Need.VOLUME,),
    ),
    Reproduction(
        category=Category.NONE,
        name="copied-without-links",
        how="a volume without links: uv warns and copies",
        make=lambda b: _refused_install(b, f"link {EOPNOTSUPP} *", f"clone {EOPNOTSUPP} *"),
        needs=(Need.PRELOAD,),
    ),
)
