"""Explanations of what a real uv printed, recorded in tests/data/samples by `python -m tests.reproductions record`."""

import re
from collections import Counter

import pytest

from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.reproductions.__main__ import evidence_words
from tests.reproductions.recording import SAMPLES, faults, sample_path
from tests.reproductions.registry import REPRODUCTIONS
from tests.reproductions.reproduction import Reproduction
from tests.reproductions.table import PAGE, page

MADE = [each for each in REPRODUCTIONS if each.is_made]


@pytest.mark.parametrize("made", MADE, ids=lambda each: each.id)
def test_a_recorded_failure_is_explained(made: Reproduction) -> None:
    said = sample_path(made).read_text("utf-8")
    assert not faults(made, explain(said), alone=True), said


def test_every_sample_is_of_a_reproduction() -> None:
    assert {path.stem for path in SAMPLES.glob("*.txt")} == {each.id for each in MADE}
    assert [name for name, times in Counter(each.id for each in REPRODUCTIONS).items() if times > 1] == []


def test_no_sample_names_the_computer_that_it_was_recorded_on() -> None:
    own = re.compile(r"users[\\/]+root|/root\b|/work\b|localhost|127\.0\.0\.1|wheelyard-", re.IGNORECASE)
    assert [path.name for path in SAMPLES.glob("*.txt") if own.search(path.read_text("utf-8"))] == []


def test_every_category_was_made_or_says_why_not() -> None:
    told = {each.category for each in REPRODUCTIONS if each.impossible or sample_path(each).is_file()}
    assert told == set(Category)


def test_the_page_is_what_the_command_makes() -> None:
    assert PAGE.read_text("utf-8") == page(REPRODUCTIONS, evidence_words), (
        "write it anew: python -m tests.reproductions table --write"
    )
