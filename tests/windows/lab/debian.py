"""The Debian folder with Wine, Xvfb and compilers, made by debootstrap; it is entered, never installed on the host."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from tests.windows.lab.entering import enter_command
from tests.windows.lab.reasons import NoLabError
from tests.windows.lab.recipe import DebianRecipe
from tests.windows.lab.steps import made_once, run_step

_WINE_FILES = "usr/lib/i386-linux-gnu/wine/i386-windows"
_WINE_HOME = "usr/lib/x86_64-linux-gnu/wine/i386-windows"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def debian_folder(labs: Path, recipe: DebianRecipe) -> Path:
    """Return the Debian folder of a recipe, made when it is not there yet (about two minutes).

    Raises NoLabError when a package cannot be had.
    """
    return made_once(labs, f"debian-{recipe.key}", lambda folder: _make(folder, recipe))


def _make(folder: Path, recipe: DebianRecipe) -> None:
    if shutil.which("debootstrap") is None:
        run_step(["apt-get", "update", "-qq"])
        run_step(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "debootstrap"])
    run_step(["debootstrap", "--variant=minbase", recipe.suite, folder])
    shutil.copyfile("/etc/resolv.conf", folder / "etc/resolv.conf")
    _take_hosts_proxy(folder)
    _inside(folder, "apt-get", "update", "-qq")
    _inside(folder, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *recipe.packages)
    _add_wine32(folder, recipe)
    _inside(folder, "apt-get", "clean")


def _take_hosts_proxy(folder: Path) -> None:
    """Let the folder reach its packages as the host does, where that goes through a proxy."""
    for file in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copyfile(file, folder / "etc/apt/apt.conf.d" / file.name)


def _add_wine32(folder: Path, recipe: DebianRecipe) -> None:
    """Add the Windows files of 32-bit Wine, in the very version of the 64-bit one.

    The package is fetched from where apt gets its sister, by its known digest: a mirror whose list for the second
    architecture is older than its signature (seen) would stop apt. With another version apt has to vouch for it.
    """
    name, known = recipe.wine32_package, recipe.wine32_version
    version = _inside(folder, "dpkg-query", "-W", "-f=${Version}", name).strip()
    package = folder / "wine32.deb"
    if version == known:
        uri = _inside(folder, "apt-get", "--print-uris", "-qq", "download", f"{name}={version}").split("'")[1]
        uri = uri.replace("_amd64.deb", "_i386.deb")
        _inside(folder, "/usr/lib/apt/apt-helper", "download-file", uri, f"/{package.name}")
        with package.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != recipe.wine32_sha256:
            raise NoLabError(
                f"{name} {version} for i386 is not the file that the recipe knows: its SHA-256 is {digest}"
            )
    else:
        _inside(folder, "dpkg", "--add-architecture", "i386")
        _inside(folder, "apt-get", "update", "-qq")
        fetch = f"apt-get download {name}:i386={version} && mv {name}_*.deb {package.name}"
        _inside(folder, "sh", "-c", f"cd / && {fetch}")
    _inside(folder, "dpkg-deb", "-x", f"/{package.name}", "/wine32")
    for library in (folder / "wine32" / _WINE_FILES).iterdir():
        library.replace(folder / _WINE_HOME / library.name)
    shutil.rmtree(folder / "wine32")
    package.unlink()


def _inside(folder: Path, *argv: str) -> str:
    try:
        return run_step(enter_command(folder, argv, environ=_QUIET))
    except subprocess.TimeoutExpired as error:
        raise NoLabError(f"the lab's setup took too long: {error}") from error
