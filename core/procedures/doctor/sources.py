"""Checks of a project's local wheels and sdists, as far as they answer soon."""

import asyncio
from collections.abc import Iterable

from core.model.checks import Check
from core.procedures.doctor.alone import made
from core.procedures.doctor.situation import Situation
from core.procedures.wheels.check_work import in_order, looks
from core.procedures.wheels.findings_subject import findings_subject

_SECONDS = 8.0
"""How long one file or folder may take: all of them have to answer within the time of one check."""

_MOST_HASHED = 128 * 2**20


async def sources(situation: Situation) -> Iterable[Check]:
    """Say what the rules about local sources find that rules about settings do not; nothing where there are none."""
    if situation.project is None:
        return ()
    subject = await findings_subject(situation.project, situation.services, most_hashed=_MOST_HASHED, seconds=_SECONDS)
    if not subject.sources.sources:
        return ()
    found = await asyncio.gather(*(made(look) for look in looks(subject, beside_settings=True)))
    return [check for each in found for check in each] or (in_order(subject),)


def without_repeats(found: Iterable[Check], known: Iterable[Check]) -> list[Check]:
    """Return what was found besides ``known``: rules about settings find missing files and unused sources, too."""
    said = {(check.id, check.title, check.file) for check in known}
    return [check for check in found if (check.id, check.title, check.file) not in said]
