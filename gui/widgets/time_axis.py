"""Ticks of a time axis: whole days, weeks or months, as many as there is room for."""

from typing import NamedTuple

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

_DAYS = (1, 2, 3, 7, 14)
_MONTHS = (1, 2, 3, 6, 12)
_DAY = 86_400.0


class Tick(NamedTuple):
    """A moment in seconds since 1970, and what stands below it."""

    at: float
    text: str


def time_ticks(begin: float, end: float, most: int) -> tuple[Tick, ...]:
    """Return ticks at midnights from ``begin`` to ``end`` (seconds since 1970), with ``most`` gaps at most."""
    days = (end - begin) / _DAY
    if days <= 0 or most < 1:
        return ()
    for step in _DAYS:
        if days / step <= most:
            return _daily(begin, end, step)
    step = next((step for step in _MONTHS if days / 30.4 / step <= most), _MONTHS[-1])
    return _monthly(begin, end, step)


def _daily(begin: float, end: float, step: int) -> tuple[Tick, ...]:
    """Return every ``step`` th day, counted back from the last one, so that it always has a tick."""
    last = QDateTime.fromSecsSinceEpoch(int(end)).date()
    ticks: list[Tick] = []
    while (at := _midnight(last)) >= begin:
        ticks.append(Tick(at, QLocale().toString(last, "d MMM")))
        last = last.addDays(-step)
    return tuple(reversed(ticks))


def _monthly(begin: float, end: float, step: int) -> tuple[Tick, ...]:
    """Return the first of every ``step`` th month; the year stands where it begins, and at the first tick."""
    first = QDateTime.fromSecsSinceEpoch(int(begin)).date()
    month = QDate(first.year(), first.month(), 1)
    ticks: list[Tick] = []
    while (at := _midnight(month)) <= end:
        if at >= begin and (month.month() - 1) % step == 0:
            with_year = not ticks or month.month() == 1
            ticks.append(Tick(at, QLocale().toString(month, "MMM yyyy" if with_year else "MMM")))
        month = month.addMonths(1)
    return tuple(ticks)


def _midnight(day: QDate) -> float:
    return float(QDateTime(day, QTime(0, 0)).toSecsSinceEpoch())
