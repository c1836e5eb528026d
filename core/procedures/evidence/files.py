"""Who holds what was refused: programs with the file open, programs of the environment, scanners, the cache's lock."""

from pathlib import Path

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.problem import Evidence
from core.model.programs import RunningProgram
from core.places.cache_lock import LOCK_NAME
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import within
from core.system.file_users import FileUser, users_below, users_of
from core.system.programs_in import programs_in
from core.system.security_products import products_among, security_products

_SECONDS = 4.0
_LISTING_SECONDS = 2.0
_MOST_NAMED = 5


async def holders(inquiry: Inquiry) -> Gathered | None:
    """Return the programs that hold the path that uv named, or something below it."""
    paths = inquiry.paths()
    there = await within(_SECONDS, lambda: _that_exist(paths))
    if not there:
        if not paths:
            return None
        return Gathered(
            evidence=Evidence(
                id=EvidenceKind.HOLDERS.value,
                finding="What uv named is not there any more, so nobody holds it now.",
                measured={"holders": 0},
            )
        )
    users = await within(_SECONDS, lambda: _users(there))
    return _programs(
        EvidenceKind.HOLDERS,
        tuple(dict.fromkeys(user.running() for user in users)),
        none=f"No program was seen to hold {there[0].name} when Wheelyard looked.",
        some=f"{there[0].name} is held by",
    )


async def environment_programs(inquiry: Inquiry) -> Gathered | None:
    """Return the programs that run out of the project's environment."""
    users = await within(_SECONDS, lambda: programs_in(inquiry.environment, _LISTING_SECONDS))
    return _programs(
        EvidenceKind.ENVIRONMENT_PROGRAMS,
        tuple(user.running() for user in users),
        none="No program runs out of the environment now.",
        some="Out of the environment runs" if len(users) == 1 else "Out of the environment run",
    )


async def security_products_here(inquiry: Inquiry) -> Gathered | None:
    """Return the security products that run on this computer."""
    del inquiry  # a fact of the computer
    found = await within(_SECONDS, security_products)
    if found is None:
        return unknown(
            EvidenceKind.SECURITY_PRODUCTS, "The programs and services of this computer could not be listed."
        )
    if not found:
        finding = "No security product that Wheelyard knows was seen to run."
    else:
        named = ", ".join(f"{product.name} ({', '.join(product.seen[:2])})" for product in found)
        finding = f"Security products that run here: {named}."
    measured: dict[str, int | float | str | bool | None] = {"products": len(found)}
    measured |= {f"product_{number}": product.name for number, product in enumerate(found, 1)}
    return Gathered(evidence=Evidence(id=EvidenceKind.SECURITY_PRODUCTS.value, finding=finding, measured=measured))


async def cache_lock(inquiry: Inquiry) -> Gathered | None:
    """Return who has the lock file of the cache open."""
    lock = inquiry.cache / LOCK_NAME
    users = await within(_SECONDS, lambda: users_of(lock) if lock.exists() else ())
    return _programs(
        EvidenceKind.CACHE_LOCK,
        tuple(user.running() for user in users),
        none="No program holds the lock of the cache now.",
        some="The lock of the cache is held by",
    )


def _that_exist(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    found = []
    for path in paths:
        try:
            if path.exists():
                found.append(path)
        except OSError:
            continue
    return tuple(found)


def _users(paths: tuple[Path, ...]) -> tuple[FileUser, ...]:
    users: list[FileUser] = []
    for path in paths:
        users += users_below(path, _LISTING_SECONDS) if path.is_dir() else users_of(path)
    return tuple(users)


def _programs(kind: EvidenceKind, programs: tuple[RunningProgram, ...], *, none: str, some: str) -> Gathered:
    scanners = tuple(program for program in programs if products_among((program.name,), ()))
    named = ", ".join(program.words() for program in programs[:_MOST_NAMED])
    more = f" and {len(programs) - _MOST_NAMED} more" if len(programs) > _MOST_NAMED else ""
    measured: dict[str, int | float | str | bool | None] = {
        "programs": len(programs),
        "scanners": len(scanners),
    }
    for number, program in enumerate(programs[:_MOST_NAMED], 1):
        measured |= {f"name_{number}": program.name, f"process_{number}": program.process}
    return Gathered(
        evidence=Evidence(id=kind.value, finding=f"{some} {named}{more}." if programs else none, measured=measured),
        # A scanner is nobody's to end; what helps against it is another place, or the IT department.
        programs=tuple(program for program in programs if program not in scanners),
    )
