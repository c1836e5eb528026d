"""What is shown of proxies: which one uv uses, what else names one, and which are passed over."""

import asyncio
from pathlib import Path

import pytest

from core.model.commands import ChooseSetting
from core.model.network import ProxyView, ProxyWay
from core.model.setting_keys import SettingKey
from core.procedures.network.proxy_view import proxy_view
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.workbench import Workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    bench = Workbench(tmp_path / "desk")
    bench.write()
    return bench


def view(workbench: Workbench) -> ProxyView:
    async def shown() -> ProxyView:
        services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)
        return await proxy_view(await prepare(workbench.project, services), services)

    return asyncio.run(shown())


def test_without_a_proxy_it_is_said(workbench: Workbench) -> None:
    found = view(workbench)
    assert (found.used, found.named, found.exempt) == (None, (), ())
    assert found.sentence.startswith("uv goes to https:// addresses without a proxy")


def test_a_variable_with_a_login_is_shown_without_it(workbench: Workbench) -> None:
    workbench.environ |= {"HTTPS_PROXY": "http://ada:0pen-w0rd@proxy.example:8080", "NO_PROXY": "a.example, .b.example"}
    found = view(workbench)
    assert found.used == ProxyWay(url="http://proxy.example:8080", source="HTTPS_PROXY", has_login=True)
    assert found.exempt == ("a.example", ".b.example")
    assert "0pen-w0rd" not in repr(found)
    assert "with the login that is written there" in found.sentence


def test_the_profile_goes_before_the_variables(workbench: Workbench) -> None:
    workbench.environ["HTTPS_PROXY"] = "http://old.example:1"
    workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.PROXY, value="http://new.example:2"))
    found = view(workbench)
    assert found.used == ProxyWay(url="http://new.example:2", source="the profile")
    assert "http://new.example:2 (the profile)" in found.sentence


def test_a_file_of_uv_switches_the_variables_off(workbench: Workbench) -> None:
    workbench.environ["HTTPS_PROXY"] = "http://variable.example:1"
    (workbench.project / "uv.toml").write_text('https-proxy = "http://file.example:2"\n', encoding="utf-8")
    found = view(workbench)
    assert found.used is not None
    assert found.used.url == "http://file.example:2"
    assert found.used.source.startswith("https-proxy in ")
    assert [way.url for way in found.named] == ["http://file.example:2", "http://variable.example:1"]
    assert "reads no variable" in found.sentence
    assert found.remedies == ()


def test_a_proxy_for_http_alone_is_none_for_indexes(workbench: Workbench) -> None:
    workbench.environ["HTTP_PROXY"] = "http://plain.example:1"
    found = view(workbench)
    assert found.used is None
    assert [way.source for way in found.named] == ["HTTP_PROXY"]


def test_an_open_login_leads_to_the_proxy_without_it(workbench: Workbench) -> None:
    workbench.environ["HTTPS_PROXY"] = "http://ada:0pen-w0rd@proxy.example:8080"
    found = view(workbench)
    (remedy,) = found.remedies
    assert remedy.title == "Choose the proxy http://proxy.example:8080 without the open login"
    assert remedy.action is not None
    workbench.do(remedy.action)
    found = view(workbench)
    assert found.used == ProxyWay(url="http://proxy.example:8080", source="the profile")
    assert found.remedies == ()
