"""Wheelyard-Setup-VERSION.exe: the payload in an NSIS installer (wheelyard.nsi); one payload gives the same bytes."""

import os
import re
import shutil
import sys
from pathlib import Path, PurePath

from installer.commands import BuildError, run
from installer.layout import APP_USER_MODEL_ID, PUBLISHER, SETUP_LIMIT
from installer.payload import Payload
from installer.signing import SigningKey, to_environment
from installer.sources import CHECKOUT

_SCRIPT = CHECKOUT / "installer" / "wheelyard.nsi"
UNSIGNED_TEXT = "$\\r$\\n$\\r$\\nThis build is not signed; compare its SHA-256 with the published one."


def build_setup(payload: Payload, out: Path, work: Path, *, key: SigningKey | None = None, quick: bool = False) -> Path:
    """Write Setup and return it; ``quick`` packs faster and larger, for trying it.

    With a key Setup's uninstaller is signed in it and Setup says that it is signed; the caller has to see to that.

    Raises BuildError when makensis is not there or fails, or Setup is larger than it may be.
    """
    maker = shutil.which("makensis")
    if maker is None:
        raise BuildError("Setup needs makensis (NSIS 3): install NSIS, on Debian the package nsis.")
    target = out / f"Wheelyard-Setup-{payload.version}.exe"
    work.mkdir(parents=True, exist_ok=True)
    for file in payload.files:
        os.utime(payload.folder / file, (payload.source_date, payload.source_date))
    listed = _write(work / "installed-files.txt", _list(payload), payload)
    files = _write(work / "files.nsh", _instructions(payload), payload)
    parts = _write(work / "parts.nsh", _parts(payload), payload)
    defines = {
        "VERSION": payload.version,
        "VERSION_FOUR": _four_numbers(payload.version),
        "PUBLISHER": PUBLISHER,
        "APP_ID": APP_USER_MODEL_ID,
        "ICON": payload.folder / "wheelyard.ico",
        "SIDE_PICTURE": CHECKOUT / "assets" / "setup-side.bmp",
        "LICENSE_FILE": payload.folder / "LICENSE.txt",
        "FILES": files,
        "FILES_LIST": listed,
        "PARTS": parts,
        "SIZE_KB": payload.size // 1024,
        "OUT": target.absolute(),
        "UNSIGNED_NOTE": "" if key else " (not signed)",
        "UNSIGNED_TEXT": "" if key else UNSIGNED_TEXT,
    }
    words = [f"-D{name}={value}" for name, value in defines.items()]
    words += ["-DQUICK"] if quick else []
    environ = {"SOURCE_DATE_EPOCH": str(payload.source_date)}
    if key is not None:
        # The uninstaller exists only inside makensis, which therefore calls the signer.
        words.append(f'-DSIGNER="{sys.executable}" -m installer sign-file')
        environ |= to_environment(key) | {"PYTHONPATH": str(CHECKOUT)}
    run([maker, "-V2", "-WX", "-NOCD", *words, _SCRIPT], environ=environ)
    size = target.stat().st_size
    if size > SETUP_LIMIT and not quick:
        raise BuildError(f"Setup has {size / 1e6:.1f} MB; {SETUP_LIMIT / 1e6:.0f} are allowed.")
    return target


def _list(payload: Payload) -> str:
    """Return the list by which files are removed later: files, then folders from the deepest on, with a backslash."""
    folders = {parent for file in payload.files for parent in file.parents if parent != PurePath()}
    deepest = sorted(folders, key=lambda folder: (-len(folder.parts), folder.as_posix()))
    lines = [*map(_windows, payload.files), *(f"{_windows(folder)}\\" for folder in deepest)]
    text = "".join(f"{line}\r\n" for line in lines)
    if not text.isascii() or max(map(len, lines)) > 200:
        raise BuildError("A file of the program has a name that Setup cannot list: not ASCII, or over 200 characters.")
    return text


def _instructions(payload: Payload) -> str:
    lines = []
    last = None
    for file in payload.files:
        if file.parent != last:
            last = file.parent
            lines.append(f'SetOutPath "$INSTDIR\\{_windows(last)}"' if last != PurePath() else 'SetOutPath "$INSTDIR"')
        lines.append(f'File "/oname={file.name}" "{payload.folder / file}"')
    return "".join(f"{line}\n" for line in lines)


def _parts(payload: Payload) -> str:
    tops = dict.fromkeys(file.parts[0] for file in payload.files)
    lines = "".join(f'  !insertmacro ${{DEED}} "{top}"\n' for top in (*tops, "installed-files.txt"))
    return f"!macro EachPart DEED\n{lines}!macroend\n"


def _write(file: Path, text: str, payload: Payload) -> Path:
    file.write_text(text, encoding="utf-8", newline="")
    os.utime(file, (payload.source_date, payload.source_date))
    return file.absolute()


def _windows(path: PurePath) -> str:
    return "\\".join(path.parts)


def _four_numbers(version: str) -> str:
    numbers = re.findall(r"\d+", version)[:4]
    return ".".join((numbers + ["0"] * 4)[:4])
