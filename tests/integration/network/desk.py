"""A person at a project with one index: what they trust, what they answer, and what they complete in dialogs."""

import ssl
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from core.model.commands import AnyCommand, CheckNetwork, ChooseSetting, ExportCertificates
from core.model.network import EndpointReport
from core.model.outcome import Succeeded
from core.model.problem import Remedy
from core.model.questions import Credential, CredentialQuestion, Question
from core.model.secrets import Secret
from core.wheels.make_wheel import write_wheel
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.tls_index import PACKAGE, package_index

LOGIN = ("ada", "r1ght-w0rd")


class Desk:
    """A project, the person who works on it, and what stands between them and the server.

    ``answers`` are the passwords that the person types, one a question, the last one again and again; ``port`` is that
    of a server which can be mended.
    """

    def __init__(self, root: Path) -> None:
        self.bench = Workbench(root / "bench", variables={"UV_HTTP_TIMEOUT": "3"})
        self.root = root
        self.authority = Authority(root / "authority")
        self.product = Authority(root / "product", "Zscaler Inc.")
        self.answers = [LOGIN[1]]
        self.bench.answers = self._answer
        self.asked: list[CredentialQuestion] = []
        self.port = 0

    def _answer(self, question: Question) -> Credential | None:
        if not isinstance(question, CredentialQuestion):
            return None
        self.asked.append(question)
        return Credential(user=LOGIN[0], secret=Secret(self.answers[min(len(self.asked), len(self.answers)) - 1]))

    def uses(self, url: str) -> None:
        """Let the project take its package from the index, and from nowhere else."""
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

    def serves(
        self, stack: ExitStack, *, certificate: Certificate = Certificate.GOOD, answer: Answer = Answer.GOOD
    ) -> None:
        """Run the project's index; a second time it has the address of the first, which must have ended."""
        served = package_index(self.wheels(), self.authority, certificate=certificate, answer=answer, port=self.port)
        index = stack.enter_context(served)
        self.port = index.port
        self.uses(index.url)

    def wheels(self) -> Path:
        """Return the folder with the wheel of the project's package."""
        folder = self.root / "wheels"
        if not folder.is_dir():
            folder.mkdir()
            write_wheel(folder, PACKAGE, "1.0")
        return folder

    def checked(self) -> EndpointReport:
        """Check the project's servers, and return what was found out of its index."""
        outcome = self.bench.do(CheckNetwork(project=self.bench.project))
        assert isinstance(outcome, Succeeded), outcome
        return next(each for each in outcome.endpoints if "corp" in each.endpoint.indexes)


Mend = Callable[[Remedy, Desk], AnyCommand]
"""Completes what a remedy leaves open, as a person does in its dialog."""


def as_it_is(remedy: Remedy, _desk: Desk) -> AnyCommand:
    """Press the button, and nothing else."""
    assert remedy.action is not None, remedy
    return remedy.action


def with_file(file_of: Callable[[Desk], Path]) -> Mend:
    """Choose the certificate file that a remedy asks for."""

    def completed(remedy: Remedy, desk: Desk) -> AnyCommand:
        assert isinstance(remedy.action, ChooseSetting)
        assert remedy.action.value is None
        return replace(remedy.action, value=str(file_of(desk)))

    return completed


def put_in(file_of: Callable[[Desk], Path]) -> Mend:
    """Export the certificates of this computer with one put in, by the words of the remedy's command."""

    def completed(remedy: Remedy, desk: Desk) -> AnyCommand:
        assert remedy.action is None
        assert remedy.command[:3] == ("wheelyard", "network", "export-certificates")
        assert "--more" in remedy.command
        return ExportCertificates(project=desk.bench.project, more=(file_of(desk),))

    return completed


def company_root(desk: Desk) -> Path:
    """Return the root that the IT department sends."""
    return desk.authority.root_file


def product_root(desk: Desk) -> Path:
    """Return the root of the product that opens connections."""
    return desk.product.root_file


def left_out(desk: Desk) -> Path:
    """Return the certificate that the server should have sent along."""
    return desk.authority.issuing_file


def servers_own(desk: Desk) -> Path:
    """Return the server's certificate, as who runs it would send it."""
    file = desk.root / "server.pem"
    file.write_text(ssl.get_server_certificate(("127.0.0.1", desk.port), timeout=30), encoding="ascii")
    return file
