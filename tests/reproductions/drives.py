"""Drives without locks, links or full names, and names that are too long for them."""

from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import ENAMETOOLONG, ENOLCK, ENOSYS, EOPNOTSUPP, ESTALE
from tests.reproductions.refusals import refusing, refusing_globe
from tests.reproductions.reproduction import Need, Reproduction


def _long_place(bench: Bench, variable: str) -> str:
    bench.simple_project()
    return bench.uv("sync", variables={variable: str(bench.folder / ("long" * 65))})


def _long_name_in_wheel(bench: Bench) -> str:
    bench.simple_project()
    write_wheel(bench.wheels, "snow-globe", "1.5", files={f"{'long' * 64}.py": b"x = 1\n"})
    return bench.uv("sync")


_SHARE = Category.NETWORK_SHARE
_long = partial(Reproduction, category=Category.PATH_TOO_LONG, needs=(Need.POSIX,), os_error=ENAMETOOLONG)

REPRODUCTIONS = (
    refusing(
        *("lock", ENOLCK, "*", "sync"),
        category=_SHARE,
        name="no-locks",
        how="refusing locks as a share without a lock service does",
        path_from="*/.cache/uv/.lock",
    ),
    refusing_globe(
        *("lock", EOPNOTSUPP, "*/wheels-v*", "sync"),
        category=_SHARE,
        name="no-lock-of-entry",
        how="refusing the lock of one entry of the cache",
        path_from="*/wheels-v*.lock",
    ),
    refusing_globe(
        *("lock", ENOSYS, "*/wheels-v*", "sync"),
        category=_SHARE,
        name="no-such-call",
        how="the same with the number of a call that the drive does not know",
    ),
    refusing(
        *("symlink", EOPNOTSUPP, "*/.venv/*", "sync"),
        category=_SHARE,
        name="no-symlinks",
        how="refusing symbolic links in the environment",
        path_from="*/.venv/bin/python",
    ),
    refusing(
        *("path", EOPNOTSUPP, "*", "venv"),
        category=_SHARE,
        name="no-full-names",
        how="refusing full names of paths as RAM drives do",
    ),
    refusing_globe(
        *("open", ESTALE, "*/wheels/*", "sync"),
        category=_SHARE,
        name="stale",
        how="refusing to open a wheel as a share does that was mounted anew",
    ),
    _long(
        name="cache",
        how="a cache in a folder with a name of 260 characters",
        make=partial(_long_place, variable="UV_CACHE_DIR"),
        path_from="*longlong",
    ),
    _long(
        name="environment",
        how="an environment in such a folder",
        make=partial(_long_place, variable="UV_PROJECT_ENVIRONMENT"),
    ),
    _long(
        name="wheel",
        how="a wheel with a file whose name has 259 characters",
        make=_long_name_in_wheel,
        package="snow-globe",
        version="1.5",
        path_from="*/.cache/uv/.tmp*/long*",
    ),
)
