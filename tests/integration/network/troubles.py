"""The troubles that a project can have with its network, and what is said of each and mends it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from core.model.checks import CheckStatus
from core.model.commands import StoreCredential
from core.model.problem import Category
from tests.integration.network.desk import (
    LOGIN,
    Desk,
    Mend,
    as_it_is,
    company_root,
    left_out,
    product_root,
    put_in,
    servers_own,
    with_file,
)
from tests.network.answers import Answer
from tests.network.certificates import Certificate
from tests.network.forward_proxy import forward_proxy
from tests.network.intercepting_proxy import intercepting_proxy
from tests.network.pypi_server import pypi_server
from tests.network.tls_index import package_index

CHECK = "of the check"
PROBLEM = "of the problem"


class Trouble(Struct, frozen=True, kw_only=True):
    """What is wrong, what the check and the failure say of it, and whose remedy (``by``) mends it.

    ``first`` is the check's first advice, None where it has none. Where ``is_owners`` is True only who runs the server
    can mend it: the server is then sound at the same address before the remedy. Without a ``remedy`` there is nothing
    to do after that but to run again. ``after`` is the check's status when all is mended. ``proven`` are the advice
    that uv must have been tried with.
    """

    name: str
    begun: Callable[[Desk, ExitStack], None]
    status: CheckStatus = CheckStatus.FAIL
    words: str
    first: str | None
    category: Category
    remedy: str | None = None
    by: str = PROBLEM
    complete: Mend = as_it_is
    is_owners: bool = False
    after: CheckStatus = CheckStatus.OK
    proven: tuple[str, ...] = ()


def _private(desk: Desk, stack: ExitStack) -> None:
    desk.uses(stack.enter_context(pypi_server(desk.wheels(), desk.authority)).url)


def _intercepted(desk: Desk, stack: ExitStack) -> None:
    _private(desk, stack)
    proxy = stack.enter_context(intercepting_proxy(desk.product, desk.authority.root_file))
    desk.bench.environ["HTTPS_PROXY"] = proxy.url


def _wants_login(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    desk.uses(stack.enter_context(pypi_server(desk.wheels(), desk.authority, LOGIN)).url)


def _refused_login(desk: Desk, stack: ExitStack) -> None:
    _wants_login(desk, stack)
    desk.answers = ["0ld-w0rd", LOGIN[1]]
    desk.bench.do(StoreCredential(project=desk.bench.project, index="corp"))


def _refusing_by(refusal: Answer) -> Callable[[Desk, ExitStack], None]:
    def begun(desk: Desk, stack: ExitStack) -> None:
        desk.trusts(desk.authority)
        index = package_index(desk.wheels(), desk.authority, login=LOGIN, refusal=refusal)
        desk.uses(stack.enter_context(index).url)

    return begun


def _login_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    _private(desk, stack)
    desk.bench.environ["HTTPS_PROXY"] = stack.enter_context(forward_proxy(desk.root / "proxy", login=LOGIN)).url


def _filtering_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    _private(desk, stack)
    proxy = stack.enter_context(forward_proxy(desk.root / "proxy", refused=("localhost",)))
    desk.bench.environ["HTTPS_PROXY"] = proxy.url


def _no_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    _private(desk, stack)
    desk.bench.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"


def _served(
    certificate: Certificate = Certificate.GOOD, answer: Answer = Answer.GOOD
) -> Callable[[Desk, ExitStack], None]:
    def begun(desk: Desk, stack: ExitStack) -> None:
        desk.trusts(desk.authority)
        desk.serves(stack, certificate=certificate, answer=answer)

    return begun


def _owners(certificate: Certificate, words: str, first: str, category: Category) -> Trouble:
    return Trouble(
        name=f"{certificate}, mended by its owner",
        begun=_served(certificate),
        words=words,
        first=first,
        category=category,
        is_owners=True,
    )


def _unreachable(answer: Answer, status: CheckStatus, words: str, first: str | None) -> Trouble:
    return Trouble(
        name=f"{answer}",
        begun=_served(answer=answer),
        status=status,
        words=words,
        first=first,
        category=Category.NETWORK_UNREACHABLE,
        remedy="run-again",
        is_owners=True,
    )


TROUBLES = (
    Trouble(
        name="private authority, its file named",
        begun=_private,
        words="its issuer is not known",
        first="ask-root-certificate",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="certificate-file",
        complete=with_file(company_root),
    ),
    Trouble(
        name="private authority, joined to the exported roots",
        begun=_private,
        words="O=Example Company",
        first="ask-root-certificate",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="export-with-root",
        by=CHECK,
        complete=put_in(company_root),
    ),
    Trouble(
        name="a proxy that opens connections",
        begun=_intercepted,
        words="That is Zscaler, which opens encrypted connections",
        first="ask-root-certificate",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="certificate-file",
        complete=with_file(product_root),
    ),
    Trouble(
        name="a login is wanted",
        begun=_wants_login,
        words="asks for a login",
        first="credential",
        category=Category.INDEX_AUTH,
        remedy="credential",
    ),
    Trouble(
        name="a login is wanted, stored after the check",
        begun=_wants_login,
        words="asks for a login",
        first="credential",
        category=Category.INDEX_AUTH,
        remedy="credential",
        by=CHECK,
    ),
    Trouble(
        name="the login that is kept is refused",
        begun=_refused_login,
        words="is wrong or has expired",
        first="credential",
        category=Category.INDEX_AUTH,
        remedy="credential",
    ),
    Trouble(
        name="an empty page in place of 401",
        begun=_refusing_by(Answer.EMPTY_PAGE),
        words="empty page",
        first="credential",
        category=Category.INDEX_AUTH,
        remedy="credential",
        status=CheckStatus.WARN,
    ),
    Trouble(
        name="a page to log in at in place of 401",
        begun=_refusing_by(Answer.HTML_PAGE),
        words="as if it asked for a login",
        first="credential",
        category=Category.INDEX_AUTH,
        remedy="credential",
        by=CHECK,
    ),
    Trouble(
        name="a proxy that wants a login",
        begun=_login_proxy,
        words="answered 407",
        first="proxy-login",
        category=Category.PROXY,
        remedy="proxy-login",
    ),
    Trouble(
        name="a proxy that wants a login, stored after the check",
        begun=_login_proxy,
        words="answered 407",
        first="proxy-login",
        category=Category.PROXY,
        remedy="proxy-login",
        by=CHECK,
    ),
    Trouble(
        name="a proxy that turns the server away",
        begun=_filtering_proxy,
        words="answered 403",
        first="without-proxy",
        category=Category.PROXY,
        remedy="without-proxy",
        by=CHECK,
        proven=("without-proxy",),
    ),
    Trouble(
        name="a proxy that is not there",
        begun=_no_proxy,
        words="cannot be reached",
        first="without-proxy",
        category=Category.PROXY,
        remedy="without-proxy",
        by=CHECK,
        proven=("without-proxy",),
    ),
    _owners(Certificate.EXPIRED, "it has expired", "ask-it", Category.TLS_OTHER),
    _owners(Certificate.NOT_YET_VALID, "not valid yet", "set-clock", Category.TLS_OTHER),
    _owners(Certificate.WRONG_HOST, "it was made for another name", "check-index", Category.TLS_OTHER),
    _owners(Certificate.SELF_SIGNED, "it is signed by itself", "export-with-root", Category.TLS_UNTRUSTED_ISSUER),
    _owners(Certificate.INCOMPLETE_CHAIN, "leaves out a certificate", "ask-it", Category.TLS_UNTRUSTED_ISSUER),
    Trouble(
        name="self-signed, its own certificate put in",
        begun=_served(Certificate.SELF_SIGNED),
        words="it is signed by itself",
        first="export-with-root",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="export-with-root",
        by=CHECK,
        complete=put_in(servers_own),
    ),
    Trouble(
        name="incomplete chain, the one that is left out put in",
        begun=_served(Certificate.INCOMPLETE_CHAIN),
        words="leaves out a certificate",
        first="ask-it",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="export-with-root",
        by=CHECK,
        complete=put_in(left_out),
    ),
    Trouble(
        name="a server that takes longer than uv waits",
        begun=_served(answer=Answer.SLOW),
        words="took the request and sent no answer",
        first="timeout",
        category=Category.NETWORK_UNREACHABLE,
        remedy="timeout",
        by=CHECK,
        after=CheckStatus.WARN,  # the check does not wait as long as uv then does
    ),
    _unreachable(Answer.STALL_HANDSHAKE, CheckStatus.FAIL, "sent no answer in time", "timeout"),
    _unreachable(Answer.STALL, CheckStatus.FAIL, "took the request and sent no answer", "timeout"),
    _unreachable(Answer.RESET_HANDSHAKE, CheckStatus.FAIL, "closed the connection", "ask-it"),
    _unreachable(Answer.RESET, CheckStatus.FAIL, "sent no answer", "ask-it"),
    # A check fetches no wheel: what only a download shows is the sync's to tell.
    _unreachable(Answer.HALF_WHEEL, CheckStatus.OK, "uv itself reaches it", None),
)


@contextmanager
def troubled(trouble: Trouble, root: Path) -> Iterator[tuple[Desk, ExitStack]]:
    """Give a desk with the trouble, and the stack that its servers and proxies end with."""
    desk = Desk(root)
    with ExitStack() as stack:
        trouble.begun(desk, stack)
        yield desk, stack
