"""Who holds what was refused: programs with the file open, programs of the environment, scanners, the cache's lock."""

import time
from collections.abc import Sequence
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
from core.system.security_products import product_words, products_among, security_products

_SECONDS = 4.0
_LISTING_SECONDS = 3.0
"""Longest that programs are looked for, all paths together; shorter than a finding, so that a part of them arrives."""
_MOST_NAMED = 5

Held = tuple[str, RunningProgram]
"""What is held, as it is called, and a program that holds it."""


async def holders(inquiry: Inquiry) -> Gathered | None:
    """Return the programs that hold the paths that uv named, or something below them."""
    paths = inquiry.paths()
    if not paths:
        return None
    there = await within(_SECONDS, lambda: _that_exist(paths))
    if not there:
        return _found(EvidenceKind.HOLDERS, (), "What uv named is not there any more, so nobody holds it now.")
    names = _names(there)
    held = await within(_SECONDS, lambda: _held(there, names, _LISTING_SECONDS))
    shown = dict.fromkeys(names.values())
    none = f"No program was seen to hold {' or '.join(shown)} when Wheelyard looked."
    parts = [
        f"{name} is held by {_named([program for other, program in held if other == name])}"
        for name in shown
        if any(other == name for other, _ in held)
    ]
    return _found(EvidenceKind.HOLDERS, held, f"{', and '.join(parts)}." if parts else none)


async def environment_programs(inquiry: Inquiry) -> Gathered | None:
    """Return the programs that run out of the project's environment."""
    users = await within(_SECONDS, lambda: programs_in(inquiry.environment, _LISTING_SECONDS))
    return _programs(
        EvidenceKind.ENVIRONMENT_PROGRAMS,
        users,
        none="No program runs out of the environment now.",
        some="Out of the environment runs" if len(users) == 1 else "Out of the environment run",
    )


async def security_products_here(inquiry: Inquiry) -> Gathered | None:
    """Return the security products of this computer, those that run apart from those that only are installed."""
    del inquiry  # a fact of the computer
    found = await within(_SECONDS, security_products)
    if found is None:
        return unknown(
            EvidenceKind.SECURITY_PRODUCTS, "The programs and services of this computer could not be listed."
        )
    if not found:
        finding = "No security product that Wheelyard knows was seen."
    else:
        finding = f"Security products seen here: {product_words(found)}."
    running = [product for product in found if product.running]
    measured: dict[str, int | float | str | bool | None] = {
        "products": len(running),
        "installed_only": len(found) - len(running),
    }
    measured |= {f"product_{number}": product.name for number, product in enumerate(running, 1)}
    return Gathered(evidence=Evidence(id=EvidenceKind.SECURITY_PRODUCTS.value, finding=finding, measured=measured))


async def cache_lock(inquiry: Inquiry) -> Gathered | None:
    """Return who has the lock file of the cache open."""
    lock = inquiry.cache / LOCK_NAME
    users = await within(_SECONDS, lambda: users_of(lock, _LISTING_SECONDS) if lock.exists() else ())
    return _programs(
        EvidenceKind.CACHE_LOCK,
        users,
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


def _names(paths: tuple[Path, ...]) -> dict[Path, str]:
    """Return what each path is called: by its name, in full where two have the same."""
    alike = len({path.name for path in paths}) < len(set(paths))
    return {path: str(path) if alike else path.name for path in paths}


def _held(paths: tuple[Path, ...], names: dict[Path, str], seconds: float) -> tuple[Held, ...]:
    """Return who holds each path; ``seconds`` are for all of them, and what the first leave is for the others."""
    until = time.monotonic() + seconds
    held: dict[Held, None] = {}
    for number, path in enumerate(paths):
        share = max(0.0, until - time.monotonic()) / (len(paths) - number)
        users = users_below(path, share) if path.is_dir() else users_of(path, share)
        held |= dict.fromkeys((names[path], user.running()) for user in users)
    return tuple(held)


def _programs(kind: EvidenceKind, users: tuple[FileUser, ...], *, none: str, some: str) -> Gathered:
    held = tuple(("", user.running()) for user in users)
    return _found(kind, held, f"{some} {_named([program for _, program in held])}." if held else none)


def _named(programs: Sequence[RunningProgram]) -> str:
    named = ", ".join(program.words() for program in programs[:_MOST_NAMED])
    return f"{named} and {len(programs) - _MOST_NAMED} more" if len(programs) > _MOST_NAMED else named


def _found(kind: EvidenceKind, held: tuple[Held, ...], finding: str) -> Gathered:
    # One program may have been told of with and without its owner, as the time allowed.
    programs = tuple({program.process: program for _, program in reversed(held)}.values())[::-1]
    scanners = tuple(program for program in programs if products_among((program.name,), ()))
    measured: dict[str, int | float | str | bool | None] = {
        "programs": len(programs),
        "scanners": len(scanners),
    }
    for number, program in enumerate(programs[:_MOST_NAMED], 1):
        measured |= {f"name_{number}": program.name, f"process_{number}": program.process}
        what = ", ".join(name for name, other in held if name and other.process == program.process)
        measured |= {f"holds_{number}": what} if what else {}
    return Gathered(
        evidence=Evidence(id=kind.value, finding=finding, measured=measured),
        # A scanner is nobody's to end; what helps against it is another place, or the IT department.
        programs=tuple(program for program in programs if program not in scanners),
    )
