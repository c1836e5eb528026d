"""What belongs to a project itself: groups, constraints, environments, its Python. uv is judged by what it does."""

import re
import tomllib
from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from tests.integration.settings.judge import PROJECT, Sources

OWN = """
constraint-dependencies = ["numpy<2"]
override-dependencies = ["pandas>=2"]
environments = ["sys_platform == 'linux'", "sys_platform == 'win32'"]
"""
FOREIGN = 'constraint-dependencies = ["scipy<2"]\noverride-dependencies = ["scipy>=1"]\n'
MEMBERS = '[tool.uv.workspace]\nmembers = ["m"]\n'


@pytest.mark.parametrize(
    ("pyproject", "beside", "user", "variables"),
    [
        ("[tool.uv]" + OWN, None, None, {}),
        ("[tool.uv]\nno-such-key = 1" + OWN, None, None, {}),
        ("[tool.uv]" + OWN, "", None, {}),
        ("[tool.uv]" + OWN, FOREIGN, FOREIGN, {}),
        ("", FOREIGN, FOREIGN, {}),
        ("[tool.uv]" + OWN, None, FOREIGN, {"UV_NO_CONFIG": "1"}),
        ("[tool.uv]" + OWN, FOREIGN, None, {"UV_CONFIG_FILE": "uv.toml"}),
    ],
    ids=["own", "passed over", "hidden", "hidden by others", "others only", "no files", "one file"],
)
@pytest.mark.parametrize("member", [False, True], ids=["alone", "member"])
def test_constraints_overrides_and_environments_are_those_that_uv_locks(
    *,
    pyproject: str,
    beside: str | None,
    user: str | None,
    variables: dict[str, str],
    member: bool,
    sources: Sources,
) -> None:
    sources.pyproject(pyproject + (MEMBERS if member else ""))
    profile = Profile(project=sources.project / "m" if member else sources.project)
    if member:
        sources.write(profile.project / "pyproject.toml", PROJECT.replace('"a"', '"m"') + "[tool.uv]\n" + FOREIGN)
        variables = {**variables, **({"UV_CONFIG_FILE": "../uv.toml"} if "UV_CONFIG_FILE" in variables else {})}
    for file, text in ((sources.project / "uv.toml", beside), (sources.user_file, user)):
        if text is not None:
            sources.write(file, text)
    sources.environ.update(variables)
    done = sources.run("lock", "--offline", profile=profile)
    assert done.returncode == 0, done.stderr
    lock = tomllib.loads((sources.project / "uv.lock").read_text(encoding="utf-8"))
    ours = sources.read(profile)
    for key, locked in (
        (SettingKey.CONSTRAINTS, _requirements(lock, "constraints")),
        (SettingKey.OVERRIDES, _requirements(lock, "overrides")),
        (SettingKey.ENVIRONMENTS, tuple(lock.get("supported-markers", ()))),
    ):
        assert (ours.of(key).value or ()) == locked, key


def _requirements(lock: dict[str, dict[str, list[dict[str, str]]]], name: str) -> tuple[str, ...]:
    return tuple(each["name"] + each["specifier"] for each in lock.get("manifest", {}).get(name, ()))


@pytest.mark.parametrize(
    ("table", "groups"),
    [
        ("", ("dev",)),
        ('default-groups = ["dev", "docs"]', ("dev", "docs")),
        ('default-groups = "all"', ("dev", "docs", "test")),
        ("default-groups = []", ()),
        ('no-such-key = 1\ndefault-groups = ["test"]', ("test",)),
    ],
)
@pytest.mark.parametrize("hidden", [False, True], ids=["", "beside a uv.toml"])
def test_default_groups_are_those_that_uv_exports(
    *, table: str, groups: tuple[str, ...], hidden: bool, sources: Sources
) -> None:
    every = ("dev", "docs", "test")
    for name in every:
        sources.write(sources.project / name / "pyproject.toml", PROJECT.replace('"a"', f'"for-{name}"'))
    listed = "".join(f'{name} = ["for-{name}"]\n' for name in every)
    named = "".join(f'for-{name} = {{path = "{name}"}}\n' for name in every)
    sources.pyproject(f"[dependency-groups]\n{listed}[tool.uv]\n{table}\n[tool.uv.sources]\n{named}")
    if hidden:
        sources.write(sources.project / "uv.toml", "")
    done = sources.run("export", "--offline", "--no-hashes", "--no-annotate", "--no-header")
    exported = tuple(name for name in every if re.search(rf"^\./{name}$", done.stdout, re.MULTILINE))
    assert done.returncode == 0, done.stderr
    assert exported == groups
    value = sources.read().of(SettingKey.DEFAULT_GROUPS).value
    assert (every if value == "all" else value) == exported


