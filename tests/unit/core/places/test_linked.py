"""A file leaves the disk with its last name: what has another one outside stays."""

import os
import threading
from pathlib import Path

import pytest

from core.model.measurements import Held
from core.places.inventory import census_of
from core.places.linked import linked_elsewhere
from core.places.usage import Stopped


def cache_with(tmp_path: Path) -> Path:
    """A cache of two archives: one shares a file with an environment, and one file with the other archive."""
    cache = tmp_path / "cache"
    for archive, name, size in (("one", "a", 10), ("one", "b", 200), ("two", "c", 3000)):
        (cache / "archive-v0" / archive).mkdir(parents=True, exist_ok=True)
        (cache / "archive-v0" / archive / name).write_bytes(b"x" * size)
    (tmp_path / "environment").mkdir()
    os.link(cache / "archive-v0" / "one" / "a", tmp_path / "environment" / "a")
    os.link(cache / "archive-v0" / "one" / "b", cache / "archive-v0" / "two" / "b")
    return cache


@pytest.mark.parametrize(
    ("gone", "stays"),
    [
        (("archive-v0/one", "archive-v0/two"), Held(1, 10)),
        (("archive-v0/one",), Held(2, 210)),
        (("archive-v0/two",), Held(1, 200)),
        ((), Held()),
    ],
)
def test_only_names_outside_of_what_goes_keep_a_file(tmp_path: Path, gone: tuple[str, ...], stays: Held) -> None:
    stop = threading.Event()
    census = census_of(cache_with(tmp_path), stop, lambda _usage: None)
    assert linked_elsewhere(census, gone, stop) == stays


def test_what_vanished_is_passed_over_and_what_takes_too_long_is_not_known(tmp_path: Path) -> None:
    stop = threading.Event()
    cache = cache_with(tmp_path)
    census = census_of(cache, stop, lambda _usage: None)
    gone = ("archive-v0/one", "archive-v0/two")
    assert linked_elsewhere(census, gone, stop, seconds=-1) is None
    (cache / "archive-v0" / "one").rename(tmp_path / "elsewhere")
    assert linked_elsewhere(census, gone, stop) == Held(1, 200)
    stop.set()
    with pytest.raises(Stopped):
        linked_elsewhere(census, gone, stop)
