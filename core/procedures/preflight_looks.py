"""Looks at the same time, each within its own: what one of them cannot find out takes nothing from the others."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from msgspec import Struct

from core.model.project import InputError
from core.model.questions import PreflightFinding, PreflightId
from core.procedures.limited import NotInTimeError, within

_LOG = logging.getLogger(__name__)

Findings = tuple[PreflightFinding, ...]
Find = Callable[[float], Findings]
"""Looks, in a thread, and is given the seconds that it has; raises NotInTimeError where those were too few."""


class Look(Struct, frozen=True, kw_only=True):
    """One thing to look at, and the ids of all findings that can come of it.

    It has at least ``seconds``; what does not answer in its time is ``unanswered``, where that must not be passed over.
    """

    ids: frozenset[PreflightId]
    find: Find
    seconds: float = 0.0
    unanswered: PreflightFinding | None = None


async def look_at(looks: Iterable[Look], seconds: float, before: Findings = ()) -> Findings:
    """Return what the looks find, each within ``seconds`` or its own time.

    A look without an answer is no answer: of what was found ``before`` it has said nothing, so that stays as it was.
    """
    answers = await asyncio.gather(*(_answer(look, max(seconds, look.seconds), before) for look in looks))
    return tuple(finding for answer in answers for finding in answer)


async def _answer(look: Look, seconds: float, before: Findings) -> Findings:
    try:
        return await within(seconds, lambda: look.find(seconds))
    except NotInTimeError:
        if look.unanswered is not None:
            return (look.unanswered,)
    except (OSError, RuntimeError, ValueError, InputError) as error:
        _LOG.info("a look before the run found nothing out: %s", error)
    return tuple(finding for finding in before if finding.id in look.ids)
