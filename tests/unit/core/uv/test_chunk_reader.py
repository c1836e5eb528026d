"""A reader that is told to stop too late touches nothing that is no longer its own."""

import os
from pathlib import Path

import pytest

from core.uv.chunk_reader import PollReader

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes are not polled on Windows")


def test_a_stop_after_the_close_writes_into_no_other_file(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    reader = PollReader(ours)
    reader.close()
    os.close(theirs)
    files = [(tmp_path / str(number)).open("wb") for number in range(8)]  # they get the numbers that became free
    reader.stop()
    reader.close()
    for file in files:
        file.close()
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b""] * 8


def test_a_stop_wakes_a_reader_whose_pipe_is_held_open() -> None:
    ours, theirs = os.pipe()
    reader = PollReader(ours)
    reader.stop()
    assert reader.read() == b""
    reader.close()
    os.close(theirs)
