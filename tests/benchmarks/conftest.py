"""Benchmarks measure time, which a busy computer spoils: they run only when they are named."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the benchmarks of a run that did not name them."""
    if any("benchmarks" in str(argument) for argument in config.invocation_params.args):
        return
    skip = pytest.mark.skip(reason="measures time; run it by name: pytest tests/benchmarks")
    for item in items:
        if item.get_closest_marker("benchmark"):
            item.add_marker(skip)
