"""What was found out about logins, in sentences for people."""

from http import HTTPStatus

from core.model.network import LoginPlace, LoginState
from core.network.index_answer import IndexAnswer, PageKind
from core.procedures.network.login_check import LoginFound

_PLACES = {
    LoginPlace.KEYRING: "from the keyring",
    LoginPlace.SESSION: "kept for this session",
    LoginPlace.URL: "written into its address",
    LoginPlace.VARIABLES: "from variables",
    LoginPlace.NETRC: "from a netrc file",
}


def login_said(found: LoginFound | None, package: str | None) -> str | None:
    """Return what a server says of logins; None where there is nothing to say. ``package`` must be there."""
    if found is None or found.without is None:
        return None
    mine = _login_words(found)
    match found.login.state:
        case LoginState.FORBIDDEN:
            return _forbidden(found, mine)
        case LoginState.HIDDEN:
            return _hidden(found.with_login or found.without, package, mine if found.with_login is not None else None)
        case None:
            return _unclear(found, mine)
        case state:
            return {
                LoginState.WANTED: f"{_asks(found)}, and none is known.",
                LoginState.ACCEPTED: f"{_asks(found)} and takes {mine}.",
                LoginState.REFUSED: f"{_asks(found)} and does not take {mine}: it is wrong or has expired.",
                LoginState.NOT_ASKED_FOR: "It asks for no login.",
            }[state]


def _forbidden(found: LoginFound, mine: str) -> str:
    if found.with_login is not None:
        return f"It does not let in who comes with {mine} (403)."
    return "It does not let in who comes without a login (403), and does not ask for one."


def _asks(found: LoginFound) -> str:
    answer = found.without
    if answer is not None and answer.kind is PageKind.LOGIN:
        where = f" on {answer.elsewhere}" if answer.elsewhere else ""
        return f"It answers with a log-in page for people in a browser{where}, as if it asked for a login"
    if answer is not None and answer.status not in {401, 403}:
        return "It shows more to who logs in"
    realm = f' for "{found.login.realm}"' if found.login.realm else ""
    schemes = f" ({', '.join(found.login.schemes)})" if found.login.schemes else ""
    return f"It asks for a login{realm}{schemes}"


def _login_words(found: LoginFound) -> str:
    login = found.login
    who = f"the login of {login.user}" if login.user else "the login"
    return f"{who} {_PLACES[login.place]}" if login.place is not None else who


def _hidden(answer: IndexAnswer, package: str | None, mine: str | None) -> str:
    who = "who does not log in" if mine is None else f"who comes with {mine}"
    what = f"says that there is no such page ({answer.status})" if answer.kind is None else "answers with an empty page"
    if package is None:
        return f"It {what}: it may hide its packages from {who}, or have none."
    return f"It {what} for {package}, which the project takes from there: it may hide packages from {who}."


def _unclear(found: LoginFound, mine: str) -> str | None:
    answer = found.without
    if answer is None:
        return None
    if found.unsent and (answer.status == 401 or answer.kind is PageKind.LOGIN):
        return (
            f"{_asks(found)}; {mine} was not sent for this check, since the connection is not encrypted. "
            "uv does send it, and whoever is in between can read it."
        )
    if answer.status == HTTPStatus.LOOP_DETECTED:
        return "It leads from one address to the next and never to a page."
    if answer.kind is PageKind.OTHER:
        return "It answers with a page for people in a browser, which is no list of packages."
    return None
