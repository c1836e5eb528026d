"""Runs in which nothing is to be fixed, failures that are none of a kind, and programs that may not start."""

import subprocess
from functools import partial

from core.model.problem import Category
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.holding import held_lock
from tests.reproductions.linux_numbers import EACCES
from tests.reproductions.reproduction import Need, Reproduction


def _sync(bench: Bench, *words: str) -> str:
    bench.simple_project()
    return bench.uv("sync", *words)


def _retried(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("sync", "-v", variables=bench.scanned(cost_ms=200, retries=10))


def _environment_waited_for(bench: Bench) -> str:
    bench.simple_project()
    bench.well("sync")
    asked = ("pip", "install", "-v", "./wheels/snow_globe-1.5-py3-none-any.whl")
    with held_lock(bench.environment / ".lock"):
        return bench.uv(*asked, variables={"UV_LOCK_TIMEOUT": "1"})


def _unknown_setting(bench: Bench) -> str:
    bench.simple_project(more="[tool.uv]\ncache-dri = 'caches'\n")
    return bench.uv("lock")


def _downloaded(bench: Bench) -> str:
    bench.declare("small-one")
    with package_index(bench.folder / "index") as index:
        return bench.uv("sync", "--index-url", index.url, variables={"UV_OFFLINE": None})


def _no_program(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("run", "no-such-program")


def _python_may_not_run(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("sync", refuse="run 13 *python*")


def _tool_may_not_run(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("run", "python", "-c", "1", refuse="run 13 */.venv/*")


def _no_programs_there(bench: Bench) -> str:
    place = bench.folder / "noexec"
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", str(place)], check=True)
    try:
        bench.simple_project()
        program = place / "check"
        program.write_text("#!/bin/sh\n", "utf-8")
        program.chmod(0o755)
        return bench.uv("run", str(program))
    finally:
        subprocess.run(["umount", str(place)], check=True)


_none = partial(Reproduction, category=Category.NONE)
_blocked = partial(
    Reproduction,
    category=Category.BLOCKED_BY_POLICY,
    # On Linux a program that may not run and a file without rights have the same number.
    accept=(Category.PERMISSION_NO_ADMIN, Category.PYTHON_NOT_FOUND, Category.OTHER),
    needs=(Need.PRELOAD,),
    os_error=EACCES,
)

REPRODUCTIONS = (
    _none(name="sync", how="a sync that succeeds", make=_sync),
    _none(name="sync-log", how="the same with its log", make=lambda b: _sync(b, "-v")),
    _none(name="dry-run", how="a dry run", make=lambda b: _sync(b, "--dry-run")),
    _none(name="download", how="a download that succeeds", make=_downloaded),
    _none(
        name="retried",
        how="a scanner that lets go in time",
        make=_retried,
        needs=(Need.PRELOAD,),
    ),
    _none(
        name="lock-given-up",
        how="a lock of the environment that uv waits for and then goes on without",
        make=_environment_waited_for,
        needs=(Need.POSIX,),
    ),
    _none(name="unknown-setting", how="a setting in pyproject.toml that uv warns of", make=_unknown_setting),
    Reproduction(
        category=Category.OTHER,
        name="no-program",
        how="uv run with a program that is not there",
        make=_no_program,
    ),
    _blocked(name="python", how="refusing to start the Python that uv found", make=_python_may_not_run),
    _blocked(name="program", how="refusing to start a program of the environment", make=_tool_may_not_run),
    _blocked(name="drive", how="a drive from which nothing may run", make=_no_programs_there, needs=(Need.MOUNT,)),
)
