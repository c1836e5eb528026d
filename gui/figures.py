"""Words and units for figures: sizes, spans of time, moments, counts."""

import math

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

translate = QCoreApplication.translate

_KIB = 1024


def size_text(count: int) -> str:
    """Say a number of bytes in the units that uv prints: KiB, MiB, GiB."""
    if count < _KIB:
        return translate("figures", "{count} B").format(count=count)
    if count < _KIB**2:
        return translate("figures", "{count} KiB").format(count=_three_figures(count / _KIB))
    if count < _KIB**3:
        return translate("figures", "{count} MiB").format(count=_three_figures(count / _KIB**2))
    return translate("figures", "{count} GiB").format(count=_three_figures(count / _KIB**3))


def _three_figures(value: float) -> str:
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}"


def size_of_text(done: int | None, total: int | None) -> str:
    """Say how many bytes of how many, as far as either is known."""
    if total is None:
        return "" if done is None else size_text(done)
    if done is None:
        return size_text(total)
    return translate("figures", "{done} of {total}").format(done=size_text(done), total=size_text(total))


def free_text(count: int) -> str:
    """Say how much space is free."""
    return translate("figures", "{size} free").format(size=size_text(count))


def duration_text(seconds: float) -> str:
    """Say a time span; tenths below ten seconds, no more than two units above."""
    if seconds < 10:
        return translate("figures", "{seconds} s").format(seconds=f"{max(seconds, 0.0):.1f}")
    return clock_text(seconds)


def clock_text(seconds: float) -> str:
    """Say a running time in whole seconds."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("figures", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return translate("figures", "{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{rest:02d}")
    hours, minutes = divmod(minutes, 60)
    return translate("figures", "{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")


def remaining_text(seconds: float) -> str:
    """Say an estimate with no more precision than it has."""
    if seconds < 5:
        return translate("figures", "a few seconds left")
    if seconds < 55:
        rounded = 5 * math.ceil(seconds / 5)
        return translate("figures", "about {seconds} s left").format(seconds=rounded)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return translate("figures", "about {minutes} min left").format(minutes=minutes)
    hours = round(seconds / 3600)
    return translate("figures", "about {hours} h left").format(hours=hours)


def moment_text(at: float) -> str:
    """Say when something was, in seconds since 1970: the time of today, with the date on other days."""
    moment = QDateTime.fromSecsSinceEpoch(int(at))
    short = QLocale.FormatType.ShortFormat
    if moment.date() == QDate.currentDate():
        return QLocale().toString(moment.time(), short)
    return QLocale().toString(moment, short)


def wait_text(milliseconds: float) -> str:
    """Say a waiting time that was measured in milliseconds."""
    if milliseconds < 1000:
        return translate("figures", "{count} ms").format(count=f"{milliseconds:.0f}")
    return translate("figures", "{count} s").format(count=f"{milliseconds / 1000:.1f}")


def packages_text(count: int) -> str:
    """Say a number of packages."""
    if count == 1:
        return translate("figures", "1 package")
    return translate("figures", "{count} packages").format(count=count)


def files_text(count: int) -> str:
    """Say a number of files."""
    if count == 1:
        return translate("figures", "1 file")
    return translate("figures", "{count} files").format(count=f"{count:,}")


def count_of_text(done: int, total: int) -> str:
    """Say how many of how many."""
    return translate("figures", "{done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
