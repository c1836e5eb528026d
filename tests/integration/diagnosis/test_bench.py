"""The bench itself: what uv does there stays there."""

from pathlib import Path

import pytest

from tests.reproductions.bench import Bench
from tests.reproductions.reproduction import Need, lacking


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench of this test's own."""
    made = Bench(tmp_path / "home")
    made.simple_project()
    return made


@pytest.mark.skipif(lacking((Need.PRELOAD,)) is not None, reason="it needs a library that is preloaded")
def test_uv_changes_nothing_outside_of_the_home(bench: Bench, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    said = bench.uv("pip", "install", "--target", str(outside), "./wheels/snow_globe-1.5-py3-none-any.whl")
    assert bench.exit_code != 0
    assert "(os error 30)" in said
    assert list(outside.iterdir()) == []
    bench.elsewhere.append(outside)
    bench.well("pip", "install", "--target", str(outside), "./wheels/snow_globe-1.5-py3-none-any.whl")
    assert (outside / "snow_globe.py").is_file()


def test_an_environment_that_leads_out_of_the_home_is_not_handed_to_uv(bench: Bench) -> None:
    bench.well("sync")
    (bench.environment / "pyvenv.cfg").unlink()
    with pytest.raises(AssertionError, match="takes the Python behind"):
        bench.uv("sync")
    with pytest.raises(AssertionError, match="the computer's own Python"):
        bench.uv("pip", "install", "--system", "./wheels/snow_globe-1.5-py3-none-any.whl")
