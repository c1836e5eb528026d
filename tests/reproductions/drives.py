"""Drives without locks, links or full names, and names that are too long for them."""

from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import ENAMETOOLONG, ENOLCK, ENOSYS, EOPNOTSUPP, ESTALE
from tests.reproductions.reproduction import Need, Reproduction
from tests.reproductions.volumes import refused


def _long_place(bench: Bench, variable: str) -> str:
    bench.simple_project()
    return bench.uv("sync", variables={variable: str(bench.folder / ("long" * 65))})


def _long_name_in_wheel(bench: Bench) -> str:
    bench.simple_project()
    write_wheel(bench.wheels, "snow-globe", "1.5", files={f"{'long' * 64}.py": b"x = 1\n"})
    return bench.uv("sync")


_globe = partial(Reproduction, needs=(Need.PRELOAD,), package="snow-globe", version="1.5")
_bare = partial(Reproduction, needs=(Need.PRELOAD,))
_SHARE, _LONG = Category.NETWORK_SHARE, Category.PATH_TOO_LONG

REPRODUCTIONS = (
    _bare(
        category=_SHARE,
        name="no-locks",
        how="refusing locks as a share without a lock service does",
        make=lambda b: refused(b, "lock 37 *", "sync"),
        os_error=ENOLCK,
        path_from="*/.cache/uv/.lock",
    ),
    _globe(
        category=_SHARE,
        name="no-lock-of-entry",
        how="refusing the lock of one entry of the cache",
        make=lambda b: refused(b, "lock 95 */wheels-v*", "sync"),
        os_error=EOPNOTSUPP,
        path_from="*/wheels-v*.lock",
    ),
    _globe(
        category=_SHARE,
        name="no-such-call",
        how="the same with the number of a call that the drive does not know",
        make=lambda b: refused(b, "lock 38 */wheels-v*", "sync"),
        os_error=ENOSYS,
    ),
    _bare(
        category=_SHARE,
        name="no-symlinks",
        how="refusing symbolic links in the environment",
        make=lambda b: refused(b, "symlink 95 */.venv/*", "sync"),
        os_error=EOPNOTSUPP,
        path_from="*/.venv/bin/python",
    ),
    _bare(
        category=_SHARE,
        name="no-full-names",
        how="refusing full names of paths as RAM drives do",
        make=lambda b: refused(b, "path 95 *", "venv"),
        os_error=EOPNOTSUPP,
    ),
    _globe(
        category=_SHARE,
        name="stale",
        how="refusing to open a wheel as a share does that was mounted anew",
        make=lambda b: refused(b, "open 116 */wheels/*", "sync"),
        os_error=ESTALE,
    ),
    _bare(
        category=_LONG,
        name="cache",
        how="a cache in a folder with a name of 260 characters",
        make=partial(_long_place, variable="UV_CACHE_DIR"),
        needs=(Need.POSIX,),
        os_error=ENAMETOOLONG,
        path_from="*longlong",
    ),
    _bare(
        category=_LONG,
        name="environment",
        how="an environment in such a folder",
        make=partial(_long_place, variable="UV_PROJECT_ENVIRONMENT"),
        needs=(Need.POSIX,),
        os_error=ENAMETOOLONG,
    ),
    _globe(
        category=_LONG,
        name="wheel",
        how="a wheel with a file whose name has 259 characters",
        make=_long_name_in_wheel,
        needs=(Need.POSIX,),
        os_error=ENAMETOOLONG,
        path_from="*/.cache/uv/.tmp*/long*",
    ),
)
