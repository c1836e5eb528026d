"""Whether a lab can be had here, and if not, why."""

import os
import shutil
import sys
from pathlib import Path

LAB_VARIABLE = "WHEELYARD_LAB"
"""The folder in which labs are kept; /var/cache/wheelyard-lab unless set."""


class NoLabError(Exception):
    """A lab cannot be made here; the text is a sentence with the reason."""


def labs_folder() -> Path:
    """Return the folder in which labs are kept from one run to the next."""
    return Path(os.environ.get(LAB_VARIABLE) or "/var/cache/wheelyard-lab").absolute()


def why_no_wine_lab() -> str | None:
    """Return the reason why no Wine lab can be made or used here, None when nothing is in the way."""
    if sys.platform != "linux":
        return f"the Wine lab needs Linux, and this is {sys.platform}"
    if os.geteuid() != 0:
        return "the Wine lab needs root: it mounts and enters a Debian folder"
    if not Path("/etc/debian_version").is_file() or shutil.which("apt-get") is None:
        return "the Wine lab needs Debian or a child of it, for debootstrap and its keys"
    missing = [tool for tool in ("unshare", "mount", "chroot") if shutil.which(tool) is None]
    if missing:
        return f"the Wine lab needs {' and '.join(missing)}"
    return None
