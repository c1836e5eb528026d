"""Tests of the order of versions in tables."""

from itertools import pairwise

import pytest

from gui.models.version_order import version_order

RISING = (
    "1.0.dev1", "1.0a1.dev2", "1.0a1", "1.0a1.post3", "1.0a10", "1.0b1", "1.0rc1", "1.0", "1.0+local", "1.0.post1.dev1",
    "1.0.post1", "1.0.1", "1.2", "1.9.9", "1.10", "2.1.0rc2", "2.1", "10.0", "2024.12.14", "1!0.1",
)  # fmt: skip


@pytest.mark.parametrize(("less", "more"), list(pairwise(RISING)))
def test_versions_sort_by_their_parts(less: str, more: str) -> None:
    assert version_order(less) < version_order(more)


def test_trailing_zeros_change_nothing() -> None:
    assert version_order("1.2.0") == version_order("1.2")


def test_what_is_no_version_comes_first() -> None:
    assert version_order(None) < version_order("not a version") < version_order("0.0.1")
