"""From each trouble of the network to a green sync: the check's verdict, uv's failure explained, what mends both."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from core.model.commands import Sync
from core.model.network import EndpointReport
from core.model.outcome import Succeeded
from core.model.problem import Problem, Remedy
from tests.integration.network.desk import LOGIN, Desk
from tests.integration.network.troubles import CHECK, TROUBLES, Trouble, troubled


@pytest.mark.timeout(600)
@pytest.mark.parametrize("trouble", TROUBLES, ids=[each.name for each in TROUBLES])
def test_from_the_trouble_to_a_green_sync(trouble: Trouble, tmp_path: Path) -> None:
    with troubled(trouble, tmp_path) as (desk, stack):
        sync = Sync(project=desk.bench.project)
        report = desk.checked()
        assert report.status is trouble.status, report.sentence
        assert trouble.words in report.sentence
        assert next((each.id for each in report.remedies), None) == trouble.first
        problem = desk.bench.fails(sync)
        assert problem.category is trouble.category
        assert problem.remedies
        _mend(trouble, desk, stack, _offered(trouble, report, problem))
        assert isinstance(desk.bench.do(sync), Succeeded)
        after = desk.checked()
        assert after.status is trouble.after, after.sentence
        assert after.uv is not None
        assert after.uv.reaches is True
    assert LOGIN[1] not in f"{desk.bench.events!r}{desk.bench.kept_texts()}"


def _offered(trouble: Trouble, report: EndpointReport, problem: Problem) -> Remedy | None:
    remedies = report.remedies if trouble.by == CHECK else problem.remedies
    found = next((each for each in remedies if each.id == trouble.remedy), None)
    assert (found is None) == (trouble.remedy is None), [(each.id, each.title) for each in remedies]
    return found


def _mend(trouble: Trouble, desk: Desk, stack: ExitStack, remedy: Remedy | None) -> None:
    """Let the server's owner and the person do what is theirs; what the remedy runs again must pass, too."""
    command = None if remedy is None else trouble.complete(remedy, desk)
    if trouble.is_owners:
        stack.close()
        desk.serves(stack)
    if command is not None:
        outcomes = desk.bench.do_all(command)
        assert all(isinstance(each, Succeeded) for each in outcomes), outcomes
