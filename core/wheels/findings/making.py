"""Findings about local sources and their remedies, in the one form that they have."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import ChangeWheels, ChooseSetting, OpenSetting, RelocatePlace
from core.model.setting_keys import SettingKey, SettingScope
from core.model.settings import PlaceKind
from core.model.wheel_commands import AddFiles, LimitSource, RemoveSource
from core.wheels.local_sources import PackageSource


def finding(
    ident: str,
    status: CheckStatus,
    title: str,
    detail: str,
    at: PackageSource,
    *,
    remedies: Iterable[CheckRemedy | None] = (),
) -> Check:
    """Return a finding about a source, whose place is its file and line; the last remedy opens it there."""
    own = tuple(remedy for remedy in remedies if remedy is not None)
    opening = open_at(at.file, at.line)
    return Check(
        id=ident, status=status, title=title, detail=detail, file=at.file, line=at.line, remedies=(*own, opening)
    )


def open_at(file: Path, line: int | None, title: str | None = None) -> CheckRemedy:
    """Return the remedy that opens a file where it has to be mended."""
    where = f" at line {line}" if line is not None else ""
    return CheckRemedy(title=title or f"Open {file.name}{where}", action=OpenSetting(file=file, line=line))


def add_file(project: Path, file: Path, title: str, *, copy_to: Path | None = None, alone: bool = False) -> CheckRemedy:
    """Return the remedy that lets the project use a file: where it lies, or as a copy in ``copy_to``."""
    where = ("--to", str(copy_to)) if copy_to is not None else ("--in-place",)
    words = ("wheelyard", "wheels", "add", str(file), *where, *(("--alone",) if alone else ()))
    change = AddFiles(files=(file,), copy_to=copy_to, alone=alone)
    return CheckRemedy(
        title=title, command=(*words, *in_project(project)), action=ChangeWheels(project=project, change=change)
    )


def remove_source(
    project: Path, package: str, title: str, *, files: tuple[str, ...] = (), keep_dependency: bool = False
) -> CheckRemedy:
    """Return the remedy that takes sources of a package out."""
    keeping = ("--keep-dependency",) if keep_dependency else ()
    change = RemoveSource(package=package, files=files, keep_dependency=keep_dependency)
    return CheckRemedy(
        title=title,
        command=("wheelyard", "wheels", "remove", package, *files, *keeping, *in_project(project)),
        action=ChangeWheels(project=project, change=change),
    )


def mark_source(project: Path, package: str) -> CheckRemedy:
    """Return the remedy that writes the markers of a package's sources anew."""
    return CheckRemedy(
        title=f"Write the markers of {package} anew",
        command=("wheelyard", "wheels", "mark", package, *in_project(project)),
        action=ChangeWheels(project=project, change=LimitSource(package=package)),
    )


def choose_for_everyone(
    project: Path, key: SettingKey, value: str, title: str, *, in_one_line: str | None = None
) -> CheckRemedy:
    """Return the remedy that chooses a setting for everyone in the project, in its own files.

    ``in_one_line`` says the same where ``value`` has several lines, which not every terminal takes.
    """
    scope, words = SettingScope.PROJECT, in_one_line or value
    return CheckRemedy(
        title=title,
        command=("wheelyard", "settings", "set", key.value, words, "--scope", scope.value, *in_project(project)),
        action=ChooseSetting(project=project, key=key, value=value, scope=scope),
    )


def relocate_cache(project: Path) -> CheckRemedy:
    """Return the remedy that moves the cache to the best place that can be measured."""
    return CheckRemedy(
        title="Move the cache to a place where renames pass",
        command=("wheelyard", "relocate", PlaceKind.CACHE.value, "--auto", *in_project(project)),
        action=RelocatePlace(project=project, kind=PlaceKind.CACHE),
    )


def in_project(project: Path) -> tuple[str, ...]:
    """Return the words that name the project, so that a pasted command finds it from every folder."""
    return ("--project", str(project))


def listed(words: Sequence[object], last: str = "and") -> str:
    """Return names as a person lists them: ``a, b and c``."""
    names = [str(word) for word in words]
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def size_words(size: int) -> str:
    """Return bytes as a person says them."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"
