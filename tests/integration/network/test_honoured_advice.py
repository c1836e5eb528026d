"""No advice that uv then does not honour: what a check offers is applied, and the real uv must reach the server."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.commands import AnyCommand, ChooseSetting, ExportCertificates, StoreCredential, StoreProxyLogin
from core.model.network import EndpointReport
from core.model.outcome import Succeeded
from core.model.problem import Remedy
from tests.integration.network.troubles import TROUBLES, Trouble, troubled

LAST = "insecure-host"


def _applied(remedy: Remedy, report: EndpointReport) -> AnyCommand | None:
    """Return what a press of the button does by itself; None where a person has to choose or to wait first."""
    action = remedy.action
    if isinstance(action, StoreCredential | StoreProxyLogin | ExportCertificates):
        return replace(action, then=None)
    if isinstance(action, ChooseSetting) and (remedy.id in report.proven or remedy.id == LAST):
        return replace(action, then=None)
    return None


@pytest.mark.timeout(600)
@pytest.mark.parametrize("trouble", TROUBLES, ids=[each.name for each in TROUBLES])
def test_what_is_offered_is_honoured_by_the_real_uv(trouble: Trouble, tmp_path: Path) -> None:
    with troubled(trouble, tmp_path) as (desk, _stack):
        report = desk.checked()
        assert tuple(report.proven) == trouble.proven
        assert {each.reaches for each in report.proven.values()} <= {True}
        ids = [each.id for each in report.remedies]
        assert set(report.proven) <= set(ids)
        assert LAST not in ids[:-1], "the host without a check is the last, where it is there at all"
        profile = desk.bench.profiles.load(desk.bench.project)
        for remedy in report.remedies:
            command = _applied(remedy, report)
            if command is None:
                continue
            outcome = desk.bench.do(command)
            assert isinstance(outcome, Succeeded), (remedy.id, outcome)
            after = desk.checked()
            assert after.uv is not None
            assert after.uv.reaches is True, (remedy.id, after.uv)
            desk.bench.profiles.save(profile)


def test_there_is_advice_to_apply() -> None:
    """The test above passes over what a person has to complete; it must not pass over all."""
    assert sum(bool(each.proven) or each.remedy in {"credential", "proxy-login"} for each in TROUBLES) >= 5
