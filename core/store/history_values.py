"""Runs, problems and probes as they go into the history's tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from core.model.history import Run
from core.model.measurements import ProbeReport
from core.model.problem import Problem
from core.model.secrets import without_secrets
from core.store.documents import decode_hook, to_builtins

KeyOf = Callable[[Path], str]
NumberOf = Callable[[Path | None], int | None]
"""Gives a folder its number in the file; None stays None."""

Value = str | bytes | int | float | None

RUN_COLUMNS = (
    "number, project, command, started_at, seconds, outcome, cache, uv_version, category, title, package, path"
)
PROBE_COLUMNS = (
    "place, project, at, rounds, refused_first, never_passed, wait_ms_median, wait_ms_p95, wait_ms_max, verdict,"
    " os_errors"
)
MOST_PROBLEM_BYTES = 64 << 10
_MOST_CHARACTERS = 2000
_NO_JSON = (msgspec.DecodeError, ValueError, TypeError, OverflowError, RecursionError)
"""What a damaged cell ends in: it may hold half of a document, or a number instead of one."""

_RAW_WHERE_LONG = 4000


def stored(text: str | None) -> str | bytes | None:
    """Return a text as it is kept: without secrets, bounded; a file name that is no proper text becomes bytes."""
    return None if text is None else _kept(text)


class StoredFolder(Struct, frozen=True):
    """A folder as it is stored: the key of all its names, and the name that it had last."""

    key: str | bytes
    name: str | bytes


def folder_of(folder: Path, key: KeyOf) -> StoredFolder:
    """Return a folder as it is stored; one that the disk cannot be asked about is known by its name alone."""
    try:
        found = key(folder)
    except (OSError, ValueError):
        found = str(folder)
    return StoredFolder(_kept(found), _kept(str(folder)))


def run_row(run: Run, folder: NumberOf) -> tuple[Value, ...]:
    """Return a run as a row, without its number, which the table gives."""
    return (
        folder(run.project),
        stored(run.command),
        run.started_at,
        run.seconds,
        stored(run.outcome),
        folder(run.cache),
        stored(run.uv_version),
        stored(run.category),
        stored(run.title),
        stored(run.package),
        stored(run.path),
    )


def problem_bytes(problem: Problem) -> bytes:
    """Return a problem as JSON without secrets; of one that is very long, the ends that say least are left out."""
    # Nothing is cut off before the secrets are: half of a URL does not show that there is one in it.
    fields: dict[str, Any] = _clean(to_builtins(problem))
    encoded = msgspec.json.encode(fields)
    if len(encoded) > MOST_PROBLEM_BYTES:
        fields |= {"raw": fields["raw"][-_RAW_WHERE_LONG:], "causes": fields["causes"][:20]}
        encoded = msgspec.json.encode(fields)
    if len(encoded) > MOST_PROBLEM_BYTES:
        short = {name: text[:_MOST_CHARACTERS] for name, text in fields.items() if isinstance(text, str)}
        fields |= short | {"raw": "", "causes": (), "evidence": (), "remedies": ()}
        encoded = msgspec.json.encode(fields)
    return encoded


def problem_of(data: bytes) -> Problem | None:
    """Return a problem from its JSON, without remedies that another Wheelyard knew; None for what is damaged."""
    try:
        return msgspec.json.decode(data, type=Problem, dec_hook=decode_hook)
    except _NO_JSON:
        pass
    try:
        fields = msgspec.json.decode(data, type=dict[str, Any])
        return msgspec.convert(fields | {"remedies": ()}, Problem, dec_hook=decode_hook)
    except _NO_JSON:
        return None


def probe_row(report: ProbeReport, project: Path | None, at: float, folder: NumberOf) -> tuple[Value, ...]:
    """Return a finished rename probe as a row."""
    errors = {number: count for number, count in report.os_errors.items() if number.lstrip("-").isdecimal()}
    return (
        folder(report.place),
        folder(project),
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


def _kept(text: str) -> str | bytes:
    kept = without_secrets(text)[:_MOST_CHARACTERS]
    try:
        kept.encode()
    except UnicodeEncodeError:
        return kept.encode("utf-8", "surrogatepass")
    return kept


def _clean(value: Any) -> Any:
    """Return builtins with every text in them without secrets, and fit for JSON."""
    if isinstance(value, str):
        return without_secrets(value).encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(name): _clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
