"""Rows of failures in which uv is refused one call: the number that it gets is written once."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from tests.reproductions.bench import KNOWS_PYTHON
from tests.reproductions.reproduction import Need, Reproduction


def refusing(
    call: str, number: int, pattern: str, *words: str, after: Sequence[str] = KNOWS_PYTHON, **facts: Any
) -> Reproduction:
    """Return the failure of ``uv WORDS`` that is refused a call on paths like ``pattern``, as refuse.c describes it.

    ``after`` are the words of a run that goes before, none where there is none. ``facts`` are the fields of a
    Reproduction; its error number is the refused call's unless they say another.
    """
    facts = {"os_error": number, "needs": (Need.PRELOAD,), **facts}
    rule = f"{call} {number} {pattern}"
    return Reproduction(make=lambda bench: bench.refused(rule, *words, after=after), **facts)


def refusing_in_lab(
    call: str,
    number: int,
    pattern: str,
    *words: str,
    after: Sequence[str] = KNOWS_PYTHON,
    variables: Mapping[str, str] | None = None,
    **facts: Any,
) -> Reproduction:
    """Return the same of ``uv.exe WORDS``, as refuse_windows.c describes it."""
    facts = {"os_error": number, "needs": (Need.LAB,), **facts}
    rule = f"{call} {number} {pattern}"
    return Reproduction(in_lab=lambda lab: lab.refused(rule, *words, after=after, variables=variables), **facts)


of_globe = partial(Reproduction, package="snow-globe", version="1.5")
"""A failure that names the simple project's one wheel."""
refusing_globe = partial(refusing, package="snow-globe", version="1.5")
refusing_globe_in_lab = partial(refusing_in_lab, package="snow-globe", version="1.5")
