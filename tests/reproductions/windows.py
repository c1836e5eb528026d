"""Failures that only Windows has, by the real uv.exe in the lab: in earnest where that can be, else by refuse.exe."""

import shutil
from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.lab_bench import PROJECT, LabBench
from tests.reproductions.project_files import path_source, write_tool
from tests.reproductions.refusals import of_globe, refusing_globe_in_lab, refusing_in_lab
from tests.reproductions.reproduction import Need, Reproduction
from tests.reproductions.windows_numbers import NUMBERS
from tests.windows.lab.running import READY, running

_CACHE = "C:\\*\\uv\\cache\\"
_PROGRAMS = f"{PROJECT}\\.venv\\Scripts"


def _with_tool(bench: LabBench) -> None:
    wheel = write_tool(bench.wheels)
    bench.declare("lint-er", more=path_source("lint-er", f"wheels/{wheel.name}"))


def _refused_tool(bench: LabBench, rules: str) -> str:
    _with_tool(bench)
    bench.well("venv")
    return bench.uv("sync", refuse=rules)


def _tool_runs(bench: LabBench) -> str:
    _with_tool(bench)
    bench.well("sync")
    bench.declare()
    with running(bench.computer, [f"{_PROGRAMS}\\lint.exe"], ends=("lint.exe", "python.exe")):
        return bench.uv("sync")


def _python_runs(bench: LabBench) -> str:
    bench.well("sync")
    waits = f"import time; print({READY!r}, flush=True); time.sleep(600)"
    with running(bench.computer, [f"{_PROGRAMS}\\python.exe", "-c", waits], ends=("python.exe",)):
        return bench.uv("venv", "--clear")


def _folder_kept(bench: LabBench) -> str:
    rules = (f"rmdir {_DENIED} *.venv*", f"unlink {_DENIED} *\\.venv", f"unlink {_DENIED} *\\.venv\\Lib*")
    return bench.refused("\n".join(rules), "venv", "--clear", after=("sync",))


def _only_library_left(bench: LabBench) -> str:
    bench.well("sync")
    (bench.environment / "pyvenv.cfg").unlink()
    shutil.rmtree(bench.environment / "Scripts")
    return bench.uv("sync")


def _no_cache_folder(bench: LabBench) -> str:
    place = bench.path("AppData/Local/uv")
    place.mkdir(parents=True)
    (place / "cache").write_text("in the way", "utf-8")
    return bench.uv("sync")


def _linux_wheel(bench: LabBench) -> str:
    wheel = write_wheel(bench.wheels, "snow-globe", "1.5", tags="cp310-cp310-linux_x86_64")
    bench.declare("snow-globe", more=path_source("snow-globe", f"wheels/{wheel.name}"))
    return bench.uv("sync")


def _wheel_missing(bench: LabBench) -> str:
    shutil.rmtree(bench.wheels)
    return bench.uv("lock")


def _retried(bench: LabBench) -> str:
    said = bench.refused(f"rename {_DENIED}! *archive-v0*", "sync", "-v")
    assert "WARN Retrying rename" in said, said
    return said


_DENIED, _SHARED = 5, 32
"""ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION."""
_case = partial(Reproduction, needs=(Need.LAB,))
_renamed = partial(
    refusing_globe_in_lab,
    category=Category.CACHE_RENAME_DENIED,
    path_from=f"{_CACHE}.tmp*",
    path_to=f"{_CACHE}archive-v0*",
)

WINDOWS: tuple[Reproduction, ...] = (
    _renamed(
        *("rename", _DENIED, "*archive-v0*", "lock"),
        name="windows-denied",
        how="refusing uv.exe the rename into its cache for longer than it tries (os error 5)",
    ),
    _renamed(
        *("rename", _DENIED, "*archive-v0*", "lock", "-v"),
        name="windows-denied-log",
        how="the same with uv.exe's log of its tries",
    ),
    _renamed(
        *("rename", _SHARED, "*archive-v0*", "sync"),
        name="windows-held",
        how="the same with the number of a file in use (os error 32)",
    ),
    refusing_globe_in_lab(
        *("open", _DENIED, "*archive-v0*METADATA", "lock"),
        category=Category.CACHE_RENAME_DENIED,
        name="windows-read",
        how="refusing uv.exe a file of its cache",
        path_from=f"{_CACHE}archive-v0*",
    ),
    _case(
        category=Category.FILE_IN_USE,
        name="windows-program-runs",
        how="a program of the environment that runs while its package is removed",
        in_lab=_tool_runs,
        os_error=_DENIED,
        path_from="C:\\*lint.exe",
    ),
    refusing_in_lab(
        *("unlink", _SHARED, "*snow_globe.py", "pip", "uninstall", "snow-globe"),
        after=("sync",),
        category=Category.FILE_IN_USE,
        name="windows-uninstall",
        how="refusing uv.exe to remove a file in use (os error 32)",
        path_from="C:\\*\\site-packages\\snow_globe.py",
    ),
    _case(
        category=Category.SCANNER_INTERFERENCE,
        name="windows-launcher",
        how="refusing uv.exe to put a launcher in its place",
        in_lab=lambda b: _refused_tool(b, f"rename {_DENIED} *\\Scripts\\lint.exe"),
        package="lint-er",
        version="3.0",
        os_error=_DENIED,
    ),
    _case(
        category=Category.VENV_REMOVE_DENIED,
        name="windows-python-runs",
        how="an environment whose Python runs while it is to be made anew",
        in_lab=_python_runs,
        os_error=_DENIED,
    ),
    _case(
        category=Category.VENV_REMOVE_DENIED,
        name="windows-folder",
        how="refusing uv.exe to remove the environment's folder",
        in_lab=_folder_kept,
        os_error=_DENIED,
    ),
    _case(
        category=Category.VENV_BROKEN,
        name="windows-library-left",
        how="an environment of Windows of which only its packages are left",
        in_lab=_only_library_left,
    ),
    _case(
        category=Category.NONE,
        name="windows-log",
        how="a sync of uv.exe that succeeds, with its log, in which locks could not be given back",
        in_lab=lambda b: b.uv("sync", "-v"),
    ),
    _case(
        category=Category.NONE,
        name="windows-retried",
        how="refusing uv.exe the rename into its cache once, as a scanner does that lets go in time, with its log",
        in_lab=_retried,
    ),
    _case(
        category=Category.CACHE_DIR_UNUSABLE,
        name="windows-file-in-the-way",
        how="a file where uv.exe has its cache",
        in_lab=_no_cache_folder,
        os_error=183,
        path_from="C:\\*\\uv\\cache",
    ),
    of_globe(
        category=Category.WHEEL_PLATFORM_MISMATCH,
        name="windows-linux-wheel",
        needs=(Need.LAB,),
        how="a wheel for Linux on Windows",
        in_lab=_linux_wheel,
    ),
    of_globe(
        category=Category.SOURCE_PATH_MISSING,
        name="windows-source",
        needs=(Need.LAB,),
        how="a wheel that is missing on Windows",
        in_lab=_wheel_missing,
    ),
    _case(
        category=Category.PYTHON_NOT_FOUND,
        name="windows-none",
        how="a PATH of Windows without a Python",
        in_lab=lambda b: b.uv("sync", variables={"PATH": "C:\\windows\\system32"}),
    ),
    _case(
        category=Category.OTHER,
        name="windows-no-program",
        how="uv run on Windows with a program that is not there",
        in_lab=lambda b: b.uv("run", "no-such-program"),
    ),
    *NUMBERS,
)
