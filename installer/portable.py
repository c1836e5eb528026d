"""The portable package: the payload and a marker in a .zip; everything it keeps lies beside it."""

import time
import zipfile
from pathlib import Path

from core.store.portable import MARKER
from installer.payload import Payload

_MARKER_TEXT = (
    "With this file here, Wheelyard keeps its settings and the places that it makes in the folder data beside it.\r\n"
)
_START_TEXT = '@start "" "%~dp0python\\pythonw.exe" -m gui.main\r\n'


def build_portable(payload: Payload, out: Path) -> Path:
    """Write ``Wheelyard-VERSION-portable.zip`` and return it; the same payload gives the same bytes."""
    target = out / f"Wheelyard-{payload.version}-portable.zip"
    top = f"Wheelyard-{payload.version}"
    moment = time.gmtime(payload.source_date)[:6]
    with zipfile.ZipFile(target, "w") as archive:
        own = ((MARKER, _MARKER_TEXT), ("Wheelyard.cmd", _START_TEXT))
        contents = {Path(name): text.encode("ascii") for name, text in own}
        contents |= {file: (payload.folder / file).read_bytes() for file in payload.files}
        for file in sorted(contents, key=lambda file: file.as_posix()):
            entry = zipfile.ZipInfo(f"{top}/{file.as_posix()}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, contents[file], compresslevel=9)
    return target
