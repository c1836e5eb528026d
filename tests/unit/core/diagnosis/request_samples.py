"""What requests are written from in tests: a managed Windows laptop with a refused rename."""

from pathlib import Path
from typing import Any

from core.diagnosis.failure_history import history_report
from core.diagnosis.request_material import RequestMaterial
from core.model.history import HistoryRows, ProbeRun, Run
from core.model.measurements import Verdict
from core.model.named_product import NamedProduct
from core.model.problem import Category, Evidence, Problem

NOW = 1_700_000_000.0
DAY = 86_400.0
PROFILE = r"C:\Users\jane.doe"
CACHE = rf"{PROFILE}\AppData\Local\uv\cache"

DEFENDER = NamedProduct(name="Microsoft Defender Antivirus", maker="Microsoft", kind="antivirus", running=False)
TRELLIX = NamedProduct(name="Trellix Endpoint Security", maker="Trellix (McAfee)", kind="antivirus")


def probe_run(place: str = CACHE, at: float = NOW - DAY, **changes: Any) -> ProbeRun:
    """Return a probe in which nothing passed."""
    fields: dict[str, Any] = {
        "rounds": 8,
        "refused_first": 8,
        "never_passed": 7,
        "wait_ms_median": 9100.5,
        "wait_ms_p95": 9900.0,
        "wait_ms_max": 10000.0,
        "verdict": Verdict.REFUSED,
        "os_errors": {5: 7, 32: 1},
    }
    return ProbeRun(place=Path(place), at=at, **(fields | changes))


def refused(**changes: Any) -> Problem:
    """Return a refused rename of numpy."""
    fields: dict[str, Any] = {
        "category": Category.CACHE_RENAME_DENIED,
        "title": "A virus scanner or another program kept uv from storing numpy 1.26.4 in its cache",
        "explanation": (
            "uv unpacked numpy 1.26.4 into a temporary folder of its cache and then had to rename that folder to its "
            "final name. The system refused the rename (os error 5)."
        ),
        "package": "numpy",
        "version": "1.26.4",
        "path_from": rf"{CACHE}\.tmpAbCdEf",
        "path_to": rf"\\?\{CACHE}\archive-v0\Xy12",
        "os_error": 5,
        "causes": (
            "Failed to download `numpy==1.26.4`",
            rf"failed to rename file from {CACHE}\.tmpAbCdEf to {CACHE}\archive-v0\Xy12: Verweigert (os error 5)",
        ),
        "evidence": (
            Evidence(id="uv-retries", finding="uv's log shows 9 retries of the last refused rename over 9.5 s."),
            Evidence(id="credential", finding="A login of jane.doe is stored for the index."),
            Evidence(
                id="holders",
                finding="Held by mcshield.exe “Secret window - Jane” (process 4711 of CORP\\jane.doe).",
            ),
        ),
        "raw": "error: Failed to download",
    }
    return Problem(**(fields | changes))


def runs(failed: int = 14, succeeded: int = 38) -> tuple[Run, ...]:
    """Return syncs, newest first: failures, and then successes since the cache moved."""
    made = [
        Run(
            project=Path(PROFILE) / "work",
            command="sync",
            started_at=NOW - 20 * DAY + number * 60,
            seconds=30.0,
            outcome="failed" if number < failed else "succeeded",
            cache=Path(CACHE if number < failed else r"D:\wheelyard\cache"),
            category="cache-rename-denied" if number < failed else None,
        )
        for number in range(failed + succeeded)
    ]
    return tuple(reversed(made))


def material(**changes: Any) -> RequestMaterial:
    """Return the material of the refused rename, but for what ``changes`` say."""
    rows = HistoryRows(project=Path(PROFILE) / "work", since=0.0, runs=runs())
    fields: dict[str, Any] = {
        "problem": refused(),
        "now": NOW,
        "project_name": "rates",
        "project": Path(rf"{PROFILE}\work\rates"),
        "windows": True,
        "cache": Path(CACHE),
        "temp": Path(rf"{PROFILE}\AppData\Local\Temp"),
        "environment": Path(r"D:\work\rates\.venv"),
        "history": history_report(rows, NOW),
        "probes": (
            probe_run(),
            probe_run(
                r"D:\wheelyard\cache",
                NOW - DAY / 2,
                refused_first=0,
                never_passed=0,
                wait_ms_median=0.4,
                wait_ms_p95=1.0,
                wait_ms_max=2.0,
                verdict=Verdict.CLEAR,
                os_errors={},
            ),
        ),
        "products": (DEFENDER, TRELLIX),
        "long_paths_enabled": False,
        "uv_program": Path(rf"{PROFILE}\AppData\Local\Programs\Wheelyard\uv.exe"),
        "uv_version": "0.13.9",
        "python_program": Path(r"C:\Python310\python.exe"),
        "tried": ("The cache was moved to D:\\wheelyard\\cache.", "Packages were brought in one at a time."),
        "request_address": "it@company.example",
        "profile": Path(PROFILE),
        "user": "jane.doe",
        "computer": "LAPTOP-4711",
    }
    return RequestMaterial(**(fields | changes))
