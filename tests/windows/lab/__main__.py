"""``python -m tests.windows.lab``: set the lab up, or run one Windows program in it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.windows.lab.reasons import NoLabError
from tests.windows.lab.wine_lab import wine_lab


def main(arguments: list[str]) -> int:
    """Set the lab up and say where it is; with arguments run them as a Windows command on a computer of its own."""
    try:
        lab = wine_lab()
    except NoLabError as error:
        sys.stderr.write(f"No lab: {error}.\n")
        return 1
    if not arguments:
        sys.stdout.write(f"The lab is ready: {lab.debian} and {lab.windows}.\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="wheelyard-lab-") as room, lab.computer(Path(room)) as computer:
        return subprocess.run(computer.command(arguments), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
