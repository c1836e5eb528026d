"""What the checks are made on: found out once, as far as it can be."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.setting_values import Held
from core.model.settings import Profile
from core.procedures.limited import NotInTimeError, within
from core.procedures.policy_check import policy_in_force
from core.procedures.services import Services
from core.settings.lint.subject import Subject, read_subject
from core.settings.policy_locks import policy_locks
from core.uv.binary import UvProgram, describe, find_uv

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_UV_SECONDS = 20.0
_READ_SECONDS = 20.0


class Situation(Struct, frozen=True, kw_only=True):
    """The folder that is looked at, its project where it is one, and what is known of uv and its settings.

    ``trouble_of_uv`` and ``trouble_of_profile`` say why there is none; ``subject`` is None where the settings could
    not be read in time.
    """

    services: Services
    folder: Path
    project: Path | None = None
    profile: Profile | None = None
    trouble_of_profile: InputError | None = None
    uv: UvProgram | None = None
    trouble_of_uv: InputError | None = None
    subject: Subject | None = None


async def situation_in(folder: Path, services: Services) -> Situation:
    """Find out what there is to be checked; what fails is None in it."""
    project = folder if await _answered(lambda: _is_project(folder), otherwise=True) else None
    profile, trouble_of_profile = await _profile(project, services)
    uv, trouble_of_uv = await _uv(profile, services)
    version = uv.numbers if uv is not None else ()
    nothing: Mapping[SettingKey, Held] = {}
    locks = await _answered(lambda: policy_locks(policy_in_force(services)), otherwise=nothing)
    subject = await _answered(
        lambda: read_subject(project, services.environ, profile=profile, version=version, locks=locks, base=folder),
        otherwise=None,
    )
    return Situation(
        services=services,
        folder=folder,
        project=project,
        profile=profile,
        trouble_of_profile=trouble_of_profile,
        uv=uv,
        trouble_of_uv=trouble_of_uv,
        subject=subject,
    )


def _is_project(folder: Path) -> bool:
    """Whether the folder is meant as a project: it has the file, or it is not there to tell."""
    return (folder / "pyproject.toml").exists() or not folder.is_dir()


async def _profile(project: Path | None, services: Services) -> tuple[Profile | None, InputError | None]:
    if project is None:
        return None, None
    try:
        return await within(_READ_SECONDS, lambda: services.profiles.load(project)), None
    except InputError as error:
        return Profile(project=project), error
    except (NotInTimeError, OSError):
        return Profile(project=project), None


async def _uv(profile: Profile | None, services: Services) -> tuple[UvProgram | None, InputError | None]:
    own = profile is not None and SettingKey.UV in profile.chosen
    try:
        program = await within(_UV_SECONDS, lambda: find_uv(None if own else services.named_uv, services.environ))
        async with asyncio.timeout(_UV_SECONDS):
            return await describe(services.runner, program), None
    except InputError as error:
        return None, error
    except (NotInTimeError, TimeoutError):
        return None, InputError("uv did not say its version in time.", "Start it by hand: `uv --version`.")


async def _answered(work: Callable[[], T], *, otherwise: T) -> T:
    """Return what ``work`` returns; where it fails or takes too long the checks do without it."""
    try:
        return await within(_READ_SECONDS, work)
    except NotInTimeError:
        return otherwise
    except Exception:  # noqa: BLE001 - a doctor that falls ill itself tells nobody anything
        _LOG.exception("a part of what doctor looks at could not be read")
        return otherwise
