"""From what was typed to the Command that the Session takes."""

from pathlib import Path

from core.cli.arguments import Arguments
from core.model.commands import (
    AddPackages,
    AnyCommand,
    FindCandidates,
    Lock,
    ProbePlaces,
    RelocatePlace,
    RemovePackages,
    Sync,
    UndoRelocation,
    UpgradePackages,
)
from core.model.settings import PlaceKind, Scope


def command_of(arguments: Arguments) -> AnyCommand:
    """Return the command; folders become absolute, links in them stay as they were typed."""
    project = arguments.project.absolute()
    match arguments.command:
        case "probe":
            wheel = arguments.wheel.absolute() if arguments.wheel is not None else None
            return ProbePlaces(folders=_absolute(arguments.folders), rounds=arguments.rounds, wheel=wheel)
        case "candidates":
            return FindCandidates(project=project, consider=_absolute(arguments.consider))
        case "relocate" if arguments.undo:
            return UndoRelocation(project=project)
        case "relocate":
            return RelocatePlace(
                project=project,
                kind=PlaceKind(arguments.kind),
                to=arguments.to.absolute() if arguments.to is not None else None,
                consider=_absolute(arguments.consider),
                scope=Scope(arguments.scope),
            )
        case _:
            return _uv_command_of(arguments, project)


def _uv_command_of(arguments: Arguments, project: Path) -> AnyCommand:
    uv_args = arguments.uv_args
    packages = tuple(getattr(arguments, "packages", ()))
    match arguments.command:
        case "lock":
            return Lock(project=project, uv_args=uv_args)
        case "add":
            return AddPackages(project=project, packages=packages, uv_args=uv_args)
        case "remove":
            return RemovePackages(project=project, packages=packages, uv_args=uv_args)
        case "upgrade":
            return UpgradePackages(project=project, packages=packages, uv_args=uv_args)
        case _:
            return Sync(project=project, uv_args=uv_args)


def _absolute(folders: list[Path]) -> tuple[Path, ...]:
    return tuple(folder.absolute() for folder in folders)
