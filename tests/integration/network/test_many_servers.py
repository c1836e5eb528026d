"""Thirty servers of which ten are silent: the check waits for several of them at a time, and answers for all."""

import time
from contextlib import ExitStack
from pathlib import Path

from core.model.checks import CheckStatus
from core.model.commands import CheckNetwork
from core.model.outcome import Succeeded
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority
from tests.network.tls_index import package_index

ALL, SILENT = 30, 10


def test_ten_silent_servers_of_thirty_do_not_add_up(tmp_path: Path, authority: Authority) -> None:
    bench = Workbench(tmp_path / "bench", variables={"SSL_CERT_FILE": str(authority.root_file)})
    bench.write()
    with ExitStack() as stack:
        urls = []
        for number in range(ALL):
            answer = Answer.STALL_HANDSHAKE if number % (ALL // SILENT) == 0 else Answer.GOOD
            index = stack.enter_context(package_index(tmp_path / "wheels", authority, answer=answer))
            urls.append(f"{index.url}/{number}")
        before = time.monotonic()
        outcome = bench.do(CheckNetwork(project=bench.project, urls=tuple(urls), prove=False))
        took = time.monotonic() - before
    assert isinstance(outcome, Succeeded)
    reports = outcome.endpoints
    assert [report.endpoint.url for report in reports] == urls
    silent = [report for report in reports if report.status is CheckStatus.FAIL]
    assert len(silent) == SILENT
    assert all("sent no answer in time" in report.sentence for report in silent)
    # Both are of this run, so that a slow computer does not matter.
    waited = [report.check.seconds for report in silent]
    assert took < sum(waited) * 0.75, (took, waited)
