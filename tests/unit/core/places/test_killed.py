"""Killed with SIGKILL at every journal step and at 200 random moments, the next start has one whole place."""

import json
import os
import secrets
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from core.places.journal import Step

CHECKOUT = Path(__file__).parents[4]
TIMES = 210


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL is POSIX; Windows ends processes the same way in the lab")
def test_killed_at_every_journal_step_and_at_random_moments(tmp_path: Path) -> None:
    seed = secrets.randbelow(10**6)
    command = [sys.executable, "-m", "tests.unit.core.places.killing", str(tmp_path), str(TIMES), str(seed)]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=900)
    assert ran.returncode == 0, ran.stderr
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [each for each in found if each["wrong"]] == [], f"seed {seed}"
    steps, random = found[:-TIMES], found[-TIMES:]
    assert len(random) == TIMES
    seen = {(each["how"], each["step"]) for each in steps if each["killed"] and not each["undo"]}
    for how in ("renamed", "copied", "fresh"):
        assert {step for each, step in seen if each == how} >= {Step.PLANNED, Step.MOVING, Step.MOVED, Step.SWITCHED}
    # Random moments are worth something only where many of them hit.
    assert Counter(each["killed"] for each in random)[True] > TIMES // 7
