"""Whether a cache has anything in it that could be cleaned."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from core.places.cleanable import has_content

CHECKOUT = Path(__file__).parents[4]
NOBODY = 65534
CLOSED = """
import os, sys
from pathlib import Path
from core.model.project import InputError
from core.places.cleanable import has_content

cache = Path(sys.argv[1]) / "closed" / "cache"
if os.geteuid() == 0:
    os.chown(sys.argv[1], int(sys.argv[2]), int(sys.argv[2]))
    os.setegid(int(sys.argv[2]))
    os.seteuid(int(sys.argv[2]))
cache.mkdir(parents=True)
cache.parent.chmod(0)
try:
    has_content(cache)
except InputError as error:
    print(error)
finally:
    cache.parent.chmod(0o700)
"""


def test_marks_of_uv_alone_are_no_content(tmp_path: Path) -> None:
    assert not has_content(tmp_path / "nowhere")
    assert not has_content(tmp_path)
    for name in ("CACHEDIR.TAG", ".gitignore", ".lock"):
        (tmp_path / name).touch()
    assert not has_content(tmp_path)
    (tmp_path / "archive-v0").mkdir()
    assert has_content(tmp_path)


def test_a_file_in_the_caches_place_is_left_to_the_check(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert has_content(tmp_path / "file")
    assert not has_content(tmp_path / "file" / "cache")


@pytest.mark.skipif(os.name == "nt", reason="rights are withdrawn by the mode of a folder, which Windows does not have")
def test_a_cache_that_cannot_be_read_gets_a_sentence() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        ran = subprocess.run(
            [sys.executable, "-c", CLOSED, folder, str(NOBODY)],
            cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "cannot be read: Permission denied" in ran.stdout
