"""Places without a right to write, temp folders that are missing or closed."""

from functools import partial

from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import EACCES, ENOENT, ENOTDIR
from tests.reproductions.project_files import GLOBE_WHEEL, write_tool
from tests.reproductions.reproduction import Need, Reproduction


def _target(bench: Bench) -> str:
    bench.simple_project()
    place = bench.folder / "system" / "site-packages"
    place.mkdir(parents=True)
    place.chmod(0o555)
    return bench.uv("pip", "install", "--target", str(place), GLOBE_WHEEL, ordinary=True)


def _environment(bench: Bench) -> str:
    bench.simple_project()
    bench.well("venv")
    site = next(bench.environment.glob("lib/*/site-packages"))
    site.chmod(0o555)
    return bench.uv("sync", ordinary=True)


def _project(bench: Bench, command: str) -> str:
    bench.simple_project()
    bench.project.chmod(0o555)
    return bench.uv(command, ordinary=True)


def _tool(bench: Bench) -> str:
    bench.wheels.mkdir(parents=True)
    wheel = write_tool(bench.wheels)
    place = bench.folder / "programs"
    place.mkdir(mode=0o555)
    return bench.uv("tool", "install", str(wheel), variables={"UV_TOOL_BIN_DIR": str(place)}, ordinary=True)


def _temp_missing(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("sync", "--no-cache", variables={"TMPDIR": str(bench.folder / "gone")})


def _temp_closed(bench: Bench) -> str:
    bench.simple_project()
    place = bench.folder / "closed"
    place.mkdir(mode=0o555)
    return bench.uv("sync", "--no-cache", variables={"TMPDIR": str(place)}, ordinary=True)


def _temp_no_folder(bench: Bench) -> str:
    bench.simple_project()
    place = bench.folder / "no-folder"
    place.write_text("a file", "utf-8")
    return bench.uv("sync", "--no-cache", variables={"TMPDIR": str(place)})


_denied = partial(Reproduction, category=Category.PERMISSION_NO_ADMIN, needs=(Need.ACCOUNT,), os_error=EACCES)
_temp = partial(Reproduction, category=Category.TEMP_DIR, needs=(Need.POSIX,))

REPRODUCTIONS = (
    _denied(
        name="target",
        how="a system's folder of packages, as a target without the right to write",
        make=_target,
        package="snow-globe",
        version="1.5",
        path_from="*/system/site-packages/*",
    ),
    _denied(
        name="environment",
        how="an environment of another account",
        make=_environment,
        package="snow-globe",
        version="1.5",
        path_from="*/site-packages/*",
    ),
    _denied(
        name="project-lock",
        how="a project's folder of another account, locked",
        make=partial(_project, command="lock"),
        # uv names a temporary file beside uv.lock, which reads like one in a temp folder.
        accept_alone=(Category.TEMP_DIR,),
        path_from="*/project/.tmp*",
    ),
    _denied(
        name="project-sync",
        how="the same, synced",
        make=partial(_project, command="sync"),
        path_from="*/project/.venv",
    ),
    _denied(
        name="tool", how="a folder of programs that may not be written to", make=_tool, path_from="*/programs/lint"
    ),
    _temp(
        name="missing", how="a TMPDIR that is not there", make=_temp_missing, os_error=ENOENT, path_from="*/gone/.tmp*"
    ),
    _temp(
        name="closed",
        how="a TMPDIR without the right to write",
        make=_temp_closed,
        needs=(Need.ACCOUNT,),
        os_error=EACCES,
        path_from="*/closed/.tmp*",
    ),
    _temp(
        name="no-folder",
        how="a TMPDIR that is a file",
        make=_temp_no_folder,
        os_error=ENOTDIR,
        path_from="*/no-folder/.tmp*",
    ),
)
