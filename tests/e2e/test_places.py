"""`wheelyard places`, `clean` and `prune` as a person and a script run them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject
from tests.e2e.wheelyard import START, Wheelyard

KEYS = {"kind", "path", "origin", "volume", "file_system", "free_bytes", "bytes", "files", "verdict"}


def test_places_are_counted_cleaned_and_pruned(computer: Wheelyard, demo: DemoProject) -> None:
    assert computer.run("sync", "--project", demo.folder, "--quiet").status == 0
    told = computer.run("places", "--project", demo.folder, "--json", "--probe")
    assert told.status == 0, told
    places = {place["kind"]: place for place in json.loads(told.stdout)["places"]}
    assert set(places) == {"cache", "temp", "environment", "pythons", "tools"}
    assert all(set(place) >= KEYS for place in places.values())
    cache = places["cache"]
    assert Path(cache["path"]) == computer.default_cache
    assert cache["verdict"] == "clear"
    assert cache["files"] > 500
    assert sum(held["files"] for held in cache["contents"]["buckets"].values()) == cache["files"]
    said = computer.run("places", "--project", demo.folder)
    assert said.status == 0, said
    assert "Largest packages:" in said.stdout
    assert "MiB" in said.stdout

    preview = computer.run("clean", "numpy", "--dry-run", "--json", "--project", demo.folder).finished
    assert preview["preview"]
    assert preview["freed"]["bytes"] > 0
    cleaned = computer.run("clean", "numpy", "--json", "--project", demo.folder).finished
    assert cleaned["outcome"] == "succeeded"
    assert cleaned["freed"] == preview["freed"]
    assert computer.run("clean", "numpy", "--project", demo.folder).status == 2

    lost = computer.default_cache / "archive-v0" / "lost"
    lost.mkdir()
    (lost / "file").write_bytes(b"x" * 100)
    pruned = computer.run("prune", "--project", demo.folder)
    assert pruned.status == 0, pruned
    assert "Freed 100 bytes in 1 file" in pruned.stdout
    assert not lost.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="made with a pseudo-terminal of POSIX")
def test_on_a_terminal_the_figures_move_and_are_gone_at_the_end(computer: Wheelyard, demo: DemoProject) -> None:
    above, below = os.openpty()
    with subprocess.Popen(
        [*START, "places", "--project", str(demo.folder)],
        env=computer.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=below,
        encoding="utf-8",
    ) as process:
        os.close(below)
        assert process.stdout is not None
        result = process.stdout.read()
    with os.fdopen(above, "rb", closefd=True) as terminal:
        shown = os.read(terminal.fileno(), 1 << 16).decode()
    assert process.returncode == 0
    assert "Counting " in shown
    assert shown.rpartition("\r")[2].replace("\x1b[K", "").strip() == ""
    assert "Counting" not in result
