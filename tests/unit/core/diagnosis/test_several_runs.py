"""Several failures in one text: which one is explained, and how many are looked at."""

import time

import pytest

from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import caused_by, refused

UNTRUSTED = caused_by(("Failed to fetch: `https://files.example/tide/`", "invalid peer certificate: UnknownIssuer"))
UNKNOWN = caused_by(("The tide is out", "the moon is elsewhere"))


@pytest.mark.parametrize(
    "prompt", ["$ uv sync --native-tls", "PS D:\\my sea> uv sync", "D:\\sea>uv sync", "\u276f uv sync"]
)
def test_an_older_run_does_not_answer_for_a_later_one(prompt: str) -> None:
    problem = explain(f"$ uv sync\n{UNTRUSTED}\n{prompt}\n{UNKNOWN}\n")
    assert problem.category is Category.OTHER
    assert problem.causes[0] == "The tide is out"


def test_without_a_prompt_the_last_failure_that_is_recognised_is_explained() -> None:
    assert explain(f"$ uv sync\n{UNTRUSTED}\n{UNKNOWN}\n").category is Category.TLS_UNTRUSTED_ISSUER
    assert explain(f"{UNTRUSTED}\n  D:\\a -> D:\\b\n{UNKNOWN}\n").category is Category.TLS_UNTRUSTED_ISSUER


def test_a_prompt_with_nothing_wrong_behind_it_changes_nothing() -> None:
    assert explain(f"$ uv sync\n{UNTRUSTED}\n$ echo $?\n2\n$ \n").category is Category.TLS_UNTRUSTED_ISSUER


def test_a_sentence_without_a_marker_of_a_later_run_counts_where_no_other_does() -> None:
    sentence = "failed to remove directory `/w/.venv`: … (os error 16)"
    assert explain(f"$ uv sync\n{UNKNOWN}\n$ uv sync\n{sentence}\n").category is Category.VENV_REMOVE_DENIED
    assert explain(f"$ uv sync\n{sentence}\n$ uv sync\n{UNKNOWN}\n").category is Category.OTHER


def long_failure() -> str:
    return caused_by([f"{'the tide is out ' * 243}{number}" for number in range(60)])


def test_long_failures_that_nothing_recognises_are_not_all_looked_at() -> None:
    assert explain(f"{caused_by(refused())}\n{UNKNOWN}\n").category is Category.CACHE_RENAME_DENIED
    assert explain(f"{caused_by(refused())}\n{long_failure()}\n").category is Category.OTHER


def test_many_long_failures_take_little_longer_than_one() -> None:
    def seconds(count: int) -> float:
        text = f"{long_failure()}\n" * count
        taken = []
        for _ in range(3):
            before = time.perf_counter()
            explain(text)
            taken.append(time.perf_counter() - before)
        return min(taken)

    # Sixteen are read, and one is asked of every rule.
    assert seconds(16) < 4 * seconds(1) + 0.5
