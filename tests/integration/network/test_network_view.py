"""What is shown of a network without asking a server: indexes with their packages, logins and their places."""

from pathlib import Path

import pytest

from core.model.commands import ReadNetwork, StoreCredential, Sync
from core.model.network import EndpointUse, ListedIndex, LoginPlace, NetworkView
from core.model.outcome import Failed, Succeeded
from core.model.questions import Credential
from core.model.secrets import Secret
from core.wheels.make_wheel import write_wheel
from tests.integration.repairs.workbench import MemorySecrets, Workbench
from tests.network.tls_index import package_index

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as this test


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "desk")


def view(workbench: Workbench) -> NetworkView:
    outcome = workbench.do(ReadNetwork(project=workbench.project))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.network is not None
    return outcome.network


def named(found: NetworkView) -> dict[str | None, ListedIndex]:
    return {index.name: index for index in found.indexes}


def test_each_index_has_the_packages_that_the_lock_takes_from_it(workbench: Workbench) -> None:
    one, two, folder = (workbench.root / name for name in ("one", "two", "flat"))
    for place, package in ((one, "first-package"), (two, "second-package"), (folder, "third-package")):
        place.mkdir()
        write_wheel(place, package, "1.0")
    with package_index(one) as first, package_index(two, login=("ada", SECRET)) as second:
        workbench.write(
            ("first-package", "second-package", "third-package"),
            f'[[tool.uv.index]]\nname = "one"\nurl = "{first.url}"\ndefault = true\n'
            f'[[tool.uv.index]]\nname = "two"\nurl = "{second.url_with("ada", SECRET)}/"\nexplicit = true\n'
            f'[[tool.uv.index]]\nname = "near"\nurl = "../flat"\nformat = "flat"\n'
            '[tool.uv.sources]\nsecond-package = { index = "two" }\n',
        )
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        before = len(first.requests) + len(second.requests)
        found = view(workbench)
        assert len(first.requests) + len(second.requests) == before
    indexes = named(found)
    assert [index.name for index in found.indexes] == ["two", "near", "one"]
    assert {name: index.packages for name, index in indexes.items()} == {
        "one": ("first-package",),
        "two": ("second-package",),
        "near": ("third-package",),
    }
    assert (indexes["one"].is_default, indexes["two"].is_explicit, indexes["near"].is_flat) == (True, True, True)
    assert (indexes["two"].user, indexes["two"].place) == ("ada", LoginPlace.URL)
    assert indexes["two"].url == f"{second.url}/"
    assert indexes["one"].origin.path == str(workbench.project / "pyproject.toml")
    assert [endpoint.indexes for endpoint in found.endpoints if EndpointUse.INDEX in endpoint.uses] == [
        ("two",),
        ("one",),
    ]
    (lying,) = [login for login in found.open_logins if login.index == "two" and login.file is not None]
    assert lying.why_not is None
    assert SECRET not in repr(found)


def test_a_kept_login_is_named_with_its_index(workbench: Workbench) -> None:
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret(SECRET))
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "https://packages.example/simple"\n')
    workbench.do(StoreCredential(project=workbench.project, index="corp"))
    found = view(workbench)
    assert [(login.index, login.user, login.place, login.works) for login in found.logins] == [
        ("corp", "ada", LoginPlace.KEYRING, True)
    ]
    assert (named(found)["corp"].user, named(found)["corp"].place) == ("ada", LoginPlace.KEYRING)
    assert found.keyring_trouble is None
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "https://elsewhere.example/simple"\n')
    assert [login.works for login in view(workbench).logins] == [False]


def test_a_project_without_indexes_has_the_public_one(workbench: Workbench) -> None:
    workbench.write()
    (only,) = view(workbench).indexes
    assert (only.name, only.is_default, only.packages) == (None, True, ())


def test_what_cannot_be_read_costs_itself_alone(workbench: Workbench) -> None:
    workbench.secrets = MemorySecrets("This system has no keyring that secrets could be kept in.")
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "https://packages.example/simple"\n')
    (workbench.project / "uv.lock").write_text("damaged", encoding="utf-8")
    found = view(workbench)
    assert found.keyring_trouble == "This system has no keyring that secrets could be kept in."
    assert "corp" in named(found)
    assert found.proxies.sentence


def test_an_address_that_is_none_costs_no_more_than_the_indexes(workbench: Workbench) -> None:
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "file://[/simple"\n')
    found = view(workbench)
    assert found.proxies.sentence
    assert found.keyring_trouble is None


def test_a_folder_that_is_no_project_is_said(workbench: Workbench) -> None:
    assert isinstance(workbench.do(ReadNetwork(project=workbench.project)), Failed)
