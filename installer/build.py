"""The whole build: one payload, every package of it, and the sums."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from installer import sbom, signing, winget
from installer.checksums import write_checksums
from installer.msi.identity import product_code
from installer.msi.package import build_msi
from installer.payload import Payload, assemble
from installer.portable import build_portable
from installer.setup_exe import build_setup
from installer.signing import SigningKey
from installer.sources import Sources


class BuiltSetup(Struct, frozen=True):
    """Setup, and the payload in it."""

    payload: Payload
    setup: Path


def build_setup_alone(out: Path, work: Path, sources: Sources, *, quick: bool = False) -> BuiltSetup:
    """Make the payload and Setup only, unsigned, for trying them; ``quick`` packs faster and larger.

    Raises BuildError with the reason when something cannot be made.
    """
    payload = assemble(work / f"payload-{sources.version}", sources)
    out.mkdir(parents=True, exist_ok=True)
    return BuiltSetup(payload, build_setup(payload, out, work, quick=quick))


class Built(Struct, frozen=True):
    """What a build made: the payload, the files to publish, the manifests for winget, and which files are signed."""

    payload: Payload
    files: tuple[Path, ...]
    installers: tuple[Path, ...]
    signed: bool
    manifests: Path | None


def build(
    out: Path, work: Path, sources: Sources, key: SigningKey | None = None, release_url: str | None = None
) -> Built:
    """Make the payload below ``work`` and every package in ``out``; with an address of the release, winget's manifests.

    Raises BuildError with the reason when something cannot be made.
    """
    if release_url is not None:
        winget.check_release_url(release_url)
    if key is not None:
        key = msgspec.structs.replace(key, moment=sources.source_date)
        signing.check(key)
    payload = assemble(work / f"payload-{sources.version}", sources)
    out.mkdir(parents=True, exist_ok=True)
    bill = out / f"wheelyard-{payload.version}.cdx.json"
    shutil.copyfile(payload.folder / sbom.FILE_NAME, bill)
    setup = build_setup(payload, out, work, key=key)
    msi = build_msi(payload, out, work)
    installers = (setup, msi)
    _sign(installers, key)
    files = (bill, build_portable(payload, out), *installers)
    manifests = None
    if release_url is not None:
        known = winget.Msi(msi, product_code(payload.version))
        manifests = winget.write_manifests(payload, setup, out, release_url, known)
    return Built(payload, (*files, write_checksums(files, out)), installers, key is not None, manifests)


def _sign(installers: Iterable[Path], key: SigningKey | None) -> None:
    """Sign whatever Windows runs of what is published, before anything is written that holds its digest."""
    if key is not None:
        for file in installers:
            signing.sign(file, key)
