"""The work of cleaning and pruning a cache: through uv, with what that will free said first and counted afterwards."""

import asyncio
import re
from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.ranking import with_findings
from core.diagnosis.remedies import in_project
from core.diagnosis.wanted_evidence import wanted
from core.jobs import JobScope
from core.model.commands import CleanCache, PruneCache
from core.model.events import CleaningPlanned, LinesPrinted, ProgramStarted, Stage, StageChanged
from core.model.invocation import Invocation
from core.model.measurements import CleaningReport, Held, PlaceInventory
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Category, Problem, Remedy
from core.model.project import InputError
from core.model.secrets import without_secrets
from core.places.cache_contents import CacheCensus, normalised
from core.places.cache_lock import LOCK_NAME
from core.places.cache_model import cache_model, gone_from
from core.places.cleanable import check_cleanable, has_content, marks_in, put_back
from core.places.inventory import census_of
from core.places.linked import linked_elsewhere
from core.places.stoppable import in_thread
from core.ports import Stream
from core.procedures.counting import PlaceTeller
from core.procedures.evidence.gather import gather
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.evidence.uv_files import read_uv_files
from core.procedures.preparation import Prepared, effective_in, prepare
from core.procedures.procedure import Procedure
from core.procedures.running import ask
from core.procedures.services import Services
from core.procedures.sharing import projects_sharing, serves_all
from core.procedures.uv_work import settle_first
from core.system.file_users import users_of
from core.system.this_computer import IS_WINDOWS
from core.uv.invocation import UvCall, cache_clean_invocation, cache_prune_invocation
from core.uv.output_pipes import PipeOutput
from core.uv.said import LinesSaid

LOCK_SECONDS = 10
"""How long uv waits for others that use the cache, where the person's own variable does not say."""

_PACKAGE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def procedure(command: CleanCache | PruneCache, services: Services) -> Procedure:
    """Return the procedure; it leases the cache, so no Wheelyard syncs from it or moves it meanwhile."""
    folder = command.project or Path.cwd()

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_first(services, scope, folder)
        effective = await asyncio.to_thread(effective_in, folder, services)
        return (effective.places.cache.path,)

    async def work(scope: JobScope) -> Outcome:
        return await _Cleaning(command, scope, services, folder).run()

    return Procedure(work=work, project=folder, folders=folders)


