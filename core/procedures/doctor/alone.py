"""One check after its own fashion: bounded in time, and never in the way of the others."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from core.model.checks import Check, CheckStatus
from core.model.project import InputError
from core.procedures.limited import NotInTimeError, within

SECONDS = 20.0
"""How long a check may take; a share that is gone can hold one up for a minute."""

_LOG = logging.getLogger(__name__)


class Look(Struct, frozen=True):
    """A check that can be made: its id, its title where nothing comes of it, and how it is made."""

    id: str
    title: str
    make: Callable[[], Awaitable[Iterable[Check]]]


def in_thread(ident: str, title: str, work: Callable[[], Iterable[Check]]) -> Look:
    """Return a check that asks the disk or the system, so that it runs in a thread of its own."""

    async def make() -> Iterable[Check]:
        return await within(SECONDS, lambda: tuple(work()))

    return Look(ident, title, make)


async def made(look: Look, seconds: float = SECONDS) -> tuple[Check, ...]:
    """Return what a check found; one that fails or takes too long is unknown."""
    try:
        async with asyncio.timeout(seconds):
            return tuple(await look.make())
    except (TimeoutError, NotInTimeError):
        why = f"It did not answer within {seconds:.0f} seconds."
    except InputError as error:
        why = str(error)
    except Exception as error:  # noqa: BLE001 - the other checks are worth having all the same
        _LOG.exception("the check %s failed inside Wheelyard", look.id)
        why = f"Wheelyard itself could not make this check ({type(error).__name__})."
    return (Check(id=look.id, status=CheckStatus.UNKNOWN, title=f"{look.title}: not known", detail=why),)
