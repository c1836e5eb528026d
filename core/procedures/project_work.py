"""The work of commands about the list of projects, and the description of what would run in one."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import AddProject, DescribeProject, RemoveProject
from core.model.events import ProjectAdded, ProjectDescribed, ProjectDetails, ProjectRemoved
from core.model.invocation import Invocation
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError, Project
from core.model.settings import PlaceKind, Places, Profile
from core.procedures.preparation import Prepared, prepare
from core.procedures.procedure import Procedure
from core.procedures.recovery import way_back
from core.procedures.running import ask
from core.procedures.services import Services
from core.settings.effective import effective_settings
from core.settings.project_file import read_project
from core.system.this_computer import system_facts
from core.uv.binary import UvProgram, describe, find_uv


def procedure(command: AddProject | RemoveProject | DescribeProject, services: Services) -> Procedure:
    """Return the procedure; it joins no project's queue: the list changes while a project works.

    Changes of the list wait for each other, here and in other processes, and come in the order they were asked for.
    """
    folder = command.project or Path.cwd()

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        return () if isinstance(command, DescribeProject) else (services.home.projects_file,)

    async def work(scope: JobScope) -> Outcome:
        match command:
            case AddProject():
                project = await asyncio.to_thread(read_project, folder)
                await asyncio.to_thread(services.projects.add, folder)
                scope.emit(ProjectAdded(project=project))
            case RemoveProject():
                await asyncio.to_thread(services.projects.remove, folder)
                scope.emit(ProjectRemoved(folder=folder))
            case DescribeProject():
                project, details = await describe_or_trouble(folder, services)
                scope.emit(ProjectDescribed(project=project, details=details))
        return Succeeded()

    return Procedure(work=work, folders=folders)


async def describe_or_trouble(folder: Path, services: Services) -> tuple[Project, ProjectDetails]:
    """Return the project and what would run in it, or what is wrong with its folder."""
    try:
        project = await asyncio.to_thread(read_project, folder)
    except InputError as error:
        project = Project(folder=folder, name=folder.name)
        return project, await _with_trouble(folder, error, services)
    return project, await describe_project(folder, services)


async def describe_project(folder: Path, services: Services) -> ProjectDetails:
    """Return what would run in a project that can be read; asks uv, offline."""
    try:
        prepared = await prepare(folder, services)
    except InputError as error:
        return await _with_trouble(folder, error, services)
    python, version = await _python(prepared, services)
    effective = prepared.effective
    return ProjectDetails(
        uv_version=prepared.uv.version,
        uv_program=str(prepared.uv.path),
        python_version=version,
        python_program=python,
        places=effective.places,
        free_bytes=await asyncio.to_thread(_free_bytes, effective.places, services),
        certificates=effective.certificates,
        link_mode=effective.link_mode.value if effective.link_mode is not None else None,
        way_back=await asyncio.to_thread(way_back, folder, services),
    )


async def _with_trouble(folder: Path, error: InputError, services: Services) -> ProjectDetails:
    """Return the trouble with the facts that are true all the same: those that do not depend on the project."""
    uv = await _uv(services)
    effective = await asyncio.to_thread(effective_settings, Profile(project=folder), services.environ)
    return ProjectDetails(
        uv_version=None if uv is None else uv.version,
        uv_program=None if uv is None else str(uv.path),
        certificates=effective.certificates,
        trouble=str(error),
    )


async def _uv(services: Services) -> UvProgram | None:
    try:
        program = await asyncio.to_thread(find_uv, services.named_uv, services.environ)
        return await describe(services.runner, program)
    except InputError:
        return None


def _free_bytes(places: Places, services: Services) -> dict[PlaceKind, int]:
    """Return how much is free on the volume of each place, for those whose volume answers."""
    facts = system_facts(services.environ)
    volumes = {kind: facts.volume_of(places.of(kind).path) for kind in PlaceKind}
    return {kind: volume.free_bytes for kind, volume in volumes.items() if volume is not None}


async def _python(prepared: Prepared, services: Services) -> tuple[str | None, str | None]:
    """Return the interpreter that uv would take, and its version, without any download."""

    async def find(*arguments: str) -> str | None:
        invocation = Invocation(
            argv=(str(prepared.uv.path), "--color", "never", "python", "find", "--offline", *arguments),
            folder=prepared.project.folder,
            variables={**prepared.call().settings, "UV_PYTHON_DOWNLOADS": "never"},
        )
        answer = await ask(services.runner, invocation)
        return answer.text() or None if answer.end.exit_code == 0 else None

    program, version = await asyncio.gather(find(), find("--show-version"))
    return program, version
