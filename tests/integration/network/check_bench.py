"""What the tests of a check of a project's servers share: the project, the check, and a secret that none may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model.commands import CheckNetwork
from core.model.network import EndpointReport
from core.model.outcome import Succeeded
from core.store.documents import to_builtins
from tests.integration.repairs.workbench import Workbench
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as this test
SOURCES = f'[tool.uv.sources]\n{PACKAGE} = {{ index = "corp" }}\n'


@pytest.fixture
def workbench(tmp_path: Path, authority: Authority) -> Iterator[Workbench]:
    bench = Workbench(tmp_path / "bench", variables={"SSL_CERT_FILE": str(authority.root_file)})
    yield bench
    shown = f"{bench.events!r}{[to_builtins(event) for event in bench.events]}{bench.kept_texts()}"
    assert SECRET not in shown


def index_table(url: str, more: str = "") -> str:
    return f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n{more}'


def checked(bench: Workbench, *, prove: bool = False, urls: tuple[str, ...] = ()) -> tuple[EndpointReport, ...]:
    outcome = bench.do(CheckNetwork(project=bench.project, prove=prove, urls=urls))
    assert isinstance(outcome, Succeeded), outcome
    return outcome.endpoints


def only(reports: tuple[EndpointReport, ...]) -> EndpointReport:
    assert len(reports) == 1
    return reports[0]
