"""The plot of a rename probe says what is known, and no more."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.events import ProbeProgressed
from core.model.measurements import Verdict
from gui.theme import Tone
from gui.widgets.probe_plot import ProbeBar, ProbePlot, bar_of_progress, bar_of_report
from tests.fakes.findings import report

PLACE = Path("/home/person/.cache/uv")


@pytest.fixture
def plot(qtbot: QtBot) -> ProbePlot:
    made = ProbePlot("plot")
    qtbot.addWidget(made)
    return made


def said(plot: ProbePlot, bar: ProbeBar) -> str:
    plot.show_bars((bar,))
    return plot.accessibleDescription()


def test_a_refusal_is_neutral_until_its_outcome_is_known(plot: ProbePlot) -> None:
    bar = bar_of_progress(ProbeProgressed(job="j", place=PLACE, done=4, rounds=8, refused=4))
    assert {tone for count, tone in bar.parts() if count} == {Tone.NEUTRAL}
    assert said(plot, bar).endswith("4 of 8 tried, 4 refused at first")
    legend = [words for _, words in plot._legend()]
    assert legend == ["passed at once", "refused at first, outcome not known yet"]


def test_what_passed_after_waiting_did_pass(plot: ProbePlot) -> None:
    bar = bar_of_report(report(PLACE, 12, 0, Verdict.SLOW, "", wait=318.0))
    assert said(plot, bar) == f"{PLACE}: 0 at once · 12 after waiting · 0 never · median wait 318 ms"


def test_two_measurements_of_one_place_say_which_they_are(plot: ProbePlot) -> None:
    slow = report(PLACE, 12, 0, Verdict.SLOW, "", wait=318.0)
    assert said(plot, bar_of_report(slow, "Measured again, 14:05")).startswith(f"Measured again, 14:05: {PLACE}: ")


def test_where_it_is_narrow_nothing_is_painted_over_something_else(plot: ProbePlot) -> None:
    plot.show_bars((bar_of_report(report(PLACE, 12, 3, Verdict.REFUSED, "", wait=318.0)),))
    wide, narrow = plot.heightForWidth(900), plot.heightForWidth(260)
    assert narrow > wide
    assert len(plot._legend_lines(260)) > len(plot._legend_lines(900))
