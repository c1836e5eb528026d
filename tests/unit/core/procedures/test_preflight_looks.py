"""Looks at the same time: each has its own time and its own answer."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from core.model.project import InputError
from core.model.questions import PreflightFinding, PreflightId
from core.procedures.limited import NotInTimeError
from core.procedures.preflight_looks import Findings, Look, look_at

TEMP = PreflightFinding(id=PreflightId.TEMP_MISSING, sentence="It is gone.")
LOCK = PreflightFinding(id=PreflightId.CACHE_LOCKED, sentence="Another has it.", passes=True)
UNKNOWN = PreflightFinding(id=PreflightId.ENVIRONMENT_UNKNOWN, sentence="It does not answer.", stops=True)


def _look(finding: PreflightFinding, find: Callable[[float], Findings]) -> Look:
    return Look(ids=frozenset({finding.id}), find=find)


def _late(_seconds: float) -> Findings:
    threading.Event().wait(2)
    return ()


def _raises(error: Exception) -> Callable[[float], Findings]:
    def find(_seconds: float) -> Findings:
        raise error

    return find


@pytest.mark.parametrize(
    "find",
    [
        _late,
        _raises(OSError(36, "File name too long")),
        _raises(InputError("It cannot be read.", "Try again.")),
        _raises(NotInTimeError()),
    ],
)
def test_a_look_without_an_answer_takes_nothing_from_the_others(find: Callable[[float], Findings]) -> None:
    looks = (_look(TEMP, lambda _: (TEMP,)), _look(LOCK, find))
    assert asyncio.run(look_at(looks, 0.5)) == (TEMP,)


def test_without_an_answer_what_was_found_before_stays() -> None:
    looks = (_look(TEMP, lambda _: ()), _look(LOCK, _late))
    assert asyncio.run(look_at(looks, 0.1, (TEMP, LOCK))) == (LOCK,)


def test_an_answer_takes_the_place_of_what_was_found_before() -> None:
    assert asyncio.run(look_at((_look(LOCK, lambda _: ()),), 60, (LOCK,))) == ()


def test_a_look_that_has_more_time_is_waited_for() -> None:
    def find(seconds: float) -> Findings:
        assert seconds == 60
        threading.Event().wait(0.5)
        return (TEMP,)

    look = Look(ids=frozenset({TEMP.id}), find=find, seconds=60)
    assert asyncio.run(look_at((look,), 0.05)) == (TEMP,)


def test_what_must_be_answered_is_a_finding_where_it_is_not() -> None:
    look = Look(ids=frozenset({UNKNOWN.id}), find=_late, seconds=0.1, unanswered=UNKNOWN)
    assert asyncio.run(look_at((look,), 0.05)) == (UNKNOWN,)


def test_a_defect_is_not_taken_for_an_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(look_at((_look(LOCK, _raises(ZeroDivisionError())),), 60))
