"""How a probe ends: what it counts as a refusal, and that a cancelled one is over when it says so."""

import asyncio
import errno
import time
from pathlib import Path

import pytest

from core.model.measurements import Verdict
from core.places.probe import probe_places
from tests.unit.core.places.test_probe import Scanner, probe


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN])
def test_what_a_scanner_says_while_it_looks_is_a_refusal(tmp_path: Path, number: int) -> None:
    (report,) = probe(tmp_path, rename=Scanner(0.05, number), rounds=2)
    assert report.verdict is Verdict.SLOW
    assert report.os_errors == {str(number): 2}


@pytest.mark.parametrize("milliseconds", [0, 2, 5, 20, 100, 400])
def test_when_a_cancelled_probe_is_over_nothing_is_left_anywhere(tmp_path: Path, milliseconds: int) -> None:
    places = tuple(tmp_path / name for name in "abcdef")  # more than are measured at once

    async def story() -> tuple[float, list[Path]]:
        task = asyncio.ensure_future(
            probe_places(places, rename=Scanner(3600), on_progress=lambda tick: None)  # noqa: ARG005
        )
        await asyncio.sleep(milliseconds / 1000)
        begun = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        # Looked at before the loop ends, since that would wait for threads that the probe had left.
        return time.monotonic() - begun, sorted(tmp_path.rglob("*"))  # noqa: ASYNC240 - a short look

    took, left = asyncio.run(story())
    assert left == []
    assert took < 5  # some hundredths of a second; the machine may be busy
