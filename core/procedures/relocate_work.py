"""The work of relocating a place: choose by measuring, move, switch the profile, and the way back."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope, input_problem
from core.model.commands import FindCandidates, RelocatePlace, UndoRelocation
from core.model.events import ProjectDescribed, RelocationProgressed, Stage, StageChanged
from core.model.measurements import ProbeReport, Verdict
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.settings import LinkMode, OriginKind, PlaceKind, Places, Profile, Scope
from core.places.folders import holds
from core.places.journal import Choice, Entry, Journal
from core.places.layout import place_below
from core.places.paths import is_inside, same_folder
from core.places.relocation import RelocationTick, relocate, undo
from core.places.stoppable import in_thread
from core.places.target import check_neighbours, check_target, how_to_move, is_uv_cache
from core.procedures.measure_work import candidates_for, measure
from core.procedures.procedure import Procedure
from core.procedures.recovery import choice_writer, recover_all
from core.procedures.relocate_problems import named_place_refused, nothing_clear
from core.procedures.services import Services
from core.settings.effective import Effective, effective_settings, user_cache
from core.settings.project_file import read_project
from core.settings.user_config import read_user_cache
from core.system.this_computer import system_facts


def procedure(command: RelocatePlace | UndoRelocation, services: Services) -> Procedure:
    """Return the procedure; it writes to the project's place as it is now, and leases it."""
    folder = command.project or Path.cwd()

    async def folders() -> tuple[Path, ...]:
        effective = await asyncio.to_thread(_read, folder, services)
        if isinstance(command, RelocatePlace):
            return (await asyncio.to_thread(_place_to_move, command, effective, services),)
        return (effective.places.cache.path,)

    async def work(scope: JobScope) -> Outcome:
        relocating = _Relocating(scope, services, folder)
        await asyncio.to_thread(recover_all, services, folder)
        if isinstance(command, RelocatePlace):
            outcome = await relocating.relocate(command)
        else:
            outcome = await relocating.undo(command.kind)
        await relocating.describe()
        return outcome

    return Procedure(work=work, project=folder, folders=folders)


def _place_to_move(command: RelocatePlace, effective: Effective, services: Services) -> Path:
    """Return the folder that the command is about; raises InputError where a variable would go on deciding."""
    if command.scope is Scope.PROJECT:
        return effective.places.of(command.kind).path
    theirs = user_cache(command.project or Path.cwd(), services.environ)
    if command.kind is not PlaceKind.CACHE:
        raise InputError("uv.toml cannot name this place for all projects.", "Relocate it for one project.")
    if theirs.origin.kind is OriginKind.ENVIRONMENT:
        raise InputError(
            f"The variable {theirs.origin.path} in your environment names the cache and beats uv.toml.",
            "Take it out of your environment first, or relocate the cache of this project only.",
        )
    for variable in ("UV_NO_CONFIG", "UV_CONFIG_FILE"):
        if _is_set(services.environ, variable):
            raise InputError(
                f"The variable {variable} in your environment keeps uv from reading your uv.toml.",
                "Take it out of your environment first, or relocate the cache of this project only.",
            )
    return theirs.path


def _is_set(environ: Mapping[str, str], variable: str) -> bool:
    """Return whether a variable of uv is set to anything but a no."""
    return environ.get(variable, "").lower() not in {"", "0", "false", "no", "off", "n", "f"}


def _read(folder: Path, services: Services) -> Effective:
    read_project(folder)
    return effective_settings(services.profiles.load(folder), services.environ)


