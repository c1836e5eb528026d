"""Measurements and findings as Evidence: a sentence with its figures, and the figures flat for machines."""

from collections.abc import Sequence

from core.diagnosis.retries import Retries
from core.model.measurements import ProbeReport, Verdict
from core.model.problem import Evidence

RENAME_PROBE = "rename-probe"
UV_RETRIES = "uv-retries"

_VERDICTS = {
    Verdict.CLEAR: "Renames work there at this moment.",
    Verdict.SLOW: "Renames work there only after a wait.",
    Verdict.REFUSED: "Renames do not work there.",
    Verdict.UNUSABLE: "The place cannot be used at all.",
}


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
    measured |= {f"os_error_{number}": count for number, count in sorted(report.os_errors.items())}
    return Evidence(id=RENAME_PROBE, finding=_probe_sentence(report), measured=measured)


def _probe_sentence(report: ProbeReport) -> str:
    if report.verdict is Verdict.UNUSABLE or report.rounds == 0:
        return f"{report.place}: {report.why}"
    figures = (
        f"{report.rounds} {_plural('rename', report.rounds)} tried in {report.place}: {report.refused_first} "
        "refused at "
        f"the first try, {report.never_passed} never passed"
    )
    if report.never_passed < report.rounds and report.refused_first:
        waits = report.wait_ms
        figures += f"; those that passed took {waits.median:.0f} ms in the middle and {waits.max:.0f} ms at most"
    errors = ", ".join(f"os error {number} {count} times" for number, count in sorted(report.os_errors.items()))
    return f"{figures}{f' ({errors})' if errors else ''}. {_VERDICTS[report.verdict]}"


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
