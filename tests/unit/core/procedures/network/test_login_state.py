"""What two answers, to nobody and to a login, say of the login."""

from itertools import product

import pytest

from core.model.network import LoginState
from core.network.index_answer import IndexAnswer, PageKind
from core.procedures.network.login_check import state_of

LIST = IndexAnswer(status=200, kind=PageKind.LISTING)
FILE = IndexAnswer(status=200)
EMPTY = IndexAnswer(status=200, kind=PageKind.EMPTY)
FORM = IndexAnswer(status=200, kind=PageKind.LOGIN)
OTHER = IndexAnswer(status=200, kind=PageKind.OTHER)
ASKS = IndexAnswer(status=401)
FORBIDS = IndexAnswer(status=403)
GONE = IndexAnswer(status=404)
BROKEN = IndexAnswer(status=503)


@pytest.mark.parametrize(
    ("answer", "expects", "state"),
    [
        (LIST, False, LoginState.NOT_ASKED_FOR),
        (FILE, False, LoginState.NOT_ASKED_FOR),
        (ASKS, False, LoginState.WANTED),
        (FORM, False, LoginState.WANTED),
        (FORBIDS, False, LoginState.FORBIDDEN),
        (EMPTY, False, LoginState.HIDDEN),
        (EMPTY, True, LoginState.HIDDEN),
        (GONE, False, None),
        (GONE, True, LoginState.HIDDEN),
        (OTHER, True, None),
        (BROKEN, True, None),
    ],
)
def test_without_a_login(answer: IndexAnswer, state: LoginState | None, *, expects: bool) -> None:
    assert state_of(answer, None, expects=expects, is_known=False) is state


@pytest.mark.parametrize(
    ("without", "with_login", "expects", "state"),
    [
        (ASKS, LIST, False, LoginState.ACCEPTED),
        (ASKS, FILE, False, LoginState.ACCEPTED),
        (ASKS, ASKS, False, LoginState.REFUSED),
        (ASKS, FORBIDS, False, LoginState.FORBIDDEN),
        (ASKS, GONE, False, LoginState.ACCEPTED),
        (ASKS, EMPTY, True, LoginState.ACCEPTED),
        (FORBIDS, LIST, False, LoginState.ACCEPTED),
        (FORM, LIST, False, LoginState.ACCEPTED),
        (FORM, FORM, False, LoginState.REFUSED),
        (LIST, LIST, False, LoginState.NOT_ASKED_FOR),
        (LIST, ASKS, False, LoginState.REFUSED),
        (EMPTY, LIST, False, LoginState.ACCEPTED),
        (EMPTY, EMPTY, True, LoginState.HIDDEN),
        (EMPTY, EMPTY, False, None),
        (GONE, GONE, True, LoginState.HIDDEN),
        (GONE, GONE, False, None),
        (ASKS, BROKEN, True, None),
    ],
)
def test_with_a_login(
    without: IndexAnswer, with_login: IndexAnswer, state: LoginState | None, *, expects: bool
) -> None:
    assert state_of(without, with_login, expects=expects, is_known=True) is state


@pytest.mark.parametrize("answer", [ASKS, FORM])
def test_a_login_that_was_not_sent_is_neither_wanted_nor_refused(answer: IndexAnswer) -> None:
    assert state_of(answer, None, expects=False, is_known=True) is None


def test_an_index_that_has_nothing_is_not_said_to_hide_from_who_logs_in() -> None:
    answers = (LIST, EMPTY, GONE, OTHER, BROKEN)
    for without, with_login in product(answers, answers):
        assert state_of(without, with_login, expects=False, is_known=True) is not LoginState.HIDDEN
