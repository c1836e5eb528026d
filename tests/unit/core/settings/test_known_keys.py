"""Which keys a uv knows, and which one was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings.declared.all import DECLARATIONS
from core.settings.file_check import troubles_in
from core.settings.known_keys import MEASURED_UP_TO, NOT_IN_UV_TOML, OF_THE_PROJECT, knows_key, near_key
from core.settings.other_keys import CHECKS, PROJECT_CHECKS

NEWER = (*MEASURED_UP_TO[:2], MEASURED_UP_TO[2] + 1)


@pytest.mark.parametrize(
    ("version", "key", "known"),
    [
        ((0, 11, 0), "system-certs", True),
        ((0, 10, 12), "system-certs", False),
        ((0, 11), "system-certs", False),
        ((), "system-certs", True),
        (MEASURED_UP_TO, "of-tomorrow", False),
        (NEWER, "of-tomorrow", True),
        ((), "of-tomorrow", True),
        (MEASURED_UP_TO, "cache_dir", False),
    ],
)
def test_a_key_is_known_from_a_version_on(version: tuple[int, ...], key: str, *, known: bool) -> None:
    assert knows_key(version, key) is known


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("link_mode", "link-mode"),
        (" Link-Mode ", "link-mode"),
        ("link-mod", "link-mode"),
        ("extra-index-urls", "extra-index-url"),
        ("link-mode", "link-mode"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_key_that_was_meant(key: str, near: str | None) -> None:
    assert near_key(key) == near


def test_every_key_that_is_read_or_checked_is_one_that_uv_knows() -> None:
    declared = {name.text for each in DECLARATIONS for name in each.keys}
    for key in declared | set(CHECKS) | set(PROJECT_CHECKS) | NOT_IN_UV_TOML | OF_THE_PROJECT:
        assert knows_key(MEASURED_UP_TO, key), key


def test_a_declared_key_is_known_from_the_same_version_on() -> None:
    for name in (name for each in DECLARATIONS for name in each.keys):
        since = (*name.since, 0, 0)[:3]
        assert knows_key(since, name.text), name
        older = (since[0], since[1], since[2] - 1) if since[2] else (since[0], since[1] - 1, 999)
        assert not knows_key(older, name.text), name


@given(st.text(max_size=30))
def test_any_text_is_known_or_not(key: str) -> None:
    near = near_key(key)
    assert near is None or knows_key(MEASURED_UP_TO, near)
    assert troubles_in({key: 1}, in_pyproject=True, version=MEASURED_UP_TO) or knows_key(MEASURED_UP_TO, key)
