"""The whole build: one payload, every package of it, and the sums."""

import shutil
from pathlib import Path

from msgspec import Struct

from installer import sbom
from installer.checksums import write_checksums
from installer.payload import Payload, assemble
from installer.portable import build_portable
from installer.setup_exe import build_setup
from installer.sources import Sources


class BuiltSetup(Struct, frozen=True):
    """Setup, and the payload in it."""

    payload: Payload
    setup: Path


def build_setup_alone(out: Path, work: Path, sources: Sources, *, quick: bool = False) -> BuiltSetup:
    """Make the payload and Setup only, for trying them; ``quick`` packs faster and larger.

    Raises BuildError with the reason when something cannot be made.
    """
    payload = assemble(work / f"payload-{sources.version}", sources)
    out.mkdir(parents=True, exist_ok=True)
    return BuiltSetup(payload, build_setup(payload, out, work, quick=quick))


class Built(Struct, frozen=True):
    """What a build made: the payload and the files to publish."""

    payload: Payload
    files: tuple[Path, ...]


def build(out: Path, work: Path, sources: Sources) -> Built:
    """Make the payload below ``work`` and every package in ``out``.

    Raises BuildError with the reason when something cannot be made.
    """
    payload = assemble(work / f"payload-{sources.version}", sources)
    out.mkdir(parents=True, exist_ok=True)
    bill = out / f"wheelyard-{payload.version}.cdx.json"
    shutil.copyfile(payload.folder / sbom.FILE_NAME, bill)
    files = [bill, build_portable(payload, out), build_setup(payload, out, work)]
    return Built(payload, (*files, write_checksums(files, out)))
