"""Whether an environment consists of links into a cache, also while a uv is at work in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.places.symlinked import links_into


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    packages = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    for name in ("alpha", "omega"):
        (packages / name).mkdir(parents=True)
        (packages / name / "module.py").write_text("x", encoding="utf-8")
    return tmp_path / "env"


@pytest.mark.skipif(os.name != "posix", reason="links need no rights there")
def test_links_are_found_at_both_levels(environment: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    (cache / "archive").mkdir(parents=True)
    (cache / "archive" / "module.py").write_text("x", encoding="utf-8")
    (packages,) = environment.glob("lib/*/site-packages")
    assert not links_into(environment, cache)
    module = packages / "omega" / "module.py"
    module.unlink()
    module.symlink_to(cache / "archive" / "module.py")
    assert links_into(environment, cache)
    assert not links_into(environment, tmp_path / "another cache")
    module.unlink()
    (packages / "whole").symlink_to(cache / "archive")
    assert links_into(environment, cache)


def test_a_package_that_vanishes_while_it_is_looked_at_is_passed_over(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glob = Path.glob

    def gone(self: Path, pattern: str) -> Iterator[Path]:
        if self.name in {"alpha", "omega"} or pattern == "*/*":
            raise FileNotFoundError(2, "No such file or directory", str(self))
        return glob(self, pattern)

    monkeypatch.setattr(Path, "glob", gone)
    assert not links_into(environment, tmp_path / "cache")
