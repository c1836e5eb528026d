"""``python -m installer build``: everything that is published, in ``dist``; ``sign-file`` is the build's own step."""

import argparse
import shlex
import sys
from pathlib import Path

from installer import signing
from installer.build import Built, build
from installer.commands import BuildError
from installer.signing_options import add_signing_options, key_of
from installer.sources import CHECKOUT, locate


def main(arguments: list[str]) -> int:
    """Build and say what was made; 1 with a sentence when it could not be."""
    parser = argparse.ArgumentParser(prog="python -m installer", description="Build what Wheelyard is installed from.")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="make every package in the folder --out")
    building.add_argument("--out", type=Path, default=CHECKOUT / "dist", help="the folder for what is made")
    building.add_argument("--work", type=Path, default=CHECKOUT / "build" / "installer", help="a folder for the work")
    building.add_argument("--version", dest="release", help="another version than pyproject.toml says")
    building.add_argument("--python-embed", type=Path, metavar="ZIP", help="python.org's embeddable package")
    building.add_argument("--bytecode-python", metavar="COMMAND", help="a Python of the shipped version that compiles")
    building.add_argument("--release-url", metavar="URL", help="where the files will lie, for winget's manifests")
    add_signing_options(building)
    signer = commands.add_parser("sign-file", help="sign one file with the key of the build that calls this")
    signer.add_argument("file", type=Path)
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "sign-file":
            signing.sign(asked.file, signing.from_environment())
            return 0
        compiler = tuple(shlex.split(asked.bytecode_python)) if asked.bytecode_python else None
        sources = locate(asked.release, asked.python_embed, compiler)
        built = build(asked.out, asked.work, sources, key_of(asked), asked.release_url)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _report(built)
    return 0


def _report(built: Built) -> None:
    sys.stdout.write(f"Installed size {built.payload.size / 1e6:.1f} MB in {len(built.payload.files)} files.\n")
    if not built.payload.has_bytecode:
        sys.stdout.write(
            "Not compiled: no Python of the shipped version was found, so each start compiles in memory.\n"
        )
    for file in built.files:
        sys.stdout.write(f"{file.stat().st_size / 1e6:8.1f} MB  {file.name}\n")
    names = ", ".join(file.name for file in built.installers)
    unsigned = f"Not signed: {names}; --sign-key or --sign-pkcs12 names a key.\n"
    sys.stdout.write(f"Signed: {names}, with the uninstaller in Setup.\n" if built.signed else unsigned)
    if built.manifests is None:
        sys.stdout.write("No manifests for winget: they name where the files will lie, which --release-url says.\n")
    else:
        sys.stdout.write(f"Manifests for winget: {built.manifests}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
