"""Failures that only Windows has, by the real uv.exe in the lab: where it can be in earnest, else by refuse.exe."""

import shutil
from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.reproductions.lab_bench import PROJECT, LabBench
from tests.reproductions.reproduction import Need, Reproduction

_CACHE = "C:\\*\\uv\\cache\\"
_TOOL = {
    "lint_er.py": b"import time\ndef main():\n    time.sleep(600)\n",
    "lint_er-3.0.dist-info/entry_points.txt": b"[console_scripts]\nlint = lint_er:main\n",
}


def _refused(bench: LabBench, rules: str, *words: str, **variables: str) -> str:
    """Run uv.exe, which is refused something; it already knows its Python, about which it would complain first."""
    bench.well("python", "find")
    return bench.uv(*words, refuse=rules, variables=variables)


def _refused_after(bench: LabBench, rules: str, *words: str) -> str:
    bench.well("sync")
    return bench.uv(*words, refuse=rules)


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


def _half_removed(bench: LabBench) -> str:
    bench.well("sync")
    (bench.environment / "pyvenv.cfg").unlink()
    return bench.uv("sync")


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


def _store(bench: LabBench, number: int) -> str:
    place = bench.path("AppData/Local/Microsoft/WindowsApps")
    place.mkdir(parents=True, exist_ok=True)
    (place / "python.exe").write_bytes(b"MZ")
    path = "C:\\users\\root\\AppData\\Local\\Microsoft\\WindowsApps"
    return bench.uv("sync", refuse=f"run {number} *WindowsApps*", variables={"PATH": path})


_case = partial(Reproduction, needs=(Need.LAB,))
_globe = partial(_case, package="snow-globe", version="1.5")
_renamed = partial(
    _globe, category=Category.CACHE_RENAME_DENIED, path_from=f"{_CACHE}.tmp*", path_to=f"{_CACHE}archive-v0*"
)
_blocked = partial(_case, category=Category.BLOCKED_BY_POLICY)
_scanner = partial(_case, category=Category.SCANNER_INTERFERENCE)
_cloud = partial(_case, category=Category.CLOUD_FOLDER)
_store_case = partial(_case, category=Category.STORE_PYTHON, path_from="C:\\*\\WindowsApps\\python.exe")

