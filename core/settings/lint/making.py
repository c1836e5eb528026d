"""Findings and their remedies, in the one form that they have."""

from pathlib import Path

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import ChooseSetting, OpenSetting, RelocatePlace
from core.model.setting_keys import SettingKey, SettingScope
from core.model.settings import PlaceKind
from core.system.command_line import pasteable
from core.system.this_computer import IS_WINDOWS

_PLACES = {
    SettingKey.CACHE: PlaceKind.CACHE,
    SettingKey.TEMP: PlaceKind.TEMP,
    SettingKey.ENVIRONMENT: PlaceKind.ENVIRONMENT,
}


def fail(ident: str, title: str, detail: str, **more: object) -> Check:
    """Return a finding that keeps uv from working, or makes it do something else than is written."""
    return _check(ident, CheckStatus.FAIL, title, detail, more)


def warn(ident: str, title: str, detail: str, **more: object) -> Check:
    """Return a finding that uv can live with."""
    return _check(ident, CheckStatus.WARN, title, detail, more)


def _check(ident: str, status: CheckStatus, title: str, detail: str, more: dict[str, object]) -> Check:
    file, line = more.get("file"), more.get("line")
    remedies = more.pop("remedies", ())
    own = tuple(remedies) if isinstance(remedies, tuple) else ()
    if isinstance(file, Path):
        column = more.get("column")
        own += (open_at(file, line if isinstance(line, int) else None, column if isinstance(column, int) else None),)
    return Check(id=ident, status=status, title=title, detail=detail, remedies=own, **more)  # type: ignore[arg-type] # file, line, column and key by name


def open_at(file: Path, line: int | None = None, column: int | None = None) -> CheckRemedy:
    """Return the remedy that opens a file where it has to be mended."""
    where = f" at line {line}" if line is not None else ""
    return CheckRemedy(title=f"Open {file.name}{where}", action=OpenSetting(file=file, line=line, column=column))


def set_variable(name: str, value: str) -> CheckRemedy:
    """Return the remedy that sets a variable in the terminal; ``value`` holds no secret."""
    return CheckRemedy(title=f"Set {name} to {value}", command=("set" if IS_WINDOWS else "export", f"{name}={value}"))


def unset_variable(name: str) -> CheckRemedy:
    """Return the remedy that takes a variable away in the terminal."""
    return CheckRemedy(title=f"Take {name} out", command=("set", f"{name}=") if IS_WINDOWS else ("unset", name))


def choose(key: SettingKey, value: str, title: str, project: Path | None) -> CheckRemedy:
    """Return the remedy that chooses a setting: in the project's profile, without one for all projects.

    A place of a project is moved there, so that what it holds comes along.
    """
    if project is not None and key in _PLACES:
        kind = _PLACES[key]
        return CheckRemedy(
            title=title,
            command=("wheelyard", "relocate", kind.value, "--to", value, *in_project(project)),
            action=RelocatePlace(project=project, kind=kind, to=Path(value)),
        )
    scope = SettingScope.PROFILE if project is not None else SettingScope.USER
    return CheckRemedy(
        title=title,
        command=("wheelyard", "settings", "set", key.value, value, "--scope", scope.value, *in_project(project)),
        action=ChooseSetting(project=project, key=key, value=value, scope=scope),
    )


def in_project(project: Path | None) -> tuple[str, ...]:
    """Return the words that name the project, so that a pasted command finds it from every folder."""
    return ("--project", str(project)) if project is not None else ()


def assignment(name: str, value: str) -> str:
    """Return how a variable is set in this computer's usual terminal."""
    return pasteable(set_variable(name, value).command)


def listed(words: object) -> str:
    """Return names as a person lists them: ``a, b and c``."""
    names = [str(word) for word in words] if isinstance(words, list | tuple) else [str(words)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
