"""A project's local sources are checked: what the check says, and the actions that it offers."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.cli.arguments import parse
from core.model.checks import Check, CheckStatus
from core.model.commands import AnyRepair, ChangeWheels, CheckWheels, Lock
from core.model.outcome import Succeeded
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheel_bench import WheelBench

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
CP = f"cp{HERE.replace('.', '')}"


def checked(bench: WheelBench, folder: Path | None = None, *, probe: bool = False) -> Succeeded:
    """Return what the check says; every command line in it must be one that the program takes."""
    outcome = bench.do(CheckWheels(project=folder or bench.project, probe=probe))
    assert isinstance(outcome, Succeeded), outcome
    order = [CheckStatus.FAIL, CheckStatus.WARN, CheckStatus.UNKNOWN, CheckStatus.OK]
    statuses = [check.status for check in outcome.checks]
    assert statuses == sorted(statuses, key=order.index), "the worst comes first"
    for remedy in (remedy for check in outcome.checks for remedy in check.remedies):
        assert remedy.command or remedy.action, remedy
        if remedy.command[:1] == ("wheelyard",):
            parse(list(remedy.command[1:]))  # ends the test where the command line does not take it
    return outcome


def ids(bench: WheelBench, folder: Path | None = None) -> list[str]:
    return sorted(f"{check.id} {check.status}" for check in checked(bench, folder).checks)


def one(bench: WheelBench, ident: str) -> Check:
    (check,) = [check for check in checked(bench).checks if check.id == ident]
    return check


def action(check: Check, fits: Callable[[Any], bool]) -> AnyRepair | ChangeWheels | Lock:
    """Return the first action of a finding that fits."""
    return next(each.action for each in check.remedies if each.action is not None and fits(each.action))


def is_change(each: Any) -> bool:
    return isinstance(each, ChangeWheels)


def put(bench: WheelBench, name: str, version: str = "1.0", tags: str = "py3-none-any", folder: str = "w") -> str:
    """Write a wheel into the project and return its path as a source names it."""
    (bench.project / folder).mkdir(parents=True, exist_ok=True)
    return f"{folder}/{write_wheel(bench.project / folder, name, version, tags=tags).name}"


def project(bench: WheelBench, sources: str, *dependencies: str, more: str = "", python: str = "") -> None:
    bench.write(dependencies, f"no-index = true\n{more}\n[tool.uv.sources]\n{sources}", python or f"=={HERE}.*")
