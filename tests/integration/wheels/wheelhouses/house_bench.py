"""A project whose lock names files of a server: collected on one computer, installed on another without a network."""

import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from core.model.commands import CollectWheels
from core.model.events import FilesProgressed
from core.model.outcome import Succeeded
from core.model.problem import Problem
from core.model.wheels import CollectionReport, TargetPlatform
from core.wheels.make_wheel import write_wheel
from tests.integration.repairs.workbench import Workbench
from tests.network.tls_index import Index
from tests.scanner.real_uv import clean_environment, run_uv

WINDOWS = TargetPlatform("win32", "AMD64")
LINUX = TargetPlatform("linux", "x86_64")
HERE = sysconfig.get_platform().replace("-", "_").replace(".", "_")
"""The platform of this computer as wheels name it."""
PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"
ONLY_THIS = f"=={sys.version_info.major}.{sys.version_info.minor}.*"


class HouseBench(Workbench):
    """The collecting computer; ``installed_by`` is the other one."""

    def __init__(self, root: Path, variables: Mapping[str, str] | None = None) -> None:
        config = root / "config"
        super().__init__(root, variables={"XDG_CONFIG_HOME": str(config), "UV_HTTP_RETRIES": "2", **(variables or {})})
        self.house = root / "wheel house"
        self._others = 0

    def lock(self) -> str:
        """Lock with the real uv; the text of the lock."""
        environment = clean_environment(self.root, {**self.environ, "PATH": os.environ["PATH"], "UV_OFFLINE": "0"})
        ran = run_uv(["lock"], self.project, environment)
        assert ran.returncode == 0, ran.stderr
        return (self.project / "uv.lock").read_text(encoding="utf-8")

    def command(self, *platforms: TargetPlatform) -> CollectWheels:
        return CollectWheels(project=self.project, to=self.house, platforms=platforms)

    def collect(self, *platforms: TargetPlatform) -> CollectionReport:
        """Collect what must succeed."""
        outcome = self.do(self.command(*platforms))
        assert isinstance(outcome, Succeeded), outcome
        assert outcome.collection is not None
        return outcome.collection

    def fails_to_collect(self, *platforms: TargetPlatform) -> Problem:
        return self.fails(self.command(*platforms))

    def files(self) -> set[str]:
        """Return the names of the distributions in the house."""
        return {file.name for file in self.house.iterdir() if file.suffix != ".txt"}

    def progress(self) -> list[FilesProgressed]:
        return [event for event in self.events if isinstance(event, FilesProgressed)]

    def other_computer(self) -> Path:
        """Return a copy of the project on a computer with an empty cache."""
        self._others += 1
        copy = self.root / f"other computer {self._others}" / "p"
        shutil.copytree(self.project, copy, ignore=shutil.ignore_patterns(".venv"))
        return copy

    def run_there(self, copy: Path, way: tuple[str, ...]) -> str:
        """Run one of the ways to install in the copy, with a cache that was empty before; what uv said."""
        cache = {"UV_CACHE_DIR": str(copy.parent / "cache")}
        environment = clean_environment(copy.parent, cache)
        # No test may ever write into the environment that runs it.
        assert way[:2] == ("uv", "sync") or ".venv" in way
        ran = run_uv(list(way[1:]), copy, environment)
        assert ran.returncode == 0, ran.stderr
        return ran.stderr

    def syncs_there(self, report: CollectionReport, *more: str) -> set[str]:
        """Install by the way that resolves, in a fresh copy; the names of what was installed."""
        (way,) = (way for way in report.how if way[1] == "sync")
        copy = self.other_computer()
        self.run_there(copy, (*way, *more))
        return installed(copy)

    def installs_there(self, report: CollectionReport) -> set[str]:
        """Install by the way that leaves the lock alone, in a fresh copy; the names of what was installed."""
        copy = self.other_computer()
        before = (copy / "uv.lock").read_bytes()
        ways = [way for way in report.how if way[1] != "sync"]
        assert len(ways) == 2
        for way in ways:
            self.run_there(copy, way)
        assert (copy / "uv.lock").read_bytes() == before
        return installed(copy)


def installed(project: Path) -> set[str]:
    """Return name and version of what is in the environment of a project."""
    return {info.name.removesuffix(".dist-info") for info in (project / ".venv").rglob("*.dist-info") if info.is_dir()}


PROJECT_FILES = {
    "app_kit-1.0-py3-none-any.whl",
    f"native-1.0-{PYTHON}-{PYTHON}-{HERE}.whl",
    f"native-1.0-{PYTHON}-{PYTHON}-win_amd64.whl",
    "win_only-2.0-py3-none-win_amd64.whl",
    "mac_only-3.0-py3-none-macosx_11_0_arm64.whl",  # nobody needs it, but uv to resolve
    "testing-4.0-py3-none-any.whl",
    "speed-5.0-py3-none-any.whl",
}
"""The files of the project that ``write_project`` writes, for Windows and Linux."""


def serve(folder: Path) -> Path:
    """Make a folder of wheels as a company serves them."""
    folder.mkdir()
    write_wheel(folder, "app-kit", "1.0", requires=("native>=1", "win-only; sys_platform == 'win32'"))
    write_wheel(folder, "app-kit", "1.1")
    for tags in (f"{PYTHON}-{PYTHON}-{HERE}", f"{PYTHON}-{PYTHON}-win_amd64", "cp38-cp38-win_amd64"):
        write_wheel(folder, "native", "1.0", tags=tags)
    write_wheel(folder, "win-only", "2.0", tags="py3-none-win_amd64")
    write_wheel(folder, "mac-only", "3.0", tags="py3-none-macosx_11_0_arm64")
    write_wheel(folder, "testing", "4.0")
    write_wheel(folder, "speed", "5.0")
    return folder


def write_project(bench: HouseBench, index: Index, more: str = "", *, dependencies: tuple[str, ...] = ()) -> None:
    """Write a project that draws from an index; ``more`` goes behind the table of the index."""
    bench.write(
        ("app-kit==1.0", "mac-only; sys_platform == 'darwin'", *dependencies),
        f'[[tool.uv.index]]\nname = "company"\nurl = "{index.url}"\ndefault = true\n{more}'
        '[project.optional-dependencies]\nfast = ["speed"]\n[dependency-groups]\ndev = ["testing"]\n',
        python=ONLY_THIS,
    )


def write_local(bench: HouseBench, payload: bytes = b"x") -> Path:
    """Write and lock a project with one wheel of its own, and return the wheel."""
    exdist = bench.project / "exdist"
    exdist.mkdir()
    wheel = write_wheel(exdist, "local", "1.0", files={"local.bin": payload})
    bench.write(("local",), f'[tool.uv.sources]\nlocal = {{ path = "exdist/{wheel.name}" }}\n')
    bench.lock()
    return wheel
