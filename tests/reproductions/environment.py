"""The environment: files in use, a folder that cannot go, what half a removal left, launchers under a scanner."""

import shutil
from functools import partial

from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import EACCES, EBUSY, ETXTBSY
from tests.reproductions.project_files import GLOBE_WHEEL
from tests.reproductions.refusals import refusing
from tests.reproductions.reproduction import Need, Reproduction


def _uninstall(bench: Bench, number: int) -> str:
    bench.synced_project()
    bench.declare()
    return bench.uv("sync", refuse=f"unlink {number} */site-packages/*")


def _without_python(bench: Bench) -> None:
    """Let the environment's Python be gone, as after an upgrade of it: uv then makes the environment anew."""
    for name in ("python", "python3"):
        link = bench.environment / "bin" / name
        link.unlink(missing_ok=True)
        link.symlink_to("/nonexistent/python")


def _made_anew(bench: Bench) -> str:
    bench.synced_project()
    _without_python(bench)
    return bench.uv("sync", refuse=f"rmdir {EBUSY} */.venv/lib")


def _folder_of_another(bench: Bench) -> str:
    bench.synced_project()
    _without_python(bench)
    bench.project.chmod(0o555)
    return bench.uv("sync", ordinary=True)


def _half_removed(bench: Bench) -> str:
    # Its Python goes first: behind one without a pyvenv.cfg uv finds the computer's own, and empties that.
    bench.synced_project()
    shutil.rmtree(bench.environment / "bin")
    (bench.environment / "pyvenv.cfg").unlink()
    return bench.uv("sync")


def _no_folder(bench: Bench) -> str:
    bench.simple_project()
    bench.write(".venv", "no folder")
    return bench.uv("sync")


def _python_gone(bench: Bench) -> str:
    bench.synced_project()
    _without_python(bench)
    return bench.uv("pip", "install", "--python", ".venv", GLOBE_WHEEL)


def _active_one_gone(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("pip", "install", GLOBE_WHEEL, variables={"VIRTUAL_ENV": str(bench.folder / "gone")})


def _not_cleared(number: int, name: str, how: str) -> Reproduction:
    return refusing(
        *("rmdir", number, "*/.venv/lib", "venv", "--clear"),
        after=("sync",),
        category=Category.VENV_REMOVE_DENIED,
        name=name,
        how=how,
        path_from="*/.venv/lib",
    )


_held = partial(
    Reproduction,
    category=Category.FILE_IN_USE,
    needs=(Need.PRELOAD,),
    package="snow-globe",
    path_from="*/site-packages/*",
)
_kept = partial(Reproduction, category=Category.VENV_REMOVE_DENIED, needs=(Need.PRELOAD,), path_from="*/.venv/lib")
_broken = partial(Reproduction, category=Category.VENV_BROKEN, needs=(Need.POSIX,))

REPRODUCTIONS = (
    _held(
        name="uninstall",
        how="a file in use among what is uninstalled",
        make=partial(_uninstall, number=EBUSY),
        os_error=EBUSY,
    ),
    _held(
        name="uninstall-program",
        how="the same with the number of a program that runs",
        make=partial(_uninstall, number=ETXTBSY),
        os_error=ETXTBSY,
    ),
    refusing(
        *("unlink", EBUSY, "*/snow_globe.py", "pip", "install", "--reinstall", GLOBE_WHEEL),
        after=("sync",),
        category=Category.FILE_IN_USE,
        name="reinstall",
        how="a file in use when a package is installed again",
        path_from="*/site-packages/*",
    ),
    _not_cleared(EBUSY, name="clear", how="a folder in use when the environment is made anew"),
    _not_cleared(EACCES, name="clear-denied", how="the same with the number of a denied access"),
    _kept(
        name="sync",
        how="a folder in use when a sync has to make the environment anew",
        make=_made_anew,
        os_error=EBUSY,
    ),
    _kept(
        name="folder-of-another",
        how="a project's folder in which uv may not write",
        make=_folder_of_another,
        needs=(Need.ACCOUNT,),
        os_error=EACCES,
        path_from="*/.venv",
    ),
    _broken(name="half-removed", how="an environment without pyvenv.cfg and Python", make=_half_removed),
    _broken(name="no-folder", how="a file .venv that is no environment", make=_no_folder),
    _broken(
        name="python-gone",
        how="an environment whose Python is gone",
        make=_python_gone,
        accept=(Category.PYTHON_NOT_FOUND,),
    ),
    _broken(
        name="active-one-gone",
        how="a VIRTUAL_ENV that names a folder which is gone",
        make=_active_one_gone,
        accept=(Category.PYTHON_NOT_FOUND,),
    ),
)
