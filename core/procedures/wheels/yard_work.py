"""The work of looking at yards and files, and of the list of yards that a person keeps."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.wheel_commands import InspectFiles, KeepYard, ScanYards
from core.model.wheels import FitTable, Target, WheelFile, WheelsReport, Yard, YardFile
from core.places.paths import same_folder
from core.procedures.limited import NotInTimeError, within
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.wheels.fit_here import here, seen_from
from core.procedures.wheels.named_files import read_named
from core.procedures.wheels.path_length import limits_paths, with_path_trouble
from core.procedures.wheels.project_sources import read_project_sources
from core.procedures.wheels.project_yard import project_yard
from core.procedures.wheels.yard_looks import YardLooks
from core.procedures.wheels.yards_of_project import Named, Users, named_by, users_of, yard_folders_of
from core.settings.project_file import read_project
from core.store.yards import YardStore
from core.wheels.findings.coverage import holds
from core.wheels.fit import fit_table
from core.wheels.local_sources import ProjectSources
from core.wheels.targets import targets_of

_PROJECT_SECONDS = 2.0
"""How long a project of the person may take to be read: one on a share that is gone names nothing then."""

_MOST_PROJECTS = 200


def procedure(command: ScanYards | InspectFiles | KeepYard, services: Services) -> Procedure:
    """Return the procedure; looking joins no queue and leases nothing, changes of the list wait for each other."""
    match command:
        case ScanYards():

            async def scan(scope: JobScope) -> Outcome:
                return Succeeded(wheels=await scanned(command, scope, services))

            return Procedure(work=scan)
        case InspectFiles():

            async def inspect(scope: JobScope) -> Outcome:
                return Succeeded(wheels=await _inspected(command, scope, services))

            return Procedure(work=inspect)
        case KeepYard():

            async def folders(_scope: JobScope) -> tuple[Path, ...]:
                return (services.home.yards_file,)

            async def keep(_scope: JobScope) -> Outcome:
                return await asyncio.to_thread(_keep, command, services)

            return Procedure(work=keep, folders=folders)


async def scanned(command: ScanYards, scope: JobScope, services: Services) -> WheelsReport:
    """Look into every yard at once and return what lies there, seen from the project; raises InputError."""
    sources = await asyncio.to_thread(_sources, command.project, services, is_needed=not command.folders)
    project = command.project if sources is not None else None
    kept = await asyncio.to_thread(YardStore(services.home).folders)
    yards = yard_folders_of(sources, kept, command.folders)
    looks = YardLooks(scope, services)
    asked = asyncio.gather(*(looks.at(yard.folder, yard.origins) for yard in yards))
    try:
        users, target, environment = await asyncio.gather(
            _users(project, services), here(project, services), _environment(project, services)
        )
        seen = await asked
    except BaseException:
        asked.cancel()  # a group that nobody waits for any more would look on
        await asyncio.gather(asked, return_exceptions=True)
        raise
    found = tuple(
        Yard(
            folder=yard.folder,
            origins=yard.origins,
            files=tuple(_yard_file(_judged(file, environment), target, project, users) for file in look.files),
            projects=users.of_folder(yard.folder),
            read=look.read,
            seconds=look.seconds,
            trouble=look.trouble,
        )
        for yard, look in zip(yards, seen, strict=True)
    )
    targets = targets_of(sources.requires_python, sources.environments) if sources is not None else ()
    files = [each.file for yard in found for each in yard.files]
    home = await _home_yard(project)
    tables = tuple(_tables(sources, targets, files))
    return WheelsReport(yards=found, targets=targets, tables=tables, home_yard=home)


async def _inspected(command: InspectFiles, scope: JobScope, services: Services) -> WheelsReport:
    sources = await asyncio.to_thread(_sources, command.project, services, is_needed=False)
    project = command.project if sources is not None else None
    files = await read_named(command.files, scope)
    target = await here(project, services)
    users = await _users(project, services)
    targets = targets_of(sources.requires_python, sources.environments) if sources is not None else ()
    environment = await _environment(project, services)
    judged = [_judged(file, environment) for file in files]
    tables = tuple(
        fit_table(package, [file for file in files if file.name == package], targets)
        for package in dict.fromkeys(file.name for file in files if file.name and file.version)
        if targets
    )
    found = tuple(_yard_file(file, target, project, users) for file in judged)
    return WheelsReport(files=found, targets=targets, tables=tables, home_yard=await _home_yard(project))


async def _home_yard(project: Path | None) -> Path | None:
    return None if project is None else await asyncio.to_thread(project_yard, project)


def _judged(file: WheelFile, environment: Path | None) -> WheelFile:
    """Return the file, with a trouble where its paths become too long in the environment."""
    return file if environment is None else with_path_trouble(file, environment)


def _yard_file(file: WheelFile, target: Target | None, project: Path | None, users: Users) -> YardFile:
    fits, why = seen_from(file, target, project)
    return YardFile(file=file, fits=fits, why=why, used_by=users.of_file(file.path))


def _tables(
    sources: ProjectSources | None, targets: Sequence[Target], files: Sequence[WheelFile]
) -> Iterator[FitTable]:
    """Yield the fit of each package's files, those that its sources name and that were seen."""
    named: dict[str, dict[str, None]] = {}
    for source in sources.sources if sources is not None else ():
        named.setdefault(source.package, {})[os.path.normcase(source.place)] = None
    seen = {os.path.normcase(file.path): file for file in files}
    for package, places in named.items():
        found = [seen[place] for place in places if place in seen]
        wanted = (
            [each.marker for each in sources.wanted if each.package == package and not each.is_limit] if sources else []
        )
        own = [target for target in targets if not wanted or any(holds(marker, target) for marker in wanted)]
        if found and own:
            yield fit_table(package, found, own)


