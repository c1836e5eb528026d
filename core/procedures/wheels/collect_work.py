"""The work of collecting a wheelhouse: every file that a project needs elsewhere, in one folder."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Problem
from core.model.project import InputError
from core.model.wheel_commands import CollectWheels
from core.model.wheels import CollectedFile, CollectionReport
from core.network.fetching import Fetcher
from core.procedures.preparation import Prepared, prepare
from core.procedures.procedure import Procedure
from core.procedures.running import ask
from core.procedures.services import Services
from core.procedures.wheels.house_filling import Filling
from core.procedures.wheels.house_progress import HouseProgress
from core.procedures.wheels.house_ready import Ready, house_folder, make_ready
from core.procedures.wheels.house_requirements import FIRST_LINE, house_requirements
from core.procedures.wheels.house_threads import bring_all
from core.procedures.wheels.house_values import FilledFile, UnfilledFile
from core.procedures.wheels.house_words import TEXT, text_for, ways_to_install
from core.store.atomic import write_atomically
from core.uv.export_invocations import export_invocation

_REQUIREMENTS = ("requirements.txt", "wheelhouse-requirements.txt")
_MOST_SAID = 20
_NOT_EXPORTED = (
    "uv could not write the lock as requirements, so there is no requirements.txt: the way without a change of uv.lock "
    "is missing."
)
_ONLY_DEFAULTS = (
    "requirements.txt has the project's own dependencies and default groups only: its other groups and extras are "
    "declared as conflicts, so no installation has all of them."
)


def procedure(command: CollectWheels, services: Services) -> Procedure:
    """Return the procedure: it reads the project, and writes to the folder of the wheelhouse alone."""
    project = command.project or Path.cwd()

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        return (house_folder(command, project),)

    async def work(scope: JobScope) -> Outcome:
        prepared = await prepare(project, services)
        scope.uv_version = prepared.uv.version
        ready = await asyncio.to_thread(make_ready, command, project, prepared, services)
        filled, unfilled = await _fill(ready, scope)
        if unfilled:
            return Failed(problem=_problem(ready, filled, unfilled))
        return Succeeded(collection=await _report(ready, filled, prepared, services))

    return Procedure(work=work, project=project, folders=folders)


async def _fill(ready: Ready, scope: JobScope) -> tuple[tuple[FilledFile, ...], tuple[UnfilledFile, ...]]:
    files = ready.plan.files
    progress = HouseProgress(scope, len(files), ready.total_bytes)
    fetcher = Fetcher(ready.ways)
    filling = Filling(ready.folder, fetcher, progress.went_on, offline=ready.offline)
    try:
        return await bring_all(filling, files, progress)
    finally:
        fetcher.close()


async def _report(
    ready: Ready, filled: Sequence[FilledFile], prepared: Prepared, services: Services
) -> CollectionReport:
    export, trouble = await _export(ready, prepared, services)
    missing = (*ready.missing, *((trouble,) if trouble is not None else ()))
    requirements = house_requirements(export, filled) if export is not None else None
    return await asyncio.to_thread(_write, ready, filled, requirements, missing, prepared)


async def _export(ready: Ready, prepared: Prepared, services: Services) -> tuple[str | None, str | None]:
    """Return the lock as uv writes it as requirements, and a sentence where that is not all of it."""
    for everything in (False,) if ready.lock.conflicts else (True, False):
        answer = await ask(services.runner, export_invocation(prepared.call(), everything=everything))
        if answer.end.exit_code == 0:
            return answer.out.decode("utf-8", "replace"), None if everything else _ONLY_DEFAULTS
    return None, _NOT_EXPORTED


def _write(
    ready: Ready,
    filled: Sequence[FilledFile],
    requirements: str | None,
    missing: tuple[str, ...],
    prepared: Prepared,
) -> CollectionReport:
    folder, plan = ready.folder, ready.plan
    file = _free_name(folder) if requirements is not None else None
    ways = ways_to_install(plan, ready.lock, folder, file, prepared.uv.numbers)
    try:
        if file is not None and requirements is not None:
            write_atomically(file, requirements.encode())
        text = text_for(plan, prepared.project.name, folder, ways, missing=missing)
        write_atomically(folder / TEXT, text.encode())
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written to: {error.strerror or error}.",
            "Every file has come; give yourself write access there, and run it again.",
            subject=str(folder),
        ) from error
    return CollectionReport(
        folder=folder,
        files=tuple(
            CollectedFile(
                package=each.file.package,
                version=each.file.version or "",
                file=each.file.file,
                size=each.size,
                state=each.state,
            )
            for each in filled
        ),
        platforms=plan.platforms,
        missing=missing,
        how=ways,
    )


def _free_name(folder: Path) -> Path:
    """Return where the requirements go: a file of somebody else's is left alone."""
    first, second = (folder / name for name in _REQUIREMENTS)
    try:
        with first.open(encoding="utf-8", errors="replace") as opened:
            return first if opened.readline().rstrip() == FIRST_LINE else second
    except OSError:
        return first


def _problem(ready: Ready, filled: Sequence[FilledFile], unfilled: Sequence[UnfilledFile]) -> Problem:
    first = next((each for each in unfilled if each.fatal), unfilled[0])
    total = len(ready.plan.files)
    kept = f"{len(filled)} of {total} files are in {ready.folder}; running it again goes on from there."
    title = first.sentence
    if len(unfilled) > 1 and not first.fatal:
        title = f"{len(unfilled)} of {total} files could not be collected."
    said = [] if title == first.sentence else [first.sentence]
    return Problem(
        category=first.category,
        title=title,
        explanation=" ".join([*said, first.way_out, kept]),
        package=first.file.package,
        version=first.file.version,
        causes=tuple(each.sentence for each in unfilled[:_MOST_SAID]),
        raw="\n".join(f"{each.sentence} {each.way_out}" for each in unfilled[:_MOST_SAID]),
    )
