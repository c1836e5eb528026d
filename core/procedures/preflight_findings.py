"""What can be seen before a run: each look is short and asks nothing of the network."""

from collections.abc import Iterator

from core.model.commands import AnyUvCommand, Lock
from core.model.measurements import Verdict
from core.model.programs import RunningProgram
from core.model.questions import PreflightFinding, PreflightId
from core.places.cache_lock import LOCK_NAME
from core.places.environment_state import environment_state
from core.places.last_verdicts import last_verdict
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.system.file_lock import is_held_alone
from core.system.file_users import users_of
from core.system.programs_in import programs_in
from core.system.volumes import free_bytes_at

LITTLE_ROOM = 512 * 1024 * 1024
"""Bytes on a volume below which most syncs that bring something in do not fit."""
_MOST_NAMED = 4
_A_DAY = 24 * 3600.0
_RUNS_LOOKED_AT = 50


def findings_of(
    prepared: Prepared, command: AnyUvCommand, services: Services, little_room: int = LITTLE_ROOM
) -> tuple[PreflightFinding, ...]:
    """Return what is found in the places and in the cache's lock; ``little_room`` in bytes."""
    return tuple(_findings(prepared, command, services, little_room))


def environment_programs(prepared: Prepared, seconds: float) -> tuple[PreflightFinding, ...]:
    """Return the programs that run out of the environment which uv is about to change, as one finding."""
    environment = prepared.effective.places.environment.path
    programs = tuple(user.running() for user in programs_in(environment, seconds * 0.8))
    if not programs:
        return ()
    return (
        PreflightFinding(
            id=PreflightId.PROGRAMS_RUN,
            sentence=(
                f"{_named(programs)} {'runs' if len(programs) == 1 else 'run'} out of the environment that uv is about "
                "to change. On Windows what they use cannot be replaced; elsewhere they go on with mixed versions."
            ),
            programs=programs,
            passes=True,
        ),
    )


def _findings(
    prepared: Prepared, command: AnyUvCommand, services: Services, little_room: int
) -> Iterator[PreflightFinding]:
    places = prepared.effective.places
    state = environment_state(places.environment.path)
    if not isinstance(command, Lock) and state.is_dangerous:
        yield PreflightFinding(
            id=PreflightId.ENVIRONMENT_BROKEN,
            sentence=(
                f"The environment {places.environment.path} has lost its pyvenv.cfg, and its Python is a link to "
                "another one. uv would take that for the environment, and remove the packages that are installed there."
            ),
            stops=True,
        )
    if not isinstance(command, Lock) and state.is_broken:
        yield PreflightFinding(
            id=PreflightId.ENVIRONMENT_BROKEN,
            sentence=(
                f"The environment {places.environment.path} is only half there: it has no pyvenv.cfg, and uv will "
                "refuse it."
            ),
        )
    if not places.temp.path.is_dir():
        yield PreflightFinding(
            id=PreflightId.TEMP_MISSING, sentence=f"The temp folder {places.temp.path} does not exist."
        )
    room = free_bytes_at(places.cache.path)
    if room is not None and room < little_room:
        yield PreflightFinding(
            id=PreflightId.LITTLE_ROOM,
            sentence=f"Only {room // (1024 * 1024)} MiB are free on the volume of the cache {places.cache.path}.",
        )
    if not (command.patient or command.refused_before):
        why = _refused_lately(prepared, services)
        if why is not None:
            yield PreflightFinding(
                id=PreflightId.PLACE_REFUSED,
                sentence=f"Renames in the cache {places.cache.path} were refused when they were last measured: {why}",
            )
    lock = places.cache.path / LOCK_NAME
    if is_held_alone(lock):
        programs = tuple(user.running() for user in users_of(lock))
        yield PreflightFinding(
            id=PreflightId.CACHE_LOCKED,
            sentence=f"The cache is locked by {_named(programs) or 'another uv'}; uv would wait for it.",
            programs=programs,
            passes=True,
        )


def _refused_lately(prepared: Prepared, services: Services) -> str | None:
    """Return what a probe of the last day said of the cache, unless a run has succeeded with it since."""
    cache = prepared.effective.places.cache.path
    known = last_verdict(services.home, cache)
    now = services.clock.now()
    if known is None or known.verdict is not Verdict.REFUSED or not 0 <= now - known.at <= _A_DAY:
        return None
    since = services.history().runs(prepared.project.folder, known.at, _RUNS_LOOKED_AT)
    passed = any(run.outcome == "succeeded" and run.cache == cache for run in since)
    return None if passed else known.why


def _named(programs: tuple[RunningProgram, ...]) -> str:
    named = ", ".join(program.words() for program in programs[:_MOST_NAMED])
    more = len(programs) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
