"""`wheelyard network` as a process: a check with its exit status, and one index of a list changed."""

from pathlib import Path

import pytest

from tests.e2e.wheelyard import Wheelyard
from tests.network.certificates import Authority
from tests.network.tls_index import package_index

TEXT = """[project]
name = "tiny"
version = "1"
requires-python = ">=3.11"

# ours
[[tool.uv.index]]
name = "corp"
url = "https://a.example/simple"

[[tool.uv.index]]
name = "last"
url = "https://b.example/simple"
default = true
"""


@pytest.fixture
def here(tmp_path: Path) -> Wheelyard:
    return Wheelyard(root=tmp_path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "a project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(TEXT, encoding="utf-8")
    return folder


def test_a_check_ends_with_the_worst_that_it_found(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", "Zscaler Inc.")
    here = Wheelyard(root=tmp_path, variables={"UV_OFFLINE": "0"})
    with package_index(tmp_path / "wheels", authority) as index:
        failed = here.run("network", "check", index.url, "--json")
        assert failed.status == 1, failed
        (found,) = failed.objects[0]["endpoints"]
        assert (found["url"], found["status"], found["bundled"]["ok"]) == (index.url, "fail", False)
        assert "Zscaler" in found["issuer"]
        assert found["advice"][-1]["id"] == "insecure-host"
        trusting = Wheelyard(root=tmp_path, variables={"UV_OFFLINE": "0", "SSL_CERT_FILE": str(authority.root_file)})
        passed = trusting.run("network", "check", index.url)
        assert passed.status == 0, passed
        assert passed.stdout.startswith(f"ok       {index.url}")


def test_an_index_is_added_moved_and_removed_and_the_others_stay(here: Wheelyard, project: Path) -> None:
    file = project / "pyproject.toml"
    words = ("--template", "nexus", "--field", "host=nexus.example", "--field", "repository=all", "--project", project)
    tried = here.run("network", "add", "new", *words, "--dry-run")
    assert tried.status == 0, tried
    assert '+url = "https://nexus.example/repository/all/simple"' in tried.stdout
    assert file.read_text(encoding="utf-8") == TEXT
    assert here.run("network", "add", "new", *words).status == 0
    added = file.read_text(encoding="utf-8")
    assert added.index('"corp"') < added.index('"new"') < added.index('"last"')
    assert "# ours" in added
    assert here.run("network", "order", "new", "--earlier", "--project", project).status == 0
    moved = file.read_text(encoding="utf-8")
    assert moved.index('"new"') < moved.index('"corp"')
    assert here.run("network", "remove", "new", "--project", project).status == 0
    assert file.read_text(encoding="utf-8") == TEXT
    shown = here.run("network", "show", "--project", project)
    assert shown.status == 0, shown
    assert f"{file}, line" in shown.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "CORP", "--url", "https://c.example/simple"), "called CORP already"),
        (("add", "c", "--url", "https://ada:s3cr3t-w0rd@c.example/simple"), "login does not belong"),
        (("add", "c", "--url", "nowhere"), "no address"),
        (("add", "c d", "--url", "https://c.example/simple"), "c d"),
        (("add", "c", "--template", "nexus", "--field", "host=nexus.example"), "Repository is missing"),
        (("add", "c", "--url", "https://c.example/simple", "--field", "host=x"), "goes with --template"),
        (("remove", "other"), "no index of the list"),
        (("order", "corp", "--later", "--scope", "profile"), "no index of the list"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    here: Wheelyard, project: Path, words: tuple[str, ...], said: str
) -> None:
    ended = here.run("network", *words, "--project", project)
    assert ended.status == 2, ended
    assert said in ended.sentence()
    assert "s3cr3t-w0rd" not in ended.stdout + ended.stderr
    assert (project / "pyproject.toml").read_text(encoding="utf-8") == TEXT
