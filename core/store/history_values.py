"""Runs, problems and probes as they go into the history's tables and come back out of them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from core.model.history import ProbeRun, Run
from core.model.measurements import ProbeReport, Verdict
from core.model.problem import Problem
from core.model.secrets import without_secrets
from core.store.documents import decode_hook, to_builtins

KeyOf = Callable[[Path], str]
Value = str | bytes | int | float | None

RUN_COLUMNS = (
    "number, project_key, project, command, started_at, seconds, outcome, cache_key, cache, uv_version, category,"
    " title, package, path"
)
PROBE_COLUMNS = (
    "place_key, place, project_key, project, at, rounds, refused_first, never_passed, wait_ms_median, wait_ms_p95,"
    " wait_ms_max, verdict, os_errors"
)
MOST_PROBLEM_BYTES = 64 << 10
_MOST_CHARACTERS = 2000
_RAW_WHERE_LONG = 4000


def stored(text: str | None) -> str | bytes | None:
    """Return a text as it is kept: without secrets, bounded; a file name that is no proper text becomes bytes."""
    if text is None:
        return None
    kept = without_secrets(text)[:_MOST_CHARACTERS]
    try:
        kept.encode()
    except UnicodeEncodeError:
        return kept.encode("utf-8", "surrogatepass")
    return kept


def key_of(folder: Path | None, key: KeyOf) -> str | bytes | None:
    """Return the key under which all names of a folder are found."""
    return None if folder is None else stored(key(folder))


def run_row(run: Run, key: KeyOf) -> tuple[Value, ...]:
    """Return a run as a row, without its number, which the table gives."""
    return (
        key_of(run.project, key),
        _path_text(run.project),
        stored(run.command),
        run.started_at,
        run.seconds,
        stored(run.outcome),
        key_of(run.cache, key),
        _path_text(run.cache),
        stored(run.uv_version),
        stored(run.category),
        stored(run.title),
        stored(run.package),
        stored(run.path),
    )


def runs_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Run, ...]:
    """Return runs, newest first as their rows; each folder is named as it was last."""
    folders = _Folders()
    return tuple(
        Run(
            number=row[0],
            project=folders.name(row[1], row[2]),
            command=_text(row[3]) or "",
            started_at=row[4],
            seconds=row[5],
            outcome=_text(row[6]) or "",
            cache=folders.name(row[7], row[8]),
            uv_version=_text(row[9]),
            category=_text(row[10]),
            title=_text(row[11]),
            package=_text(row[12]),
            path=_text(row[13]),
        )
        for row in rows
    )


def problem_bytes(problem: Problem) -> bytes:
    """Return a problem as JSON without secrets; of one that is very long, the ends that say least are left out."""
    encoded = _encoded(problem)
    if len(encoded) > MOST_PROBLEM_BYTES:
        encoded = _encoded(replace(problem, raw=problem.raw[-_RAW_WHERE_LONG:], causes=problem.causes[:20]))
    if len(encoded) > MOST_PROBLEM_BYTES:
        cut = {name: text[:_MOST_CHARACTERS] for name, text in _texts_of(problem).items()}
        encoded = _encoded(replace(problem, raw="", causes=(), evidence=(), remedies=(), **cut))
    return encoded


def problem_of(data: bytes) -> Problem | None:
    """Return a problem from its JSON, without remedies that another Wheelyard knew and this one does not."""
    try:
        return msgspec.json.decode(data, type=Problem, dec_hook=decode_hook)
    except (msgspec.DecodeError, ValueError):
        pass
    try:
        fields = msgspec.json.decode(data, type=dict[str, Any])
        return msgspec.convert(fields | {"remedies": ()}, Problem, dec_hook=decode_hook)
    except (msgspec.DecodeError, ValueError):
        return None


def probe_row(report: ProbeReport, project: Path | None, at: float, key: KeyOf) -> tuple[Value, ...]:
    """Return a finished rename probe as a row."""
    errors = {number: count for number, count in report.os_errors.items() if number.lstrip("-").isdecimal()}
    return (
        key_of(report.place, key),
        _path_text(report.place),
        key_of(project, key),
        _path_text(project),
        at,
        report.rounds,
        report.refused_first,
        report.never_passed,
        report.wait_ms.median,
        report.wait_ms.p95,
        report.wait_ms.max,
        report.verdict.value,
        msgspec.json.encode(errors).decode(),
    )


def probes_of(rows: Iterable[tuple[Any, ...]]) -> tuple[ProbeRun, ...]:
    """Return probes, oldest first, of rows that come newest first; those with a verdict unknown here are left out."""
    folders, known = _Folders(), {verdict.value: verdict for verdict in Verdict}
    counted: dict[str, dict[int, int]] = {}  # few kinds of refusals in many rows
    found = [
        ProbeRun(
            place=folders.name(row[0], row[1]) or Path(),
            project=folders.name(row[2], row[3]),
            at=row[4],
            rounds=row[5],
            refused_first=row[6],
            never_passed=row[7],
            wait_ms_median=row[8],
            wait_ms_p95=row[9],
            wait_ms_max=row[10],
            verdict=known[row[11]],
            os_errors=counted.get(row[12]) or counted.setdefault(row[12], _errors_of(row[12])),
        )
        for row in rows
        if row[11] in known
    ]
    found.reverse()
    return tuple(found)


def _errors_of(text: str) -> dict[int, int]:
    return msgspec.json.decode(text, type=dict[int, int], strict=False)


class _Folders:
    """The newest name of each folder, made a Path once: rows are many and folders few."""

    def __init__(self) -> None:
        self._names: dict[str | bytes, Path] = {}

    def name(self, key: str | bytes | None, named: str | bytes | None) -> Path | None:
        if key is None or named is None:
            return None
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = Path(_text(named) or "")
        return known


def _path_text(path: Path | None) -> str | bytes | None:
    return None if path is None else stored(str(path))


def _text(value: str | bytes | None) -> str | None:
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def _encoded(problem: Problem) -> bytes:
    return msgspec.json.encode(_clean(to_builtins(problem)))


def _clean(value: Any) -> Any:
    """Return builtins with every text in them without secrets, and fit for JSON."""
    if isinstance(value, str):
        return without_secrets(value).encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(name): _clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _texts_of(problem: Problem) -> dict[str, str]:
    names = ("title", "explanation", "package", "version", "path_from", "path_to", "url")
    return {name: text for name in names if isinstance(text := getattr(problem, name), str)}
