"""A stored login goes to the address that it was stored for: files that others write may name another one."""

import asyncio

import pytest

from core.model.commands import StoreCredential, Sync
from core.model.outcome import Succeeded
from core.model.problem import Category
from core.model.questions import Credential
from core.model.secrets import Secret
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.workbench import Workbench, evidence_of
from tests.network.tls_index import PACKAGE, Index, package_index

LOGIN = ("anna", "s3cr3t-T0ken")


def _index(url: str, name: str = "corp") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


def _stored(workbench: Workbench, index: Index) -> None:
    """Store the login for an index, with which a sync passes."""
    workbench.answers = lambda _question: Credential(user=LOGIN[0], secret=Secret(LOGIN[1]))
    workbench.write((PACKAGE,), _index(index.url))
    assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert LOGIN in {request.login for request in index.requests}
    (workbench.project / "uv.lock").unlink()


def test_a_server_that_the_name_leads_to_by_now_gets_no_login(workbench: Workbench) -> None:
    with (
        package_index(workbench.root / "good", login=LOGIN) as good,
        package_index(workbench.root / "other", login=LOGIN) as other,
    ):
        _stored(workbench, good)
        workbench.write((PACKAGE,), _index(other.url))
        problem = workbench.fails(Sync(project=workbench.project))
        assert other.requests
        assert {request.login for request in other.requests} == {None}
        assert problem.category is Category.INDEX_AUTH
        found = evidence_of(problem, "credential")
        assert found.measured["moved"] is True
        assert found.measured["stored"] is False
        assert good.url in found.finding
        assert other.url in found.finding
        # The way out is the button that the problem has: it asks anew, with the new address.
        workbench.mend(problem, "credential")
        assert LOGIN in {request.login for request in other.requests}


@pytest.mark.parametrize("name", ["corp", "CORP"])
def test_a_member_of_the_workspace_cannot_lead_the_login_elsewhere(workbench: Workbench, name: str) -> None:
    """The login goes by a variable, in which both names are one, for every index of the workspace."""
    with (
        package_index(workbench.root / "good", login=LOGIN) as good,
        package_index(workbench.root / "other", login=LOGIN) as other,
    ):
        _stored(workbench, good)
        members = 'workspace = { members = ["parts/*"] }\nsources = { part = { workspace = true } }\n'
        workbench.write(("part",), members + _index(good.url))
        part = workbench.project / "parts" / "part"
        part.mkdir(parents=True)
        (part / "pyproject.toml").write_text(
            f'[project]\nname = "part"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["{PACKAGE}"]\n'
            f'[tool.uv]\npackage = false\nsources = {{ {PACKAGE} = {{ index = "{name}" }} }}\n'
            f'[[tool.uv.index]]\nname = "{name}"\nurl = "{other.url}"\n',
            encoding="utf-8",
        )
        workbench.fails(Sync(project=workbench.project))
        assert other.requests
        assert {request.login for request in other.requests} == {None}
        services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)
        prepared = asyncio.run(prepare(workbench.project, services))
    assert prepared.secrets == {}
    ((withheld, now),) = [(each.login.url, each.now) for each in prepared.withheld]
    assert withheld == good.url
    assert now == (good.url, other.url)


def test_the_same_index_written_in_another_way_keeps_its_login(workbench: Workbench) -> None:
    with package_index(workbench.root / "good", login=LOGIN) as good:
        _stored(workbench, good)
        good.requests.clear()
        workbench.write((PACKAGE,), _index(f"{good.url.replace('localhost', 'LOCALHOST')}/"))
        workbench.environ["UV_CACHE_DIR"] = str(workbench.root / "another cache")
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert LOGIN in {request.login for request in good.requests}
