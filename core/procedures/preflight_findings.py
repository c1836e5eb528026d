"""What can be seen before a run: each look is short and asks nothing of the network."""

import stat
import time
from pathlib import Path

from core.model.commands import AddPackages, AnyUvCommand, Lock
from core.model.measurements import Verdict
from core.model.programs import RunningProgram
from core.model.project import InputError
from core.model.questions import PreflightFinding, PreflightId
from core.places.cache_lock import LOCK_NAME
from core.places.environment_state import environment_state
from core.places.last_verdicts import last_verdict
from core.procedures.limited import NotInTimeError
from core.procedures.preflight_looks import Find, Findings, Look
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.system.file_lock import is_held_alone
from core.system.file_users import users_of
from core.system.programs_in import programs_in
from core.system.volumes import free_bytes_at

ENVIRONMENT_SECONDS = 10.0
"""Longest that the environment's state is waited for: uv must not meet one of which nobody knows what it is."""
LITTLE_ROOM = 512 * 1024 * 1024
"""Bytes on a volume below which most syncs that bring something in do not fit."""

_PART = 0.8
"""Of the time of a look: what asks the system is told to stop by then, so that what it has found arrives in time."""
_MOST_NAMED = 4
_A_DAY = 24 * 3600.0
_RUNS_LOOKED_AT = 50
_INSTALLED = ("lib/*/site-packages/*.dist-info", "Lib/site-packages/*.dist-info")


def place_looks(prepared: Prepared, command: AnyUvCommand, services: Services) -> tuple[Look, ...]:
    """Return the looks at the places that uv is about to use, and at the cache's lock."""
    environment = () if isinstance(command, Lock) else (_environment_look(prepared),)
    knows = command.patient or command.refused_before
    refusal = () if knows else (_look(PreflightId.PLACE_REFUSED, lambda _: refused_place(prepared, services)),)
    return (
        *environment,
        _look(PreflightId.TEMP_MISSING, lambda _: missing_temp(prepared)),
        _look(PreflightId.LITTLE_ROOM, lambda _: little_room(prepared)),
        *refusal,
        _look(PreflightId.CACHE_LOCKED, lambda seconds: locked_cache(prepared, seconds)),
    )


def program_look(prepared: Prepared, command: AnyUvCommand) -> Look:
    """Return the look at the programs of the environment."""
    return _look(PreflightId.PROGRAMS_RUN, lambda seconds: environment_programs(prepared, command, seconds))


def _look(ident: PreflightId, find: Find) -> Look:
    return Look(ids=frozenset({ident}), find=find)


def _environment_look(prepared: Prepared) -> Look:
    environment = prepared.effective.places.environment.path
    return Look(
        ids=frozenset({PreflightId.ENVIRONMENT_BROKEN, PreflightId.ENVIRONMENT_UNKNOWN}),
        find=lambda _: broken_environment(environment),
        seconds=ENVIRONMENT_SECONDS,
        unanswered=PreflightFinding(
            id=PreflightId.ENVIRONMENT_UNKNOWN,
            sentence=(
                f"The environment {environment} did not answer within {ENVIRONMENT_SECONDS:.0f} s. Whether it is whole "
                "is not known, and in one that is not, uv may change another Python."
            ),
            passes=True,
            stops=True,
        ),
    )


def environment_programs(prepared: Prepared, command: AnyUvCommand, seconds: float) -> Findings:
    """Return the programs that run out of the environment which uv is about to change, as one finding.

    An ``add`` changes no more than it must, and nothing where nothing is installed yet. Raises NotInTimeError where
    none was found in ``seconds`` and not all were looked at.
    """
    environment = prepared.effective.places.environment.path
    adds = isinstance(command, AddPackages)
    if adds and not _has_packages(environment):
        return ()
    begun, limit = time.monotonic(), seconds * _PART
    programs = tuple(user.running() for user in programs_in(environment, limit))
    if not programs:
        # A clock's tick less: waiting may end that much early.
        if time.monotonic() - begun >= limit - 0.02:
            raise NotInTimeError
        return ()
    return (
        PreflightFinding(
            id=PreflightId.PROGRAMS_RUN,
            sentence=(
                f"{_named(programs)} {'runs' if len(programs) == 1 else 'run'} out of the environment"
                f"{', in which uv may replace versions' if adds else ' that uv is about to change'}. "
                "On Windows what they use cannot be replaced; elsewhere they go on with mixed versions."
            ),
            programs=programs,
            passes=True,
        ),
    )


