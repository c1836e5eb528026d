"""Wheelyard-VERSION.msi: tables, icon and cabinet put together; the same payload gives the same bytes."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from installer.commands import BuildError
from installer.layout import MSI_LIMIT, PUBLISHER
from installer.msi.cabinet import write_cabinet
from installer.msi.content import CABINET, ICON, installed_files, tables
from installer.msi.database import write_database
from installer.msi.identity import package_code
from installer.msi.schema import table
from installer.msi.table import Cell, Table
from installer.payload import Payload

_INSTALLER_5 = 500
_COMPRESSED, _READ_ONLY_RECOMMENDED = 2, 2


def build_msi(payload: Payload, out: Path, work: Path) -> Path:
    """Write the .msi and return it.

    Raises BuildError when its maker is not there or fails, or when it is larger than it may be.
    """
    folder = work / "msi"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "Icon").mkdir(parents=True)
    shutil.copyfile(payload.folder / ICON, folder / "Icon" / f"{ICON}.ibd")
    files = installed_files(payload)
    write_cabinet(folder / CABINET, files, payload)
    made = list(tables(payload, files))
    texts = b"".join(part.as_idt() for part in made)
    digest = hashlib.sha256(texts + (folder / CABINET).read_bytes()).hexdigest()
    made.append(_summary(payload, package_code(digest)))
    for part in made:
        (folder / f"{part.name}.idt").write_bytes(part.as_idt())
    target = out / f"Wheelyard-{payload.version}.msi"
    write_database(target, folder, tuple(part.name for part in made), {CABINET: folder / CABINET})
    size = target.stat().st_size
    if size > MSI_LIMIT:
        raise BuildError(f"The .msi has {size / 1e6:.1f} MB; {MSI_LIMIT / 1e6:.0f} are allowed.")
    return target


def _summary(payload: Payload, code: str) -> Table:
    """Return the summary by which Windows knows the file itself; numbers are those of its property set."""
    moment = datetime.fromtimestamp(payload.source_date, UTC).strftime("%Y/%m/%d %H:%M:%S")
    rows: list[tuple[Cell, ...]] = [
        (1, 1252),
        (2, "Installation Database"),
        (3, "Wheelyard"),
        (4, PUBLISHER),
        (5, "Installer"),
        (6, f"Wheelyard {payload.version}"),
        (7, "x64;1033"),
        (9, code),
        (12, moment),
        (13, moment),
        (14, _INSTALLER_5),
        (15, _COMPRESSED),
        (18, "Wheelyard"),
        (19, _READ_ONLY_RECOMMENDED),
    ]
    return table("_SummaryInformation", rows)
