"""Finds out what the rules about local sources look at: files, lock, targets, this computer, measurements."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.jobs import JobScope
from core.model.measurements import ProbeReport
from core.model.project import InputError
from core.model.wheels import Target, WheelFile
from core.places.last_verdicts import last_verdict
from core.procedures.limited import NotInTimeError, within
from core.procedures.measure_work import measure
from core.procedures.preparation import effective_in
from core.procedures.services import Services
from core.procedures.wheels.fit_here import here
from core.procedures.wheels.path_length import limits_paths, with_path_trouble
from core.procedures.wheels.project_sources import read_project_sources
from core.procedures.wheels.source_files import MOST_HASHED, SECONDS, OnFile, files_nearby, read_sources
from core.settings.workspace import settings_folder
from core.system.compilers import compiler_here
from core.system.this_computer import IS_WINDOWS
from core.uv.lock_values import LockedFile, LockedSource
from core.uv.locked_files import locked_files
from core.wheels.findings.foreign import foreign_in
from core.wheels.findings.subject import FindingsSubject, PlaceVerdict
from core.wheels.local_sources import ProjectSources
from core.wheels.targets import targets_of

T = TypeVar("T")

_MOST_PROBED = 8


class _Here(Struct, frozen=True, kw_only=True):
    """What is known of this computer and of the project's places on it."""

    target: Target | None = None
    cache: Path | None = None
    environment: Path | None = None
    compiler: str | None = None
    compiler_known: bool = False
    limits_paths: bool = False


class _Compiler(Struct, frozen=True):
    program: str | None = None
    known: bool = False


async def findings_subject(
    project: Path,
    services: Services,
    *,
    most_hashed: int = MOST_HASHED,
    seconds: float = SECONDS,
    on_file: OnFile | None = None,
) -> FindingsSubject:
    """Find out everything, each file and folder within ``seconds``; what cannot be found out is unknown in it.

    Raises InputError where the project's files do not answer at all.
    """
    try:
        sources = await within(seconds, lambda: read_project_sources(project, services.environ))
    except NotInTimeError as error:
        raise InputError(f"The files of {project} did not answer in time.", "Connect its drive or share.") from error
    if not sources.sources:
        return FindingsSubject(sources=sources)
    places = [source.place for source in sources.sources]
    read, nearby, locked, known = await asyncio.gather(
        read_sources(places, most_hashed=most_hashed, seconds=seconds, on_file=on_file),
        files_nearby(sources.yards, seconds),
        _answered(lambda: locked_files(settings_folder(project)), otherwise=tuple[LockedFile, ...]()),
        _here(project, services),
    )
    files = {place: _on_this(file, known) for place, file in read.files.items()}
    return FindingsSubject(
        sources=sources,
        files=files,
        missing=read.missing,
        unreachable=read.unreachable,
        nearby=nearby,
        targets=targets_of(sources.requires_python, sources.environments),
        here=known.target,
        locked={file.path: file.sha256 for file in locked if file.path is not None and file.sha256 is not None},
        from_index=frozenset(_from_index(sources, nearby, locked)),
        compiler=known.compiler,
        compiler_known=known.compiler_known,
        is_windows=IS_WINDOWS,
        cache=known.cache,
        verdict=await _verdict(known.cache, services),
    )


async def measured(subject: FindingsSubject, scope: JobScope, services: Services) -> FindingsSubject:
    """Return the subject with a rename probe in the cache's place for every wheel that only is unpacked here."""
    cache = subject.cache
    if cache is None:
        return subject
    probes: dict[Path, ProbeReport] = {}
    for source, _file in list(foreign_in(subject))[:_MOST_PROBED]:
        try:
            (report,) = await measure((cache,), scope, services, wheel=source.place)
        except InputError:  # the file cannot be unpacked, which another rule says
            continue
        probes[source.place] = report
    return replace(subject, probes=probes)


def _on_this(file: WheelFile, known: _Here) -> WheelFile:
    return with_path_trouble(file, known.environment) if known.limits_paths and known.environment is not None else file


def _from_index(sources: ProjectSources, nearby: tuple[WheelFile, ...], locked: tuple[LockedFile, ...]) -> set[str]:
    """Return the packages that uv finds besides their sources: in the lock, from an index, or in a whole folder."""
    whole = {*sources.find_links, *sources.flat_indexes}
    return {file.package for file in locked if file.source is LockedSource.REGISTRY} | {
        file.name for file in nearby if file.path.parent in whole
    }


async def _here(project: Path, services: Services) -> _Here:
    target, places, compiler, limited = await asyncio.gather(
        _target(project, services),
        _answered(lambda: effective_in(project, services).places, otherwise=None),
        _answered(lambda: _Compiler(compiler_here(services.environ), known=True), otherwise=_Compiler()),
        _answered(limits_paths, otherwise=False),
    )
    return _Here(
        target=target,
        cache=places.cache.path if places is not None else None,
        environment=places.environment.path if places is not None else None,
        compiler=compiler.program,
        compiler_known=compiler.known,
        limits_paths=limited,
    )


async def _target(project: Path, services: Services) -> Target | None:
    try:
        async with asyncio.timeout(SECONDS):
            return await here(project, services)
    except (TimeoutError, InputError):
        return None


async def _verdict(cache: Path | None, services: Services) -> PlaceVerdict | None:
    if cache is None:
        return None
    known = await _answered(lambda: last_verdict(services.home, cache), otherwise=None)
    return PlaceVerdict(known.verdict, known.why) if known is not None else None


async def _answered(work: Callable[[], T], *, otherwise: T) -> T:
    """Return what ``work`` returns; where it fails or takes too long the rules do without it."""
    try:
        return await within(SECONDS, work)
    except (NotInTimeError, InputError, OSError, ValueError):
        return otherwise
