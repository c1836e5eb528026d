"""Requirements that are valid at a glance are valid for `packaging`, and the others go there."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from core.wheels.reading import requirements
from core.wheels.reading.requirements import Validity, python_validity, requirement_validity

USUAL = [
    "numpy",
    "numpy>=1.20",
    "numpy >=1.20, <2",
    "numpy (>=1.20,<2)",
    "a[b]==1.*; extra == 'x'",
    'a[b,c-d]~=1.2 ; python_version < "3.11" and extra == "x_y"',
    "a; sys_platform == 'win32' or platform_machine == 'AMD64'",
    "a (>=1) ; (python_version < '3') and extra == 't'",
]


@pytest.mark.parametrize("text", USUAL)
def test_the_usual_forms_are_seen_at_a_glance(text: str) -> None:
    assert requirements._USUAL.fullmatch(text)
    Requirement(text)


pieces = st.sampled_from(
    ["a", "b-c", ">=", "1", ".2", ".*", ",", " ", "(", ")", "[", "]", ";", "extra", "==", "'x'", '"1.2"', "and", "or",
     "python_version", "<", "~=", "rc1", ".post2", "sys_platform", "!=", "@", "é", "\n"]
)  # fmt: skip


@given(st.lists(pieces, max_size=14).map("".join))
def test_a_glance_is_never_wrong(text: str) -> None:
    try:
        Requirement(text)
        valid = True
    except InvalidRequirement:
        valid = False
    assert (requirement_validity(text) is Validity.VALID) == valid


@given(st.lists(pieces, max_size=8).map("".join))
def test_nor_is_it_for_requires_python(text: str) -> None:
    try:
        SpecifierSet(text)
        valid = True
    except InvalidSpecifier:
        valid = False
    assert (python_validity(text) is Validity.VALID) == valid


@pytest.mark.parametrize("text", ["a>=1.*", "a (>=1.0.*,) ; extra == 'x'", "a>dev"])
def test_old_slips_are_loose(text: str) -> None:
    assert requirement_validity(text) is Validity.LOOSE


@pytest.mark.parametrize("text", ["", "a>=", "a b", "a; x", ">=1", "a" * 5_000, "a>=1 <2", "(" * 3_000])
def test_what_says_nothing_is_invalid(text: str) -> None:
    assert requirement_validity(text) is Validity.INVALID


def test_old_slips_of_requires_python() -> None:
    assert python_validity(">=3.6.*") is Validity.LOOSE
    assert python_validity(">=3.6,") is not Validity.INVALID


def test_long_numbers_and_long_markers_take_no_time() -> None:
    before = time.monotonic()
    requirement_validity("a>=" + "1" * 4_000)
    requirement_validity("a; " + "(" * 900 + "extra == 'x'" + ")" * 900)
    requirement_validity("a[" + "b-" * 190 + "!")
    requirement_validity("a; " + "extra == 'x' and " * 230 + "!")
    requirement_validity("a " + ">=1," * 900 + "!")
    assert time.monotonic() - before < 5
