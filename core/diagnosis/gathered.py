"""What was found out after a failure, on its way to the Problem."""

from msgspec import Struct

from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.problem import Evidence
from core.model.programs import RunningProgram

UNKNOWN = "unknown"


class Gathered(Struct, frozen=True, kw_only=True):
    """One finding, with what only the ranking of remedies needs: programs, a proxy or a Python that was found.

    ``known`` is False where it could not be found out; the Evidence then says why.
    """

    evidence: Evidence
    known: bool = True
    programs: tuple[RunningProgram, ...] = ()
    proxy: str | None = None
    python: str | None = None


def unknown(kind: EvidenceKind, why: str) -> Gathered:
    """Return the finding that something could not be found out, with the sentence that says why."""
    return Gathered(evidence=Evidence(id=kind.value, finding=why, measured={"answer": UNKNOWN}), known=False)
