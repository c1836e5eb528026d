"""Writing a change of local sources and letting ``uv lock`` prove it; where that fails, every file is as before."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import Lock
from core.model.invocation import Invocation, ProcessEnd
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.places.stoppable import in_thread
from core.places.usage import Stopped
from core.ports import OutputSink, ProcessRunner
from core.procedures import uv_work
from core.procedures.services import Services
from core.procedures.settings_files import check_files, write_files
from core.procedures.wheels.copying import Copy, make_copies, missing_folders
from core.procedures.wheels.file_progress import FileProgress
from core.procedures.wheels.unfinished import ChangedFile, ChangeRecord, UnfinishedChange
from core.settings.workspace import settings_folder
from core.settings.writing.file_text import bytes_in, digest_of
from core.settings.writing.plan import PlannedFile
from core.store.backups import BackupFolder

AS_BEFORE = "Every file of the project is as it was before."

_UNPROVING: dict[str, str | None] = dict.fromkeys(("UV_FROZEN", "UV_LOCKED"))
"""With the first, `uv lock` only looks whether its file is whole; with the second it fails at every change."""


class ToWrite(Struct, frozen=True, kw_only=True):
    """What a change writes: files of the project and copies in a yard; ``lock`` is the file that uv will write.

    ``renewed`` are packages that uv has to look for anew.
    """

    project: Path
    files: tuple[PlannedFile, ...]
    copies: tuple[Copy, ...] = ()
    lock: Path
    renewed: tuple[str, ...] = ()


def lock_of(project: Path) -> Path:
    """Return where uv keeps the lock of a project: beside the root of its workspace."""
    return settings_folder(project) / "uv.lock"


async def write_proved(
    what: ToWrite, seen: Mapping[str, str | None], scope: JobScope, services: Services, *, prove: bool
) -> Outcome:
    """Write a change and return how ``uv lock`` ended; anything but success leaves every file as it was.

    Raises InputError where it cannot be written, after all of it was taken back.
    """
    progress = FileProgress(scope, sum(copy.size for copy in what.copies), len(what.copies))
    record = await in_thread(lambda stop: _begin(what, seen, services, stop.is_set))
    back = _TakingBack(record)
    try:
        await in_thread(lambda stop: _write(what, progress, services, stop.is_set))
        if not prove:
            await in_thread(lambda _stop: record.finish())
            return Succeeded()
        outcome = await _lock(what, scope, services)
    except InputError as error:
        left = await back()
        raise type(error)(error.sentence, _joined(error.way_out, *left), subject=error.subject) from error
    except BaseException:
        await back()
        raise
    if isinstance(outcome, Succeeded):
        await in_thread(lambda _stop: record.finish())  # it is proved: a cancel that comes now is too late
        return outcome
    left = await back()
    if isinstance(outcome, Failed):
        problem = replace(outcome.problem, explanation=_joined(outcome.problem.explanation, *left))
        return replace(outcome, problem=problem)
    return outcome


def lock_folders(project: Path, services: Services) -> Callable[[JobScope], Awaitable[tuple[Path, ...]]]:
    """Return what tells the folders that the proof writes to; interrupted work is settled first."""
    return uv_work.procedure(Lock(project=project), services).folders


async def _lock(what: ToWrite, scope: JobScope, services: Services) -> Outcome:
    proving = replace(services, runner=_Proving(services.runner))
    words = tuple(f"--upgrade-package={name}" for name in what.renewed)
    return await uv_work.procedure(Lock(project=what.project, uv_args=words), proving).work(scope)


class _Proving:
    """Runs programs without the variables that keep ``uv lock`` from looking anew."""

    def __init__(self, runner: ProcessRunner) -> None:
        self._runner = runner

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        told = {**invocation.variables, **_UNPROVING}
        return await self._runner.run(replace(invocation, variables=told), on_output)


class _TakingBack:
    """Takes a change back once, to its end, whatever is cancelled meanwhile."""

    def __init__(self, record: ChangeRecord) -> None:
        self._record = record

    async def __call__(self) -> tuple[str, ...]:
        left = await in_thread(lambda _stop: self._record.take_back())
        return left or (AS_BEFORE,)


def _begin(
    what: ToWrite, seen: Mapping[str, str | None], services: Services, stopped: Callable[[], bool]
) -> ChangeRecord:
    check_files(what.files, seen)
    files = (
        ChangedFile(file=each.file, before=each.before.data, after=digest_of(each.data))
        for each in what.files
        if each.changed
    )
    lock = bytes_in(what.lock)
    if lock is not None:
        BackupFolder(services.home).keep(what.lock, lock, services.clock.now())
    change = UnfinishedChange(
        project=what.project,
        root=what.lock.parent,
        files=(*files, ChangedFile(file=what.lock, before=lock)),
        copies=what.copies,
        folders=missing_folders(what.copies),
    )
    record = ChangeRecord.begin(services.home, change)
    if stopped():
        record.finish()
        raise Stopped
    return record


def _write(what: ToWrite, progress: FileProgress, services: Services, stopped: Callable[[], bool]) -> None:
    make_copies(what.copies, progress.went_on, stopped)
    write_files(tuple(each for each in what.files if each.changed), services)
    if stopped():
        raise Stopped


def _joined(first: str, *more: str) -> str:
    return " ".join((first, *more)).strip()
