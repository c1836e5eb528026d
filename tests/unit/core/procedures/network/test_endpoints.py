"""Which addresses uv would ask in a project, in which order, and without a secret."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.invocation import Invocation, ProcessEnd
from core.model.network import Endpoint, EndpointUse
from core.model.policies import Policy
from core.model.project import Project
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.model.settings import Profile
from core.ports import OutputSink, Stream
from core.procedures.network.asked_endpoint import AskedEndpoint, named
from core.procedures.network.endpoints import asked_endpoints, endpoints_of
from core.procedures.network.ways import effective_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services, make_services
from core.settings.allowed_indexes import PYPI
from core.settings.effective import effective_settings
from core.store.home import Home
from core.uv.binary import UvProgram

PROJECT = '[project]\nname = "p"\nversion = "1"\n'
CORP = '[[tool.uv.index]]\nname = "corp"\nurl = "https://ada:geheim@corp.example/simple/?token=x"\n'
PYTHONS = b'[{"url": null}, {"url": "https://u:****@pythons.example/m/2026/cpython.tar.gz"}]'


class Uv:
    """A uv that lists its Pythons."""

    def __init__(self, answer: bytes, exit_code: int = 0) -> None:
        self.answer = answer
        self.exit_code = exit_code
        self.asked: list[Invocation] = []

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        self.asked.append(invocation)
        on_output(Stream.OUT, self.answer)
        return ProcessEnd(program="uv", exit_code=self.exit_code)


def _prepared(
    folder: Path,
    text: str,
    *,
    variables: dict[str, str] | None = None,
    chosen: dict[SettingKey, str] | None = None,
    policy: Policy | None = None,
    uv: Uv | None = None,
) -> tuple[Prepared, Services]:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), **(variables or {})}
    services = make_services(Home(folder / "home"), environ, runner=uv or Uv(b"", 2))
    profile = Profile(project=folder, chosen=chosen or {})
    prepared = Prepared(
        project=Project(folder=folder, name="p"),
        profile=profile,
        effective=effective_settings(profile, environ),
        uv=UvProgram(folder / "uv", "0.13.9", (0, 13, 9)),
        policy=policy or Policy(),
    )
    return prepared, services


def _asked(prepared: Prepared, services: Services) -> tuple[AskedEndpoint, ...]:
    return asked_endpoints(prepared, services, effective_of(prepared, services))


def _urls(endpoints: tuple[Endpoint, ...]) -> list[str]:
    return [endpoint.url for endpoint in endpoints]


def test_the_default_index_comes_last_and_is_pypi_where_nothing_else_is_said(tmp_path: Path) -> None:
    found = endpoints_of(*_prepared(tmp_path, PROJECT + CORP))
    assert found == (
        Endpoint(url="https://corp.example/simple/", uses=(EndpointUse.INDEX,), indexes=("corp",)),
        Endpoint(url=PYPI, uses=(EndpointUse.INDEX,), indexes=(PYPI,)),
    )
    own = '[[tool.uv.index]]\nname = "own"\nurl = "https://own.example/simple"\ndefault = true\n'
    assert _urls(endpoints_of(*_prepared(tmp_path, PROJECT + own + CORP))) == [
        "https://corp.example/simple/",
        "https://own.example/simple",
    ]


def test_variables_profile_and_policy_name_indexes_too(tmp_path: Path) -> None:
    variables = {"UV_INDEX": "var=https://var.example/simple", "UV_DEFAULT_INDEX": "https://u:p@default.example/"}
    prepared, services = _prepared(tmp_path, PROJECT + CORP, variables=variables)
    assert _urls(endpoints_of(prepared, services)) == [
        "https://var.example/simple",
        "https://corp.example/simple/",
        "https://default.example/",
    ]
    assert "u:p" not in repr(endpoints_of(prepared, services))
    chosen = {SettingKey.INDEXES: "mine=https://mine.example/simple"}
    assert "https://mine.example/simple" in _urls(endpoints_of(*_prepared(tmp_path, PROJECT, chosen=chosen)))
    policy = Policy(required_indexes=(IndexEntry(name="it", url="https://it.example/simple"),))
    assert _urls(endpoints_of(*_prepared(tmp_path, PROJECT, policy=policy)))[0] == "https://it.example/simple"


@pytest.mark.parametrize("variables", [{"UV_NO_INDEX": "1"}, {}])
def test_where_uv_asks_no_index_there_is_none(tmp_path: Path, variables: dict[str, str]) -> None:
    told = "" if variables else "no-index = true\n"
    links = f'[tool.uv]\n{told}find-links = ["https://links.example/a.html", "wheels"]\n'
    found = endpoints_of(*_prepared(tmp_path, PROJECT + links, variables=variables))
    assert _urls(found) == ["https://links.example/a.html"]


def test_folders_of_this_computer_are_no_endpoints(tmp_path: Path) -> None:
    flat = '[[tool.uv.index]]\nname = "flat"\nurl = "./wheels"\nformat = "flat"\n'
    there = f'[[tool.uv.index]]\nname = "there"\nurl = "file://{tmp_path.as_posix()}"\nformat = "flat"\n'
    assert _urls(endpoints_of(*_prepared(tmp_path, PROJECT + flat + there))) == [PYPI]


def test_one_address_under_two_names_is_one_endpoint(tmp_path: Path) -> None:
    again = '[[tool.uv.index]]\nname = "again"\nurl = "https://CORP.example:443/simple"\nexplicit = true\n'
    other = '[[tool.uv.index]]\nname = "other"\nurl = "https://corp.example/other"\n'
    found = endpoints_of(*_prepared(tmp_path, PROJECT + CORP + again + other))
    assert [(endpoint.url, endpoint.indexes) for endpoint in found[:2]] == [
        ("https://corp.example/simple/", ("corp", "again")),
        ("https://corp.example/other", ("other",)),
    ]


def test_an_address_that_uv_cannot_read_is_an_endpoint_with_its_trouble(tmp_path: Path) -> None:
    bad = '[[tool.uv.index]]\nname = "bad"\nurl = "https://ada:geheim@host:9x9/simple"\n'
    default = '[[tool.uv.index]]\nname = "own"\nurl = "https://own.example/simple"\ndefault = true\n'
    found = _asked(*_prepared(tmp_path, PROJECT + bad + default))
    assert [(each.endpoint.indexes, each.trouble is None) for each in found] == [(("bad",), False), (("own",), True)]
    assert "geheim" not in repr(found)


def test_an_index_of_a_member_or_a_source_folder_is_behind_the_project_s_own(tmp_path: Path) -> None:
    member = tmp_path / "lib"
    member.mkdir()
    (member / "pyproject.toml").write_text(
        '[project]\nname = "lib"\nversion = "1"\n[[tool.uv.index]]\nname = "lib"\nurl = "https://lib.example/simple"\n'
    )
    source = '[tool.uv.sources]\nlib = { path = "lib" }\n'
    assert _urls(endpoints_of(*_prepared(tmp_path, PROJECT + CORP + source))) == [
        "https://corp.example/simple/",
        "https://lib.example/simple",
        PYPI,
    ]


def test_the_lock_counts_packages_and_names_the_servers_of_files(tmp_path: Path) -> None:
    def package(name: str, url: str) -> str:
        return (
            f'[[package]]\nname = "{name}"\nversion = "1"\nsource = {{ registry = "https://corp.example/simple" }}\n'
            f'wheels = [{{ url = "{url}", hash = "sha256:00" }}]\n'
        )

    prepared, services = _prepared(tmp_path, PROJECT + CORP)
    (tmp_path / "uv.lock").write_text(
        'version = 1\nrequires-python = ">=3.11"\n'
        + package("zoo", "https://files.example/zoo.whl?sig=geheim")
        + package("ant", "https://files.example/ant.whl")
        + package("bee", "https://pypi.org/bee.whl")
    )
    first, pypi, files = _asked(prepared, services)
    assert (first.endpoint.packages, first.package, first.page) == (3, "ant", "https://corp.example/simple/ant/")
    # A server that is an index already does not come again.
    assert (pypi.endpoint.uses, pypi.endpoint.packages) == ((EndpointUse.INDEX, EndpointUse.FILES), 1)
    assert files == AskedEndpoint(
        endpoint=Endpoint(url="https://files.example/", uses=(EndpointUse.FILES,), packages=2),
        page="https://files.example/zoo.whl",
    )
    (tmp_path / "uv.lock").write_text("broken = ")
    assert [each.endpoint.packages for each in _asked(prepared, services)] == [0, 0]


def test_a_source_says_what_must_be_there_and_direct_addresses_count(tmp_path: Path) -> None:
    text = (
        '[project]\nname = "p"\nversion = "1"\n'
        'dependencies = ["a @ https://u:geheim@direct.example/x/a.whl?sig=1", "no requirement !", "b"]\n'
        'optional-dependencies = {x = ["c @ git+https://git.example/c"]}\n'
        '[dependency-groups]\ndev = ["d @ https://direct.example/d.whl", {include-group = "x"}]\n'
        f"{CORP}"
        '[tool.uv.sources]\nB_B = [{ index = "corp" }, { path = "b.whl" }]\n'
        'e = { url = "https://e.example/e.whl" }\n'
    )
    found = _asked(*_prepared(tmp_path, text))
    assert (found[0].package, found[0].page) == ("b-b", "https://corp.example/simple/b-b/")
    assert [(each.endpoint.url, each.endpoint.packages, each.page) for each in found[2:]] == [
        ("https://e.example/", 1, "https://e.example/e.whl"),
        ("https://direct.example/", 2, "https://direct.example/x/a.whl"),
    ]
    assert "geheim" not in repr(found)


def test_uv_itself_says_where_its_pythons_come_from(tmp_path: Path) -> None:
    uv = Uv(PYTHONS)
    prepared, services = _prepared(tmp_path, PROJECT, uv=uv)
    assert _asked(prepared, services)[-1] == AskedEndpoint(
        endpoint=Endpoint(url="https://pythons.example/m", uses=(EndpointUse.PYTHON,)),
        page="https://pythons.example/m/2026/cpython.tar.gz",
    )
    assert uv.asked[0].argv[3:5] == ("python", "list")


@pytest.mark.parametrize(
    ("variables", "uv"),
    [
        ({"UV_PYTHON_DOWNLOADS": "never"}, Uv(PYTHONS)),
        ({}, Uv(b"[]")),
        ({}, Uv(b"no json")),
        ({}, Uv(b"{}")),
        ({}, Uv(PYTHONS, exit_code=2)),
        ({}, Uv(b'[{"url": "file:///x/y/z"}]')),
    ],
)
def test_where_no_python_is_downloaded_there_is_no_server(tmp_path: Path, variables: dict[str, str], uv: Uv) -> None:
    assert _urls(endpoints_of(*_prepared(tmp_path, PROJECT, variables=variables, uv=uv))) == [PYPI]


def test_a_list_of_pythons_on_a_server_is_not_fetched(tmp_path: Path) -> None:
    uv = Uv(PYTHONS)
    variables = {"UV_PYTHON_DOWNLOADS_JSON_URL": "https://u:geheim@list.example/pythons.json"}
    found = endpoints_of(*_prepared(tmp_path, PROJECT, variables=variables, uv=uv))
    assert _urls(found) == [PYPI, "https://list.example/pythons.json"]
    assert uv.asked == []


def test_named_addresses_are_those_of_the_project_where_they_are_its_own(tmp_path: Path) -> None:
    known = _asked(*_prepared(tmp_path, PROJECT + CORP))
    urls = ("https://u:geheim@corp.example:443/simple", "corp", "https://new.example/?t=geheim", "https://new.example")
    found = named(urls, known)
    assert [each.endpoint for each in found] == [
        replace(known[0].endpoint, uses=(EndpointUse.NAMED, EndpointUse.INDEX)),
        Endpoint(url="https://new.example/", uses=(EndpointUse.NAMED,)),
    ]
    assert "geheim" not in repr(found)


def test_a_backslash_is_no_slash(tmp_path: Path) -> None:
    prepared, services = _prepared(tmp_path, PROJECT)
    (bad,) = named((r"https://evil.example\@corp.example/simple",), _asked(prepared, services))
    assert bad.trouble is not None
    assert "backslash" in bad.trouble