def broken_environment(environment: Path) -> Findings:
    """Return whether uv would refuse the environment, or take another Python for it."""
    try:
        state = environment_state(environment)
    except OSError:  # it has its pyvenv.cfg, and a folder in it is closed: uv cannot go wrong there
        return ()
    if state.is_dangerous:
        return (
            PreflightFinding(
                id=PreflightId.ENVIRONMENT_BROKEN,
                sentence=(
                    f"The environment {environment} has lost its pyvenv.cfg, and its Python is a link to another one. "
                    "uv would take that for the environment, and remove the packages that are installed there."
                ),
                stops=True,
            ),
        )
    if state.is_broken:
        return (
            PreflightFinding(
                id=PreflightId.ENVIRONMENT_BROKEN,
                sentence=(
                    f"The environment {environment} is only half there: it has no pyvenv.cfg, and uv will refuse it."
                ),
            ),
        )
    return ()


def missing_temp(prepared: Prepared) -> Findings:
    """Return whether the temp folder is none that can be used."""
    temp = prepared.effective.places.temp.path
    try:
        if stat.S_ISDIR(temp.stat().st_mode):
            return ()
        trouble = "is no folder"
    except FileNotFoundError:
        trouble = "does not exist"
    except OSError as error:
        trouble = f"cannot be used: {error.strerror or error}"
    return (PreflightFinding(id=PreflightId.TEMP_MISSING, sentence=f"The temp folder {temp} {trouble}."),)


def little_room(prepared: Prepared, enough: int = LITTLE_ROOM) -> Findings:
    """Return whether fewer bytes than ``enough`` are free on the cache's volume."""
    cache = prepared.effective.places.cache.path
    room = free_bytes_at(cache)
    if room is None or room >= enough:
        return ()
    return (
        PreflightFinding(
            id=PreflightId.LITTLE_ROOM,
            sentence=f"Only {room // (1024 * 1024)} MiB are free on the volume of the cache {cache}.",
        ),
    )


def refused_place(prepared: Prepared, services: Services) -> Findings:
    """Return what a probe of the last day said of the cache, unless a run is known to have succeeded with it since."""
    cache = prepared.effective.places.cache.path
    known = last_verdict(services.home, cache)
    now = services.clock.now()
    if known is None or known.verdict is not Verdict.REFUSED or not 0 <= now - known.at <= _A_DAY:
        return ()
    try:
        since = services.history().runs(prepared.project.folder, known.at, _RUNS_LOOKED_AT)
    except InputError:  # a history that cannot be read knows of no success, and costs the run nothing
        since = ()
    if any(run.outcome == "succeeded" and run.cache == cache for run in since):
        return ()
    return (
        PreflightFinding(
            id=PreflightId.PLACE_REFUSED,
            sentence=f"Renames in the cache {cache} were refused when they were last measured: {known.why}",
        ),
    )


def locked_cache(prepared: Prepared, seconds: float) -> Findings:
    """Return whether another holds the cache's lock, and who, as far as that is found out in ``seconds``."""
    begun = time.monotonic()
    lock = prepared.effective.places.cache.path / LOCK_NAME
    if not is_held_alone(lock):
        return ()
    left = seconds * _PART - (time.monotonic() - begun)
    programs = tuple(user.running() for user in users_of(lock, max(left, 0.0)))
    return (
        PreflightFinding(
            id=PreflightId.CACHE_LOCKED,
            sentence=f"The cache is locked by {_named(programs) or 'another uv'}; uv would wait for it.",
            programs=programs,
            passes=True,
        ),
    )


def _has_packages(environment: Path) -> bool:
    return any(next(environment.glob(pattern), None) is not None for pattern in _INSTALLED)


def _named(programs: tuple[RunningProgram, ...]) -> str:
    named = ", ".join(program.words() for program in programs[:_MOST_NAMED])
    more = len(programs) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
