"""What is read before uv runs: the project, its profile, effective places, and the uv program."""

import asyncio
from pathlib import Path

from msgspec import Struct

from core.model.invocation import TerminalSize
from core.model.project import Project
from core.model.settings import Profile
from core.procedures.services import Services
from core.settings.effective import Effective, effective_settings
from core.settings.project_file import read_project
from core.uv.binary import UvProgram, describe, find_uv
from core.uv.invocation import UvCall


class Prepared(Struct, frozen=True, kw_only=True):
    """What a procedure that runs uv needs to know first."""

    project: Project
    profile: Profile
    effective: Effective
    uv: UvProgram

    def call(self) -> UvCall:
        """Return what all calls of uv in the project share; only the profile's own choices are handed to uv."""
        return UvCall(
            program=self.uv.path,
            folder=self.project.folder,
            cache=self.profile.cache,
            temp=self.profile.temp,
            environment=self.profile.environment,
            link_mode=self.profile.link_mode,
            terminal=TerminalSize(),
        )


def effective_in(folder: Path, services: Services) -> Effective:
    """Read the project and return its effective settings; raises InputError for a folder that is none."""
    read_project(folder)
    return effective_settings(services.profiles.load(folder), services.environ)


async def prepare(folder: Path, services: Services) -> Prepared:
    """Read the project and its settings and find uv; raises InputError for what cannot be used."""
    project, profile, effective = await asyncio.to_thread(_read, folder, services)
    program = await asyncio.to_thread(find_uv, services.named_uv, services.environ)
    uv = await describe(services.runner, program)
    return Prepared(project=project, profile=profile, effective=effective, uv=uv)


def _read(folder: Path, services: Services) -> tuple[Project, Profile, Effective]:
    profile = services.profiles.load(folder)
    return read_project(folder), profile, effective_settings(profile, services.environ)
