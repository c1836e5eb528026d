"""Relocations by somebody who may not do everything: the tests may run as root, so another account takes over."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.model.measurements import RelocationHow

CHECKOUT = Path(__file__).parents[4]
NOBODY = 65534

PROGRAM = """
import json, os, sys
from pathlib import Path
from core.model.measurements import RelocationHow
from core.model.project import InputError
from tests.unit.core.places.relocating import ARCHIVE, Bench, picture

folder, fault, how = Path(sys.argv[1]), sys.argv[2], RelocationHow(sys.argv[3])
nobody = int(sys.argv[4])
root = os.geteuid() == 0
if root:
    os.chown(folder, nobody, nobody)
    os.setegid(nobody)
    os.seteuid(nobody)
bench = Bench(folder, folder / "new" / "cache")
bench.fill()
if fault == "halfway":
    for number in range(3000):
        (bench.origin / ARCHIVE / f"module {number}").touch()
before = picture(bench.origin)
closed = {
    "file": bench.origin / ARCHIVE / "big.bin",
    "folder": bench.origin / ARCHIVE,
    "above": bench.origin.parent,
    "target": folder / "new",
}.get(fault)
if fault == "target":
    closed.mkdir()
mode = closed.stat().st_mode if closed else None
if closed:
    closed.chmod(0o500 if fault in {"above", "target"} else 0)

def tick(said):
    if fault == "halfway" and said.step == "copying" and said.done.files > 200:
        (folder / "new" / "cache.partial" / ARCHIVE).chmod(0o500)

said = None
try:
    bench.relocate(how, on_tick=tick)
except InputError as error:
    said = str(error)
if closed:
    closed.chmod(mode)
print(json.dumps({
    "said": said,
    "same": picture(bench.origin) == before,
    "setting": str(bench.profile),
    "step": bench.last().step,
    "left": [str(path) for path in (folder / "new").glob("*")] if (folder / "new").exists() else [],
}))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another account can come to: those of pytest are closed to it."""
    made = Path(tempfile.mkdtemp(prefix="wheelyard-test-"))
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are withdrawn by POSIX modes here")
@pytest.mark.parametrize(
    ("fault", "how", "named"),
    [
        ("file", RelocationHow.COPIED, "big.bin"),
        ("folder", RelocationHow.COPIED, "Abc123"),
        ("target", RelocationHow.COPIED, "new"),
        ("halfway", RelocationHow.COPIED, "archive-v0"),
        ("above", RelocationHow.RENAMED, "cache"),
        ("target", RelocationHow.RENAMED, "new/cache"),
    ],
)
def test_what_may_not_be_done_is_named_and_the_old_place_serves(
    folder: Path, fault: str, how: RelocationHow, named: str
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(folder), fault, how.value, str(NOBODY)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["said"] is not None
    assert named in found["said"]
    assert "os error 13" in found["said"]
    assert found["same"]
    assert found["setting"].endswith("größe & 100 %/cache")
    assert found["step"] == "abandoned"
    assert found["left"] == []
