"""Drives that are full, and drives other than the cache's."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import EDQUOT, ENOSPC, EXDEV
from tests.reproductions.reproduction import Need, Reproduction, other_volume


def refused(bench: Bench, rules: str | Sequence[str], *words: str) -> str:
    """Run uv, which is refused something; it already knows its Python, about which it would complain first."""
    bench.simple_project()
    bench.well("python", "find")
    return bench.uv(*words, refuse=rules)


def _refused_install(bench: Bench, *rules: str) -> str:
    bench.simple_project()
    bench.well("sync")
    shutil.rmtree(bench.environment)
    return bench.uv("sync", "--frozen", refuse=rules)


@contextmanager
def _small_volume(bench: Bench) -> Iterator[Path]:
    place = bench.folder / "small"
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _big_project(bench: Bench) -> None:
    bench.simple_project()
    data = random.Random(1).randbytes(3_000_000)  # noqa: S311 - only that no zip makes it smaller counts
    write_wheel(bench.wheels, "snow-globe", "1.5", files={"snow_globe.bin": data})


def _full_cache(bench: Bench) -> str:
    _big_project(bench)
    with _small_volume(bench) as place:
        return bench.uv("sync", variables={"UV_CACHE_DIR": str(place / "cache")})


def _full_environment(bench: Bench) -> str:
    _big_project(bench)
    with _small_volume(bench) as place:
        return bench.uv("sync", variables={"UV_PROJECT_ENVIRONMENT": str(place / "env"), "UV_LINK_MODE": "copy"})


def _cache_elsewhere(bench: Bench) -> str:
    bench.simple_project()
    with tempfile.TemporaryDirectory(prefix="wheelyard-", dir=other_volume()) as folder:
        bench.elsewhere.append(Path(folder))
        return bench.uv("sync", variables={"UV_CACHE_DIR": str(Path(folder, "cache"))})


_globe = partial(Reproduction, needs=(Need.PRELOAD,), package="snow-globe", version="1.5")
_bare = partial(Reproduction, needs=(Need.PRELOAD,))
_FULL, _CROSS = Category.DISK_FULL, Category.CROSS_DEVICE_LINK

REPRODUCTIONS = (
    _globe(
        category=_FULL,
        name="cache",
        how="a cache on a volume of 1 MiB",
        make=_full_cache,
        needs=(Need.MOUNT,),
        os_error=ENOSPC,
        path_from="*/cache/.tmp*/snow_globe.bin",
    ),
    _globe(
        category=_FULL,
        name="environment",
        how="an environment on such a volume",
        make=_full_environment,
        needs=(Need.MOUNT,),
        os_error=ENOSPC,
        path_from="*/archive-v0/*",
        path_to="*/site-packages/*",
    ),
    _globe(
        category=_FULL,
        name="rename",
        how="refusing a rename as a full drive does",
        make=lambda b: refused(b, "rename 28 */archive-v0/*", "sync"),
        os_error=ENOSPC,
        path_from="*/.tmp*",
        path_to="*/archive-v0/*",
    ),
    _globe(
        category=_FULL,
        name="quota",
        how="refusing a write as a used-up quota does",
        make=lambda b: refused(b, "write 122 */.cache/uv/.tmp*", "sync"),
        os_error=EDQUOT,
    ),
    _bare(
        category=_FULL,
        name="lock-file",
        how="refusing to write the lock file",
        make=lambda b: refused(b, "write 28 */project/.tmp*", "lock"),
        os_error=ENOSPC,
        path_from="*/project/.tmp*",
    ),
    _bare(
        category=_FULL,
        name="project-file",
        how="refusing to write pyproject.toml",
        make=lambda b: refused(b, "write 28 */pyproject.toml", "add", "--frozen", "ice-lamp"),
        os_error=ENOSPC,
        path_from="*/pyproject.toml",
    ),
    _bare(
        category=_FULL,
        name="new-environment",
        how="refusing to make the environment",
        make=lambda b: refused(b, "mkdir 28 */.venv*", "sync"),
        os_error=ENOSPC,
        path_from="*/.venv",
    ),
    _globe(
        category=_FULL,
        name="copy",
        how="refusing a copy into the environment, after a warning of links that cannot be made",
        make=lambda b: _refused_install(b, "write 28 */site-packages/*", "link 18 *"),
        os_error=ENOSPC,
        path_to="*/site-packages/*",
    ),
    _globe(
        category=_CROSS,
        name="rename",
        how="refusing a rename into the cache as one to another volume",
        make=lambda b: refused(b, "rename 18 */archive-v0/*", "sync"),
        os_error=EXDEV,
        path_from="*/.tmp*",
        path_to="*/archive-v0/*",
    ),
    _globe(
        category=_CROSS,
        name="pointer",
        how="the same with a pointer of the cache",
        make=lambda b: refused(b, "rename 18 */wheels-v*", "sync"),
        os_error=EXDEV,
        path_from="*/wheels-v*/.tmp*",
        path_to="*.rev",
    ),
    _bare(
        category=_CROSS,
        name="lock-file",
        how="the same with the lock file",
        make=lambda b: refused(b, "rename 18 *uv.lock*", "lock"),
        os_error=EXDEV,
        path_from="*/project/.tmp*",
        path_to="*/uv.lock",
    ),
    _bare(
        category=Category.NONE,
        name="copied",
        how="a cache on another volume: uv warns and copies",
        make=_cache_elsewhere,
        needs=(Need.VOLUME,),
    ),
    _bare(
        category=Category.NONE,
        name="copied-without-links",
        how="a volume without links: uv warns and copies",
        make=lambda b: _refused_install(b, "link 95 *", "clone 95 *"),
    ),
)
