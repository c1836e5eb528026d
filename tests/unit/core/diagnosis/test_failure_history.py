"""The history in a sentence, in every case; and the report around it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diagnosis.category_words import what_happened
from core.diagnosis.failure_history import history_report, sentence_of
from core.model.history import HistoryRows, ProbeRun, Run
from core.model.measurements import Verdict
from core.model.problem import Category

NOW = 1_700_000_000.0
DAY = 86_400.0
OLD, NEW = Path("C:/old"), Path("D:/wheelyard/cache")
RENAME = Category.CACHE_RENAME_DENIED.value
EACH = " Each time a rename in the cache was refused."
ONCE = " A rename in the cache was refused."
SO_FAR = " One succeeded there so far."
MOSTLY = " Most often a rename in the cache was refused (2 times)."
HELD = Category.FILE_IN_USE.value


def runs(picture: str, *, command: str = "sync") -> tuple[Run, ...]:
    """Return runs, newest first, of a picture, oldest first.

    A letter is a run: o succeeded, x failed, h failed as a file was held, u failed for a reason without words,
    c was cancelled. A > moves the cache, a ? makes it unknown, a < brings it back.
    """
    made: list[Run] = []
    cache: Path | None = OLD
    for sign in picture:
        if sign in "><?":
            cache = {">": NEW, "<": OLD, "?": None}[sign]
            continue
        outcome = {"o": "succeeded", "c": "cancelled"}.get(sign, "failed")
        made.append(
            Run(
                project=Path("/p"),
                command=command,
                started_at=NOW + len(made) - 1000,
                seconds=1.0,
                outcome=outcome,
                cache=cache,
                category={"x": RENAME, "h": HELD, "u": "other"}.get(sign),
            )
        )
    return tuple(reversed(made))


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        ("", "Nothing was synced here in 30 days."),
        ("o", "The only sync here in 30 days succeeded."),
        ("ooo", "All 3 syncs here in 30 days succeeded."),
        ("oo>o", "All 3 syncs here in 30 days succeeded."),
        ("x", "The only sync here in 30 days failed." + ONCE),
        ("u", "The only sync here in 30 days failed."),
        ("xxx", "All 3 syncs here in 30 days failed." + EACH),
        ("xo", "1 of 2 syncs failed here in 30 days; the last one succeeded." + ONCE),
        (
            "xxooo",
            "2 of 5 syncs failed here in 30 days; the last 3 succeeded." + EACH,
        ),
        ("oox", "1 of 3 syncs failed here in 30 days; the last one failed." + ONCE),
        (
            "xoxx",
            "3 of 4 syncs failed here in 30 days; the last 2 failed in a row." + EACH,
        ),
        (
            "xhxo",
            "3 of 4 syncs failed here in 30 days; the last one succeeded." + MOSTLY,
        ),
        ("xho", "2 of 3 syncs failed here in 30 days; the last one succeeded."),
        ("xuuo", "3 of 4 syncs failed here in 30 days; the last one succeeded."),
        (
            "x" * 14 + "o" * 29 + ">" + "o" * 9,
            f"14 of 52 syncs failed here in 30 days, none since the cache is in {NEW}. 9 succeeded there." + EACH,
        ),
        (
            "x>o",
            f"1 of 2 syncs failed here in 30 days, none since the cache is in {NEW}. One succeeded there so far."
            + ONCE,
        ),
        (
            "oo>xxo",
            f"2 of 5 syncs failed here in 30 days, all since the cache is in {NEW}." + EACH,
        ),
        (
            "oo>x",
            f"1 of 3 syncs failed here in 30 days, and that since the cache is in {NEW}." + ONCE,
        ),
        (
            "xo>xooo",
            f"2 of 6 syncs failed here in 30 days, 1 of the 4 since the cache is in {NEW}." + EACH,
        ),
        (
            "xo>xx",
            f"3 of 4 syncs failed here in 30 days, among them all 2 since the cache is in {NEW}." + EACH,
        ),
        (
            "x>x",
            f"All 2 syncs here in 30 days failed, among them the only one since the cache is in {NEW}." + EACH,
        ),
        (
            "x>o<xo",
            f"2 of 4 syncs failed here in 30 days, 1 of the 2 since the cache is in {OLD}." + EACH,
        ),
        (
            "x>o?o",
            f"1 of 3 syncs failed here in 30 days, none since the cache is in {NEW}. 2 succeeded there." + ONCE,
        ),
        ("?xo", "1 of 2 syncs failed here in 30 days; the last one succeeded." + ONCE),
    ],
)
def test_the_history_is_one_sentence_with_its_figures(picture: str, sentence: str) -> None:
    assert sentence_of(runs(picture), 30) == sentence


def test_other_commands_days_and_all_projects_have_their_words() -> None:
    mixed = (*runs("o"), *runs("x", command="lock"))
    assert sentence_of(mixed, 1).startswith("1 of 2 runs of uv failed here in one day; ")
    assert sentence_of(runs("o", command="add"), 7) == "The only run of uv here in 7 days succeeded."
    assert sentence_of((), 7, everywhere=True) == "Nothing was synced in all projects in 7 days."


def test_every_category_but_the_two_that_say_nothing_has_words() -> None:
    silent = {category for category in Category if what_happened(category.value) is None}
    assert silent == {Category.OTHER, Category.NONE}
    assert what_happened("of another Wheelyard") is None
    assert what_happened(None) is None


def probe(place: str, at: float, refused: int = 0) -> ProbeRun:
    return ProbeRun(
        place=Path(place),
        at=at,
        rounds=8,
        refused_first=refused,
        never_passed=0,
        wait_ms_median=1.0,
        wait_ms_p95=2.0,
        wait_ms_max=3.0,
        verdict=Verdict.SLOW if refused else Verdict.CLEAR,
    )


def test_a_report_counts_what_ended_and_plots_what_was_measured() -> None:
    counted = runs("xhxcou")
    others = (*runs("x", command="relocate"), *runs("o", command="inventory"))
    old = Run(project=Path("/p"), command="sync", started_at=NOW - 31 * DAY, seconds=1.0, outcome="failed")
    rows = HistoryRows(
        project=Path("/p"),
        since=0.0,
        runs=(*counted, *others, old),
        probes=(probe("/a", NOW - 9, 3), probe("/b", NOW - 5), probe("/a", NOW - 7), probe("/a", NOW - 99 * DAY)),
        trouble="Something is missing.",
    )
    report = history_report(rows, NOW)
    assert (report.syncs, report.failed) == (5, 4)
    assert report.troubles == ((RENAME, 2), ("other", 1), (HELD, 1))
    assert report.runs == (*counted, *others)
    assert report.since == NOW - 30 * DAY
    assert report.trouble == "Something is missing."
    assert report.sentence.startswith("4 of 5 syncs failed here in 30 days")
    assert [place.place for place in report.places] == [Path("/b"), Path("/a")], "the one measured last is first"
    assert [(point.at, point.refused) for point in report.places[1].points] == [(NOW - 9, 3), (NOW - 7, 0)]


@given(st.lists(st.sampled_from("oxhuc><?"), max_size=60), st.integers(1, 400))
def test_the_figures_of_any_history_fit(picture: Sequence[str], days: int) -> None:
    rows = HistoryRows(project=None, since=0.0, runs=runs("".join(picture)))
    report = history_report(rows, NOW, days)
    assert report.syncs == sum(sign in "oxhu" for sign in picture)
    assert report.failed == sum(sign in "xhu" for sign in picture)
    assert sum(count for _, count in report.troubles) == report.failed
    assert "  " not in report.sentence
    assert report.sentence.endswith(".")
    assert " 1 syncs" not in report.sentence
