"""``python -m installer build``: everything that is published, in ``dist``."""

import argparse
import shlex
import sys
from pathlib import Path

from installer.build import build
from installer.commands import BuildError
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
    asked = parser.parse_args(arguments)
    try:
        compiler = tuple(shlex.split(asked.bytecode_python)) if asked.bytecode_python else None
        built = build(asked.out, asked.work, locate(asked.release, asked.python_embed, compiler))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Installed size {built.payload.size / 1e6:.1f} MB in {len(built.payload.files)} files.\n")
    if not built.payload.has_bytecode:
        sys.stdout.write(
            "Not compiled: no Python of the shipped version was found, so each start compiles in memory.\n"
        )
    for file in built.files:
        sys.stdout.write(f"{file.stat().st_size / 1e6:8.1f} MB  {file.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
