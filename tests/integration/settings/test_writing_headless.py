"""``wheelyard settings`` as people start it: statuses, what is on stdout, what is in the files."""

from pathlib import Path

import pytest

from tests.e2e.wheelyard import Wheelyard
from tests.unit.core.settings.writing.layouts import PROJECT, write_bytes


@pytest.fixture
def here(tmp_path: Path) -> Wheelyard:
    return Wheelyard(root=tmp_path, variables={"XDG_CONFIG_DIRS": str(tmp_path / "etc")})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "größe & more"
    write_bytes(folder / "pyproject.toml", f'{PROJECT}\n[tool.uv]\nlink-mode = "copy" # why\n')
    return folder


def test_settings_are_listed_changed_and_listed_again(here: Wheelyard, project: Path) -> None:
    listed = here.run("settings", "--project", project, "--json")
    assert listed.status == 0
    (whole,) = listed.objects
    found = {each["key"]: each for each in whole["settings"]}
    assert found["link-mode"]["value"] == "copy"
    assert found["link-mode"]["origin"] == {"kind": "project", "path": str(project / "pyproject.toml"), "line": 7}
    assert whole["troubles"] == []

    words = ("settings", "set", "link-mode", "clone", "--scope", "project", "--project", project)
    shown = here.run(*words, "--dry-run")
    assert shown.status == 0
    assert '-link-mode = "copy" # why\n+link-mode = "clone" # why\n' in shown.stdout
    assert "copy" in (project / "pyproject.toml").read_text(encoding="utf-8")

    done = here.run(*words, "--json")
    assert done.status == 0
    assert done.finished["diffs"][0]["file"] == str(project / "pyproject.toml")
    assert "For everyone in a" in done.finished["repaired"]
    one = here.run("settings", "link-mode", "--project", project)
    assert one.stdout == f"link-mode  clone  [for everyone in this project: {project / 'pyproject.toml'}:7]\n"


def test_without_a_project_there_are_the_persons_own(here: Wheelyard) -> None:
    set_it = here.run("settings", "set", "no-build", "true", "--scope", "user")
    assert set_it.status == 0, set_it
    assert "+no-build = true" in set_it.stdout
    listed = here.run("settings", "no-build")
    assert listed.stdout.startswith("no-build  true  [for all your projects: ")
    assert "all your projects" in listed.stderr
    assert here.run("settings", "--json").status == 0
    assert here.run("settings", "unset", "no-build", "--scope", "user").status == 0
    assert here.run("settings", "no-build").stdout.startswith("no-build  false  [default]")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("settings", "set", "link-mode", "glue", "--scope", "project"), 2, "“glue” is none of"),
        (("settings", "set", "http-timeout", "5", "--scope", "user"), 2, "uv's files have no key for it"),
        (("settings", "set", "link-mode", "glue", "--scope", "user", "--dry-run"), 2, "“glue” is none of"),
        (("settings", "--project", "nowhere"), 2, "does not exist"),
    ],
)
def test_bad_input_ends_with_status_2(
    here: Wheelyard, project: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    ended = here.run(*words, folder=project)
    assert ended.status == status
    assert said in ended.sentence()


@pytest.mark.skipif("os.name == 'nt'", reason="on Windows policy stands in the registry")
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_what_policy_refuses_ends_with_status_3(here: Wheelyard, project: Path, dry: tuple[str, ...]) -> None:
    write_bytes(here.root / "etc" / "wheelyard" / "policy.toml", "insecure_hosts = false\n")
    words = ("settings", "set", "insecure-hosts", "a.example", "--scope", "project")
    ended = here.run(*words, *dry, folder=project)
    assert ended.status == 3, ended
    assert "policy.toml" in ended.sentence()
    listed = here.run("settings", "insecure-hosts", "--json", folder=project)
    assert listed.objects[0]["settings"][0]["locked"] is True
