"""Checks of the three places and of the environment: there, writable, room, what the last probe said."""

from collections.abc import Iterator
from pathlib import Path

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import RecreateEnvironment, RelocatePlace
from core.model.measurements import Verdict
from core.model.setting_keys import SettingKey
from core.model.settings import PlaceKind
from core.places.environment_state import EnvironmentState, environment_state
from core.places.last_verdicts import last_verdict
from core.places.paths import nearest_existing
from core.procedures.doctor.situation import Situation
from core.settings.lint.making import in_project
from core.store.probe_history import KnownVerdict
from core.system.volumes import free_bytes_at
from core.system.writable import FolderState, folder_state

_KEYS = {
    PlaceKind.CACHE: SettingKey.CACHE,
    PlaceKind.TEMP: SettingKey.TEMP,
    PlaceKind.ENVIRONMENT: SettingKey.ENVIRONMENT,
}
_MIB = 1024 * 1024
_LITTLE = 1024 * _MIB
_NONE = 50 * _MIB
"""Free bytes below which a sync of some size fails, and below which any does."""

_STATES = {
    EnvironmentState.WITHOUT_CONFIG: "It has no pyvenv.cfg, and uv refuses it as it is.",
    EnvironmentState.BORROWED_PYTHON: "It has no pyvenv.cfg, and uv would change the Python that it leads to.",
    EnvironmentState.UNREADABLE: "It may not be looked into.",
}


def place(kind: PlaceKind, situation: Situation) -> Iterator[Check]:
    """Say whether a place can be used; of an environment that is not there, whether its folder can."""
    if situation.subject is None or (kind is PlaceKind.ENVIRONMENT and situation.project is None):
        return
    value = situation.subject.values.of(_KEYS[kind]).value
    if value is None:
        return
    folder = situation.folder / str(value)
    existing = nearest_existing(folder)
    state, free = folder_state(existing), free_bytes_at(existing)
    known = last_verdict(situation.services.home, folder)
    bad = _bad(kind, folder, existing, state, free) or _measured(kind, folder, known)
    if bad is not None:
        status, title, detail = bad
        yield _check(kind, status, title, detail, _remedies(kind, situation))
        return
    there = "" if existing == folder else " It does not exist yet."
    said = f" Measured there: {known.why}" if known is not None else ""
    room = f" {_size(free)} are free." if free is not None else ""
    yield _check(kind, CheckStatus.OK, f"The {kind.words} can be used", f"It is {folder}.{there}{room}{said}")


def _bad(
    kind: PlaceKind, folder: Path, existing: Path, state: FolderState, free: int | None
) -> tuple[CheckStatus, str, str] | None:
    match state:
        case FolderState.NOT_A_FOLDER:
            return CheckStatus.FAIL, f"The {kind.words} has no folder", f"{existing} is a file, so {folder} cannot be."
        case FolderState.NOT_WRITABLE:
            sentence = f"Nothing can be written into {existing}, where {folder} is to be."
            return CheckStatus.FAIL, f"The {kind.words} cannot be written", sentence
        case FolderState.MISSING:
            return CheckStatus.FAIL, f"The {kind.words} cannot be reached", f"There is nothing at {folder} or above it."
        case _:
            pass
    if free is not None and free < _LITTLE:
        status = CheckStatus.FAIL if free < _NONE else CheckStatus.WARN
        return status, f"There is little room for the {kind.words}", f"{_size(free)} are free where {folder} is."
    return None


def _measured(kind: PlaceKind, folder: Path, known: KnownVerdict | None) -> tuple[CheckStatus, str, str] | None:
    if known is None or known.verdict in {Verdict.CLEAR, Verdict.SLOW}:
        return None
    title = f"Renames were refused in the {kind.words}"
    if known.verdict is Verdict.UNUSABLE:
        title = f"The {kind.words} could not be used when it was measured"
    return CheckStatus.FAIL, title, f"{folder}: {known.why}"


def _remedies(kind: PlaceKind, situation: Situation) -> tuple[CheckRemedy, ...]:
    if situation.project is None:
        return ()
    command = ("wheelyard", "relocate", kind.value, "--auto", *in_project(situation.project))
    title = f"Move the {kind.words} to the best place that is measured"
    return (CheckRemedy(title=title, command=command, action=RelocatePlace(project=situation.project, kind=kind)),)


def environment(situation: Situation) -> Iterator[Check]:
    """Say how whole the environment is."""
    if situation.subject is None or situation.project is None:
        return
    folder = situation.project / str(situation.subject.values.of(SettingKey.ENVIRONMENT).value)
    state = environment_state(folder)
    if state in _STATES:
        broken = state.is_broken or state.is_dangerous
        anew = RecreateEnvironment(project=situation.project)
        yield Check(
            id="environment",
            status=CheckStatus.FAIL,
            title="The environment is broken" if broken else "The environment cannot be read",
            detail=f"{folder}: {_STATES[state]}",
            key=SettingKey.ENVIRONMENT,
            remedies=(CheckRemedy(title="Make it anew", action=anew),) if broken else (),
        )
        return
    said = {
        EnvironmentState.MISSING: "There is no environment yet",
        EnvironmentState.EMPTY: "The environment is empty",
        EnvironmentState.WITHOUT_PYTHON: "The environment has lost its Python; the next sync makes it anew",
        EnvironmentState.INSTALLATION: "The environment is a Python of its own",
        EnvironmentState.NOT_A_FOLDER: "The environment is a file, which may lead elsewhere",
    }
    loud = {EnvironmentState.WITHOUT_PYTHON, EnvironmentState.INSTALLATION}
    status = CheckStatus.WARN if state in loud else CheckStatus.OK
    if state is EnvironmentState.NOT_A_FOLDER:
        status = CheckStatus.UNKNOWN
    yield Check(
        id="environment", status=status, title=said.get(state, "The environment is whole"), detail=f"It is {folder}."
    )


def _check(
    kind: PlaceKind, status: CheckStatus, title: str, detail: str, remedies: tuple[CheckRemedy, ...] = ()
) -> Check:
    return Check(
        id=f"place-{kind.value}", status=status, title=title, detail=detail, key=_KEYS[kind], remedies=remedies
    )


def _size(free: int) -> str:
    return f"{free / (1024 * _MIB):.1f} GiB" if free >= 1024 * _MIB else f"{free / _MIB:.0f} MiB"
