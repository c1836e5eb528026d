"""Failures that only Windows has, by the real uv.exe in the lab: in earnest where that can be, else by refuse.exe."""

import shutil
from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.lab_bench import PROJECT, LabBench
from tests.reproductions.reproduction import Need, Reproduction
from tests.reproductions.windows_numbers import NUMBERS

_CACHE = "C:\\*\\uv\\cache\\"
_TOOL = {
    "lint_er.py": b"import time\ndef main():\n    time.sleep(600)\n",
    "lint_er-3.0.dist-info/entry_points.txt": b"[console_scripts]\nlint = lint_er:main\n",
}


def _with_tool(bench: LabBench) -> None:
    write_wheel(bench.wheels, "lint-er", "3.0", files=_TOOL)
    source = '[tool.uv.sources]\nlint-er = { path = "wheels/lint_er-3.0-py3-none-any.whl" }\n'
    bench.declare("lint-er", more=source)


def _refused_tool(bench: LabBench, rules: str) -> str:
    _with_tool(bench)
    bench.well("venv")
    return bench.uv("sync", refuse=rules)


def _tool_runs(bench: LabBench) -> str:
    _with_tool(bench)
    bench.well("sync")
    running = bench.computer.start([f"{PROJECT}\\.venv\\Scripts\\lint.exe"], folder=bench.project)
    try:
        bench.declare()
        bench.computer.run([bench.computer.python, "-c", "import time; time.sleep(3)"])
        return bench.uv("sync")
    finally:
        bench.computer.run(["taskkill", "/f", "/im", "lint.exe"])
        running.wait(60)


def _python_runs(bench: LabBench) -> str:
    bench.well("sync")
    waits = [f"{PROJECT}\\.venv\\Scripts\\python.exe", "-c", "import time; time.sleep(600)"]
    running = bench.computer.start(waits, folder=bench.project)
    try:
        bench.computer.run([bench.computer.python, "-c", "import time; time.sleep(3)"])
        return bench.uv("venv", "--clear")
    finally:
        bench.computer.run(["taskkill", "/f", "/im", "python.exe"])
        running.wait(60)


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
    bench.declare("snow-globe", more=f'[tool.uv.sources]\nsnow-globe = {{ path = "wheels/{wheel.name}" }}\n')
    return bench.uv("sync")


def _wheel_missing(bench: LabBench) -> str:
    shutil.rmtree(bench.wheels)
    return bench.uv("lock")


_case = partial(Reproduction, needs=(Need.LAB,))
_globe = partial(_case, package="snow-globe", version="1.5")
_renamed = partial(
    _globe, category=Category.CACHE_RENAME_DENIED, path_from=f"{_CACHE}.tmp*", path_to=f"{_CACHE}archive-v0*"
)

WINDOWS: tuple[Reproduction, ...] = (
    _renamed(
        name="windows-denied",
        how="refusing uv.exe the rename into its cache for longer than it tries (os error 5)",
        in_lab=lambda b: b.refused("rename 5 *archive-v0*", "lock"),
        os_error=5,
    ),
    _renamed(
        name="windows-denied-log",
        how="the same with uv.exe's log of its tries",
        in_lab=lambda b: b.refused("rename 5 *archive-v0*", "lock", "-v"),
        os_error=5,
    ),
    _renamed(
        name="windows-held",
        how="the same with the number of a file in use (os error 32)",
        in_lab=lambda b: b.refused("rename 32 *archive-v0*", "sync"),
        os_error=32,
    ),
    _globe(
        category=Category.CACHE_RENAME_DENIED,
        name="windows-read",
        how="refusing uv.exe a file of its cache",
        in_lab=lambda b: b.refused("open 5 *archive-v0*METADATA", "lock"),
        os_error=5,
        path_from=f"{_CACHE}archive-v0*",
    ),
    _case(
        category=Category.FILE_IN_USE,
        name="windows-program-runs",
        how="a program of the environment that runs while its package is removed",
        in_lab=_tool_runs,
        os_error=5,
        path_from="C:\\*lint.exe",
    ),
    _case(
        category=Category.FILE_IN_USE,
        name="windows-uninstall",
        how="refusing uv.exe to remove a file in use (os error 32)",
        in_lab=lambda b: b.refused_after("unlink 32 *snow_globe.py", "pip", "uninstall", "snow-globe"),
        os_error=32,
        path_from="C:\\*\\site-packages\\snow_globe.py",
    ),
    _case(
        category=Category.SCANNER_INTERFERENCE,
        name="windows-launcher",
        how="refusing uv.exe to put a launcher in its place",
        in_lab=lambda b: _refused_tool(b, "rename 5 *\\Scripts\\lint.exe"),
        package="lint-er",
        version="3.0",
        os_error=5,
    ),
    _case(
        category=Category.VENV_REMOVE_DENIED,
        name="windows-python-runs",
        how="an environment whose Python runs while it is to be made anew",
        in_lab=_python_runs,
        accept=(Category.FILE_IN_USE,),
        os_error=5,
    ),
    _case(
        category=Category.VENV_REMOVE_DENIED,
        name="windows-folder",
        how="refusing uv.exe to remove the environment's folder",
        in_lab=lambda b: b.refused_after(
            "rmdir 5 *.venv*\nunlink 5 *\\.venv\nunlink 5 *\\.venv\\Lib*", "venv", "--clear"
        ),
        os_error=5,
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
        category=Category.CACHE_DIR_UNUSABLE,
        name="windows-file-in-the-way",
        how="a file where uv.exe has its cache",
        in_lab=_no_cache_folder,
        os_error=183,
        path_from="C:\\*\\uv\\cache",
    ),
    _globe(
        category=Category.WHEEL_PLATFORM_MISMATCH,
        name="windows-linux-wheel",
        how="a wheel for Linux on Windows",
        in_lab=_linux_wheel,
    ),
    _globe(
        category=Category.SOURCE_PATH_MISSING,
        name="windows-source",
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