WINDOWS: tuple[Reproduction, ...] = (
    _renamed(
        name="windows-denied",
        how="refusing uv.exe the rename into its cache for longer than it tries (os error 5)",
        in_lab=lambda b: _refused(b, "rename 5 *archive-v0*", "lock"),
        os_error=5,
    ),
    _renamed(
        name="windows-denied-log",
        how="the same with uv.exe's log of its tries",
        in_lab=lambda b: _refused(b, "rename 5 *archive-v0*", "lock", "-v"),
        os_error=5,
    ),
    _renamed(
        name="windows-held",
        how="the same with the number of a file in use (os error 32)",
        in_lab=lambda b: _refused(b, "rename 32 *archive-v0*", "sync"),
        os_error=32,
    ),
    _globe(
        category=Category.CACHE_RENAME_DENIED,
        name="windows-read",
        how="refusing uv.exe a file of its cache",
        in_lab=lambda b: _refused(b, "open 5 *archive-v0*METADATA", "lock"),
        os_error=5,
        path_from=f"{_CACHE}archive-v0*",
    ),
    _case(
        category=Category.FILE_IN_USE,
        name="windows-program-runs",
        how="a program of the environment that runs while its package is removed",
        in_lab=_tool_runs,
        os_error=5,
        path_from="C:\\*\\lint.exe",
    ),
    _case(
        category=Category.FILE_IN_USE,
        name="windows-uninstall",
        how="refusing uv.exe to remove a file in use (os error 32)",
        in_lab=lambda b: _refused_after(b, "unlink 32 *snow_globe.py", "pip", "uninstall", "snow-globe"),
        os_error=32,
        path_from="C:\\*\\site-packages\\snow_globe.py",
    ),
    _scanner(
        name="windows-launcher",
        how="refusing uv.exe to put a launcher in its place",
        in_lab=lambda b: _refused_tool(b, "rename 5 *\\Scripts\\lint.exe"),
        package="lint-er",
        version="3.0",
        os_error=5,
    ),
    _scanner(
        name="windows-stamp",
        how="refusing uv.exe to open a launcher that it has just written, to write what it starts into it",
        in_lab=lambda b: _refused_tool(b, "resource 110 *.exe"),
        package="lint-er",
        version="3.0",
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
        in_lab=lambda b: _refused_after(b, "rmdir 5 *.venv*\nunlink 5 *\\.venv\nunlink 5 *\\.venv\\Lib*", "venv", "--clear"),
        os_error=5,
    ),
    _case(
        category=Category.VENV_BROKEN,
        name="windows-no-config",
        how="an environment of Windows without pyvenv.cfg",
        in_lab=_half_removed,
    ),
    _case(
        category=Category.VENV_BROKEN,
        name="windows-library-left",
        how="one of which only its packages are left",
        in_lab=_only_library_left,
    ),
    _case(
        category=Category.PERMISSION_NO_ADMIN,
        name="windows-program-files",
        how="refusing uv.exe an environment in Program Files",
        in_lab=lambda b: _refused(
            b, "mkdir 5 *Program Files*", "sync", UV_PROJECT_ENVIRONMENT="C:\\Program Files\\village"
        ),
        os_error=5,
        path_from="C:\\Program Files\\village",
    ),
    _globe(
        category=Category.PATH_TOO_LONG,
        name="windows-name",
        how="refusing uv.exe a file as one with too long a name (os error 206)",
        in_lab=lambda b: _refused(b, "create 206 *.tmp*snow_globe.py", "lock"),
        os_error=206,
    ),
    _cloud(
        name="windows-denied",
        how="refusing uv.exe a file as a cloud program does (os error 395)",
        in_lab=lambda b: _refused(b, "create 395 *.tmp*snow_globe.py", "lock"),
        package="snow-globe",
        version="1.5",
        os_error=395,
    ),
    _cloud(
        name="windows-not-running",
        how="refusing to read a wheel whose cloud program does not run (os error 362)",
        in_lab=lambda b: _refused(b, "open 362 *wheels\\snow_globe*", "lock"),
        package="snow-globe",
        version="1.5",
        os_error=362,
    ),
    _cloud(
        name="windows-environment",
        how="refusing the environment's folder as an untrusted mount point (os error 448)",
        in_lab=lambda b: _refused(b, "mkdir 448 *.venv*", "sync"),
        os_error=448,
        path_from="C:\\*\\.venv",
    ),
    _case(
        category=Category.NONE,
        name="windows-hard-links",
        how="refusing uv.exe hard links as a cloud folder does (os error 396): it warns and copies",
        in_lab=lambda b: _refused(b, "link 396 *", "sync"),
    ),
    _case(
        category=Category.NETWORK_SHARE,
        name="windows-locks",
        how="refusing uv.exe locks as some shares do (os error 50)",
        in_lab=lambda b: _refused(b, "lock 50 *", "sync"),
        os_error=50,
    ),
    _case(
        category=Category.NETWORK_SHARE,
        name="windows-gone",
        how="refusing the cache as a share that is gone does (os error 53)",
        in_lab=lambda b: _refused(b, "mkdir 53 *", "lock", UV_CACHE_DIR="C:\\share\\cache"),
        accept=(Category.CACHE_DIR_UNUSABLE,),
        os_error=53,
    ),
    _renamed(
        category=Category.CROSS_DEVICE_LINK,
        name="windows-rename",
        how="refusing uv.exe a rename as one to another drive (os error 17)",
        in_lab=lambda b: _refused(b, "rename 17 *archive-v0*", "sync"),
        os_error=17,
    ),
    _globe(
        category=Category.DISK_FULL,
        name="windows-write",
        how="refusing uv.exe a write as a full drive does (os error 112)",
        in_lab=lambda b: _refused(b, "write 112 *.tmp*snow_globe.py", "lock"),
        os_error=112,
    ),
    _case(
        category=Category.DISK_FULL,
        name="windows-cache",
        how="the same when the cache is made",
        in_lab=lambda b: _refused(b, "mkdir 112 *caches*", "lock", UV_CACHE_DIR="C:\\caches\\uv"),
        accept=(Category.CACHE_DIR_UNUSABLE,),
        os_error=112,
    ),
    _blocked(
        name="windows-group-policy",
        how="refusing uv.exe to start Python as a group policy does (os error 1260)",
        in_lab=lambda b: b.uv("sync", refuse="run 1260 *python*"),
        os_error=1260,
    ),
    _blocked(
        name="windows-app-control",
        how="the same as an application control does (os error 4551)",
        in_lab=lambda b: _refused_after(b, "run 4551 *.venv*", "run", "python", "-V"),
        os_error=4551,
    ),
    _blocked(
        name="windows-virus",
        how="the same as a scanner that takes it for a virus does (os error 225)",
        in_lab=lambda b: b.uv("venv", refuse="run 225 *python*"),
        os_error=225,
    ),
    _case(
        category=Category.TEMP_DIR,
        name="windows-missing",
        how="a TEMP of Windows that is not there",
        in_lab=lambda b: b.uv("sync", "--no-cache", variables={"TEMP": "C:\\gone", "TMP": "C:\\gone"}),
        os_error=3,
        path_from="C:\\gone\\.tmp*",
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
    *(
        _store_case(
            name=f"windows-{number}",
            how=f"refusing uv.exe to start what lies at the Store's place for Python (os error {number})",
            in_lab=partial(_store, number=number),
            os_error=number,
        )
        for number in (1920, 15700, 5)
    ),
)
