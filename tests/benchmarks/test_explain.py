"""An explanation comes at once, for a huge log as well, in little memory, wherever the failure stands."""

import pytest

from core.model.problem import Category
from tests.benchmarks.explain_time import (
    FAILURE,
    PLACES,
    measure,
    ordinary_seconds,
    ordinary_transcript,
    trace_log,
)

MOST_SECONDS_ORDINARY = 0.005
MOST_SECONDS_HUGE = 2.0
MOST_MEMORY = 64 << 20


@pytest.mark.benchmark
@pytest.mark.timeout(300)
def test_an_ordinary_transcript_takes_milliseconds() -> None:
    # Other work on the computer only ever adds: one undisturbed measurement out of three is the true one.
    measured = []
    for _ in range(3):
        measured.append(ordinary_seconds())
        print(f"ordinary transcript: {measured[-1] * 1000:.2f} ms")  # noqa: T201 - the figure is what one runs it for
        if measured[-1] <= MOST_SECONDS_ORDINARY:
            return
    pytest.fail(f"{measured} s")


@pytest.mark.benchmark
@pytest.mark.timeout(600)
@pytest.mark.parametrize("place", PLACES)
def test_a_huge_log_takes_seconds_and_little_memory(place: str) -> None:
    text = trace_log(place)
    assert len(text) > 49_000_000
    measured = measure(text)
    print(f"{place}: {measured.seconds:.2f} s, {measured.memory >> 20} MiB")  # noqa: T201 - as above
    assert measured.seconds < MOST_SECONDS_HUGE
    assert measured.memory < MOST_MEMORY
    expected = Category.NONE if place == "nowhere" else Category.CACHE_RENAME_DENIED
    assert measured.problem.category is expected


def test_the_measured_texts_are_what_they_are_said_to_be() -> None:
    assert measure(ordinary_transcript(), rounds=1).problem.path_to == r"D:\caches\uv\archive-v0\hT6z_Lk0pQ9-ab12"
    small = {place: trace_log(place, 400_000) for place in PLACES}
    assert small["at its end"].endswith(FAILURE)
    assert small["at its start"].startswith(FAILURE)
    assert 0.3 < small["in its middle"].index(FAILURE) / len(small["in its middle"]) < 0.7
    assert FAILURE not in small["nowhere"]
