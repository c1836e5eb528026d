"""The work of moving open logins into the keyring: kept there and read back first, then taken out of the files."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import MoveLogins
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.secrets import Secret, without_secrets
from core.model.settings import IndexLogin
from core.places.paths import identity
from core.procedures.limited import in_daemon
from core.procedures.network.moved_logins import MovedLogin, TakenInLogins
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.settings_files import check_files, write_files
from core.settings.found_logins import FoundLogin, found_logins
from core.settings.project_file import read_project
from core.settings.writing.login_edits import LoginEdit, without_logins
from core.settings.writing.plan import PlannedFile

_LOOK_AGAIN = "Nothing was changed; look at the open logins again."


def procedure(command: MoveLogins, services: Services) -> Procedure:
    """Return the procedure; where the keyring or a file refuses, all is as it was."""
    folder = command.project or Path.cwd()

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        found = await asyncio.to_thread(_found, folder, services)
        return tuple({each.before.file.parent for each in _movable(found) if each.before is not None})

    async def work(_scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        said = await in_daemon(lambda: move_logins(command.ids, folder, services), "asks-the-keyring")
        return Succeeded(repaired=said)

    return Procedure(work=work, project=folder, folders=folders)


def move_logins(ids: Sequence[str], folder: Path, services: Services) -> str:
    """Move the logins of these names, without any all that can be moved, and return a sentence on it.

    Raises InputError, and then all is as it was. Blocks, and may ask the person to unlock the keyring.
    """
    chosen = _chosen(_found(folder, services), ids)
    planned = _planned(chosen)
    moved = tuple(_moved(chosen, folder, services))
    check_files(planned, {})
    # Killed from here on, the login is in both places, or in the keyring alone: uv has it all the time. As long as it
    # is in the file, that is the one that uv uses (measured, uv 0.13.9).
    kept = TakenInLogins(services)
    try:
        kept.take_in(moved)
        write_files(planned, services)
    except BaseException:
        kept.take_back()
        raise
    kept.settle()
    return _sentence(moved, tuple(each.file for each in planned))


def _found(folder: Path, services: Services) -> tuple[FoundLogin, ...]:
    return found_logins(folder, services.environ)


def _movable(found: Iterable[FoundLogin]) -> tuple[FoundLogin, ...]:
    return tuple(each for each in found if each.shown.why_not is None)


def _chosen(found: tuple[FoundLogin, ...], ids: Sequence[str]) -> tuple[FoundLogin, ...]:
    """Return the logins that are meant; raises InputError where there is none, or one that cannot be moved."""
    if not ids:
        chosen = _movable(found)
        if not chosen:
            why = next((each.shown.why_not for each in found if each.shown.why_not is not None), None)
            raise InputError(
                "No login lies open here that could be moved.", why or "There is nothing to move, so all is well."
            )
        return chosen
    known = {each.shown.id: each for each in found}
    for ident in ids:
        if ident not in known:
            raise InputError(
                f"No login with the name {without_secrets(ident)} lies open here.",
                "The file was changed meanwhile, or it was moved already; look at the open logins again.",
            )
        why_not = known[ident].shown.why_not
        if why_not is not None:
            raise InputError(f"{known[ident].shown.shown} cannot be moved into the keyring.", why_not)
    return tuple(known[ident] for ident in dict.fromkeys(ids))


def _planned(chosen: tuple[FoundLogin, ...]) -> tuple[PlannedFile, ...]:
    files: dict[Path, list[FoundLogin]] = {}
    for each in chosen:
        if each.before is not None:
            files.setdefault(each.before.file, []).append(each)
    return tuple(_without(found) for found in files.values())


def _without(found: list[FoundLogin]) -> PlannedFile:
    before = found[0].before
    edits = [
        LoginEdit(place=each.place, login=each.login, name=each.index if each.shown.index is None else None)
        for each in found
        if each.place is not None and each.login is not None
    ]
    if before is None:
        raise InputError("The file was not read.", _LOOK_AGAIN)
    return PlannedFile(before=before, text=without_logins(before.text, edits, str(before.file)))


def _moved(chosen: tuple[FoundLogin, ...], folder: Path, services: Services) -> Iterable[MovedLogin]:
    """Yield each login once, with the projects that uv gets it in; raises InputError for two of one user and index."""
    secrets: dict[IndexLogin, Secret] = {}
    others = _other_projects(folder, services)
    for each in chosen:
        login = IndexLogin(index=each.index or "", url=without_secrets(each.url), user=each.user)
        if secrets.setdefault(login, each.secret) != each.secret:
            raise InputError(
                f"Two different logins of {each.user} for {each.index} lie open.",
                "Nothing was moved; take out the one that does not count, then move the other.",
            )
        readers = (other for other, ids in others.items() if each.shown.id in ids)
        yield MovedLogin(login=login, secret=each.secret, projects=(folder, *readers))


def _other_projects(folder: Path, services: Services) -> dict[Path, frozenset[str]]:
    """Return the other projects that Wheelyard knows with the logins that lie open in what they read.

    A file of the person's, or of a workspace, is read by several: each of them is to have the login further on.
    """
    known = (*services.projects.folders(), *(profile.project for profile in services.profiles.all()))
    others = {identity(each): each for each in known}
    others.pop(identity(folder), None)
    found = {}
    for other in others.values():
        try:
            read_project(other)
            found[other] = frozenset(each.shown.id for each in _found(other, services))
        except (InputError, OSError):  # a project that is gone needs no login
            continue
    return found


def _sentence(moved: tuple[MovedLogin, ...], files: tuple[Path, ...]) -> str:
    logins = tuple(dict.fromkeys(f"{each.login.user} for {each.login.index}" for each in moved))
    named = ", ".join(dict.fromkeys(str(file) for file in files))
    one = len(logins) == 1
    others = len({identity(project) for each in moved for project in each.projects}) - 1
    besides = f" {others} more of your projects read it there, and get it, too." if others else ""
    it, verb = ("it", "is") if one else ("them", "are")
    return (
        f"The login{'' if one else 's'} of {', '.join(logins)} {verb} in the keyring now, and no longer in {named}; uv "
        f"gets {it} when Wheelyard runs it.{besides} Whoever had the file, and its history in git, still has {it}: "
        "where it was shared, have the secret renewed."
    )
