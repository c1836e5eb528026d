"""The work of ``doctor``: every check of uv, the project, its places and its settings, each standing alone."""

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import CheckConfiguration
from core.model.outcome import Outcome, Succeeded
from core.model.secrets import without_secrets
from core.model.settings import PlaceKind
from core.procedures.doctor import general, places, proxies, sources
from core.procedures.doctor.alone import SECONDS, Look, in_thread, made
from core.procedures.doctor.situation import Situation, situation_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.lint.all import RULES
from core.settings.lint.files import volumes
from core.settings.lint.subject import Subject
from core.system.this_computer import system_facts

_ORDER = (CheckStatus.FAIL, CheckStatus.WARN, CheckStatus.UNKNOWN, CheckStatus.OK)


def procedure(command: CheckConfiguration, services: Services) -> Procedure:
    """Return the procedure; it only looks, so it neither waits for a project's other work nor keeps it waiting.

    Into the places it writes an empty file, which it removes at once: nothing else says whether they can be written.
    """
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded(checks=await all_checks(folder, services))

    return Procedure(work=work)


async def all_checks(folder: Path, services: Services, seconds: float = SECONDS) -> tuple[Check, ...]:
    """Return what every check found within ``seconds`` each, the worst first; all texts are without secrets."""
    situation = await situation_in(folder, services)
    general_looks, looks = tuple(_general(situation)), tuple(_of_settings(situation))
    local = Look("sources", "The local sources", partial(sources.sources, situation))
    found = await asyncio.gather(*(made(look, seconds) for look in (local, *general_looks, *looks)))
    of_sources, general_checks, others = found[0], found[1 : 1 + len(general_looks)], found[1 + len(general_looks) :]
    of_settings = sources.without_repeats((check for each in others for check in each), of_sources)
    checks = [*(check for each in general_checks for check in each), *of_settings, *of_sources]
    if not of_settings:  # rules that find nothing say nothing
        detail = f"{len(RULES)} rules found nothing in files and variables."
        checks.append(Check(id="settings", status=CheckStatus.OK, title="The settings are in order", detail=detail))
    return tuple(map(_shown, sorted(checks, key=lambda check: _ORDER.index(check.status))))


def _general(situation: Situation) -> Iterator[Look]:
    yield Look("uv", "uv", partial(general.uv, situation))
    yield in_thread("project", "The project", partial(general.project, situation))
    yield in_thread("profile", "Your profile", partial(general.profile, situation))
    yield Look("python", "Python", partial(general.python, situation))
    yield in_thread("lock", "The lock file", partial(general.lock, situation))
    yield in_thread("environment", "The environment", partial(places.environment, situation))
    for kind in PlaceKind:
        title = f"The {kind.words} as a place"
        yield in_thread(f"place-{kind.value}", title, partial(places.place, kind, situation))
    yield in_thread("keyring", "The keyring", partial(general.keyring, situation))
    yield in_thread("history", "The history", partial(general.history, situation))
    yield in_thread("policy", "The policy", partial(general.policy, situation))


def _of_settings(situation: Situation) -> Iterator[Look]:
    subject = situation.subject
    if subject is None:
        yield Look("settings", "The settings", _unreadable)
        return
    for rule in RULES:
        yield in_thread(rule.id, f"Looking for {rule.looks_for}", partial(rule.find, subject))
    yield in_thread("volumes", "The volumes", partial(_volumes, subject, situation))
    yield in_thread("proxy-https", "Proxies with https://", partial(proxies.secured_proxies, subject))


def _volumes(subject: Subject, situation: Situation) -> Iterator[Check]:
    return volumes(subject, system_facts(situation.services.environ).same_volume)


async def _unreadable() -> tuple[Check, ...]:
    return (
        Check(
            id="settings",
            status=CheckStatus.UNKNOWN,
            title="The settings: not known",
            detail="The files that hold them could not be read in time.",
        ),
    )


def _shown(check: Check) -> Check:
    remedies = tuple(_remedy_shown(remedy) for remedy in check.remedies)
    return replace(
        check, title=without_secrets(check.title), detail=without_secrets(check.detail).strip(), remedies=remedies
    )


def _remedy_shown(remedy: CheckRemedy) -> CheckRemedy:
    command = tuple(map(without_secrets, remedy.command))
    return replace(remedy, title=without_secrets(remedy.title), command=command)
