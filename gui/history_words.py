"""Words about the past: how runs ended, what probes measured when, what is empty and why."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.diagnosis.category_words import what_happened
from core.model.history import HistoryReport, RefusalPoint, RefusalsOfPlace, Run
from gui import figures, place_words

_SEVERAL = 2

translate = QCoreApplication.translate

SUCCEEDED, FAILED, CANCELLED = "succeeded", "failed", "cancelled"
SPANS = (7, 30, 90, 365)
"""The time spans that can be chosen, in days."""


def command_text(name: str) -> str:
    """Name the command of a run as its button does; a name that has no button is said as it is."""
    known = {
        "sync": translate("history", "Sync"),
        "lock": translate("history", "Lock"),
        "add": translate("history", "Add packages"),
        "remove": translate("history", "Remove packages"),
        "upgrade": translate("history", "Upgrade packages"),
        "relocate": translate("history", "Relocate a place"),
        "clean": translate("history", "Clean the cache"),
        "prune": translate("history", "Prune the cache"),
    }
    return known.get(name, name)


def outcome_text(outcome: str) -> str:
    """Say in one word how a run ended."""
    known = {
        SUCCEEDED: translate("history", "Succeeded"),
        FAILED: translate("history", "Failed"),
        CANCELLED: translate("history", "Cancelled"),
    }
    return known.get(outcome, outcome)


def run_sentence(run: Run) -> str:
    """Say of one run what it was, how it ended, when it began and how long it took."""
    words = {
        SUCCEEDED: translate("history", "{command} of {moment} succeeded after {span}."),
        FAILED: translate("history", "{command} of {moment} failed after {span}."),
        CANCELLED: translate("history", "{command} of {moment} was cancelled after {span}."),
    }
    sentence = words.get(run.outcome, translate("history", "{command} of {moment} ended after {span}."))
    return sentence.format(
        command=command_text(run.command),
        moment=figures.moment_text(run.started_at),
        span=figures.duration_text(run.seconds),
    )


def run_facts(run: Run) -> str:
    """Say what else is known of a run: category, package, uv, cache."""
    facts = [
        ("" if run.category is None else translate("history", "Category: {name}").format(name=run.category)),
        ("" if run.package is None else translate("history", "Package: {name}").format(name=run.package)),
        ("" if run.uv_version is None else translate("history", "uv {version}").format(version=run.uv_version)),
        ("" if run.cache is None else translate("history", "Cache: {path}").format(path=run.cache)),
    ]
    return " · ".join(fact for fact in facts if fact)


def span_text(days: int) -> str:
    """Name a time span."""
    if days == 365:
        return translate("history", "1 year")
    return translate("history", "{days} days").format(days=days)


def no_runs_text(days: int) -> str:
    """Say that nothing ran in a time span, and what will stand there."""
    return translate(
        "history",
        "Nothing ran here in the last {span}. Every sync, lock and change of packages is written down with how it "
        "ended and how long it took, and stays on this computer.",
    ).format(span=span_text(days))


def no_failures_text(days: int) -> str:
    """Say that everything that ran in a time span came through."""
    return translate("history", "No run failed here in the last {span}.").format(span=span_text(days))


def no_probes_text(days: int) -> str:
    """Say that nothing was measured in a time span, and what to do about it."""
    return translate(
        "history",
        "No rename was measured in the last {span}. Measure the places, and this plot shows how often a scanner "
        "refuses a rename in each of them.",
    ).format(span=span_text(days))


def runs_title(seen: int, known: int) -> str:
    """Name the table in which so many of so many runs are seen."""
    if known == 0:
        return translate("history", "Runs")
    count = f"{known:,}" if seen == known else figures.count_of_text(seen, known)
    return translate("history", "Runs ({count})").format(count=count)


def troubles_text(report: HistoryReport) -> str:
    """Say which troubles were met most often; empty where there are not several: the sentence names a single one."""
    if len(report.troubles) < _SEVERAL:
        return ""
    each = (_times(what_happened(category) or category, count) for category, count in report.troubles[:3])
    return translate("history", "Met most often: {troubles}.").format(troubles=", ".join(each))


def _times(trouble: str, count: int) -> str:
    if count == 1:
        return translate("history", "{trouble} (once)").format(trouble=trouble)
    return translate("history", "{trouble} ({count} times)").format(trouble=trouble, count=count)


def share(point: RefusalPoint) -> float:
    """Return which share of a probe's renames were refused at first, from 0 to 1."""
    return min(1.0, max(0.0, point.refused / point.rounds)) if point.rounds > 0 else 0.0


def percent_text(part: float) -> str:
    """Say a share from 0 to 1 in whole percent; a rare refusal is not said to be none."""
    if 0 < part < 0.01:
        return translate("history", "below 1 %")
    return translate("history", "{count} %").format(count=f"{100 * part:.0f}")


def point_sentence(place: Path, point: RefusalPoint) -> str:
    """Say what one probe measured."""
    sentence = translate(
        "history", "{moment}, {place}: {refused} of {rounds} renames refused at first ({percent}); {verdict}"
    ).format(
        moment=figures.moment_text(point.at),
        place=place,
        refused=point.refused,
        rounds=point.rounds,
        percent=percent_text(share(point)),
        verdict=place_words.verdict_sentence(point.verdict),
    )
    if point.refused == 0:
        return f"{sentence}."
    return translate("history", "{sentence}, 95 % within {wait}.").format(
        sentence=sentence, wait=figures.wait_text(point.wait_ms_p95)
    )


def place_figures(refusals: RefusalsOfPlace) -> str:
    """Say in a few words what the probes of one place measured: how many, and the last one."""
    if not refusals.points:
        return translate("history", "not measured")
    last = percent_text(share(refusals.points[-1]))
    if len(refusals.points) == 1:
        return translate("history", "1 probe · {last} refused").format(last=last)
    return translate("history", "{count} probes · {last} refused at the last").format(
        count=len(refusals.points), last=last
    )


def place_sentence(refusals: RefusalsOfPlace) -> str:
    """Say in words what the plot shows of one place."""
    if not refusals.points:
        return translate("history", "{place}: not measured.").format(place=refusals.place)
    first, last = refusals.points[0], refusals.points[-1]
    if len(refusals.points) == 1:
        return point_sentence(refusals.place, last)
    return translate(
        "history",
        "{place}: {count} probes from {first} to {last}; refused at first {begin} in the first, {most} at most, "
        "{end} in the last.",
    ).format(
        place=refusals.place,
        count=len(refusals.points),
        first=figures.moment_text(first.at),
        last=figures.moment_text(last.at),
        begin=percent_text(share(first)),
        most=percent_text(max(map(share, refusals.points))),
        end=percent_text(share(last)),
    )
