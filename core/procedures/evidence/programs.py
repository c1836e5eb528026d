"""Programs: whether the one that was refused starts, which Pythons uv finds, which uv it was."""

import json
import re
from pathlib import Path

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.invocation import Invocation
from core.model.problem import Evidence
from core.model.project import InputError
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import within
from core.procedures.running import ask
from core.system.application_control import application_control
from core.uv.binary import find_uv

_SECONDS = 3.0
_MOST_NAMED = 4
_NUMBER = re.compile(r"(?:WinError|Errno|os error) (-?\d+)")


async def start(inquiry: Inquiry) -> Gathered | None:
    """Return whether the program that uv named starts now, and what application control is set up here."""
    rules = await within(_SECONDS, application_control)
    about = "" if rules is None else " ".join(rules) or "No rules of application control were seen."
    program = next(
        (path for path in inquiry.paths() if path.suffix.lower() == ".exe" or path.parent.name == "bin"), None
    )
    if program is None or not await within(_SECONDS, program.is_file):
        if not about:
            return None
        return Gathered(evidence=Evidence(id=EvidenceKind.START.value, finding=about, measured={"starts": None}))
    starts, number, said = await _started(program, inquiry)
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.START.value,
            finding=f"{said} {about}".strip(),
            measured={"program": str(program), "starts": starts, "os_error": number},
        )
    )


async def _started(program: Path, inquiry: Inquiry) -> tuple[bool, int | None, str]:
    try:
        answer = await ask(
            inquiry.services.runner, Invocation(argv=(str(program), "--version"), folder=inquiry.project)
        )
    except InputError as error:
        number = _NUMBER.search(str(error))
        return False, int(number[1]) if number is not None else None, f"{program.name} does not start: {error.sentence}"
    return True, None, f"{program.name} starts now (exit status {answer.end.exit_code})."


async def interpreters(inquiry: Inquiry) -> Gathered | None:
    """Return the Pythons that are installed here, and the newest of them that the project allows."""
    call = inquiry.prepared.call()
    answer = await ask(
        inquiry.services.runner,
        Invocation(
            argv=(str(call.program), "python", "list", "--only-installed", "--output-format", "json", "--offline"),
            folder=inquiry.project,
            # Also those that the project's own preference passes over: they are a choice that the person has.
            variables={"UV_PYTHON_PREFERENCE": "managed", "UV_PYTHON": None, "UV_PYTHON_DOWNLOADS": "never"},
        ),
    )
    found = _listed(answer.out)
    if found is None:
        return unknown(EvidenceKind.INTERPRETERS, "uv could not list the Pythons of this computer.")
    fitting = [each for each in found if _allowed(each[0], inquiry.prepared.project.requires_python)]
    named = ", ".join(f"{version} ({path})" for version, path in found[:_MOST_NAMED])
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    requires = inquiry.prepared.project.requires_python
    fits = "" if requires is None else f" {len(fitting)} of them {'fits' if len(fitting) == 1 else 'fit'} {requires}."
    finding = f"Pythons found: {named}{more}.{fits}" if found else "uv finds no Python on this computer."
    best = fitting[0] if fitting else None
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.INTERPRETERS.value,
            finding=finding,
            measured={
                "found": len(found),
                "fitting": len(fitting),
                "best": best[0] if best is not None else None,
                "best_program": best[1] if best is not None else None,
            },
        ),
        python=best[1] if best is not None else None,
    )


async def uv_version(inquiry: Inquiry) -> Gathered | None:
    """Return which uv ran, beside the one that Wheelyard brings."""
    uv = inquiry.prepared.uv
    own = await within(_SECONDS, lambda: _own_uv(inquiry))
    same = own is None or own == uv.path
    beside = "" if same else f" Wheelyard's own is {own}."
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.UV_VERSION.value,
            finding=f"uv {uv.version} ran.{beside}",
            measured={"version": uv.version, "program": str(uv.path), "own": same},
        )
    )


def _own_uv(inquiry: Inquiry) -> Path | None:
    try:
        return find_uv(None, inquiry.environ)
    except InputError:
        return None


def _listed(out: bytes) -> list[tuple[str, str]] | None:
    """Return version and program of each installed Python, newest first, as ``uv python list`` writes them."""
    try:
        entries = json.loads(out)
        found = [(str(entry["version"]), str(entry["path"])) for entry in entries if entry.get("path")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    first: dict[str, str] = {}
    for version, path in found:
        first.setdefault(version, path)
    return list(first.items())


def _allowed(version: str, requires: str | None) -> bool:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - only a failure needs it
    from packaging.version import InvalidVersion  # noqa: PLC0415 - as above

    if requires is None:
        return True
    try:
        return SpecifierSet(requires).contains(version, prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return False
