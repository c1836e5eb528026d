"""The table of runs: what it says, how it sorts, and what stays when runs are added."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.model.history import RefusalsOfPlace
from gui import figures, history_words
from gui.models.roles import ItemRole
from gui.models.runs import RunColumn, RunsModel, RunsOrder
from tests.fakes.findings import OLD_CACHE
from tests.unit.gui.pasts import PLACES, RUNS, TITLE, point, report, run


def model(*, runs: int = 4) -> RunsModel:
    made = RunsModel()
    made.set_rows(tuple(reversed(RUNS[-runs:])))
    return made


def column(order: RunsOrder, number: int) -> list[object]:
    return [order.index(row, number).data() for row in range(order.rowCount())]


def test_the_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model())  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_the_order_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    order = RunsOrder()
    source = model()
    order.setSourceModel(source)
    order.set_failures_only(only=True)
    qtmodeltester.check(order)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_a_row_says_what_ran_and_how_it_ended(qapp: object) -> None:
    shown = model()
    texts = [shown.index(2, column).data() for column in RunColumn]
    assert texts == [figures.moment_text(RUNS[1].started_at), "Failed", "Sync", "5 min 47 s", TITLE, "nxpy"]
    assert shown.index(2, RunColumn.OUTCOME).data(ItemRole.SIGN).icon == "bad"
    assert shown.index(1, RunColumn.OUTCOME).data(ItemRole.SIGN).icon == "cancelled"
    assert shown.index(3, RunColumn.OUTCOME).data(ItemRole.SIGN).icon == "ok"
    assert shown.index(2, 0).data(ItemRole.ROW) is RUNS[1]


def test_columns_sort_by_what_they_mean(qapp: object) -> None:
    order = RunsOrder()
    source = model()
    order.setSourceModel(source)
    order.sort(RunColumn.SECONDS, Qt.SortOrder.DescendingOrder)
    assert column(order, RunColumn.SECONDS) == ["5 min 47 s", "1 min 01 s", "12 s", "12 s"]
    order.sort(RunColumn.WHEN, Qt.SortOrder.AscendingOrder)
    assert [order.index(row, 0).data(ItemRole.ROW).number for row in range(4)] == [1, 2, 3, 4]


def test_failures_alone(qapp: object) -> None:
    order = RunsOrder()
    source = model()
    order.setSourceModel(source)
    order.set_failures_only(only=True)
    assert column(order, RunColumn.OUTCOME) == ["Failed", "Failed"]
    order.set_failures_only(only=False)
    assert order.rowCount() == 4


def test_a_new_run_is_added_to_those_that_are_there(qapp: object) -> None:
    shown = model(runs=3)
    resets: list[None] = []
    added: list[tuple[int, int]] = []
    shown.modelReset.connect(lambda: resets.append(None))
    shown.rowsInserted.connect(lambda _, first, last: added.append((first, last)))
    shown.set_rows(tuple(reversed(RUNS)))
    assert (resets, added) == ([], [(3, 3)])


def test_a_command_and_an_outcome_that_nobody_knows_are_said_as_they_are(qapp: object) -> None:
    shown = RunsModel()
    shown.set_rows((replace(RUNS[0], command="tree --depth 1", outcome="lost"),))
    assert shown.index(0, RunColumn.COMMAND).data() == "tree --depth 1"
    assert shown.index(0, RunColumn.OUTCOME).data() == "lost"
    assert shown.index(0, RunColumn.OUTCOME).data(ItemRole.SIGN).icon == "unknown"
    assert history_words.run_sentence(shown.rows[0]).endswith("ended after 12 s.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sync", "Sync"),
        ("lock", "Lock"),
        ("add", "Add packages"),
        ("remove", "Remove packages"),
        ("upgrade", "Upgrade packages"),
        ("relocate", "Relocate a place"),
        ("clean", "Clean the cache"),
        ("prune", "Prune the cache"),
        # Words that no run is written down with are not known.
        ("RelocatePlace", "RelocatePlace"),
        ("undo", "undo"),
    ],
)
def test_commands_are_named_like_their_buttons(qapp: object, name: str, said: str) -> None:
    assert history_words.command_text(name) == said


def test_a_run_is_said_in_a_sentence(qapp: object) -> None:
    when = figures.moment_text(RUNS[1].started_at)
    assert history_words.run_sentence(RUNS[1]) == f"Sync of {when} failed after 5 min 47 s."
    facts = f"Category: cache-rename-denied · Package: nxpy · uv 0.13.9 · Cache: {OLD_CACHE}"
    assert history_words.run_facts(RUNS[1]) == facts
    assert history_words.run_facts(replace(run(9), cache=None, uv_version=None)) == ""


def test_a_place_is_said_with_its_first_its_worst_and_its_last_probe(qapp: object) -> None:
    said = history_words.place_sentence(PLACES[0])
    assert said.startswith(f"{OLD_CACHE}: 3 probes from ")
    assert said.endswith("refused at first 75 % in the first, 100 % at most, 50 % in the last.")
    assert history_words.place_figures(PLACES[0]) == "3 probes · 50 % refused at the last"
    one = RefusalsOfPlace(place=OLD_CACHE, points=(point(2, 9),))
    assert history_words.place_figures(one) == "1 probe · 75 % refused"
    none = RefusalsOfPlace(place=OLD_CACHE, points=())
    assert history_words.place_sentence(none) == f"{OLD_CACHE}: not measured."
    assert history_words.place_figures(none) == "not measured"


def test_a_probe_without_rounds_is_no_share(qapp: object) -> None:
    assert history_words.share(replace(point(1, 0), rounds=0)) == 0.0
    assert history_words.share(replace(point(1, 3), rounds=2)) == 1.0
    assert history_words.percent_text(0.004) == "below 1 %"


def test_troubles_are_counted_in_words(qapp: object) -> None:
    troubles = (("index-auth", 7), ("disk-full", 1))
    said = history_words.troubles_text(replace(report(), troubles=troubles))
    assert said == "Met most often: an index refused the login (7 times), a volume was full (once)."
    assert history_words.troubles_text(replace(report(), troubles=())) == ""