class _Cleaning:
    """One cleaning of a cache, or the look at what it would free."""

    def __init__(self, command: CleanCache | PruneCache, scope: JobScope, services: Services, project: Path) -> None:
        self._command = command
        self._scope = scope
        self._services = services
        self._project = project
        self._packages = _checked(command.packages) if isinstance(command, CleanCache) else ()

    async def run(self) -> Outcome:
        prepared = await prepare(self._project, self._services)
        places = prepared.effective.places
        cache = places.cache.path
        person = Path(self._services.environ.get("HOME") or self._services.environ.get("USERPROFILE") or Path.home())
        if not await asyncio.to_thread(has_content, cache):
            _check_named(self._packages, (), cache)
            return Succeeded(
                cleaning=CleaningReport(cache=cache, before=Held(), after=Held(), preview=self._command.preview)
            )
        await asyncio.to_thread(check_cleanable, places, self._project, person, whole=not self._packages)
        self._stage(Stage.PLANNING)
        census = await self._census(prepared)
        call = UvCall(program=prepared.uv.path, folder=self._project, cache=cache)
        report = await self._plan(prepared, census, call)
        if self._command.preview:
            return Succeeded(cleaning=report)
        self._scope.emit(CleaningPlanned(job=self._scope.job, project=self._scope.project, report=report))
        marks = await asyncio.to_thread(marks_in, cache)
        try:
            problem = await self._run_uv(self._invocation(call, report.missing), prepared)
        finally:
            await asyncio.to_thread(put_back, cache, marks)
        if problem is not None:
            return Failed(problem=problem)
        self._stage(Stage.VERIFYING)
        after = await self._census(prepared)
        return Succeeded(cleaning=replace(report, after=after.held(), preview=False))

    async def _census(self, prepared: Prepared) -> CacheCensus:
        """Count the cache, saying figures on the way; raises InputError where a part cannot be read."""
        cache = prepared.effective.places.cache
        teller = PlaceTeller(
            self._scope,
            PlaceInventory(kind=cache.kind, path=cache.path, origin=cache.origin, exists=True, counting=True),
        )
        tick = teller.ticker()
        try:
            census = await in_thread(lambda stop: census_of(cache.path, stop, tick))
        except OSError as error:
            raise InputError(
                f"{error.filename or cache.path} in the cache cannot be read: {error.strerror}.",
                "Give yourself read access to it; nothing was removed.",
            ) from error
        teller.learn(lambda place: replace(place, held=census.held(), contents=census.contents(), counting=False))
        return census

    async def _plan(self, prepared: Prepared, census: CacheCensus, call: UvCall) -> CleaningReport:
        """Return what uv will remove; raises InputError where none of the named packages is in the cache."""
        missing = _check_named(self._packages, census.names(), census.root)
        whole = isinstance(self._command, CleanCache) and not self._packages
        gone = frozenset(census.units) if whole else await self._gone(census, call, missing)
        before, freed = census.held(), census.held(gone)
        place = prepared.effective.places.cache
        return CleaningReport(
            cache=census.root,
            before=before,
            after=Held(before.files - freed.files, before.bytes - freed.bytes),
            packages=await asyncio.to_thread(census.packages, gone),
            preview=True,
            missing=missing,
            others=await asyncio.to_thread(projects_sharing, place, self._project, self._services),
            serves_all=serves_all(place),
            linked=await in_thread(lambda stop: linked_elsewhere(census, gone, stop)),
        )

    async def _gone(self, census: CacheCensus, call: UvCall, missing: tuple[str, ...]) -> frozenset[str]:
        """Let uv work on a model of the cache, and return what is gone from it."""
        every_file = bool(self._packages)
        stack = cache_model(census, every_file=every_file)
        try:
            # Once made it must be removed: a cancellation that comes too late for the making does not lose it.
            model = await in_thread(lambda _stop: stack.__enter__())
        except OSError as error:
            raise InputError(
                f"The temp folder cannot be written: {error.strerror}.", "Make room there; nothing was removed."
            ) from error
        try:
            answer = await ask(self._services.runner, self._invocation(replace(call, cache=model), missing))
            gone = await asyncio.to_thread(gone_from, model, census, every_file=every_file)
        finally:
            await asyncio.to_thread(stack.__exit__, None, None, None)
        if answer.end.exit_code != 0:
            said = answer.err.decode("utf-8", "replace").strip()
            raise InputError(
                f"uv could not tell what it would remove: {said or answer.end.sentence()}", "Nothing was removed."
            )
        return gone

    def _invocation(self, call: UvCall, missing: tuple[str, ...]) -> Invocation:
        seconds = None if self._services.environ.get("UV_LOCK_TIMEOUT") else LOCK_SECONDS
        if isinstance(self._command, PruneCache):
            return cache_prune_invocation(call, seconds)
        return cache_clean_invocation(call, tuple(name for name in self._packages if name not in missing), seconds)

    async def _run_uv(self, invocation: Invocation, prepared: Prepared) -> Problem | None:
        """Run uv with its lines in the log; return the Problem where it failed."""
        scope = self._scope
        shown = tuple(map(without_secrets, invocation.argv))
        scope.emit(ProgramStarted(job=scope.job, project=scope.project, argv=shown, variables=invocation.variables))
        output = PipeOutput()
        printed: list[str] = []

        def say(stream: Stream, data: bytes) -> None:
            for saying in output.feed(stream, data):
                tell(saying)

        def tell(saying: object) -> None:
            if isinstance(saying, LinesSaid):
                lines = tuple(without_secrets(line) for line in saying.lines)
                printed.extend(lines)
                scope.emit(LinesPrinted(job=scope.job, project=scope.project, lines=lines))

        end = await self._services.runner.run(invocation, say)
        for saying in output.finish():
            tell(saying)
        if end.exit_code == 0:
            return None
        self._stage(Stage.EXPLAINING)
        cache = prepared.effective.places.cache.path
        context = FailureContext(project=self._project, cache=cache, exit_code=end.exit_code, windows=IS_WINDOWS)
        problem = await asyncio.to_thread(explain, "\n".join(printed), context)
        problem = await self._measured(problem, context, prepared)
        if problem.category is Category.CACHE_LOCK_TIMEOUT:
            users = await asyncio.to_thread(users_of, cache / LOCK_NAME)
            named = ", ".join(user.words() for user in users)
            if named:
                problem = replace(problem, explanation=f"{problem.explanation} The cache is used by {named}.")
        return replace(problem, remedies=tuple(map(self._for_cleaning, problem.remedies)))

    async def _measured(self, problem: Problem, context: FailureContext, prepared: Prepared) -> Problem:
        places = prepared.effective.places
        inquiry = Inquiry(
            problem=problem,
            prepared=prepared,
            services=self._services,
            cache=places.cache.path,
            temp=places.temp.path,
            environment=places.environment.path,
            files=await read_uv_files(self._project, self._services.environ),
        )
        return with_findings(problem, await gather(inquiry, wanted(problem.category)), context)

    def _for_cleaning(self, remedy: Remedy) -> Remedy:
        """Return a remedy that runs "it" again as one that cleans again: rules speak of syncs."""
        if remedy.id != "run-again":
            return remedy
        word = "prune" if isinstance(self._command, PruneCache) else "clean"
        words = ("wheelyard", word, *self._packages, *in_project(self._project))
        return replace(remedy, title=f"{word.capitalize()} again", action=None, command=words)

    def _stage(self, stage: Stage) -> None:
        scope = self._scope
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=stage, at=scope.seconds()))


def _check_named(packages: tuple[str, ...], known: Collection[str], cache: Path) -> tuple[str, ...]:
    """Return those of the named packages that are not in the cache; raises InputError where none of them is."""
    missing = tuple(name for name in packages if normalised(name) not in known)
    if packages and len(missing) == len(packages):
        raise InputError(
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not in the cache {cache}.",
            "Look at `wheelyard places` for what is in it.",
        )
    return missing


def _checked(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, each once; raises InputError for what is no package's name."""
    for name in packages:
        if not _PACKAGE.fullmatch(name):
            raise InputError(f"{name!r} is not the name of a package.", "Name packages without versions or extras.")
    return tuple({normalised(name): name for name in packages}.values())
