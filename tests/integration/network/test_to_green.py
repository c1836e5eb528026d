"""From each trouble of the network to a green sync: the check's verdict, uv's failure explained, what mends both."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from core.model.checks import CheckStatus
from core.model.commands import AnyCommand, CheckNetwork, ChooseSetting, ExportCertificates, StoreCredential, Sync
from core.model.network import EndpointReport
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem, Remedy
from core.model.questions import Credential, CredentialQuestion, Question
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.wheels.make_wheel import write_wheel
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.forward_proxy import forward_proxy
from tests.network.intercepting_proxy import intercepting_proxy
from tests.network.pypi_server import pypi_server
from tests.network.tls_index import PACKAGE, package_index

LOGIN = ("ada", "r1ght-w0rd")
CHECK = "of the check"
PROBLEM = "of the problem"


class Desk:
    """A project with one index, the person who works on it, and what stands between them and the server."""

    def __init__(self, root: Path) -> None:
        self.bench = Workbench(root / "bench", variables={"UV_HTTP_TIMEOUT": "3"})
        self.root = root
        self.authority = Authority(root / "authority")
        self.product = Authority(root / "product", "Zscaler Inc.")
        self.answers = [LOGIN[1]]
        self.bench.answers = self._answer
        self.asked: list[CredentialQuestion] = []

    def _answer(self, question: Question) -> Credential | None:
        if not isinstance(question, CredentialQuestion):
            return None
        self.asked.append(question)
        return Credential(user=LOGIN[0], secret=Secret(self.answers[min(len(self.asked), len(self.answers)) - 1]))

    def uses(self, url: str) -> None:
        self.bench.write(
            (PACKAGE,),
            f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n'
            f'[tool.uv.sources]\n{PACKAGE} = {{ index = "corp" }}\n',
        )

    def trusts(self, *authorities: Authority) -> None:
        """Let uv be told of a file with the roots, as a person who has dealt with certificates would."""
        file = self.root / "trusted.pem"
        file.write_text("".join(each.root_file.read_text("ascii") for each in authorities), encoding="ascii")
        self.bench.environ["SSL_CERT_FILE"] = str(file)

    def wheels(self) -> Path:
        folder = self.root / "wheels"
        if not folder.is_dir():
            folder.mkdir()
            write_wheel(folder, PACKAGE, "1.0")
        return folder

    def checked(self) -> EndpointReport:
        outcome = self.bench.do(CheckNetwork(project=self.bench.project))
        assert isinstance(outcome, Succeeded), outcome
        return next(each for each in outcome.endpoints if "corp" in each.endpoint.indexes)


Mend = Callable[[Remedy, Desk], AnyCommand]
"""Completes what a remedy leaves open, as a person does in its dialog."""


def as_it_is(remedy: Remedy, _desk: Desk) -> AnyCommand:
    assert remedy.action is not None, remedy
    return remedy.action


def with_root_file(remedy: Remedy, desk: Desk) -> AnyCommand:
    assert isinstance(remedy.action, ChooseSetting)
    return replace(remedy.action, value=str(desk.authority.root_file))


def joined_to_the_exported(remedy: Remedy, desk: Desk) -> AnyCommand:
    assert remedy.action is None
    assert "export-certificates" in remedy.command
    return ExportCertificates(project=desk.bench.project, more=(desk.authority.root_file,))


def with_product_file(remedy: Remedy, desk: Desk) -> AnyCommand:
    assert isinstance(remedy.action, ChooseSetting)
    return replace(remedy.action, value=str(desk.product.root_file))


class Trouble(Struct, frozen=True, kw_only=True):
    """What is wrong, what the check and the failure say of it, and whose remedy (``by``) mends it.

    Without a ``remedy`` only who runs the server can mend it; ``cured`` then is the same network without the trouble.
    """

    name: str
    begun: Callable[[Desk, ExitStack], None]
    status: CheckStatus = CheckStatus.FAIL
    words: str
    category: Category | None
    remedy: str | None = None
    by: str = PROBLEM
    complete: Mend = as_it_is
    cured: Callable[[Desk, ExitStack], None] | None = None


def private(desk: Desk, stack: ExitStack) -> None:
    desk.uses(stack.enter_context(pypi_server(desk.wheels(), desk.authority)).url)


def intercepted(desk: Desk, stack: ExitStack) -> None:
    private(desk, stack)
    proxy = stack.enter_context(intercepting_proxy(desk.product, desk.authority.root_file))
    desk.bench.environ["HTTPS_PROXY"] = proxy.url


def wants_login(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    desk.uses(stack.enter_context(pypi_server(desk.wheels(), desk.authority, LOGIN)).url)


def refused_login(desk: Desk, stack: ExitStack) -> None:
    wants_login(desk, stack)
    desk.answers = ["0ld-w0rd", LOGIN[1]]
    desk.bench.do(StoreCredential(project=desk.bench.project, index="corp"))


def hidden(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    index = package_index(desk.wheels(), desk.authority, login=LOGIN, refusal=Answer.EMPTY_PAGE)
    desk.uses(stack.enter_context(index).url)


def login_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    private(desk, stack)
    desk.bench.environ["HTTPS_PROXY"] = stack.enter_context(forward_proxy(desk.root / "proxy", login=LOGIN)).url


def filtering_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    private(desk, stack)
    proxy = stack.enter_context(forward_proxy(desk.root / "proxy", refused=("localhost",)))
    desk.bench.environ["HTTPS_PROXY"] = proxy.url


def no_proxy(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    private(desk, stack)
    desk.bench.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"


def trusted(desk: Desk, stack: ExitStack) -> None:
    desk.trusts(desk.authority)
    private(desk, stack)


def with_certificate(certificate: Certificate) -> Callable[[Desk, ExitStack], None]:
    def begun(desk: Desk, stack: ExitStack) -> None:
        desk.trusts(desk.authority)
        desk.uses(stack.enter_context(package_index(desk.wheels(), desk.authority, certificate=certificate)).url)

    return begun


def with_answer(answer: Answer) -> Callable[[Desk, ExitStack], None]:
    def begun(desk: Desk, stack: ExitStack) -> None:
        desk.trusts(desk.authority)
        desk.uses(stack.enter_context(package_index(desk.wheels(), desk.authority, answer=answer)).url)

    return begun


def _owners(name: str, certificate: Certificate, words: str, category: Category) -> Trouble:
    return Trouble(name=name, begun=with_certificate(certificate), words=words, category=category, cured=trusted)


def _unreachable(name: str, answer: Answer, status: CheckStatus) -> Trouble:
    return Trouble(
        name=name,
        begun=with_answer(answer),
        status=status,
        words="",
        category=Category.NETWORK_UNREACHABLE,
        cured=trusted,
    )


TROUBLES = (
    Trouble(
        name="private authority, its file named",
        begun=private,
        words="its issuer is not known",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="certificate-file",
        complete=with_root_file,
    ),
    Trouble(
        name="private authority, joined to the exported roots",
        begun=private,
        words="its issuer is not known",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="export-with-root",
        by=CHECK,
        complete=joined_to_the_exported,
    ),
    Trouble(
        name="a proxy that opens connections",
        begun=intercepted,
        words="That is Zscaler, which opens encrypted connections",
        category=Category.TLS_UNTRUSTED_ISSUER,
        remedy="certificate-file",
        complete=with_product_file,
    ),
    Trouble(
        name="a login is wanted",
        begun=wants_login,
        words="asks for a login",
        category=Category.INDEX_AUTH,
        remedy="credential",
    ),
    Trouble(
        name="a login is wanted, stored after the check",
        begun=wants_login,
        words="asks for a login",
        category=Category.INDEX_AUTH,
        remedy="credential",
        by=CHECK,
    ),
    Trouble(
        name="the login that is kept is refused",
        begun=refused_login,
        words="is wrong or has expired",
        category=Category.INDEX_AUTH,
        remedy="credential",
    ),
    Trouble(
        name="an empty page in place of 401",
        begun=hidden,
        words="empty page",
        category=Category.INDEX_AUTH,
        remedy="credential",
        status=CheckStatus.WARN,
    ),
    Trouble(
        name="a proxy that wants a login",
        begun=login_proxy,
        words="answered 407",
        category=Category.PROXY,
        remedy="proxy-login",
    ),
    Trouble(
        name="a proxy that wants a login, stored after the check",
        begun=login_proxy,
        words="answered 407",
        category=Category.PROXY,
        remedy="proxy-login",
        by=CHECK,
    ),
    Trouble(
        name="a proxy that turns the server away",
        begun=filtering_proxy,
        words="answered 403",
        category=None,
        remedy="without-proxy",
        by=CHECK,
    ),
    Trouble(
        name="a proxy that is not there",
        begun=no_proxy,
        words="cannot be reached",
        category=None,
        remedy="without-proxy",
        by=CHECK,
    ),
    _owners("expired", Certificate.EXPIRED, "it has expired", Category.TLS_OTHER),
    _owners("another host's", Certificate.WRONG_HOST, "it was made for another name", Category.TLS_OTHER),
    _owners("self-signed", Certificate.SELF_SIGNED, "it is signed by itself", Category.TLS_UNTRUSTED_ISSUER),
    _owners(
        "incomplete chain",
        Certificate.INCOMPLETE_CHAIN,
        "leaves out a certificate",
        Category.TLS_UNTRUSTED_ISSUER,
    ),
    _unreachable("silence", Answer.STALL, CheckStatus.FAIL),
    _unreachable("reset", Answer.RESET, CheckStatus.FAIL),
    # A check fetches no wheel: what only a download shows is the sync's to tell.
    _unreachable("half a wheel", Answer.HALF_WHEEL, CheckStatus.OK),
)


@contextmanager
def troubled(trouble: Trouble, root: Path) -> Iterator[Desk]:
    desk = Desk(root)
    with ExitStack() as stack:
        trouble.begun(desk, stack)
        yield desk


def offered(trouble: Trouble, report: EndpointReport, problem: Problem) -> Remedy:
    remedies = report.remedies if trouble.by == CHECK else problem.remedies
    found = next((each for each in remedies if each.id == trouble.remedy), None)
    assert found is not None, [(each.id, each.title) for each in remedies]
    return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize("trouble", TROUBLES, ids=[each.name for each in TROUBLES])
def test_from_the_trouble_to_a_green_sync(trouble: Trouble, tmp_path: Path) -> None:
    with troubled(trouble, tmp_path) as desk:
        sync = Sync(project=desk.bench.project)
        report = desk.checked()
        assert report.status is trouble.status, report.sentence
        assert trouble.words in report.sentence
        assert report.remedies or report.status is CheckStatus.OK
        problem = desk.bench.fails(sync)
        assert trouble.category in {None, problem.category}
        if trouble.remedy is not None:
            command = trouble.complete(offered(trouble, report, problem), desk)
            outcomes = desk.bench.do_all(command)
            assert all(isinstance(each, Succeeded) for each in outcomes), outcomes
        else:
            assert trouble.cured is not None
            with ExitStack() as stack:
                trouble.cured(desk, stack)
                assert isinstance(desk.bench.do(sync), Succeeded)
            return
        assert isinstance(desk.bench.do(sync), Succeeded)
        assert desk.checked().status in {CheckStatus.OK, CheckStatus.WARN}
    assert LOGIN[1] not in f"{desk.bench.events!r}{desk.bench.kept_texts()}"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("trouble", TROUBLES, ids=[each.name for each in TROUBLES])
def test_what_is_said_to_be_proven_holds_for_the_real_uv(trouble: Trouble, tmp_path: Path) -> None:
    with troubled(trouble, tmp_path) as desk:
        report = desk.checked()
        for remedy in report.remedies:
            tried = report.proven.get(remedy.id)
            if tried is None or not isinstance(remedy.action, ChooseSetting):
                continue
            assert tried.reaches is True
            chosen = replace(remedy.action, then=None)
            assert isinstance(desk.bench.do(chosen), Succeeded)
            after = desk.checked()
            assert after.uv is not None
            assert after.uv.reaches is True
            desk.bench.do(replace(chosen, value=None))


def test_the_systems_certificates_are_advised_where_the_system_knows_the_authority(tmp_path: Path) -> None:
    """On Linux the variable for the system's file is the one that uv reads, so the two are told apart by their age."""
    desk = Desk(tmp_path)
    with ExitStack() as stack:
        private(desk, stack)
        problem = desk.bench.fails(Sync(project=desk.bench.project))
        ids = [each.id for each in problem.remedies]
        assert ids.index("certificate-file") < ids.index("system-certificates")
        action = next(each.action for each in problem.remedies if each.id == "system-certificates")
        assert isinstance(action, ChooseSetting)
        assert action.key is SettingKey.SYSTEM_CERTS
        # Here it does not help, since this computer does not know the authority either: that is what was measured.
        assert isinstance(desk.bench.do(replace(action, then=None)), Succeeded)
        assert isinstance(desk.bench.do(Sync(project=desk.bench.project)), Failed)
