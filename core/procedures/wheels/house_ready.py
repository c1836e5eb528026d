"""What is looked at before the first file of a wheelhouse comes: the lock, policy, the folder, the room in it."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from core.model.policies import Policy
from core.model.project import InputError, PolicyError
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.wheel_commands import CollectWheels
from core.model.wheels import Target, TargetPlatform
from core.network.asking import Ways
from core.network.partial_file import ENDING
from core.places.paths import nearest_existing
from core.procedures.network.ways import effective_of, ways_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.procedures.wheels.house_plan import plan_house, platforms_beyond
from core.procedures.wheels.house_sentences import beyond_the_lock, not_resolvable
from core.procedures.wheels.house_values import HousePlan
from core.settings.allowed_indexes import is_allowed, not_allowed
from core.settings.policy_choices import why_forbidden
from core.system.writable import FolderState, folder_state
from core.uv.lock_entries import read_whole_lock
from core.uv.lock_values import LockedFile, LockedSource, WholeLock
from core.wheels.targets import targets_of

_ROOM_LEFT = 64 << 20


class Ready(Struct, frozen=True, kw_only=True):
    """What the collecting goes by; ``missing`` are the sentences of the plan and those about the lock."""

    folder: Path
    lock: WholeLock
    plan: HousePlan
    missing: tuple[str, ...]
    ways: Ways
    offline: bool
    total_bytes: int | None


def make_ready(command: CollectWheels, project: Path, prepared: Prepared, services: Services) -> Ready:
    """Read the lock and look whether the files may and can be put where they shall go; the folder is made.

    Raises InputError and PolicyError for what stands against it. Reads and writes files, so not for the loop's thread.
    """
    folder = house_folder(command, project)
    lock = read_whole_lock(project)
    if lock is None:
        raise InputError(
            f"{project} has no uv.lock, and that is what says which files are needed.",
            "Lock the project first (`wheelyard lock`).",
            subject=str(project),
        )
    targets, beyond = _targets(lock, command.platforms)
    targets = _of_pythons(targets, command.pythons, lock)
    plan = plan_house(lock, targets, folder)
    missing = (
        *((beyond_the_lock(beyond),) if beyond else ()),
        *plan.missing,
        *((not_resolvable(plan.unserved),) if plan.unserved else ()),
    )
    _check_policy(prepared.policy, plan.files, folder, lock.folder)
    _make(folder)
    _check_room(folder, plan.files)
    values = effective_of(prepared, services)
    sizes = [_size(file) for file in plan.files]
    known = [size for size in sizes if size is not None]
    return Ready(
        folder=folder,
        lock=lock,
        plan=plan,
        missing=missing,
        ways=ways_of(prepared, services, values),
        offline=values.of(SettingKey.OFFLINE).value is True,
        total_bytes=sum(known) if len(known) == len(sizes) else None,
    )


def house_folder(command: CollectWheels, project: Path) -> Path:
    """Return the folder of the wheelhouse; a relative one is taken from the project."""
    return Path(os.path.normpath(project / command.to))


def _targets(
    lock: WholeLock, wanted: Sequence[TargetPlatform]
) -> tuple[tuple[Target, ...], tuple[TargetPlatform, ...]]:
    """Return the targets that are meant, and the platforms among them that the lock does not cover."""
    covered = targets_of(lock.requires_python, lock.environments)
    if not wanted:
        return tuple(covered), ()
    everywhere = targets_of(lock.requires_python, ())
    pythons = dict.fromkeys(target.python for target in (covered or everywhere))
    beyond = platforms_beyond(covered, wanted) if lock.environments else ()
    among = [target for target in covered if target.platform in wanted]
    others = [Target(platform, python) for platform in wanted for python in pythons]
    known = {target.platform for target in among}
    return (*among, *(target for target in others if target.platform not in known)), beyond


def _of_pythons(targets: Sequence[Target], pythons: Sequence[str], lock: WholeLock) -> tuple[Target, ...]:
    """Return the targets with the wanted Python versions, all where none is wanted; raises InputError."""
    known = {target.python for target in targets}
    for python in pythons:
        if python not in known:
            raise InputError(
                f"The lock is for Python {lock.requires_python or 'of any version'}, and {python} is none of them.",
                f"Name one of {', '.join(dict.fromkeys(target.python for target in targets))}.",
            )
    return tuple(target for target in targets if not pythons or target.python in pythons)


def _check_policy(policy: Policy, files: Sequence[LockedFile], folder: Path, project: Path) -> None:
    forbidden = why_forbidden(policy, folder)
    if forbidden is not None:
        raise PolicyError(f"Nothing can be collected in {folder}: {forbidden}.", "Name another folder.")
    for file in files:
        asked = file.index if file.source is LockedSource.REGISTRY else file.url
        if asked is not None and not is_allowed(policy, asked, project):
            raise PolicyError(
                f"{file.package} would come from {without_secrets(asked)}, as uv.lock says, and {not_allowed(policy)}.",
                f"Lock again with an index that is allowed: {', '.join(policy.allowed_indexes or ())}.",
            )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        trouble = f"cannot be made: {reason}"
        usable = False
    else:
        usable = folder_state(folder) is FolderState.USABLE
        trouble = "cannot be written to"
    if not usable:
        raise InputError(f"The folder {folder} {trouble}.", "Name a folder where you may write.", subject=str(folder))


def _check_room(folder: Path, files: Sequence[LockedFile]) -> None:
    """Raise InputError where the volume has less room than what is known to come; unknown sizes count as nothing."""
    needed = 0
    for file in files:
        size = _size(file) or 0
        there = max(_length(folder / file.file), _length(folder / f"{file.file}{ENDING}"))
        needed += max(0, size - there)
    try:
        free = shutil.disk_usage(nearest_existing(folder)).free
    except OSError:
        return
    if needed and free < needed + _ROOM_LEFT:
        raise InputError(
            f"The volume of {folder} has {free >> 20} MiB free, {(needed >> 20) + 1} MiB are still to come, "
            f"and {_ROOM_LEFT >> 20} MiB are to stay free.",
            "Make room there or name a folder on another volume; what has come before is kept.",
            subject=str(folder),
        )


def _size(file: LockedFile) -> int | None:
    return file.size if file.size is not None or file.path is None else _length(file.path)


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
