"""The folder that is installed: Python, locked wheels, program, licences, templates of policy; every package has it."""

import shutil
from pathlib import Path

from msgspec import Struct

from installer import bytecode, licences, runtime, sbom, wheels
from installer.commands import BuildError
from installer.layout import INSTALLED_LIMIT, POLICY_FOLDER, PROGRAM_PARTS
from installer.policy_templates import write_templates
from installer.qt_files import drop_unused
from installer.sources import CHECKOUT, Sources

START_COMMAND = '@"%~dp0..\\python\\python.exe" -m gui.main %*\r\n'
"""``bin\\wheelyard.cmd``. No program of our own in its place: an .exe that nobody signed is what scanners take away."""


class Payload(Struct, frozen=True):
    """A folder as it is to be installed; ``source_date`` in seconds since 1970 is the time of everything in it."""

    folder: Path
    version: str
    source_date: int
    has_bytecode: bool

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file, relative to the folder, in one order on every computer."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(found, key=lambda path: path.as_posix()))

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum((self.folder / file).stat().st_size for file in self.files)


def assemble(folder: Path, sources: Sources) -> Payload:
    """Make the payload in ``folder``, which is emptied first.

    Raises BuildError when something cannot be had, a wheel is not the locked one, a licence is missing, or the whole
    is larger than it may be.
    """
    if folder.exists():
        shutil.rmtree(folder)
    for part in PROGRAM_PARTS:
        (folder / part).mkdir(parents=True)
    python = runtime.unpack(folder / "python", sources)
    locked = wheels.install(folder / "lib", sources, python)
    drop_unused(folder / "lib")
    licences.collect(folder, locked, python)
    sbom.write(folder / sbom.FILE_NAME, locked, python, sources)
    shutil.copyfile(CHECKOUT / "assets" / "wheelyard.ico", folder / "wheelyard.ico")
    steps = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CHECKOUT / "installer" / "wheelyard_setup", folder / "lib" / "wheelyard_setup", ignore=steps)
    write_templates(folder / POLICY_FOLDER)
    (folder / "bin" / "wheelyard.cmd").write_bytes(START_COMMAND.encode("ascii"))
    compiled = bytecode.compile_all(folder, sources, python)
    payload = Payload(folder, sources.version, sources.source_date, compiled)
    if payload.size > INSTALLED_LIMIT:
        raise BuildError(
            f"The program would take {payload.size / 1e6:.0f} MB; {INSTALLED_LIMIT / 1e6:.0f} are allowed."
        )
    return payload
