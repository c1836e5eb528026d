"""What an interrupted relocation left is finished or taken back before anything else runs in the project."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from core.model.project import InputError
from core.model.settings import PlaceKind, Profile, Scope
from core.places.journal import Choice, Entry, Journal
from core.places.paths import same_folder
from core.places.relocation import recover
from core.procedures.services import Services
from core.settings.user_config import write_user_cache
from core.store.leases import LeaseFolder


def recover_all(services: Services, project: Path) -> None:
    """Finish or take back what was interrupted in ``project``, and any move of the cache that all projects share.

    Call it while ``project`` is leased. A shared move whose own project is leased elsewhere is still under way there
    and is left alone.
    """
    journal = Journal(services.home.journal)
    for entry in journal.interrupted():
        if same_folder(entry.project, project):
            recover(entry, journal, choice_writer(services))
        elif entry.scope is Scope.USER:
            _recover_abandoned(entry, journal, services)


def _recover_abandoned(entry: Entry, journal: Journal, services: Services) -> None:
    held = LeaseFolder(services.home).try_acquire((entry.project,))
    if isinstance(held, Path):
        return
    with held:
        recover(entry, journal, choice_writer(services))


def can_undo(project: Path, services: Services) -> bool:
    """Return whether a relocation of ``project`` can be undone."""
    try:
        return Journal(services.home.journal).last_done(project) is not None
    except InputError:
        return False


def choice_writer(services: Services) -> Callable[[Entry, Choice], None]:
    """Return the function that writes a choice for an entry's place where its scope says: profile or ``uv.toml``."""

    def write(entry: Entry, choice: Choice) -> None:
        if entry.scope is Scope.USER:
            write_user_cache(services.environ, choice.folder)
            return
        profile = services.profiles.load(entry.project)
        services.profiles.save(with_choice(profile, entry.kind, choice))

    return write


def with_choice(profile: Profile, kind: PlaceKind, choice: Choice) -> Profile:
    """Return the profile with one place chosen; the link mode goes with the cache and the environment."""
    match kind:
        case PlaceKind.CACHE:
            return replace(profile, cache=choice.folder, link_mode=choice.link_mode)
        case PlaceKind.TEMP:
            return replace(profile, temp=choice.folder)
        case PlaceKind.ENVIRONMENT:
            return replace(profile, environment=choice.folder, link_mode=choice.link_mode)