PINS: dict[str, dict[str, str]] = {
    "none": {},
    "own": {".python-version": "{0}\n"},
    "several": {".python-versions": "{0}\n3.99\n"},
    "both": {".python-versions": "3.99\n", ".python-version": "{0}\n"},
    "comment": {".python-version": "# the team's\n\n  {0}  \r\n"},
    "comment behind": {".python-version": "3.99 # next year\n{0}\n"},
    "empty": {".python-version": "\n", "../../config/uv/.python-version": "{0}\n"},
    "unusable": {".python-version": "system\npython\n{0}\n"},
    "range": {".python-version": ">={0}\n"},
    "implementation": {".python-version": "cpython@{0}\n"},
    "above": {"../.python-version": "{0}\n"},
    "the person's": {"../../config/uv/.python-version": "{0}\n"},
    "own and the person's": {".python-version": "{0}\n", "../../config/uv/.python-version": "3.99\n"},
    "a member's root": {"m/pyproject.toml": PROJECT.replace('"a"', '"m"'), ".python-version": "{0}\n"},
    "a member's": {
        "m/pyproject.toml": PROJECT.replace('"a"', '"m"'),
        ".python-version": "3.99\n",
        "m/.python-version": "{0}\n",
    },
}


@pytest.mark.parametrize("variables", [{}, {"UV_PYTHON": "{0}"}, {"UV_PYTHON": ""}, {"UV_NO_CONFIG": "1"}], ids=str)
@pytest.mark.parametrize("named", PINS)
def test_the_python_is_the_one_that_uv_looks_for(named: str, variables: dict[str, str], sources: Sources) -> None:
    version = "3.11"
    sources.pyproject(MEMBERS if "member" in named else "")
    for name, text in PINS[named].items():
        sources.write(sources.project / name, text.format(version))
    sources.environ.update({name: text.format(version) for name, text in variables.items()})
    profile = Profile(project=sources.project / "m" if "member" in named else sources.project)
    said = sources.run("lock", "-v", "--offline", "--dry-run", profile=profile).stderr
    looked = re.search(r"Using Python request `(.+)` from (?:version file|explicit)", said)
    value = sources.read(profile).of(SettingKey.PYTHON).value
    assert value == (looked[1] if looked is not None else None), said


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [
        ("m", "m"),
        ("./m", "m"),
        ("m/", "m"),
        ("*", ".m"),
        ("*", "a/b"),
        ("[mn]", "m"),
        ("[!m]", "n"),
        ("m?", "mm"),
        ("M", "m"),
        ("packages/*", "packages/x"),
        ("packages/**/x", "packages/x"),
        ("packages/**/x", "packages/a/b/x"),
        ("packages/a*", "packages/abc"),
        ("packages/[!", "packages/x"),
    ],
)
def test_a_member_is_one_to_uv_too(pattern: str, folder: str, sources: Sources) -> None:
    sources.pyproject(f'[tool.uv.workspace]\nmembers = ["{pattern}"]\n[tool.uv]\noffline = true\n')
    profile = Profile(project=sources.project / folder)
    sources.write(profile.project / "pyproject.toml", PROJECT.replace('"a"', '"m"'))
    done = sources.run("workspace", "dir", profile=profile)
    ours = Path(str(sources.read(profile).of(SettingKey.ENVIRONMENT).value)).parent
    if done.returncode == 0:
        assert Path(done.stdout.strip()) == ours
    else:
        assert "pattern" in done.stderr.lower()
