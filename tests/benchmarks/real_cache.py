"""A real cache of uv, made once by real installs from the index and kept for later runs.

It lies in the folder that WHEELYARD_BENCHMARK_CACHE names, or below the system's temp folder.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from uv import find_uv_bin

VARIABLE = "WHEELYARD_BENCHMARK_CACHE"
PACKAGES = (
    "numpy",
    "pandas",
    "scipy",
    "pyarrow",
    "matplotlib",
    "scikit-learn",
    "jupyterlab",
    "PySide6-Essentials",
    "PySide6-Addons",
    "sympy",
    "botocore",
    "ansible",
    "polars",
    "duckdb",
    "numba",
    "opencv-python-headless",
)
_DONE = "complete"


def real_cache() -> Path:
    """Return the folder of the cache, made now where it was not yet; needs uv's default index for that.

    Raises CalledProcessError where uv cannot install the packages.
    """
    folder = Path(os.environ.get(VARIABLE) or Path(tempfile.gettempdir()) / "wheelyard-benchmark-cache")
    cache = folder / "cache"
    if (folder / _DONE).is_file():
        return cache
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as target:
        command = [find_uv_bin(), "pip", "install", "--quiet", "--no-config", "--python", sys.executable]
        command += ["--cache-dir", str(cache), "--target", target, "--link-mode", "copy", *PACKAGES]
        subprocess.run(command, check=True, cwd=folder)
    (folder / _DONE).touch()
    return cache
