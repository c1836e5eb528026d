"""The cabinet inside the .msi: every file by its key, in the order of its sequence."""

from datetime import UTC, datetime
from pathlib import Path

from cabarchive import CabArchive, CabFile

from installer.msi.files import InstalledFile
from installer.payload import Payload


def write_cabinet(target: Path, files: tuple[InstalledFile, ...], payload: Payload) -> None:
    """Pack the files of a payload (MSZIP); the same payload gives the same bytes."""
    moment = datetime.fromtimestamp(payload.source_date, UTC).replace(tzinfo=None)
    cabinet = CabArchive()
    for file in files:
        # The keys count up with as many digits each, so their order is the order of the sequence.
        cabinet[file.key] = CabFile((payload.folder / file.path).read_bytes(), mtime=moment)
    target.write_bytes(cabinet.save(compress=True))
