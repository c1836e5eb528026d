"""Policy on the command line: exit status 3, with who decided and the way out."""

from pathlib import Path

import pytest

from tests.e2e.wheelyard import Wheelyard


@pytest.fixture
def governed(tmp_path: Path) -> Wheelyard:
    """A computer with a policy and a project."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv]\npackage = false\n'
    )
    file = tmp_path / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    file.write_text("insecure_hosts = false\nsystem_certificates = true\n")
    return Wheelyard(root=tmp_path, variables={"XDG_CONFIG_DIRS": str(tmp_path / "xdg")})


def test_what_policy_does_not_allow_ends_with_status_3(governed: Wheelyard) -> None:
    project, file = governed.root / "project", governed.root / "xdg" / "wheelyard" / "policy.toml"
    refused = governed.run("lock", "--project", project, "--json", "--", "--allow-insecure-host", "evil.example")
    assert refused.status == 3, refused
    problem = refused.finished["problem"]
    assert problem["category"] == "blocked-by-policy"
    assert str(file) in problem["title"]
    assert not (project / "uv.lock").exists()
    assert governed.run("lock", "--project", project).status == 0
    with (project / "pyproject.toml").open("a") as opened:
        opened.write('allow-insecure-host = ["evil.example"]\n')
    refused = governed.run("sync", "--project", project)
    assert refused.status == 3, refused
    said = refused.sentence()
    for word in (f"{project / 'pyproject.toml'}, line 7", "evil.example", str(file), "Take allow-insecure-host out"):
        assert word in " ".join(said.split()), said


def test_a_choice_that_policy_has_made_ends_with_status_3(governed: Wheelyard) -> None:
    refused = governed.run("settings", "set", "system-certs", "false", "--project", governed.root / "project")
    assert refused.status == 3, refused
    assert "system-certs" in refused.sentence()
