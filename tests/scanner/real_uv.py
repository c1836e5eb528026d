"""The real uv, run in an environment that holds nothing of the person's own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from uv import find_uv_bin

_OWN = ("UV_", "PYTHON", "WHEELYARD_", "LD_PRELOAD", "VIRTUAL_ENV", "XDG_", "COVERAGE", "SSL_CERT_")
"""Beginnings of the names of variables that tests must not take from whoever runs them."""


def clean_environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment for child processes: no settings of uv or Python, folders of its own, no network.

    Neither a proxy nor certificates of the person's are in it either: what uv then says would depend on them.

    The Python under the test's own comes first on PATH, so that uv finds it as the system's. The temp folder is
    one in ``home``: what a test makes would otherwise lie in the temp folder, where no place is ever moved to.
    """
    temp = home / "temp"
    temp.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not _is_own(name.upper())}
    base = Path(sys.base_prefix)
    kept["PATH"] = os.pathsep.join((str(base / "bin"), str(base), kept.get("PATH", "")))
    kept |= {"HOME": str(home), "USERPROFILE": str(home), "UV_OFFLINE": "1", "NO_COLOR": "1"}
    # uv breaks a message at some width, also on pipes: whether a path fits must not depend on the test's folder.
    kept |= {"UV_NO_WRAP": "1"}
    kept |= {"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)}
    return kept | dict(more or {})


def _is_own(name: str) -> bool:
    return name.startswith(_OWN) or name.endswith("_PROXY")


def run_uv(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run uv to its end; what it said is in ``stderr``, ``stdout`` is kept apart."""
    return subprocess.run(
        [find_uv_bin(), *arguments],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=240,
        check=False,
    )
