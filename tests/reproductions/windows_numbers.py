"""Numbers that only Windows has: uv.exe is refused a call with them, as drives, cloud programs and policies do."""

from functools import partial

from core.model.problem import Category
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.refusals import refusing_globe_in_lab, refusing_in_lab
from tests.reproductions.reproduction import Need, Reproduction


def _store(bench: LabBench, number: int) -> str:
    place = bench.path("AppData/Local/Microsoft/WindowsApps")
    place.mkdir(parents=True, exist_ok=True)
    (place / "python.exe").write_bytes(b"MZ")
    path = "C:\\users\\root\\AppData\\Local\\Microsoft\\WindowsApps"
    return bench.uv("sync", refuse=f"run {number} *WindowsApps*", variables={"PATH": path})


_blocked = partial(refusing_in_lab, category=Category.BLOCKED_BY_POLICY)
_CLOUD = Category.CLOUD_FOLDER

NUMBERS: tuple[Reproduction, ...] = (
    refusing_in_lab(
        *("mkdir", 5, "*Program Files*", "sync"),
        variables={"UV_PROJECT_ENVIRONMENT": "C:\\Program Files\\village"},
        category=Category.PERMISSION_NO_ADMIN,
        name="windows-program-files",
        how="refusing uv.exe an environment in Program Files",
        path_from="C:\\Program Files\\village",
    ),
    refusing_globe_in_lab(
        *("create", 206, "*.tmp*snow_globe.py", "lock"),
        category=Category.PATH_TOO_LONG,
        name="windows-name",
        how="refusing uv.exe a file as one with too long a name (os error 206)",
    ),
    refusing_globe_in_lab(
        *("create", 395, "*.tmp*snow_globe.py", "lock"),
        category=_CLOUD,
        name="windows-denied",
        how="refusing uv.exe a file as a cloud program does (os error 395)",
    ),
    refusing_globe_in_lab(
        *("open", 362, "*wheels\\snow_globe*", "lock"),
        category=_CLOUD,
        name="windows-not-running",
        how="refusing to read a wheel whose cloud program does not run (os error 362)",
    ),
    refusing_in_lab(
        *("mkdir", 448, "*.venv*", "sync"),
        category=_CLOUD,
        name="windows-environment",
        how="refusing the environment's folder as an untrusted mount point (os error 448)",
        path_from="C:\\*\\.venv",
    ),
    refusing_in_lab(
        *("link", 396, "*", "sync"),
        category=Category.NONE,
        name="windows-hard-links",
        how="refusing uv.exe hard links as a cloud folder does (os error 396): it warns and copies",
        os_error=None,
    ),
    refusing_in_lab(
        *("lock", 50, "*", "sync"),
        category=Category.NETWORK_SHARE,
        name="windows-locks",
        how="refusing uv.exe locks as some shares do (os error 50)",
    ),
    refusing_in_lab(
        *("mkdir", 53, "*", "lock"),
        variables={"UV_CACHE_DIR": "C:\\share\\cache"},
        category=Category.NETWORK_SHARE,
        name="windows-gone",
        how="refusing the cache as a share that is gone does (os error 53)",
    ),
    refusing_globe_in_lab(
        *("rename", 17, "*archive-v0*", "sync"),
        category=Category.CROSS_DEVICE_LINK,
        name="windows-rename",
        how="refusing uv.exe a rename as one to another drive (os error 17)",
        path_from="C:\\*\\uv\\cache\\.tmp*",
        path_to="C:\\*\\uv\\cache\\archive-v0*",
    ),
    refusing_globe_in_lab(
        *("write", 112, "*.tmp*snow_globe.py", "lock"),
        category=Category.DISK_FULL,
        name="windows-write",
        how="refusing uv.exe a write as a full drive does (os error 112)",
    ),
    refusing_in_lab(
        *("mkdir", 112, "*caches*", "lock"),
        variables={"UV_CACHE_DIR": "C:\\caches\\uv"},
        category=Category.DISK_FULL,
        name="windows-cache",
        how="the same when the cache is made",
    ),
    _blocked(
        *("run", 1260, "*python*", "sync"),
        after=(),
        name="windows-group-policy",
        how="refusing uv.exe to start Python as a group policy does (os error 1260)",
    ),
    _blocked(
        *("run", 4551, "*.venv*", "run", "python", "-V"),
        after=("sync",),
        name="windows-app-control",
        how="the same as an application control does (os error 4551)",
    ),
    _blocked(
        *("run", 225, "*python*", "venv"),
        after=(),
        name="windows-virus",
        how="the same as a scanner that takes it for a virus does (os error 225)",
    ),
    refusing_in_lab(
        *("mkdir", 3, "*Temp*.tmp*", "sync", "--no-cache"),
        after=(),
        category=Category.TEMP_DIR,
        name="windows-missing",
        how="refusing uv.exe a temp folder as one that is not there (os error 3)",
        # uv prints this one as Rust writes a text in quotes, with two backslashes for one.
        path_from=r"C:\\*\\AppData\\Local\\Temp\\.tmp*",
    ),
    *(
        Reproduction(
            category=Category.STORE_PYTHON,
            name=f"windows-{number}",
            how=f"refusing uv.exe to start what lies at the Store's place for Python (os error {number})",
            in_lab=partial(_store, number=number),
            needs=(Need.LAB,),
            os_error=number,
            path_from="C:\\*\\WindowsApps\\python.exe",
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