class _Relocating:
    """One relocation, or the way back from one, as a job."""

    def __init__(self, scope: JobScope, services: Services, project: Path) -> None:
        self._scope = scope
        self._services = services
        self._project = project
        self._journal = Journal(services.home.journal)
        self._facts = system_facts(services.environ)

    async def relocate(self, command: RelocatePlace) -> Outcome:
        effective = await asyncio.to_thread(_read, self._project, self._services)
        origin = await asyncio.to_thread(_place_to_move, command, effective, self._services)
        if command.to is not None:
            target = await asyncio.to_thread(_target_in, command, self._project, effective.places)
            await asyncio.to_thread(check_target, origin, target, command.kind)
            (probe,) = await self._measure(target)
            if probe.verdict in {Verdict.REFUSED, Verdict.UNUSABLE}:
                return Failed(problem=named_place_refused(command, probe))
        else:
            self._stage(Stage.PROBING)
            found = await candidates_for(
                FindCandidates(
                    project=self._project, kind=command.kind, consider=command.consider, scope=command.scope
                ),
                self._scope,
                self._services,
            )
            best = found[0] if found and found[0].suitable else None
            if best is None or best.probe is None:
                return Failed(problem=nothing_clear(command, found), candidates=found)
            target, probe = best.place, best.probe
            await asyncio.to_thread(check_target, origin, target, command.kind)
        plan = self._plan_for_all if command.scope is Scope.USER else self._plan
        entry = await asyncio.to_thread(plan, command.kind, effective, origin, target)
        return await self._move(entry, probe)

    async def undo(self, kind: PlaceKind | None) -> Outcome:
        entry = await asyncio.to_thread(self._journal.last_done, self._project, kind)
        if entry is None:
            place = f"The {kind.value}" if kind is not None else "No place"
            was = "was not" if kind is not None else "was"
            raise InputError(
                f"{place} of {self._project.name} {was} relocated by Wheelyard.", "There is nothing to undo."
            )
        await asyncio.to_thread(self._check_unchanged, entry)
        self._stage(Stage.MOVING)
        write, tick = choice_writer(self._services), self._ticker()
        try:
            report = await in_thread(lambda stop: undo(entry, self._journal, write, stop, tick))
        except InputError as error:
            return Failed(problem=input_problem(error))
        return Succeeded(relocation=report)

    def _check_unchanged(self, entry: Entry) -> None:
        """Raise InputError where the place was set to something else since, which an undo would overwrite."""
        if entry.scope is Scope.USER:
            now = read_user_cache(self._services.environ)
        else:
            now = _chosen(self._services.profiles.load(self._project), entry.kind)
        if now != entry.after.folder:
            raise InputError(
                f"The {entry.kind.value} was set to {now or 'its default'} since it was relocated to {entry.target}.",
                "Set it to that folder again before you undo, or relocate it from where it is now.",
            )

    async def describe(self) -> None:
        """Say what would run in the project now that a place has changed."""
        from core.procedures.project_work import describe_or_trouble  # noqa: PLC0415 - it asks this module back

        project, details = await describe_or_trouble(self._project, self._services)
        self._scope.emit(ProjectDescribed(project=project, details=details))

    async def _move(self, entry: Entry, probe: ProbeReport) -> Outcome:
        self._stage(Stage.MOVING)
        write, tick = choice_writer(self._services), self._ticker()
        try:
            report = await in_thread(lambda stop: relocate(entry, self._journal, write, stop, tick))
        except InputError as error:
            return Failed(problem=input_problem(error))
        return Succeeded(relocation=replace(report, probe=probe))

    def _plan_for_all(self, kind: PlaceKind, effective: Effective, origin: Path, target: Path) -> Entry:
        """Plan the move of the person's cache: all their projects follow the line in uv.toml, so it moves whole."""
        same_volume = self._facts.same_volume(origin, target) and effective.link_mode is not LinkMode.SYMLINK
        theirs = user_cache(self._project, self._services.environ)
        shared = theirs.origin.kind is OriginKind.SYSTEM or self._is_named(origin)
        return Entry(
            name=self._journal.next_name(self._services.clock.now()),
            project=self._project,
            kind=kind,
            origin=origin,
            target=target,
            how=how_to_move(origin, target, shared=shared, same_volume=same_volume),
            adopted=holds(target),
            scope=Scope.USER,
            before=Choice(folder=read_user_cache(self._services.environ)),
            after=Choice(folder=target),
        )

    def _plan(self, kind: PlaceKind, effective: Effective, origin: Path, target: Path) -> Entry:
        profile = self._services.profiles.load(self._project)
        # Environments of link mode symlink lead into the cache: it must stay where it is, and a copy leaves it there.
        same_volume = self._facts.same_volume(origin, target) and effective.link_mode is not LinkMode.SYMLINK
        how = how_to_move(origin, target, shared=self._serves_others(kind, effective), same_volume=same_volume)
        environment = target if kind is PlaceKind.ENVIRONMENT else effective.places.environment.path
        cache = target if kind is PlaceKind.CACHE else effective.places.cache.path
        link_mode = profile.link_mode
        if (
            kind is not PlaceKind.TEMP
            and effective.link_mode is None
            and not self._facts.same_volume(cache, environment)
        ):
            # Across volumes uv cannot link, copies, and warns at every install; said once, it is quiet.
            link_mode = LinkMode.COPY
        return Entry(
            name=self._journal.next_name(self._services.clock.now()),
            project=self._project,
            kind=kind,
            origin=origin,
            target=target,
            how=how,
            adopted=holds(target),
            before=Choice(folder=_chosen(profile, kind), link_mode=profile.link_mode),
            after=Choice(folder=target, link_mode=link_mode),
        )

    def _serves_others(self, kind: PlaceKind, effective: Effective) -> bool:
        """Return whether the place cannot be taken away: only a cache that is this project's own can."""
        if kind is not PlaceKind.CACHE:
            # Temp folders belong to all programs, and an environment has its own path written into its scripts.
            return True
        cache = effective.places.cache
        match cache.origin.kind:
            case OriginKind.PROFILE:
                own = self._journal.made_for(self._project, cache.path)
            case OriginKind.PROJECT:
                # A settings file above the project may speak for its neighbours, too.
                own = is_inside(cache.path, self._project)
            case _:
                own = False
        return not own or self._is_named(cache.path, by_others_than=self._project)

    def _is_named(self, cache: Path, *, by_others_than: Path | None = None) -> bool:
        """Return whether a profile names this very cache, which would not follow when it is taken away."""
        profiles = (profile for profile in self._services.profiles.all() if profile.project != by_others_than)
        return any(profile.cache is not None and same_folder(profile.cache, cache) for profile in profiles)

    async def _measure(self, folder: Path) -> tuple[ProbeReport, ...]:
        self._stage(Stage.PROBING)
        return await measure((folder,), self._scope)

    def _stage(self, stage: Stage) -> None:
        scope = self._scope
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=stage, at=scope.seconds()))

    def _ticker(self) -> Callable[[RelocationTick], None]:
        """Return a function that threads may call; it says progress on the loop, at most every 50 ms and each step."""
        loop = asyncio.get_running_loop()
        clock = self._services.clock
        step, at = "", 0.0

        def tick(tick: RelocationTick) -> None:
            nonlocal step, at
            now = clock.elapsed()
            if tick.step != step or now - at >= 0.05:
                step, at = tick.step, now
                loop.call_soon_threadsafe(self._say, tick)

        return tick

    def _say(self, tick: RelocationTick) -> None:
        self._scope.emit(
            RelocationProgressed(
                job=self._scope.job,
                project=self._scope.project,
                step=tick.step,
                done_files=tick.done.files,
                total_files=tick.total.files if tick.total is not None else None,
                done_bytes=tick.done.bytes,
                total_bytes=tick.total.bytes if tick.total is not None else None,
            )
        )


def _chosen(profile: Profile, kind: PlaceKind) -> Path | None:
    match kind:
        case PlaceKind.CACHE:
            return profile.cache
        case PlaceKind.TEMP:
            return profile.temp
        case PlaceKind.ENVIRONMENT:
            return profile.environment


def _target_in(command: RelocatePlace, project: Path, places: Places) -> Path:
    """Return the named folder where it is free or a uv cache already, else a folder of its own below it.

    Raises InputError where the named folder would not keep what it is given.
    """
    named = command.to or Path()
    check_neighbours(named, command.kind, project, places)
    if command.kind is PlaceKind.CACHE and is_uv_cache(named):
        return named
    if named.is_dir() and any(named.iterdir()):
        return place_below(named, project, command.kind, command.scope)
    return named
