"""What a release publishes, built once for all tests of the lab, and the same program as a later version."""

from pathlib import Path

from filelock import FileLock
from msgspec import Struct

from installer.build import build, build_setup_alone
from installer.msi.package import build_msi
from installer.payload import Payload
from installer.sources import locate
from tests.windows.figures import FIGURES, record
from tests.windows.lab.entering import Mount, enter_command
from tests.windows.lab.wine_lab import WineLab

LATER = "0.1.1"


class Release(Struct, frozen=True):
    """This version as ``python -m installer build`` makes it in ``dist``, and a later one."""

    folder: Path

    @property
    def version(self) -> str:
        """This version."""
        return locate(None, None, None).version

    @property
    def payload(self) -> Payload:
        """What is installed, compiled."""
        sources = locate(None, None, None)
        return Payload(
            self.folder / "work" / f"payload-{self.version}", self.version, sources.source_date, has_bytecode=True
        )

    @property
    def dist(self) -> Path:
        """The folder with what is published."""
        return self.folder / "dist"

    @property
    def setup(self) -> Path:
        """This version's Setup."""
        return self.dist / f"Wheelyard-Setup-{self.version}.exe"

    @property
    def msi(self) -> Path:
        """This version's .msi."""
        return self.dist / f"Wheelyard-{self.version}.msi"

    @property
    def portable(self) -> Path:
        """This version's portable package."""
        return self.dist / f"Wheelyard-{self.version}-portable.zip"

    @property
    def later_setup(self) -> Path:
        """The later Setup."""
        return self.folder / "later" / f"Wheelyard-Setup-{LATER}.exe"

    @property
    def later_msi(self) -> Path:
        """The later .msi."""
        return self.folder / "later" / f"Wheelyard-{LATER}.msi"


def build_release(lab: WineLab, folder: Path) -> Release:
    """Return the release in ``folder``, built by the first who asks; another process waits for it.

    What is shipped is compiled by the Python of the Debian folder, which is of the shipped version.
    """
    folder.mkdir(exist_ok=True)
    built = folder / "built"
    with FileLock(folder.with_suffix(".lock")):
        if not built.exists():
            mounts = (Mount(folder, str(folder), writable=True),)
            compiler = tuple(enter_command(lab.debian, ["python3"], mounts=mounts))
            made = build(folder / "dist", folder / "work", locate(None, None, compiler))
            FIGURES.unlink(missing_ok=True)
            for file in made.files:
                if file.is_file():
                    record(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")
            record(f"installed: {made.payload.size / 1e6:.1f} MB in {len(made.payload.files)} files")
            out, work = folder / "later", folder / "work"
            later = build_setup_alone(out, work, locate(LATER, None, compiler), quick=True)
            build_msi(later.payload, out, work)
            built.touch()
    return Release(folder)
