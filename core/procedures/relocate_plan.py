"""What a relocation is going to do: which folder moves, how, and what the settings say before and after it."""

from collections.abc import Mapping
from pathlib import Path

from core.model.commands import RelocatePlace
from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import LinkMode, OriginKind, PlaceKind, Profile, Scope
from core.places.folders import holds, is_link, refused
from core.places.journal import Choice, Entry, Journal
from core.places.layout import place_below
from core.places.paths import is_inside, same_folder
from core.places.symlinked import links_into
from core.places.target import (
    check_environments_around,
    check_neighbours,
    check_target,
    how_to_move,
    is_uv_cache,
    is_uv_environment,
)
from core.procedures.services import Services
from core.settings.effective import Effective, effective_settings, user_cache
from core.settings.project_file import read_project
from core.settings.user_config import read_user_cache
from core.system.facts import SystemFacts


class RelocationPlan:
    """Answers everything that has to be known before a place of a project moves; reads files, writes none."""

    def __init__(self, command: RelocatePlace, services: Services, facts: SystemFacts, journal: Journal) -> None:
        self._command = command
        self._services = services
        self._facts = facts
        self._journal = journal
        self._project = command.project or Path.cwd()
        self.effective = read_effective(self._project, services)
        self.origin = place_to_move(command, self.effective, services)

    def named_target(self) -> Path:
        """Return the folder that the person named as it will be used; raises InputError where it cannot be."""
        named = self._command.to or Path()
        try:
            target = self._target_in(named)
            self.check(target)
        except OSError as error:
            raise InputError(
                f"The folder {error.filename or named} cannot be looked at: {error.strerror}.",
                "Name a folder that you may read and write.",
            ) from error
        return target

    def check(self, target: Path) -> None:
        """Raise InputError where the place cannot go to ``target``, or cannot be moved at all."""
        check_target(self.origin, target, self._command.kind)
        if self._command.kind is PlaceKind.CACHE and self.how_to(target) is not RelocationHow.FRESH:
            self._check_environments()

    def how_to(self, target: Path) -> RelocationHow:
        """Return how the place would get to ``target``; raises OSError where a folder may not be listed."""
        same_volume = self._facts.same_volume(self.origin, target)
        try:
            return how_to_move(self.origin, target, shared=self.serves_others(), same_volume=same_volume)
        except OSError as error:
            raise refused("looked at", self.origin, error) from error

    def entry(self, target: Path) -> Entry:
        """Return the relocation to ``target`` as the journal takes it."""
        command = self._command
        how = self.how_to(target)
        before, after = self._choices(target)
        return Entry(
            name=self._journal.next_name(self._services.clock.now()),
            project=self._project,
            kind=command.kind,
            origin=self.origin,
            target=target,
            how=how,
            scope=command.scope,
            adopted=holds(target),
            gives_up_origin=self._gives_up_origin(how),
            before=before,
            after=after,
        )

    def serves_others(self) -> bool:
        """Return whether the place cannot be taken away: only a cache that is this project's own, or the person's."""
        if self._command.kind is not PlaceKind.CACHE:
            # Temp folders belong to all programs, and an environment has its own path written into its scripts.
            return True
        if self._command.scope is Scope.USER:
            # All their projects follow the line in uv.toml, so it moves whole; the computer's own belongs to all.
            theirs = user_cache(self._project, self._services.environ)
            return theirs.origin.kind is OriginKind.SYSTEM or self._is_named(self.origin)
        cache = self.effective.places.cache
        match cache.origin.kind:
            case OriginKind.PROFILE:
                own = self._journal.made_for(self._project, cache.path)
            case OriginKind.PROJECT:
                # A settings file above the project may speak for its neighbours, too.
                own = is_inside(cache.path, self._project)
            case _:
                own = False
        return not own or self._is_named(cache.path)

    def _target_in(self, named: Path) -> Path:
        """Return the named folder where it is free or can be taken up as it is, else a folder of its own below it.

        Raises InputError where the named folder would not keep what it is given, OSError where it cannot be looked at.
        """
        command = self._command
        if same_folder(named, self.origin):
            return named  # and told so
        if command.kind is PlaceKind.ENVIRONMENT and is_uv_environment(named) and self._was_ours(named):
            return named
        check_neighbours(named, command.kind, self._project, self.effective.places)
        check_environments_around(named)
        if command.kind is PlaceKind.CACHE and is_uv_cache(named):
            return named
        if holds(named):
            return place_below(named, self._project, command.kind, command.scope)
        return named

    def _was_ours(self, environment: Path) -> bool:
        """Return whether an environment is or was this project's: another's would lose what uv has installed in it."""
        return is_inside(environment, self._project) or self._journal.has_served(
            self._project, PlaceKind.ENVIRONMENT, environment
        )

    def _choices(self, target: Path) -> tuple[Choice, Choice]:
        """Return what the setting and the project's link mode are before and after the move."""
        profile = self._services.profiles.load(self._project)
        if self._command.scope is Scope.USER:
            named = read_user_cache(self._services.environ)
            follows = same_folder(self.effective.places.cache.path, self.origin)
            after = self._link_mode_with(target, profile) if follows else profile.link_mode
            before = Choice(folder=named, link_mode=profile.link_mode)
        else:
            before = Choice(folder=chosen(profile, self._command.kind), link_mode=profile.link_mode)
            after = self._link_mode_with(target, profile)
        return before, Choice(folder=target, link_mode=after)

    def _link_mode_with(self, target: Path, profile: Profile) -> LinkMode | None:
        """Return the link mode that the profile names when the place is in ``target``."""
        kind, places = self._command.kind, self.effective.places
        environment = target if kind is PlaceKind.ENVIRONMENT else places.environment.path
        cache = target if kind is PlaceKind.CACHE else places.cache.path
        link_mode = profile.link_mode
        if kind is not PlaceKind.TEMP:
            same_volume = self._facts.same_volume(cache, environment)
            if not same_volume and self.effective.link_mode is None:
                # Across volumes uv cannot link, copies, and warns at every install; said once, it is quiet.
                link_mode = LinkMode.COPY
            elif same_volume and link_mode is LinkMode.COPY and self._journal.chose_link_mode(self._project, link_mode):
                link_mode = None  # a relocation had chosen it, and the reason is gone
        return link_mode

    def _gives_up_origin(self, how: RelocationHow) -> bool:
        """Return whether nobody needs the old place once the new one has proved itself."""
        kind = self._command.kind
        if is_link(self.origin):
            return False  # what it leads to may serve others by its own name
        if how is RelocationHow.COPIED:
            return True
        if how is RelocationHow.RENAMED or kind is PlaceKind.CACHE or self._is_named(self.origin):
            return False
        made = self._journal.made_for(self._project, self.origin)
        return made or (kind is PlaceKind.ENVIRONMENT and is_inside(self.origin, self._project))

    def _is_named(self, folder: Path) -> bool:
        """Return whether another project's profile names this very folder, which would not follow the move."""
        mine = self._command.scope is Scope.PROJECT
        kind = self._command.kind
        for profile in self._services.profiles.all():
            named = chosen(profile, kind)
            if named is None or (mine and same_folder(profile.project, self._project)):
                continue
            if same_folder(named, folder):
                return True
        return False

    def _check_environments(self) -> None:
        """Raise InputError where an environment consists of links into the cache and would break with the move."""
        projects = {self._project}
        if self._command.scope is Scope.USER:
            projects |= set(self._services.projects.folders())
        for project in sorted(projects):
            effective = effective_settings(self._services.profiles.load(project), self._services.environ)
            environment = effective.places.environment.path
            if links_into(environment, self.origin):
                raise InputError(
                    f"The environment {environment} was made with link mode symlink: its packages are links into the "
                    f"cache {self.origin} and would break when it moves.",
                    "Choose another link mode, run `wheelyard sync -- --reinstall` there, and relocate the cache then.",
                )


def read_effective(folder: Path, services: Services) -> Effective:
    """Return the effective settings of a project; raises InputError for a folder that is none."""
    read_project(folder)
    return effective_settings(services.profiles.load(folder), services.environ)


def place_to_move(command: RelocatePlace, effective: Effective, services: Services) -> Path:
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


def chosen(profile: Profile, kind: PlaceKind) -> Path | None:
    """Return the folder that a profile names for a kind of place, None where it names none."""
    match kind:
        case PlaceKind.CACHE:
            return profile.cache
        case PlaceKind.TEMP:
            return profile.temp
        case PlaceKind.ENVIRONMENT:
            return profile.environment


def _is_set(environ: Mapping[str, str], variable: str) -> bool:
    """Return whether a variable of uv is set to anything but a no."""
    return environ.get(variable, "").lower() not in {"", "0", "false", "no", "off", "n", "f"}
