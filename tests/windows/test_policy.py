"""Policy on Windows: written by Windows' own `reg`, read by the program; and whose file of the computer counts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer

KEY = "Software\\Policies\\Wheelyard"
READ = """
import json, os
from core.system.policy import read_policy
policy = read_policy(os.environ)
values = {name: getattr(policy, name) for name in policy.__struct_fields__}
values["sources"] = {name.value: source for name, source in policy.sources.items()}
values["required_indexes"] = [[each.name, each.url, each.default] for each in policy.required_indexes]
print(json.dumps(values, default=str))
"""
MAKE = """
from pathlib import Path
root = Path("C:/project")
root.mkdir(exist_ok=True)
head = '[project]\\nname = "tiny"\\nversion = "1"\\nrequires-python = ">=3.11"\\n'
(root / "pyproject.toml").write_text(head + '[tool.uv]\\npackage = false\\nallow-insecure-host = ["evil.example"]\\n')
"""
FILE = "C:\\ProgramData\\Wheelyard\\policy.toml"


@pytest.fixture
def empty(wine: WineComputer) -> Iterator[WineComputer]:
    """A computer without any policy, before and after."""
    _clear(wine)
    yield wine
    _clear(wine)


def _clear(wine: WineComputer) -> None:
    for hive in ("HKLM", "HKCU"):
        wine.run(["reg", "delete", f"{hive}\\{KEY}", "/f"])
    wine.path_of(FILE).unlink(missing_ok=True)


def add(wine: WineComputer, key: str, name: str, kind: str, value: str) -> None:
    ended = wine.run(["reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f"])
    assert ended.status == 0, ended.stdout + ended.stderr


def read(wine: WineComputer, **environ: str) -> dict[str, Any]:
    ended = wine.run([wine.python, "-c", READ], environ=environ)
    assert ended.status == 0, ended.stdout + ended.stderr
    values: dict[str, Any] = json.loads(ended.stdout)
    return values


def wheelyard(wine: WineComputer, *arguments: str) -> Ended:
    return wine.run([wine.python, "-m", "gui.main", *arguments, "--json"], environ={"PATH": "L:\\python"})


def test_every_kind_of_value_is_read_and_the_computers_key_comes_first(empty: WineComputer) -> None:
    computer, person = f"HKLM\\{KEY}", f"HKCU\\{KEY}"
    add(empty, computer, "places_root", "REG_EXPAND_SZ", "%SystemDrive%\\uv\\%company%\\{project}")
    add(empty, computer, "insecure_hosts", "REG_DWORD", "0")
    add(empty, person, "insecure_hosts", "REG_DWORD", "1")
    add(empty, person, "ending_programs", "REG_DWORD", "0")
    add(empty, computer, "allowed_indexes", "REG_MULTI_SZ", "https://nexus.example/\\0pypi.example")
    for number, index in enumerate(("a=https://a.example/simple", "b=https://b.example/simple default"), 1):
        add(empty, f"{computer}\\required_indexes", str(number), "REG_SZ", index)
    for number in range(1, 12):
        add(empty, f"{person}\\forbidden_places", str(number), "REG_EXPAND_SZ", f"%SystemDrive%\\no{number}")
    add(empty, person, "request_address", "REG_SZ", "it@company.example")
    policy = read(empty, COMPANY="research")
    assert policy["troubles"] == []
    assert policy["places_root"] == "C:\\uv\\research\\{project}"
    assert (policy["insecure_hosts"], policy["ending_programs"]) == (False, False)
    assert policy["allowed_indexes"] == ["https://nexus.example/", "pypi.example"]
    assert policy["required_indexes"] == [
        ["a", "https://a.example/simple", False],
        ["b", "https://b.example/simple", True],
    ]
    assert policy["forbidden_places"] == [f"C:\\no{number}" for number in range(1, 12)]
    assert policy["request_address"] == "it@company.example"
    assert policy["sources"]["insecure_hosts"] == computer
    assert policy["sources"]["forbidden_places"] == person


def test_values_of_another_kind_are_reported_and_the_rest_holds(empty: WineComputer) -> None:
    computer = f"HKLM\\{KEY}"
    add(empty, computer, "places_root", "REG_DWORD", "7")
    add(empty, computer, "insecure_hosts", "REG_SZ", "0")
    add(empty, computer, "plaecs_root", "REG_SZ", "C:\\uv")
    add(empty, computer, "ending_programs", "REG_DWORD", "0")
    policy = read(empty)
    assert (policy["places_root"], policy["insecure_hosts"], policy["ending_programs"]) == (None, None, False)
    assert len(policy["troubles"]) == 3
    for name in ("places_root", "insecure_hosts", "plaecs_root"):
        assert any(name in trouble and computer in trouble for trouble in policy["troubles"]), name


def test_the_program_is_refused_with_status_3_and_says_who_decides(empty: WineComputer) -> None:
    assert empty.run([empty.python, "-c", MAKE]).status == 0
    add(empty, f"HKLM\\{KEY}", "insecure_hosts", "REG_DWORD", "0")
    add(empty, f"HKLM\\{KEY}", "places_root", "REG_SZ", "C:\\company")
    refused = wheelyard(empty, "lock", "--project", "C:\\project")
    assert refused.status == 3, refused.stdout + refused.stderr
    problem = refused.objects[-1]["problem"]
    assert "C:\\project\\pyproject.toml, line 7" in problem["title"]
    assert f"HKLM\\{KEY}" in problem["title"]
    root = wheelyard(empty, "root").objects[-1]
    assert (root["root"], root["decided_by"], root["source"]) == ("C:\\company", "policy", f"HKLM\\{KEY}")


OWNERS = """
import json
from pathlib import Path
from core.system.file_owner import owner_of, program_data
file = program_data() / "Wheelyard" / "policy.toml"
file.parent.mkdir(exist_ok=True)
file.write_text("ending_programs = false\\ninsecure_hosts = false\\n")
print(json.dumps([str(file), owner_of(file), owner_of(file.parent), owner_of(Path("C:/gone"))]))
"""


def test_a_file_of_the_computer_that_is_a_persons_is_reported_and_decides_nothing(empty: WineComputer) -> None:
    # Wine knows no file of the administrators: what it makes is the person's.
    ended = empty.run([empty.python, "-c", OWNERS])
    assert ended.status == 0, ended.stderr
    named, owner, of_folder, of_nothing = json.loads(ended.stdout)
    assert named == FILE
    assert owner == of_folder
    assert owner.startswith("S-1-5-21-")
    assert of_nothing is None
    add(empty, f"HKCU\\{KEY}", "insecure_hosts", "REG_DWORD", "1")
    # The variable is the person's to set; Windows itself knows the folder.
    policy = read(empty, PROGRAMDATA="C:\\elsewhere")
    assert (policy["insecure_hosts"], policy["ending_programs"]) == (True, None)
    (trouble,) = policy["troubles"]
    assert FILE in trouble
    assert "administrators" in trouble
