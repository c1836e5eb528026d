"""Local files of the reference project as values, for tests of the window and for looking at it."""

from pathlib import Path

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.setting_values import FileDiff
from core.model.wheel_commands import ChangeWheels, LimitSource
from core.model.wheels import (
    CollectedFile,
    CollectionReport,
    FileFit,
    FileKind,
    FileTrouble,
    FitTable,
    PlannedSource,
    Target,
    TargetPlatform,
    WheelFile,
    WheelsReport,
    Yard,
    YardFile,
    YardOrigin,
)
from tests.fakes.findings import FOLDER

KIB = 1024
EXDIST = FOLDER / "exdist"
SHARE = Path("/data/wheels")
WINDOWS = TargetPlatform("win32", "AMD64")
LINUX = TargetPlatform("linux", "x86_64")
MAC = TargetPlatform("darwin", "arm64")
TARGETS = tuple(Target(platform, f"3.{minor}") for platform in (WINDOWS, LINUX, MAC) for minor in (10, 11, 12, 13))
PYPROJECT = FOLDER / "pyproject.toml"


def wheel(
    name: str, version: str, tags: str, size: int = 120 * KIB, folder: Path = EXDIST, **more: object
) -> WheelFile:
    """Return a wheel; ``tags`` as in its name."""
    pythons, abi, platform = tags.split("-")
    stem = f"{name.replace('-', '_')}-{version}"
    values: dict[str, object] = {
        "path": folder / f"{stem}-{tags}.whl",
        "kind": FileKind.WHEEL,
        "size": size,
        "modified_ns": 1,
        "name": name,
        "written_name": name,
        "version": version,
        "tags": tuple(f"{python}-{abi}-{platform}" for python in pythons.split(".")),
        "top_level": (name.replace("-", "_"),),
    }
    return WheelFile(**{**values, **more})  # type: ignore[arg-type]  # the fields of the struct


NXPY_WINDOWS = wheel(
    "nxpy",
    "21.3.4",
    "cp310-cp310-win_amd64",
    612 * KIB,
    requires=("numpy<2", "pandas>=2"),
    requires_python=">=3.10",
    native=("Windows x86-64",),
)
NXPY_LINUX = wheel(
    "nxpy",
    "21.3.0",
    "cp310-cp310-linux_x86_64",
    598 * KIB,
    requires=("numpy<2", "pandas>=2"),
    requires_python=">=3.10",
    native=("Linux x86-64",),
)
NXTOOLS = wheel("nxtools", "1.2a2", "py3-none-any", 48 * KIB)
DESIGN_KIT = WheelFile(
    path=EXDIST / "dash_design_kit-1.6.8.tar.gz",
    kind=FileKind.SDIST,
    size=310 * KIB,
    modified_ns=1,
    name="dash-design-kit",
    written_name="dash_design_kit",
    version="1.6.8",
    needs_compiler=False,
    requires=("dash>=2",),
)
SNAPSHOTS = wheel("dash-snapshots", "2.3.0", "py2.py3-none-any", 96 * KIB)
NOTES = wheel(
    "dash-notes",
    "0.0.3",
    "py2.py3-none-any",
    22 * KIB,
    troubles=(
        FileTrouble(
            id="record-missing",
            sentence="RECORD does not list dash_notes/extra.py, which is in the wheel.",
            stops=False,
        ),
    ),
)
BROKEN = WheelFile(
    path=SHARE / "ratesfeed-0.9-py3-none-any.whl",
    kind=FileKind.WHEEL,
    size=0,
    modified_ns=1,
    name="ratesfeed",
    version="0.9",
    tags=("py3-none-any",),
    troubles=(
        FileTrouble(id="name-differs", sentence="METADATA cannot be read.", stops=False),
        FileTrouble(id="empty", sentence="The file is empty: 0 bytes arrived. Copy it again.", stops=True),
    ),
)
SHARED = tuple(
    wheel(name, version, tags, size * KIB, SHARE)
    for name, version, tags, size in (
        ("curvelib", "4.1.0", "cp311-cp311-win_amd64", 2310),
        ("curvelib", "4.1.0", "cp311-cp311-manylinux_2_28_x86_64", 2480),
        ("quantcore", "7.0.2", "cp310-abi3-win_amd64", 5120),
    )
)

ON_LINUX = "Linux x86-64, Python 3.10 takes it."
NOT_HERE = "It is for Windows x86-64 alone; this computer is Linux x86-64."


def seen(file: WheelFile, *, fits: bool | None, why: str, used: bool = True) -> YardFile:
    return YardFile(file=file, fits=fits, why=why, used_by=(FOLDER,) if used else ())


def fits_of(*files: WheelFile) -> FitTable:
    """Return what made-up wheels of one interpreter and one platform serve."""
    fits = []
    for target in TARGETS:
        for file in files:
            right = file.native == (target.platform.words,)
            python = target.python == "3.10"
            why = f"{target.words} takes it." if right and python else "cp310 only: it cannot be installed there."
            if not right:
                why = f"It is for {file.native[0]} alone."
            fits.append(FileFit(file=file.path, target=target, fits=right and python, why=why))
    return FitTable(package="nxpy", fits=tuple(fits))


NXPY_TABLE = fits_of(NXPY_WINDOWS, NXPY_LINUX)