def _sources(project: Path | None, services: Services, *, is_needed: bool) -> ProjectSources | None:
    """Return what a project's files say; for what was named by itself a folder that is no project does not count."""
    if project is None:
        return None
    try:
        read_project(project)
    except InputError:
        if is_needed:
            raise
        return None
    return read_project_sources(project, services.environ)


async def _users(project: Path | None, services: Services) -> Users:
    """Read what each of the person's projects names, all at once; one that does not answer in time names nothing."""
    try:
        listed = await asyncio.to_thread(services.projects.folders)
    except InputError:  # the list is damaged, which is said elsewhere
        listed = ()
    projects = tuple(dict.fromkeys((*((project,) if project is not None else ()), *listed)))[:_MOST_PROJECTS]

    async def one(folder: Path) -> tuple[Path, tuple[Named, ...]]:
        try:
            return folder, await within(_PROJECT_SECONDS, lambda: named_by(folder))
        except (NotInTimeError, OSError, ValueError):
            return folder, ()

    return users_of(await asyncio.gather(*map(one, projects)))


async def _environment(project: Path | None, services: Services) -> Path | None:
    """Return the project's environment where this computer limits the length of paths."""
    if project is None or not await asyncio.to_thread(limits_paths):
        return None
    try:
        effective = await asyncio.to_thread(effective_in, project, services)
    except InputError:
        return None
    return effective.places.environment.path


def _keep(command: KeepYard, services: Services) -> Outcome:
    store, folder = YardStore(services.home), Path(os.path.normpath(command.folder))
    kept = store.folders()
    others = tuple(each for each in kept if not same_folder(each, folder))
    if not command.keep:
        if others == kept:
            raise InputError(f"{folder} is not on your list of yards.", _listed(kept), subject=str(folder))
        store.save(others)
        return Succeeded(repaired=f"{folder} is off your list of yards; the folder stays as it is.")
    if others != kept:
        return Succeeded(repaired=f"{folder} is on your list of yards already.")
    if not folder.is_dir():
        raise InputError(
            f"{folder} is no folder, or cannot be looked into.",
            "Connect its drive, or name a folder that is there.",
            subject=str(folder),
        )
    store.save((*kept, folder))
    return Succeeded(repaired=f"{folder} is one of your yards from now on, for all your projects.")


def _listed(kept: Sequence[Path]) -> str:
    return f"On it are {', '.join(map(str, kept))}." if kept else "It is empty."
