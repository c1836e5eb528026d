"""Gathers what is worth knowing about a failure, everything at once, each within its time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.procedures.evidence import files, network, places, programs
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import NotInTimeError

_LOG = logging.getLogger(__name__)

SECONDS = 8.0
"""Longest that any finding is waited for."""

Finder = Callable[[Inquiry], Awaitable[Gathered | None]]

FINDERS: dict[EvidenceKind, Finder] = {
    EvidenceKind.HOLDERS: files.holders,
    EvidenceKind.ENVIRONMENT_PROGRAMS: files.environment_programs,
    EvidenceKind.SECURITY_PRODUCTS: files.security_products_here,
    EvidenceKind.CACHE_LOCK: files.cache_lock,
    EvidenceKind.VOLUME: places.volume,
    EvidenceKind.CLOUD_FOLDER: places.cloud_folder,
    EvidenceKind.PATH_LENGTH: places.path_length,
    EvidenceKind.TEMP_FOLDER: places.temp_folder,
    EvidenceKind.ROOM: places.room,
    EvidenceKind.ENVIRONMENT: places.environment,
    EvidenceKind.PROXY: network.proxy,
    EvidenceKind.TLS: network.tls,
    EvidenceKind.CREDENTIAL: network.credential,
    EvidenceKind.START: programs.start,
    EvidenceKind.INTERPRETERS: programs.interpreters,
    EvidenceKind.UV_VERSION: programs.uv_version,
}
"""All but the rename probe, which needs a job to tell of its progress, and uv's retries, which the transcript tells."""


async def gather(inquiry: Inquiry, kinds: Iterable[EvidenceKind], seconds: float = SECONDS) -> tuple[Gathered, ...]:
    """Return what was found, in the order of ``kinds``; a finding that takes too long is unknown.

    Kinds that do not apply to this failure are left out. Being cancelled ends all of them.
    """
    asked = [kind for kind in kinds if kind in FINDERS]
    found = await asyncio.gather(*(_found(kind, inquiry, seconds) for kind in asked))
    return tuple(each for each in found if each is not None)


async def _found(kind: EvidenceKind, inquiry: Inquiry, seconds: float) -> Gathered | None:
    try:
        return await asyncio.wait_for(FINDERS[kind](inquiry), seconds)
    except (TimeoutError, NotInTimeError):
        return unknown(kind, f"Not found out within {seconds:.0f} s: {kind.words}.")
    except Exception:  # noqa: BLE001 - see below
        # What explains a failure must not become one: the job's own problem is what the person has to see.
        _LOG.exception("the finding %s failed", kind)
        return unknown(kind, f"Not found out: {kind.words}.")
