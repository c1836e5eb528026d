"""Whether a server wants a login, and whether it takes the one that is known: asked without it first, then with it."""

import asyncio
from http import HTTPStatus

from msgspec import Struct

from core.model.network import EndpointLogin, LoginState
from core.network.address import address_of
from core.network.asking import Login
from core.network.index_answer import IndexAnswer, PageKind
from core.network.lines import Patience
from core.network.page_asking import PageWays, ask_page
from core.network.trust import trust_context
from core.procedures.limited import in_daemon
from core.procedures.network.asked_endpoint import AskedEndpoint
from core.procedures.network.check_ground import Ground
from core.procedures.network.known_logins import KnownLogin, login_for

_STEP_PART = 0.45
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class LoginFound(Struct, frozen=True, kw_only=True):
    """What was found out of logins: ``without`` is the answer to nobody, ``with_login`` to the login that is known.

    ``unsent`` says that a login is known and was not sent, since the connection is not encrypted.
    """

    login: EndpointLogin
    without: IndexAnswer | None = None
    with_login: IndexAnswer | None = None
    unsent: bool = False


async def check_login(asked: AskedEndpoint, ground: Ground, *, seconds: float = 6.0) -> LoginFound | None:
    """Find out within ``seconds``; None where the server did not answer in that time, or is not trusted.

    It is only asked over a connection that uv would trust, and the login goes to the server that it is for alone.
    """
    patience = Patience(seconds, seconds * _STEP_PART)
    answer = in_daemon(lambda: _find_out(asked, ground, patience), "login check")
    try:
        done, _ = await asyncio.wait({answer}, timeout=seconds)
        return answer.result() if done else None
    finally:
        patience.stop()
        answer.cancel()


def state_of(
    without: IndexAnswer, with_login: IndexAnswer | None, *, expects: bool, is_known: bool
) -> LoginState | None:
    """Return how a server took to who asked; None where the answers do not tell.

    ``expects`` says that the page is of a package that must be there, ``is_known`` that there is a login, sent or not.
    """
    if with_login is None:
        return _of_nobody(without, expects=expects, is_known=is_known)
    return _of_known(without, with_login, expects=expects)


def _of_known(without: IndexAnswer, with_login: IndexAnswer, *, expects: bool) -> LoginState | None:
    if with_login.status == HTTPStatus.UNAUTHORIZED or with_login.kind is PageKind.LOGIN:
        return LoginState.REFUSED
    if with_login.status == HTTPStatus.FORBIDDEN:
        return LoginState.FORBIDDEN
    asked_for_it = without.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} or without.kind is PageKind.LOGIN
    is_empty = with_login.kind is PageKind.EMPTY or with_login.status in _GONE
    if _lets_in(with_login):
        return LoginState.NOT_ASKED_FOR if _lets_in(without) else LoginState.ACCEPTED
    if is_empty and asked_for_it:
        return LoginState.ACCEPTED
    return LoginState.HIDDEN if is_empty and expects else None


def _of_nobody(answer: IndexAnswer, *, expects: bool, is_known: bool) -> LoginState | None:
    if answer.status == HTTPStatus.UNAUTHORIZED or answer.kind is PageKind.LOGIN:
        return None if is_known else LoginState.WANTED
    if answer.status == HTTPStatus.FORBIDDEN:
        return LoginState.FORBIDDEN
    if _lets_in(answer):
        return LoginState.NOT_ASKED_FOR
    if answer.kind is PageKind.EMPTY:
        return LoginState.HIDDEN if expects or not is_known else None
    return LoginState.HIDDEN if answer.status in _GONE and expects else None


def _lets_in(answer: IndexAnswer) -> bool:
    return answer.status == HTTPStatus.OK and answer.kind in {PageKind.LISTING, None}


def _find_out(asked: AskedEndpoint, ground: Ground, patience: Patience) -> LoginFound | None:
    trust = ground.ways.trust
    known = login_for(asked.endpoint.url, ground.logins)
    nobody = PageWays(proxy=ground.ways.proxy, context=lambda: trust_context(trust), login=lambda _: None)
    without = ask_page(asked.page, nobody, patience)
    if without is None:
        return None
    with_login: IndexAnswer | None = None
    address = address_of(asked.page)
    unsent = known is not None and not isinstance(address, str) and address.scheme != "https"
    if known is not None and not unsent:
        ways = PageWays(proxy=nobody.proxy, context=nobody.context, login=lambda url: _for(url, asked, known, ground))
        with_login = ask_page(asked.page, ways, patience)
    return LoginFound(
        login=EndpointLogin(
            state=state_of(without, with_login, expects=asked.package is not None, is_known=known is not None),
            schemes=without.schemes,
            realm=without.realm,
            user=known.login.user or None if known is not None else None,
            place=known.place if known is not None else None,
        ),
        without=without,
        with_login=with_login,
        unsent=unsent,
    )


def _for(url: str, asked: AskedEndpoint, known: KnownLogin, ground: Ground) -> Login | None:
    """Return the login for an address that an answer led to: the same on the same server, else the one of that."""
    first, here = address_of(asked.page), address_of(url)
    if isinstance(first, str) or isinstance(here, str):
        return None
    if (first.scheme, first.authority) == (here.scheme, here.authority):
        return known.login
    other = login_for(url, ground.logins)
    return other.login if other is not None else None
