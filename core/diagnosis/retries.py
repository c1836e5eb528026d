"""The renames that uv tried again, from its log: which, how often, over how many seconds."""

from collections.abc import Sequence

from msgspec import Struct

from core.diagnosis.line_starts import stamp_seconds
from core.diagnosis.operations import step_of
from core.diagnosis.os_numbers import numbers_in
from core.diagnosis.transcript import Line

_DAY = 86_400.0
_MARK = "etrying "


class Retries(Struct, frozen=True, kw_only=True):
    """The retries of one rename; ``seconds`` from the first to the last, None without time stamps."""

    path_from: str | None
    path_to: str | None
    count: int
    seconds: float | None = None
    os_error: int | None = None


def retries_of(records: Sequence[Line]) -> tuple[Retries, ...]:
    """Return the retries of each rename, in the order in which they began."""
    groups: dict[tuple[str | None, str | None], list[Line]] = {}
    for record in records:
        step = step_of(record.text[record.text.find(_MARK) + len(_MARK) :])
        if step is not None and step.path_from is not None:
            groups.setdefault((step.path_from, step.path_to), []).append(record)
    return tuple(_retries(paths, lines) for paths, lines in groups.items())


def _retries(paths: tuple[str | None, str | None], lines: Sequence[Line]) -> Retries:
    first, last = stamp_seconds(lines[0].stamp), stamp_seconds(lines[-1].stamp)
    seconds = None
    if first is not None and last is not None:
        seconds = last - first if last >= first else last - first + _DAY
    numbers = [number for line in lines for number in numbers_in(line.text)]
    return Retries(
        path_from=paths[0],
        path_to=paths[1],
        count=len(lines),
        seconds=seconds,
        os_error=numbers[-1] if numbers else None,
    )
