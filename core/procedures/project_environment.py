"""The environment that shells, terminals and editors get for a project: what uv gets, without secrets, activated."""

import asyncio
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from core.model.secrets import Secret
from core.network.session_secrets import SessionSecrets
from core.places.environment_state import EnvironmentState, environment_state
from core.places.folders import make
from core.procedures.preparation import Prepared, prepare
from core.procedures.services import Services
from core.procedures.terminal_logins import asking_variables, login_notes, shared_logins
from core.settings.shells.shell_environment import ShellEnvironment
from core.system.this_computer import IS_WINDOWS
from core.uv.invocation import piped

_ONLY_FOR_LOGS = frozenset({"UV_NO_WRAP"})
"""What Wheelyard tells uv for the sake of its own log; at a terminal uv may break its lines."""


class _NoSecrets:
    """A keyring that holds nothing, so that the real one is not even unlocked."""

    def usable(self) -> str | None:
        return None

    def get(self, service: str, entry: str) -> Secret | None:  # noqa: ARG002 - the form of the port
        return None

    def set(self, service: str, entry: str, secret: Secret) -> None:
        """Keep nothing."""

    def delete(self, service: str, entry: str) -> None:
        """Remove nothing."""


async def project_environment(folder: Path, services: Services, *, with_logins: bool = False) -> ShellEnvironment:
    """Return the environment for work in the project of ``folder``; raises InputError for a folder that is none.

    It is what uv gets from Wheelyard there, for the uv that Wheelyard would run, without a login or another secret.
    ``with_logins`` says that the caller hands those over on another way: then no note is about them.
    """
    prepared = await prepare(folder, replace(services, secrets=SessionSecrets(_NoSecrets())))
    return await asyncio.to_thread(_environment_of, prepared, services.environ, with_logins=with_logins)


async def make_folders(environment: ShellEnvironment) -> None:
    """Make the folders that must be there before anything runs; raises InputError."""
    for folder in environment.made:
        await asyncio.to_thread(make, Path(folder))


def _environment_of(prepared: Prepared, environ: Mapping[str, str], *, with_logins: bool) -> ShellEnvironment:
    told = {name: value for name, value in piped(prepared.call(), ()).variables.items() if name not in _ONLY_FOR_LOGS}
    environment = prepared.effective.places.environment.path
    programs = environment / ("Scripts" if IS_WINDOWS else "bin")
    on_path = os.pathsep not in str(programs)
    temp = prepared.profile.temp
    uv = _folder_of_uv(prepared, environ)
    shared = () if with_logins else shared_logins(prepared, environ)
    of_logins = () if with_logins else login_notes(prepared, shared, environ)
    return ShellEnvironment(
        name=prepared.project.name,
        project=prepared.project.folder,
        environment=environment,
        variables={
            **asking_variables(shared),
            **{name: value for name, value in told.items() if value is not None},
            "VIRTUAL_ENV": str(environment),
            "VIRTUAL_ENV_PROMPT": prepared.project.name,
        },
        removed=(*sorted(name for name, value in told.items() if value is None), "PYTHONHOME"),
        programs=(str(programs),) if on_path else (),
        programs_last=(str(uv),) if uv is not None else (),
        made=(str(temp),) if temp is not None else (),
        notes=tuple(_notes(prepared, environment, uv, of_logins, on_path=on_path)),
    )


def _folder_of_uv(prepared: Prepared, environ: Mapping[str, str]) -> Path | None:
    """Return the folder of Wheelyard's uv where a shell would find none, and nothing else in it gets in the way.

    Beside a Python it is left out: a `python` or `pip` typed there would be Wheelyard's own.
    """
    if shutil.which("uv", path=environ.get("PATH", os.defpath)) is not None:
        return None
    folder = prepared.uv.path.parent
    holds_python = any((folder / name).exists() for name in ("python.exe", "python", "python3"))
    return None if holds_python or os.pathsep in str(folder) else folder


def _notes(
    prepared: Prepared, environment: Path, uv: Path | None, of_logins: Iterable[str], *, on_path: bool
) -> Iterator[str]:
    profile = prepared.profile
    yield from of_logins
    if profile.hidden:
        yield f"{', '.join(profile.hidden)} stays in the keyring: only the uv that Wheelyard runs is given it."
    if environment_state(environment) in {EnvironmentState.MISSING, EnvironmentState.EMPTY}:
        yield f"The environment {environment} is not there yet; a sync makes it."
    if not on_path:
        yield f"The programs of {environment} are not on PATH: no entry of it can hold a {os.pathsep}."
    if uv is not None:
        yield f"No uv is on your PATH, so the one that Wheelyard brings is put behind everything there ({uv})."
