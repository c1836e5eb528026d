"""The locked wheels and the program's own, unpacked for Windows; nothing is compiled, every digest is checked."""

import re
import shutil
import tempfile
import tomllib
from pathlib import Path

from msgspec import Struct
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from installer.commands import BuildError, run
from installer.runtime import Runtime
from installer.sources import CHECKOUT, PYTHON_MINOR, Sources

PLATFORM = "x86_64-pc-windows-msvc"
_TARGET = ("--python-platform", PLATFORM, "--python-version", ".".join(map(str, PYTHON_MINOR)))
_PROGRAM_FILES = ("core", "gui", "assets", "tests/scanner/scanner_standin.c", "README.md", "LICENSE")
_OF_INSTALLING = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json")
"""What installing leaves in dist-info; it names the builder's folders and times, and nothing reads it later."""


class LockedWheel(Struct, frozen=True):
    """One package of the payload as uv.lock has it: the wheel for Windows, its digest, what it needs."""

    name: str
    version: str
    wheel: str
    sha256: str
    needs: tuple[str, ...]


def install(lib: Path, sources: Sources, python: Runtime) -> tuple[LockedWheel, ...]:
    """Fill ``lib`` and return the packages in it, but for the program itself, by name.

    Raises BuildError when a wheel is missing for Windows or is not the locked one.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "locked.txt"
        run([sources.uv, "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--project", CHECKOUT,
             "--output-file", wanted])  # fmt: skip
        run([sources.uv, "pip", "install", "--quiet", "--target", lib, *_TARGET, "--no-deps", "--require-hashes",
             "--only-binary", ":all:", "-r", wanted])  # fmt: skip
        program = _program_wheel(Path(folder), sources)
        run([sources.uv, "pip", "install", "--quiet", "--target", lib, *_TARGET, "--no-deps", program])
    _tidy(lib)
    names = {canonicalize_name(info.name.split("-")[0]) for info in lib.glob("*.dist-info")} - {"wheelyard"}
    locked = tuple(wheel for wheel in _locked(python) if wheel.name in names)
    missing = names - {wheel.name for wheel in locked}
    if missing:
        raise BuildError(f"uv.lock has no wheel for Windows of {', '.join(sorted(missing))}.")
    return locked


def _program_wheel(folder: Path, sources: Sources) -> Path:
    """Build the program's wheel from a copy that says the version to build."""
    copy = folder / "program"
    for name in _PROGRAM_FILES:
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(CHECKOUT / name, target)
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    changed = re.sub(r'(?m)^version = "[^"]+"$', f'version = "{sources.version}"', text, count=1)
    (copy / "pyproject.toml").write_text(changed, encoding="utf-8")
    date = {"SOURCE_DATE_EPOCH": str(sources.source_date)}
    run([sources.uv, "build", "--quiet", "--wheel", "--out-dir", folder / "wheel", copy], environ=date)
    (wheel,) = (folder / "wheel").glob("*.whl")
    return wheel


def _tidy(lib: Path) -> None:
    """Leave what runs: of the programs uv.exe alone, where uv's own package looks for it, and nothing of installing."""
    for program in (lib / "bin").iterdir():
        if program.name != "uv.exe":
            program.unlink()
    if not (lib / "bin" / "uv.exe").is_file():
        raise BuildError("The wheel of uv brought no bin/uv.exe.")
    (lib / ".lock").unlink(missing_ok=True)
    for info in lib.glob("*.dist-info"):
        for name in _OF_INSTALLING:
            (info / name).unlink(missing_ok=True)
    for folder in [*lib.rglob("__pycache__"), *lib.rglob("tests"), *lib.rglob("testing")]:
        if folder.is_dir():
            shutil.rmtree(folder)


def _locked(python: Runtime) -> list[LockedWheel]:
    """Return the wheel that fits, of each package in uv.lock that has one."""
    minor = tuple(map(int, python.version.split(".")[:2]))
    platforms = ["win_amd64"]
    order = [*cpython_tags(minor, platforms=platforms), *compatible_tags(minor, f"cp{minor[0]}{minor[1]}", platforms)]
    ranks = {tag: rank for rank, tag in enumerate(order)}
    lock = tomllib.loads((CHECKOUT / "uv.lock").read_text(encoding="utf-8"))
    found = []
    for package in lock["package"]:
        best: tuple[int, str, str] | None = None
        for wheel in package.get("wheels", ()):
            file = wheel["url"].rsplit("/", 1)[-1]
            fitting = [ranks[tag] for tag in parse_wheel_filename(file)[3] if tag in ranks]
            if fitting and (best is None or min(fitting) < best[0]):
                best = (min(fitting), file, wheel["hash"].removeprefix("sha256:"))
        if best is not None:
            needs = tuple(sorted({need["name"] for need in package.get("dependencies", ())}))
            found.append(LockedWheel(package["name"], package["version"], best[1], best[2], needs))
    return found
