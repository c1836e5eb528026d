"""Who else uses a cache: asked before it is cleaned, since their next sync has to fetch everything anew."""

from pathlib import Path

from core.model.project import InputError
from core.model.settings import OriginKind, Place
from core.places.paths import same_folder
from core.procedures.services import Services
from core.settings.effective import effective_settings

_OF_ONE_PROJECT = {OriginKind.PROFILE, OriginKind.PROJECT}


def serves_all(cache: Place) -> bool:
    """Return whether every project of the person uses this cache that names no other."""
    return cache.origin.kind not in _OF_ONE_PROJECT


def projects_sharing(cache: Place, project: Path, services: Services) -> tuple[Path, ...]:
    """Return the other projects that Wheelyard knows and that use the same cache now.

    It knows those on its list and those with a profile. One whose settings cannot be read is left out.
    """
    known = dict.fromkeys((*services.projects.folders(), *(profile.project for profile in services.profiles.all())))
    return tuple(other for other in known if not same_folder(other, project) and _uses(other, cache.path, services))


def _uses(project: Path, cache: Path, services: Services) -> bool:
    try:
        effective = effective_settings(services.profiles.load(project), services.environ)
        return project.is_dir() and same_folder(effective.places.cache.path, cache)
    except (InputError, OSError):
        return False