YARDS = (
    Yard(
        folder=EXDIST,
        origins=(YardOrigin.SOURCES,),
        files=(
            seen(NXPY_WINDOWS, fits=False, why=NOT_HERE),
            seen(NXPY_LINUX, fits=True, why=ON_LINUX),
            seen(NXTOOLS, fits=True, why="It runs on every system and Python 3."),
            seen(DESIGN_KIT, fits=True, why="It is built where it is installed."),
            seen(SNAPSHOTS, fits=True, why="It runs on every system and Python 3."),
            seen(NOTES, fits=True, why="It runs on every system and Python 3."),
        ),
        projects=(FOLDER,),
        read=6,
        seconds=0.04,
    ),
    Yard(
        folder=SHARE,
        origins=(YardOrigin.CHOSEN, YardOrigin.FIND_LINKS),
        files=(
            *(seen(file, fits=None, why="", used=False) for file in SHARED),
            seen(BROKEN, fits=False, why="The file cannot be used.", used=False),
        ),
        projects=(FOLDER,),
        trouble="1 file vanished while it was read.",
    ),
)

CHECKS = (
    Check(
        id="versions-differ",
        status=CheckStatus.WARN,
        title="nxpy is 21.3.4 on Windows and 21.3.0 on Linux",
        detail="Who works on the other system gets another version. Ask for the same one, or leave it as it is.",
        file=PYPROJECT,
        line=41,
        column=1,
    ),
    Check(
        id="no-file",
        status=CheckStatus.FAIL,
        title="nxpy has no file for Python 3.11 and later",
        detail="Both wheels are cp310 only, and the project allows 3.11 and later: there it cannot be installed.",
        remedies=(
            CheckRemedy(
                title="Write the markers of nxpy anew",
                action=ChangeWheels(project=FOLDER, change=LimitSource(package="nxpy")),
            ),
        ),
    ),
    Check(id="missing", status=CheckStatus.OK, title="Every file is where its source says"),
)

DIFF = FileDiff(
    file=PYPROJECT,
    lines=(
        "@@ -40,4 +40,4 @@",
        " [tool.uv.sources]",
        '-nxtools = { path = "exdist/nxtools-1.2a2-py3-none-any.whl" }',
        '+nxtools = { path = "exdist/nxtools-1.3-py3-none-any.whl" }',
    ),
    digest="digest-1",
)
SOURCES = (
    PlannedSource(
        package="nxpy",
        path="exdist/nxpy-21.4.0-cp310-cp310-win_amd64.whl",
        marker="sys_platform == 'win32' and python_version < '3.11'",
        copied_from=Path("/home/person/Downloads/nxpy-21.4.0-cp310-cp310-win_amd64.whl"),
    ),
    PlannedSource(
        package="nxpy",
        path="exdist/nxpy-21.4.0-cp310-cp310-linux_x86_64.whl",
        marker="sys_platform == 'linux' and python_version < '3.11'",
        copied_from=Path("/home/person/Downloads/nxpy-21.4.0-cp310-cp310-linux_x86_64.whl"),
    ),
)
DROPPED = tuple(source.copied_from for source in SOURCES if source.copied_from is not None)


def report() -> WheelsReport:
    """Return what a scan of the project's yards finds."""
    return WheelsReport(yards=YARDS, targets=TARGETS, tables=(NXPY_TABLE,), home_yard=EXDIST)


def inspected(*files: YardFile) -> WheelsReport:
    """Return what reading files wholly finds."""
    return WheelsReport(files=files, targets=TARGETS, home_yard=EXDIST)


def dropped_report() -> WheelsReport:
    """Return what is found out about the files that are dropped."""
    folder = DROPPED[0].parent
    windows = wheel(
        "nxpy", "21.4.0", "cp310-cp310-win_amd64", 640 * KIB, folder, native=("Windows x86-64",), sha256="a" * 64
    )
    linux = wheel(
        "nxpy", "21.4.0", "cp310-cp310-linux_x86_64", 633 * KIB, folder, native=("Linux x86-64",), sha256="b" * 64
    )
    files = (
        YardFile(file=windows, fits=False, why=NOT_HERE),
        YardFile(file=linux, fits=True, why=ON_LINUX),
    )
    return WheelsReport(files=files, targets=TARGETS, tables=(fits_of(windows, linux),), home_yard=EXDIST)


def many(count: int) -> WheelsReport:
    """Return a yard of so many wheels."""
    files = tuple(
        seen(
            wheel(f"package-{number % 700:03}", f"1.{number % 37}.{number}", "cp310-cp310-win_amd64", 1000 + number),
            fits=None,
            why="",
            used=False,
        )
        for number in range(count)
    )
    return WheelsReport(yards=(Yard(folder=EXDIST, origins=(YardOrigin.CHOSEN,), files=files),))


def collection(folder: Path) -> CollectionReport:
    """Return what a collection brought together."""
    return CollectionReport(
        folder=folder,
        files=(
            CollectedFile(
                package="numpy",
                version="1.26.4",
                file="numpy-1.26.4-cp310-cp310-win_amd64.whl",
                size=15 << 20,
                state="fetched",
            ),
            CollectedFile(
                package="nxpy", version="21.3.4", file=NXPY_WINDOWS.path.name, size=612 * KIB, state="copied"
            ),
            CollectedFile(
                package="pandas",
                version="2.3.3",
                file="pandas-2.3.3-cp310-cp310-win_amd64.whl",
                size=11 << 20,
                state="there",
            ),
        ),
        platforms=(WINDOWS,),
        missing=("dash-design-kit 1.6.8 is an sdist: the computer that installs it must build it.",),
        how=(("uv", "sync", "--offline", "--find-links", str(folder)),),
    )
