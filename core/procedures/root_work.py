"""The work of the root of places: which one is in force, and a person's choice of another."""

import asyncio
import secrets
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import ChoosePlacesRoot, DescribePlacesRoot
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.places_root import Decider, PlacesRoot
from core.model.policies import Policy, PolicyName
from core.model.problem import Category, Problem
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places.exclusion import length_against, reservation_about
from core.places.layout import place_below
from core.places.own_files import remove_if_empty
from core.places.paths import is_inside, same_folder
from core.places.target import is_uv_cache
from core.procedures.policy_check import check_root, policy_in_force
from core.procedures.procedure import Procedure, nothing_to_lease
from core.procedures.services import Services
from core.settings.effective import effective_settings
from core.store.preferences import PreferenceStore
from core.system.this_computer import system_facts


def procedure(command: ChoosePlacesRoot | DescribePlacesRoot, services: Services) -> Procedure:
    """Return the procedure; a choice waits for other choices, and joins no project's queue."""

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        return (services.home.preferences_file,)

    async def work(_scope: JobScope) -> Outcome:
        if isinstance(command, ChoosePlacesRoot):
            return await asyncio.to_thread(_choose, command, services)
        return Succeeded(root=await asyncio.to_thread(root_in_force, services, command.project))

    leased = folders if isinstance(command, ChoosePlacesRoot) else nothing_to_lease
    return Procedure(work=work, folders=leased)


def root_in_force(services: Services, project: Path | None = None) -> PlacesRoot:
    """Return the root below which new places are made, with what a person should know of it.

    What cannot be read decides nothing and becomes a note. ``project`` is the one for which a path's length is judged.
    """
    policy = policy_in_force(services)
    notes = policy.troubles
    if policy.places_root is not None:
        source = policy.source_of(PolicyName.PLACES_ROOT)
        root = PlacesRoot(folder=policy.places_root, decided_by=Decider.POLICY, source=source)
        return _with_notes(root, notes, services, project)
    try:
        chosen = PreferenceStore(services.home).load().places_root
    except InputError as error:
        return PlacesRoot(notes=(*notes, str(error)))
    if chosen is None:
        return PlacesRoot(notes=notes)
    return _with_notes(PlacesRoot(folder=chosen, decided_by=Decider.PERSON), notes, services, project)


def _with_notes(root: PlacesRoot, notes: tuple[str, ...], services: Services, project: Path | None) -> PlacesRoot:
    folder = root.folder
    if folder is None:
        return replace(root, notes=notes)
    facts = system_facts(services.environ)
    # The longest name of a place below it; without a project one of the longest name that a project can have.
    longest = place_below(folder, project or Path("project-of-a-long-name"), PlaceKind.ENVIRONMENT)
    said = (reservation_about(folder, facts), length_against(longest, facts))
    return replace(root, notes=(*notes, *(sentence for sentence in said if sentence is not None)))


def _choose(command: ChoosePlacesRoot, services: Services) -> Outcome:
    policy = policy_in_force(services)
    if policy.places_root is not None:
        return Failed(problem=_decided_by_policy(policy), by_policy=True)
    if command.root is not None:
        check_root(policy, command.root)
        _check(command.root, command.project, services)
    store = PreferenceStore(services.home)
    store.save(replace(store.load(), places_root=command.root))
    return Succeeded(root=root_in_force(services, command.project))


def _decided_by_policy(policy: Policy) -> Problem:
    sentence = f"Policy decides that new places are made below {policy.places_root}."
    return Problem(
        category=Category.BLOCKED_BY_POLICY,
        title=sentence,
        explanation=(
            f"It is set in {policy.source_of(PolicyName.PLACES_ROOT)}, which your IT department keeps; "
            "your choice would not count."
        ),
        path_to=str(policy.places_root),
        raw=sentence,
    )


def _check(root: Path, project: Path | None, services: Services) -> None:
    """Raise InputError where no places could live below ``root``."""
    if not root.is_absolute():
        raise InputError(f"{root} is no absolute folder.", "Name it with its drive, or from / on.")
    if project is not None:
        effective = effective_settings(services.profiles.load(project), services.environ)
        for place, fate in (
            (effective.places.environment, "which uv removes and makes anew when it needs to"),
            (effective.places.cache, "which `uv cache clean` empties"),
        ):
            if same_folder(root, place.path) or is_inside(root, place.path):
                raise InputError(
                    f"{root} lies in the project's {place.kind.words} {place.path}, {fate}.",
                    "Name a folder outside it.",
                )
    for folder in (root, *root.parents):
        if (folder / "pyvenv.cfg").is_file():
            raise InputError(
                f"{root} lies in the environment {folder}, which uv may remove and make anew.",
                "Name a folder outside it.",
            )
        if is_uv_cache(folder):
            raise InputError(
                f"{root} lies in uv's cache {folder}, which `uv cache clean` empties.", "Name a folder outside it."
            )
    _check_writable(root)


def _check_writable(root: Path) -> None:
    """Raise InputError where nothing can be written below ``root``; what is made to find that out is removed."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        if not missing and not root.is_dir():
            raise InputError(f"{root} is a file.", "Name a folder.")
        root.mkdir(parents=True, exist_ok=True)
        tried = root / f".wheelyard-{secrets.token_hex(8)}"
        tried.mkdir()
        remove_if_empty(tried)
    except OSError as error:
        number = getattr(error, "winerror", None) or error.errno
        raise InputError(
            f"Nothing can be written in {root}: {error.strerror} (os error {number}).",
            "Name a folder in which you may make files and folders.",
        ) from error
    finally:
        for folder in missing:
            remove_if_empty(folder)
