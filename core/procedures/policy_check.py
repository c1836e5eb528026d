"""Policy against what the person wants: read once for each piece of work, and refused by name."""

from pathlib import Path

from msgspec.structs import replace

from core.model.commands import ChooseSetting, EndProgram, RelocatePlace
from core.model.policies import Policy, PolicyName
from core.model.problem import Problem, Remedy
from core.model.programs import RunningProgram
from core.model.project import PolicyError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.model.settings import PlaceKind, Scope
from core.procedures.services import Services
from core.settings.policy_choices import WAY_OUT, why_forbidden, why_place_refused, why_refused
from core.system.policy import read_policy

_KEYS = {
    PlaceKind.CACHE: SettingKey.CACHE,
    PlaceKind.TEMP: SettingKey.TEMP,
    PlaceKind.ENVIRONMENT: SettingKey.ENVIRONMENT,
}


def policy_in_force(services: Services) -> Policy:
    """Return what policy decides for the person; reads registry or files, so not for the loop's thread."""
    return read_policy(services.environ)


def check_change(policy: Policy, change: SettingChange, project: Path | None) -> None:
    """Raise PolicyError where policy does not allow a choice of a setting; taking one back is always allowed."""
    sentence = why_refused(policy, change.key, change.value, change.scope, project)
    if sentence is not None:
        raise PolicyError(sentence, WAY_OUT, subject=change.key.value)


def check_place(policy: Policy, command: RelocatePlace, target: Path, project: Path) -> None:
    """Raise PolicyError where policy does not allow a place to move to ``target``."""
    scope = SettingScope.USER if command.scope is Scope.USER else SettingScope.PROFILE
    sentence = why_place_refused(policy, _KEYS[command.kind], target, scope, project)
    if sentence is not None:
        raise PolicyError(sentence, f"`wheelyard relocate {command.kind.value} --auto` finds a place that is allowed.")


def check_root(policy: Policy, root: Path) -> None:
    """Raise PolicyError where policy does not allow places below ``root``."""
    forbidden = why_forbidden(policy, root)
    if forbidden is not None:
        raise PolicyError(f"New places cannot be made below {root}: {forbidden}.", "Name another folder.")


def check_ending(policy: Policy, program: RunningProgram) -> None:
    """Raise PolicyError where policy has the ending of programs switched off."""
    if policy.ending_programs is False:
        raise PolicyError(
            f"{program.words()} was not ended: {_ending_off(policy)}.", f"Close {program.name} yourself, and run again."
        )


def without_refused(policy: Policy, problem: Problem, project: Path) -> Problem:
    """Return the problem with only those remedies that policy allows; a program that holds a file is to be closed."""
    remedies = tuple(each for each in problem.remedies if _allowed(policy, each, project))
    return replace(problem, remedies=tuple(_to_be_closed(policy, each) for each in remedies))


def _allowed(policy: Policy, remedy: Remedy, project: Path) -> bool:
    match remedy.action:
        case ChooseSetting(key=key, value=value, scope=scope):
            return why_refused(policy, key, value, scope, project) is None
        case _:
            return True


def _to_be_closed(policy: Policy, remedy: Remedy) -> Remedy:
    if policy.ending_programs is not False or not isinstance(remedy.action, EndProgram):
        return remedy
    return Remedy(
        id=f"close-{remedy.id.removeprefix('end-')}",
        title=f"Close {remedy.action.program.words()} yourself",
        why=f"{remedy.why} It is yours to close: {_ending_off(policy)}.",
        confidence=remedy.confidence,
    )


def _ending_off(policy: Policy) -> str:
    return f"policy ({policy.source_of(PolicyName.ENDING_PROGRAMS)}) has ending programs switched off"
