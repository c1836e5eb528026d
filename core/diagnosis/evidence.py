"""Measurements and findings as Evidence: a sentence with its figures, and the figures flat for machines."""

from collections.abc import Sequence

from core.diagnosis.retries import Retries
from core.model.measurements import ProbeReport
from core.model.problem import Evidence

RENAME_PROBE = "rename-probe"
UV_RETRIES = "uv-retries"


def probe_evidence(report: ProbeReport) -> Evidence:
    """Return a rename probe as evidence; waits in milliseconds, refusals counted by number of the system."""
    measured: dict[str, int | float | str | bool | None] = {
        "place": str(report.place),
        "rounds": report.rounds,
        "refused_first": report.refused_first,
        "never_passed": report.never_passed,
        "wait_ms_median": report.wait_ms.median,
        "wait_ms_p95": report.wait_ms.p95,
        "wait_ms_max": report.wait_ms.max,
        "verdict": report.verdict.value,
    }
    if report.plain_passes is not None:
        measured["plain_passes"] = report.plain_passes
    measured |= {f"os_error_{number}": count for number, count in sorted(report.os_errors.items())}
    return Evidence(id=RENAME_PROBE, finding=f"Measured in {report.place}: {report.why}", measured=measured)


def retry_evidence(retries: Sequence[Retries]) -> Evidence | None:
    """Return the retries that uv's log shows as evidence, or None where it shows none; seconds may be unknown."""
    if not retries:
        return None
    last = retries[-1]
    total = sum(each.count for each in retries)
    lasting = f" over {last.seconds:.1f} s" if last.seconds is not None else ""
    finding = f"uv's log shows {last.count} {_plural('retry', last.count)} of the last refused rename{lasting}."
    if len(retries) > 1:
        finding += f" In all it retried {len(retries)} renames, {total} times."
    return Evidence(
        id=UV_RETRIES,
        finding=finding,
        measured={
            "retries": last.count,
            "seconds": last.seconds,
            "renames": len(retries),
            "retries_in_all": total,
            "os_error": last.os_error,
        },
    )


def _plural(word: str, count: int) -> str:
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
