"""Runs in which nothing is to be fixed, failures that are none of a kind, and programs that may not start."""

from functools import partial

from core.model.problem import Category
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.holding import held_lock
from tests.reproductions.linux_numbers import EACCES
from tests.reproductions.project_files import GLOBE_WHEEL
from tests.reproductions.refusals import refusing
from tests.reproductions.reproduction import Need, Reproduction
from tests.reproductions.small_volume import small_volume


def _sync(bench: Bench, *words: str) -> str:
    bench.simple_project()
    return bench.uv("sync", *words)


def _environment_waited_for(bench: Bench) -> str:
    bench.synced_project()
    asked = ("pip", "install", "-v", GLOBE_WHEEL)
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


def _no_programs_there(bench: Bench) -> str:
    bench.simple_project()
    with small_volume(bench, "noexec", "noexec") as place:
        program = place / "check"
        program.write_text("#!/bin/sh\n", "utf-8")
        program.chmod(0o755)
        return bench.uv("run", str(program))


_none = partial(Reproduction, category=Category.NONE)
# On Linux a program that may not run and a file without rights have the same number.
_blocked = partial(refusing, after=(), category=Category.BLOCKED_BY_POLICY)

REPRODUCTIONS = (
    _none(name="sync", how="a sync that succeeds", make=_sync),
    _none(name="sync-log", how="the same with its log", make=lambda b: _sync(b, "-v")),
    _none(name="dry-run", how="a dry run", make=lambda b: _sync(b, "--dry-run")),
    _none(name="download", how="a download that succeeds", make=_downloaded),
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
    _blocked(
        *("run", EACCES, "*python*", "sync"),
        name="python",
        how="refusing to start the Python that uv found",
        accept=(Category.PERMISSION_NO_ADMIN,),
    ),
    _blocked(
        *("run", EACCES, "*/.venv/*", "run", "python", "-c", "1"),
        name="program",
        how="refusing to start a program of the environment",
        accept=(Category.OTHER,),
    ),
    Reproduction(
        category=Category.BLOCKED_BY_POLICY,
        name="drive",
        how="a drive from which nothing may run",
        make=_no_programs_there,
        needs=(Need.MOUNT,),
        accept=(Category.OTHER,),
        os_error=EACCES,
    ),
)
