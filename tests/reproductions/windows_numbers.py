"""Numbers that only Windows has: uv.exe is refused a call with them, as drives, cloud programs and policies do."""

from functools import partial

from core.model.problem import Category
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.reproduction import Need, Reproduction


def _store(bench: LabBench, number: int) -> str:
    place = bench.path("AppData/Local/Microsoft/WindowsApps")
    place.mkdir(parents=True, exist_ok=True)
    (place / "python.exe").write_bytes(b"MZ")
    path = "C:\\users\\root\\AppData\\Local\\Microsoft\\WindowsApps"
    return bench.uv("sync", refuse=f"run {number} *WindowsApps*", variables={"PATH": path})


_case = partial(Reproduction, needs=(Need.LAB,))
_globe = partial(_case, package="snow-globe", version="1.5")
_blocked = partial(_case, category=Category.BLOCKED_BY_POLICY)
_cloud = partial(_case, category=Category.CLOUD_FOLDER)
_store_case = partial(_case, category=Category.STORE_PYTHON, path_from="C:\\*\\WindowsApps\\python.exe")

NUMBERS: tuple[Reproduction, ...] = (
    _case(
        category=Category.PERMISSION_NO_ADMIN,
        name="windows-program-files",
        how="refusing uv.exe an environment in Program Files",
        in_lab=lambda b: b.refused(
            "mkdir 5 *Program Files*", "sync", UV_PROJECT_ENVIRONMENT="C:\\Program Files\\village"
        ),
        os_error=5,
        path_from="C:\\Program Files\\village",
    ),
    _globe(
        category=Category.PATH_TOO_LONG,
        name="windows-name",
        how="refusing uv.exe a file as one with too long a name (os error 206)",
        in_lab=lambda b: b.refused("create 206 *.tmp*snow_globe.py", "lock"),
        os_error=206,
    ),
    _cloud(
        name="windows-denied",
        how="refusing uv.exe a file as a cloud program does (os error 395)",
        in_lab=lambda b: b.refused("create 395 *.tmp*snow_globe.py", "lock"),
        package="snow-globe",
        version="1.5",
        os_error=395,
    ),
    _cloud(
        name="windows-not-running",
        how="refusing to read a wheel whose cloud program does not run (os error 362)",
        in_lab=lambda b: b.refused("open 362 *wheels\\snow_globe*", "lock"),
        package="snow-globe",
        version="1.5",
        os_error=362,
    ),
    _cloud(
        name="windows-environment",
        how="refusing the environment's folder as an untrusted mount point (os error 448)",
        in_lab=lambda b: b.refused("mkdir 448 *.venv*", "sync"),
        os_error=448,
        path_from="C:\\*\\.venv",
    ),
    _case(
        category=Category.NONE,
        name="windows-hard-links",
        how="refusing uv.exe hard links as a cloud folder does (os error 396): it warns and copies",
        in_lab=lambda b: b.refused("link 396 *", "sync"),
    ),
    _case(
        category=Category.NETWORK_SHARE,
        name="windows-locks",
        how="refusing uv.exe locks as some shares do (os error 50)",
        in_lab=lambda b: b.refused("lock 50 *", "sync"),
        os_error=50,
    ),
    _case(
        category=Category.NETWORK_SHARE,
        name="windows-gone",
        how="refusing the cache as a share that is gone does (os error 53)",
        in_lab=lambda b: b.refused("mkdir 53 *", "lock", UV_CACHE_DIR="C:\\share\\cache"),
        accept=(Category.CACHE_DIR_UNUSABLE,),
        os_error=53,
    ),
    _globe(
        category=Category.CROSS_DEVICE_LINK,
        name="windows-rename",
        how="refusing uv.exe a rename as one to another drive (os error 17)",
        in_lab=lambda b: b.refused("rename 17 *archive-v0*", "sync"),
        os_error=17,
        path_from="C:\\*\\uv\\cache\\.tmp*",
        path_to="C:\\*\\uv\\cache\\archive-v0*",
    ),
    _globe(
        category=Category.DISK_FULL,
        name="windows-write",
        how="refusing uv.exe a write as a full drive does (os error 112)",
        in_lab=lambda b: b.refused("write 112 *.tmp*snow_globe.py", "lock"),
        os_error=112,
    ),
    _case(
        category=Category.DISK_FULL,
        name="windows-cache",
        how="the same when the cache is made",
        in_lab=lambda b: b.refused("mkdir 112 *caches*", "lock", UV_CACHE_DIR="C:\\caches\\uv"),
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
        in_lab=lambda b: b.refused_after("run 4551 *.venv*", "run", "python", "-V"),
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
        how="refusing uv.exe a temp folder as one that is not there (os error 3)",
        in_lab=lambda b: b.uv("sync", "--no-cache", refuse="mkdir 3 *Temp*.tmp*"),
        os_error=3,
        path_from="C:*Temp*.tmp*",
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


IN_EARNEST: tuple[Reproduction, ...] = (
    Reproduction(
        category=Category.SCANNER_INTERFERENCE,
        name="in-earnest",
        impossible="There is no virus scanner here that could do it in earnest: uv.exe is refused the call that it "
        "would be refused.",
    ),
    Reproduction(
        category=Category.CLOUD_FOLDER,
        name="in-earnest",
        impossible="Neither OneDrive nor another cloud program runs here: uv.exe is given their numbers.",
    ),
    Reproduction(
        category=Category.NETWORK_SHARE,
        name="in-earnest",
        impossible="There is no network drive here: uv is given the numbers with which such drives refuse.",
    ),
    Reproduction(
        category=Category.BLOCKED_BY_POLICY,
        name="in-earnest",
        impossible="AppLocker, WDAC and Smart App Control are no part of Wine: uv.exe is given their numbers.",
    ),
    Reproduction(
        category=Category.STORE_PYTHON,
        name="in-earnest",
        impossible="The Store's entries cannot be made here: uv.exe is given their numbers at their place.",
    ),
)
"""What is not made the way that it happens to people, and why."""
