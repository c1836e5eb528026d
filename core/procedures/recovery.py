"""What an interrupted relocation left is finished or taken back, and what a finished one left is removed."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.events import InterruptionSettled
from core.model.measurements import WayBack
from core.model.project import InputError
from core.model.settings import PlaceKind, Profile, Scope
from core.places.journal import Choice, Entry, Journal, Step
from core.places.paths import is_inside, real_path, same_folder
from core.places.probe_record import settle_killed_probes
from core.places.recovering import recover
from core.places.retiring import is_proved_in, remove_leftover
from core.places.stoppable import in_thread
from core.procedures.relocate_plan import chosen
from core.procedures.services import Services
from core.procedures.wheels.unfinished import settle_changes
from core.settings.effective import effective_settings, user_cache
from core.settings.user_config import read_user_cache, write_user_cache
from core.store.leases import LeaseFolder

_LOG = logging.getLogger(__name__)


async def settle_interrupted(services: Services, scope: JobScope, project: Path | None = None) -> None:
    """Finish or take back what was interrupted, and say it; call it while nothing is leased.

    ``project`` asks for what concerns that project: its own relocations, and moves of the cache that all share. A
    relocation whose folders are leased elsewhere is still under way there and is left alone. So are changes of local
    sources. What killed rename probes left is removed wherever it is.
    """
    for sentence in await asyncio.to_thread(_settled, services, project):
        scope.emit(InterruptionSettled(job=scope.job, project=scope.project, sentence=sentence))


def _settled(services: Services, project: Path | None) -> list[str]:
    said = [
        f"What a rename probe that was interrupted had left in {place} was removed."
        for place in settle_killed_probes(services.home.probes)
    ]
    said += settle_changes(services, project)
    return said + _recover_all(services, project) if services.home.journal.is_dir() else said


def _recover_all(services: Services, project: Path | None) -> list[str]:
    journal = Journal(services.home.journal)
    said = []
    for entry in journal.interrupted():
        if project is None or entry.scope is Scope.USER or same_folder(entry.project, project):
            sentence = _recover_one(entry, journal, services)
            if sentence is not None:
                said.append(sentence)
    for entry in journal.with_leftovers():
        # What was given up before may go at any time; what can still be undone waits for a sync.
        if entry.step in {Step.SETTLED, Step.ABANDONED} and not _is_in_use(entry, services):
            with _leased(services, entry) as held:
                if held:
                    remove_leftover(entry, journal, threading.Event())
    return said


def _recover_one(entry: Entry, journal: Journal, services: Services) -> str | None:
    with _leased(services, entry) as held:
        if not held:
            return None
        newest = next((each for each in journal.interrupted() if each.name == entry.name), None)
        if newest is None:  # another Wheelyard was quicker
            return None
        try:
            return recover(newest, journal, choice_writer(services), choice_reader(services))
        except (OSError, InputError) as error:
            _LOG.warning("an interrupted relocation could not be settled yet", exc_info=error)
            said = error.sentence if isinstance(error, InputError) else f"{error.filename}: {error.strerror}."
            return (
                f"The move of the {entry.kind.words} of {entry.project.name} to {entry.target} was interrupted and "
                f"could not be settled yet: {said} The next start tries again."
            )


@contextmanager
def _leased(services: Services, entry: Entry) -> Iterator[bool]:
    """Lease all that an entry concerns while the block runs; yields False where somebody else holds a part of it."""
    folders = sorted({real_path(folder) for folder in (entry.project, entry.origin, entry.target)})
    held = LeaseFolder(services.home).try_acquire(tuple(folders))
    if isinstance(held, Path):
        yield False
        return
    with held:
        yield True


async def remove_what_was_left(services: Services, scope: JobScope, project: Path) -> None:
    """Remove the old places of relocations now that a sync from the new ones has succeeded.

    Call it at the end of such a sync, while the project and its cache are leased. A folder that any setting names is
    kept. What cannot be removed now is tried again after the next sync.
    """
    if services.home.journal.is_dir():
        for sentence in await in_thread(lambda stop: _remove_leftovers(services, project, stop)):
            scope.emit(InterruptionSettled(job=scope.job, project=scope.project, sentence=sentence))


def _remove_leftovers(services: Services, project: Path, stop: threading.Event) -> list[str]:
    journal = Journal(services.home.journal)
    places = effective_settings(services.profiles.load(project), services.environ).places
    said = []
    for entry in journal.with_leftovers():
        mine = same_folder(entry.project, project)
        if not mine and entry.scope is not Scope.USER:
            continue
        serves = places.of(entry.kind).path
        if is_proved_in(serves, entry, journal) and not _is_in_use(entry, services):
            left = entry.target if entry.step is Step.UNDONE else entry.origin
            if remove_leftover(entry, journal, stop):
                said.append(f"The {entry.kind.words} in {serves} has proved itself, so the one in {left} was removed.")
    return said


def _is_in_use(entry: Entry, services: Services) -> bool:
    """Return whether a setting names the folder that an entry wants removed, or something in or around it."""
    left = entry.retired
    if left is None:
        return False
    places = effective_settings(services.profiles.load(entry.project), services.environ).places
    named = [places.of(kind).path for kind in PlaceKind]
    named.append(user_cache(entry.project, services.environ).path)
    for profile in services.profiles.all():
        named += [folder for kind in PlaceKind if (folder := chosen(profile, kind)) is not None]
    return any(same_folder(folder, left) or is_inside(folder, left) for folder in named)


def way_back(project: Path, services: Services) -> WayBack | None:
    """Return the relocation of ``project`` that can be undone, None where there is none."""
    try:
        entry = Journal(services.home.journal).last_done(project)
    except InputError:
        return None
    if entry is None or (entry.step is Step.SETTLED and entry.how.carries):
        return None
    return WayBack(entry.kind, entry.origin, entry.target)


def choice_writer(services: Services) -> Callable[[Entry, Choice], None]:
    """Return the function that writes a choice for an entry's place where its scope says: profile or ``uv.toml``."""

    def write(entry: Entry, choice: Choice) -> None:
        if entry.scope is Scope.USER:
            write_user_cache(services.environ, choice.folder)
            if entry.before.link_mode != entry.after.link_mode:
                # The person's file speaks for projects on every volume; only this one is known to need it.
                profile = services.profiles.load(entry.project)
                services.profiles.save(replace(profile, link_mode=choice.link_mode))
            return
        profile = services.profiles.load(entry.project)
        services.profiles.save(with_choice(profile, entry.kind, choice))

    return write


def choice_reader(services: Services) -> Callable[[Entry], Path | None]:
    """Return the function that reads which folder the setting of an entry's scope names now."""

    def read(entry: Entry) -> Path | None:
        if entry.scope is Scope.USER:
            return read_user_cache(services.environ)
        return chosen(services.profiles.load(entry.project), entry.kind)

    return read


def with_choice(profile: Profile, kind: PlaceKind, choice: Choice) -> Profile:
    """Return the profile with one place chosen; the link mode goes with the cache and the environment."""
    match kind:
        case PlaceKind.CACHE:
            return replace(profile, cache=choice.folder, link_mode=choice.link_mode)
        case PlaceKind.TEMP:
            return replace(profile, temp=choice.folder)
        case PlaceKind.ENVIRONMENT:
            return replace(profile, environment=choice.folder, link_mode=choice.link_mode)
