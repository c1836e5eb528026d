"""From what was typed to the Command that the Session takes."""

import os
from pathlib import Path

from core.cli.arguments import Arguments
from core.model.commands import (
    AddPackages,
    AnyCommand,
    CheckConfiguration,
    ChoosePlacesRoot,
    ChooseSetting,
    CleanCache,
    DescribePlacesRoot,
    FindCandidates,
    ForgetCredential,
    ForgetProxyLogin,
    Lock,
    PrepareRequest,
    PreviewSettings,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    ReadSettings,
    RelocatePlace,
    RemovePackages,
    StoreCredential,
    StoreProxyLogin,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
)
from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.model.settings import PlaceKind, Scope
from core.network.address import plain_url


def command_of(arguments: Arguments) -> AnyCommand:  # noqa: C901, PLR0911, PLR0912 - one return a command
    """Return the command; folders become absolute, links in them stay as they were typed."""
    project = absolute(arguments.project)
    match arguments.command:
        case "probe":
            wheel = absolute(arguments.wheel) if arguments.wheel is not None else None
            return ProbePlaces(folders=_all(arguments.folders), rounds=arguments.rounds, wheel=wheel)
        case "candidates":
            return FindCandidates(project=project, consider=_all(arguments.consider))
        case "root":
            return _root_command_of(arguments, project)
        case "relocate" if arguments.undo:
            return UndoRelocation(project=project, kind=PlaceKind(arguments.kind) if arguments.kind else None)
        case "relocate":
            return RelocatePlace(
                project=project,
                kind=PlaceKind(arguments.kind or PlaceKind.CACHE),
                to=absolute(arguments.to) if arguments.to is not None else None,
                consider=_all(arguments.consider),
                scope=Scope(arguments.scope),
            )
        case "settings":
            return _settings_command_of(arguments, project)
        case "credentials":
            return _credentials_command_of(arguments, project)
        case "request":
            out = absolute(arguments.out) if arguments.out is not None else None
            about = plain_url(arguments.about) if arguments.about is not None else None
            return PrepareRequest(project=project, out=out, url=about)
        case "history":
            return ReadHistory(project=project, days=arguments.days)
        case "places":
            return TakeInventory(project=project, probe=arguments.probe)
        case "clean":
            return CleanCache(project=project, packages=tuple(arguments.packages), preview=arguments.dry_run)
        case "prune":
            return PruneCache(project=project, preview=arguments.dry_run)
        case "doctor":
            return CheckConfiguration(project=project)
        case _:
            return _uv_command_of(arguments, project)


def _credentials_command_of(arguments: Arguments, project: Path) -> AnyCommand:
    removes = arguments.action == "remove"
    if arguments.index is None:
        return ForgetProxyLogin(project=project) if removes else StoreProxyLogin(project=project, user=arguments.user)
    if removes:
        return ForgetCredential(project=project, index=arguments.index)
    return StoreCredential(project=project, index=arguments.index, user=arguments.user)


def _root_command_of(arguments: Arguments, project: Path) -> AnyCommand:
    if arguments.root is not None:
        return ChoosePlacesRoot(project=project, root=absolute(arguments.root))
    return ChoosePlacesRoot(project=project) if arguments.none else DescribePlacesRoot(project=project)


def _settings_command_of(arguments: Arguments, project: Path) -> AnyCommand:
    if arguments.action is None:
        return ReadSettings(project=project)
    key, scope = SettingKey(arguments.key or ""), SettingScope(arguments.scope)
    if arguments.dry_run:
        return PreviewSettings(project=project, changes=(SettingChange(key=key, scope=scope, value=arguments.value),))
    return ChooseSetting(project=project, key=key, value=arguments.value, scope=scope)


def _uv_command_of(arguments: Arguments, project: Path) -> AnyCommand:
    uv_args, patient = arguments.uv_args, arguments.patient
    packages = tuple(getattr(arguments, "packages", ()))
    match arguments.command:
        case "lock":
            return Lock(project=project, uv_args=uv_args, patient=patient)
        case "add":
            return AddPackages(project=project, packages=packages, uv_args=uv_args, patient=patient)
        case "remove":
            return RemovePackages(project=project, packages=packages, uv_args=uv_args, patient=patient)
        case "upgrade":
            return UpgradePackages(project=project, packages=packages, uv_args=uv_args, patient=patient)
        case _:
            return Sync(project=project, uv_args=uv_args, patient=patient)


def absolute(folder: Path) -> Path:
    """Return the folder as absolute; raises InputError where the folder one stands in cannot be named."""
    try:
        whole = folder.absolute()
        if ".." in whole.parts:
            # One project has one name, by which its profile, its journal and its lease are found.
            # A link before the dots may lead elsewhere: then only the system knows where they end.
            shorter = Path(os.path.normpath(whole))
            elsewhere = whole.exists() and not (shorter.exists() and shorter.samefile(whole))
            whole = whole.resolve() if elsewhere else shorter
        str(whole).encode()
    except FileNotFoundError as error:
        raise InputError("The folder you stand in is gone.", "Change to a folder that exists.") from error
    except UnicodeEncodeError as error:
        raise InputError(
            "The name of the folder you stand in is not valid Unicode.", "Rename it, or name the project otherwise."
        ) from error
    return whole


def _all(folders: list[Path]) -> tuple[Path, ...]:
    return tuple(absolute(folder) for folder in folders)
