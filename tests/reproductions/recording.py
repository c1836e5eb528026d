"""Samples: what uv printed, kept as files, so that explanations of it are tested fast and everywhere."""

import sys
import tempfile
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from core.model.problem import Problem
from tests.reproductions.bench import Bench
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.neutral import neutral
from tests.reproductions.reproduction import Reproduction, lacking

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def sample_path(reproduction: Reproduction) -> Path:
    """Return where the sample of a reproduction lies."""
    return SAMPLES / f"{reproduction.id}.txt"


def record(reproductions: Iterable[Reproduction]) -> list[str]:
    """Make the failures and write their samples; returns a line for each one that could not be made, with the reason.

    What nothing stands for any more is not removed.
    """
    SAMPLES.mkdir(parents=True, exist_ok=True)
    left = []
    for each in reproductions:
        if each.make is None:
            continue
        reason = lacking(each.needs)
        if reason is not None:
            left.append(f"{each.id}: {reason}")
            continue
        # Not where tests lie: another account must be able to come here.
        with tempfile.TemporaryDirectory(prefix="wheelyard-failure-") as folder:
            bench = Bench(Path(folder))
            sample_path(each).write_text(neutral(each.make(bench), bench), "utf-8", newline="\n")
        sys.stderr.write(".")
        sys.stderr.flush()
    sys.stderr.write("\n")
    return left


def record_in_lab(bench: LabBench, reproductions: Iterable[Reproduction]) -> None:
    """Make the failures that need Windows and write their samples."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for each in reproductions:
        if each.in_lab is None:
            continue
        bench.begin()
        sample_path(each).write_text(bench.neutral(each.in_lab(bench)), "utf-8", newline="\n")
        sys.stderr.write(".")
        sys.stderr.flush()
    sys.stderr.write("\n")


def faults(reproduction: Reproduction, problem: Problem, *, alone: bool = False) -> list[str]:
    """Return what an explanation of the reproduction says wrongly, a sentence each.

    ``alone`` is whether it was made of the text alone, without the run's project.
    """
    wrong = []
    right = reproduction.right(alone=alone)
    if problem.category not in right:
        wrong.append(f"the category is {problem.category}, not {' or '.join(right)}")
    for name in ("package", "version", "os_error"):
        wanted, found = getattr(reproduction, name), getattr(problem, name)
        if wanted is not None and wanted != found:
            wrong.append(f"{name} is {found!r}, not {wanted!r}")
    for name in ("path_from", "path_to", "url"):
        wanted, found = getattr(reproduction, name), getattr(problem, name)
        if wanted is not None and not fnmatchcase(found or "", wanted):
            wrong.append(f"{name} is {found!r}, not like {wanted!r}")
    return wrong
