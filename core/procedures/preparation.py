"""What is read before uv runs: the project, its profile, effective places, and the uv program."""

import asyncio
import logging
import re
from pathlib import Path

from msgspec import Struct

from core.model.invocation import TerminalSize
from core.model.project import InputError, Project
from core.model.secrets import Secret
from core.model.settings import Profile
from core.network.stored_credentials import stored_credential
from core.procedures.services import Services
from core.settings.effective import Effective, effective_settings
from core.settings.profile_settings import profile_variables
from core.settings.project_file import read_project
from core.uv.binary import UvProgram, describe, find_uv
from core.uv.invocation import UvCall

_LOG = logging.getLogger(__name__)


class Prepared(Struct, frozen=True, kw_only=True):
    """What a procedure that runs uv needs to know first; ``secrets`` are the variables of indexes with a login."""

    project: Project
    profile: Profile
    effective: Effective
    uv: UvProgram
    secrets: dict[str, Secret] = {}

    def call(self) -> UvCall:
        """Return what all calls of uv in the project share; only the profile's own choices are handed to uv."""
        return UvCall(
            program=self.uv.path,
            folder=self.project.folder,
            cache=self.profile.cache,
            temp=self.profile.temp,
            environment=self.profile.environment,
            link_mode=self.profile.link_mode,
            settings=profile_variables(self.profile, self.uv.can.certificate_variable),
            secrets=self.secrets,
            terminal=TerminalSize(),
        )


def effective_in(folder: Path, services: Services) -> Effective:
    """Read the project and return its effective settings; raises InputError for a folder that is none."""
    read_project(folder)
    return effective_settings(services.profiles.load(folder), services.environ)


async def prepare(folder: Path, services: Services) -> Prepared:
    """Read the project and its settings and find uv; raises InputError for what cannot be used."""
    project, profile, effective = await asyncio.to_thread(_read, folder, services)
    named = None if profile.own_uv else services.named_uv
    program = await asyncio.to_thread(find_uv, named, services.environ)
    uv = await describe(services.runner, program)
    secrets = await asyncio.to_thread(_secrets, profile, services) if profile.logins else {}
    return Prepared(project=project, profile=profile, effective=effective, uv=uv, secrets=secrets)


def _read(folder: Path, services: Services) -> tuple[Project, Profile, Effective]:
    profile = services.profiles.load(folder)
    return read_project(folder), profile, effective_settings(profile, services.environ)


def index_variable(index: str, what: str) -> str:
    """Return the variable by which uv takes ``what`` (USERNAME, PASSWORD) of a named index, as uv spells names."""
    return f"UV_INDEX_{re.sub(r'[^A-Z0-9]', '_', index.upper())}_{what}"


def _secrets(profile: Profile, services: Services) -> dict[str, Secret]:
    """Read the logins of the profile's indexes; one that the keyring does not give is missed by uv, which says so."""
    found: dict[str, Secret] = {}
    for login in profile.logins:
        try:
            secret = stored_credential(login.url, login.user, services.secrets)
        except InputError as error:
            _LOG.warning("the login of the index %s was not read: %s", login.index, error.sentence)
            continue
        if secret is not None:
            found[index_variable(login.index, "USERNAME")] = Secret(login.user)
            found[index_variable(login.index, "PASSWORD")] = secret
    return found
