"""``python -m tests.reproductions``: show a failure, record the samples, write the table of docs/diagnosis.md."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.wanted_evidence import wanted
from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.recording import faults, record, record_in_lab
from tests.reproductions.registry import HERE, REPRODUCTIONS
from tests.reproductions.reproduction import Reproduction, lacking
from tests.reproductions.table import PAGE, page
from tests.reproductions.windows import WINDOWS
from tests.windows.lab.wine_lab import wine_lab


def evidence_words(category: Category) -> Sequence[str]:
    """Return what is measured after a failure of this category, in words."""
    return tuple(kind.words for kind in wanted(category))


def _show(names: Sequence[str]) -> None:
    for each in HERE:
        if each.make is None or not any(name in each.id for name in names):
            continue
        reason = lacking(each.needs)
        said = f"cannot be made here: {reason}" if reason is not None else _made(each)
        sys.stdout.write(f"### {each.id}\n{said}\n")


def _record_in_lab(reproductions: Sequence[Reproduction]) -> None:
    lab = wine_lab()
    with tempfile.TemporaryDirectory(prefix="wheelyard-lab-") as room, lab.computer(Path(room)) as computer:
        record_in_lab(LabBench(lab, computer), reproductions)


def _made(each: Reproduction) -> str:
    assert each.make is not None
    with tempfile.TemporaryDirectory(prefix="wheelyard-failure-") as folder:
        bench = Bench(Path(folder))
        said = each.make(bench)
        problem = explain(said, FailureContext(project=bench.project, cache=bench.cache, exit_code=bench.exit_code))
    wrong = "".join(f"WRONG: {fault}\n" for fault in faults(each, problem))
    return f"{said}\n{problem.category.value}: {problem.title}\n{problem.explanation}\n{wrong}"


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.reproductions", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="make failures whose names contain these words, and explain them")
    show.add_argument("names", nargs="+")
    recorded = commands.add_parser("record", help="make failures and keep what uv printed as samples")
    recorded.add_argument("names", nargs="*", help="only those whose names contain these words")
    recorded.add_argument("--lab", action="store_true", help="those of the Windows lab in the place of the others")
    table = commands.add_parser("table", help="the page of all categories, made from the samples")
    table.add_argument("--write", action="store_true", help=f"write it to docs/{PAGE.name}")
    arguments = parser.parse_args()
    match arguments.command:
        case "show":
            _show(arguments.names)
        case "record":
            made = WINDOWS if arguments.lab else HERE
            asked = [each for each in made if not arguments.names or any(name in each.id for name in arguments.names)]
            if arguments.lab:
                _record_in_lab(asked)
            else:
                sys.stderr.write("".join(f"not made: {line}\n" for line in record(asked)))
        case _:
            text = page(REPRODUCTIONS, evidence_words)
            if arguments.write:
                PAGE.write_text(text, "utf-8", newline="\n")
            else:
                sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
