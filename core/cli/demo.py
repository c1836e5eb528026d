"""``wheelyard demo``: the main job on a made-up project, here or in the window, with or without a stand-in scanner."""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core.cli.arguments import Arguments
from core.cli.commands import absolute
from core.cli.exit_status import ExitStatus, status_of
from core.cli.printer import Printer
from core.cli.run import run_command
from core.demo.reference_project import make_reference_project
from core.demo.scanned import build_standin, runs_under_standin
from core.demo.trial import Trial, new_trial, trial_of
from core.model.commands import AnyCommand, RelocatePlace, Sync
from core.model.outcome import Failed, Outcome
from core.model.problem import Category
from core.model.project import InputError
from core.session import open_session
from core.store.home import Home
from core.uv.process import ChildProcessRunner

_SPEED = 10 * 2**20
_COST_MS = 250


def run_demo(arguments: Arguments, printer: Printer, open_window: Callable[[Path], int] | None) -> int:
    """Make the project and play the main job on it, or open it in the window; return the exit status."""
    environ = dict(os.environ)
    trial = trial_of(environ)
    if trial is not None and runs_under_standin(environ):
        return _play(absolute(arguments.dir), trial, arguments, printer, open_window)
    demo = make_reference_project(absolute(arguments.dir), python=(sys.version_info[0], sys.version_info[1]))
    printer.note(f"The demo project is in {demo.folder}: {len(demo.local_files)} made-up files, {demo.size >> 20} MiB.")
    if arguments.scanner:
        trial = new_trial(demo.folder, int(time.time()))
        _start_under_standin(trial, environ, printer)
    elif arguments.headless:
        trial = new_trial(demo.folder, int(time.time()))
    return _play(demo.folder, trial, arguments, printer, open_window)


def _start_under_standin(trial: Trial, environ: dict[str, str], printer: Printer) -> None:
    """Become this very command under the stand-in scanner; returns only where that cannot be had, having said why."""
    try:
        standin = asyncio.run(build_standin(ChildProcessRunner(environ), trial.standin))
        scanned = standin.environment(unscanned=(trial.unscanned,), speed=_SPEED, cost_ms=_COST_MS, inherited=environ)
    except InputError as error:
        printer.note(f"{error.sentence} The sync runs without one.")
        return
    sys.stdout.flush()
    sys.stderr.flush()
    # The same process under the preloaded library: a child would be one more to end when the person presses Ctrl+C.
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environ | trial.variables() | scanned)  # noqa: S606


def _play(
    project: Path,
    trial: Trial | None,
    arguments: Arguments,
    printer: Printer,
    open_window: Callable[[Path], int] | None,
) -> int:
    if not arguments.headless:
        if open_window is None:
            raise InputError("There is no window here.", "Run `wheelyard demo --headless`.")
        return open_window(project)
    return asyncio.run(_story(project, trial, printer))


async def _story(project: Path, trial: Trial | None, printer: Printer) -> int:
    environ = dict(os.environ) | (trial.variables() if trial is not None else {})

    async def run(command: AnyCommand) -> Outcome:
        outcome, _seconds = await run_command(command, printer, lambda: open_session(Home.locate(environ), environ))
        return outcome

    scanned = runs_under_standin(environ)
    printer.note("Sync, under a stand-in for a virus scanner:" if scanned else "Sync:")
    outcome = await run(Sync(project=project))
    refused = isinstance(outcome, Failed) and outcome.problem.category is Category.CACHE_RENAME_DENIED
    if not refused or trial is None:
        return status_of(outcome)
    printer.note("Relocate the cache to the best place where renames work:")
    outcome = await run(RelocatePlace(project=project, consider=(trial.unscanned,)))
    if status_of(outcome) is not ExitStatus.DONE:
        return status_of(outcome)
    printer.note("The same sync again:")
    return status_of(await run(Sync(project=project)))
