"""Targets as a person says them, and as markers that limit a lock to them."""

from collections.abc import Sequence

from packaging.version import Version

from core.model.wheels import Target, TargetPlatform
from core.wheels.findings.making import listed


def platforms_of(targets: Sequence[Target]) -> tuple[TargetPlatform, ...]:
    """Return the platforms of targets, each once."""
    return tuple(dict.fromkeys(target.platform for target in targets))


def platform_words(platforms: Sequence[TargetPlatform], every: Sequence[TargetPlatform]) -> str:
    """Return platforms as a person lists them; a system all of whose machines are meant goes by its name alone."""
    words = []
    for system, own in _by_system(platforms).items():
        whole = set(own) >= {each for each in every if each.sys_platform == system}
        words += [own[0].words.split(" ")[0]] if whole else [each.words for each in own]
    return listed(list(dict.fromkeys(words)))


def environment_markers(platforms: Sequence[TargetPlatform], every: Sequence[TargetPlatform]) -> tuple[str, ...]:
    """Return ``tool.uv.environments`` that limit a lock to platforms; a system of which ``every`` is meant is bare."""
    found = []
    for system, own in _by_system(platforms).items():
        known = {each for each in every if each.sys_platform == system}
        whole = bool(known) and set(own) >= known
        for machine in [None] if whole else [each.platform_machine for each in own]:
            more = f" and platform_machine == '{machine}'" if machine is not None else ""
            found.append(f"sys_platform == '{system}'{more}")
    return tuple(found)


def python_words(pythons: Sequence[str], every: Sequence[str]) -> str:
    """Return Python versions as a person says them: ``3.11 and later`` where they go on to the last of ``every``."""
    order = sorted(every, key=Version)
    chosen = [python for python in order if python in pythons]
    tail: list[str] = []
    for python in reversed(order):
        if python not in chosen:
            break
        tail.insert(0, python)
    if not tail or len(tail) == len(order):
        return listed(chosen)
    words = f"{tail[0]} and later" if len(tail) > 1 or tail[0] == order[-1] else tail[0]
    others = chosen[: len(chosen) - len(tail)]
    return f"{listed(others)} as well as {words}" if others else words


def _by_system(platforms: Sequence[TargetPlatform]) -> dict[str, list[TargetPlatform]]:
    found: dict[str, list[TargetPlatform]] = {}
    for each in platforms:
        found.setdefault(each.sys_platform, []).append(each)
    return found
