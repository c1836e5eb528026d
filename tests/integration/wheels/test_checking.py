"""What `wheels check` says of projects of this computer."""

import asyncio
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from core.demo.reference_project import make_reference_project
from core.model.checks import Check, CheckStatus
from core.model.commands import ChangeWheels, CheckConfiguration, CheckWheels
from core.model.events import FilesProgressed
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.outcome import Failed, Succeeded
from core.places.last_verdicts import remember
from core.procedures.services import make_services
from core.procedures.wheels.check_work import found_in
from core.procedures.wheels.findings_subject import findings_subject
from core.procedures.wheels.source_files import read_sources
from core.wheels.findings.all import SOURCE_RULES, SourceRule
from core.wheels.findings.subject import FindingsSubject
from tests.integration.wheels.checking import CP, checked, ids, project, put
from tests.integration.wheels.wheel_bench import WheelBench

FOREIGN = "linux_x86_64" if os.name == "nt" else "win_amd64"


def test_the_reference_project_has_exactly_its_known_findings(bench: WheelBench) -> None:
    demo = make_reference_project(bench.root / "demo", python=(sys.version_info[0], sys.version_info[1]))
    expected = [
        "source-name-spelled-differently warn",
        "source-python-unserved warn",
        "source-versions-differ warn",
    ]
    if os.name == "nt":
        expected.append("source-foreign-wheel warn")
    assert ids(bench, demo.folder) == sorted(expected)
    outcome = checked(bench, demo.folder)
    found = {check.id: check for check in outcome.checks}
    lines = (demo.folder / "pyproject.toml").read_text("utf-8").splitlines()
    versions = found["source-versions-differ"]
    assert "21.3.4 on Windows and 21.3.0 on Linux" in versions.detail
    assert versions.line is not None
    assert "nxpy-21.3.0" in lines[versions.line - 1]
    pythons = found["source-python-unserved"]
    assert pythons.detail.startswith(f"{CP} only, the project allows ")
    assert "there it cannot be installed" in pythons.detail
    names = found["source-name-spelled-differently"]
    assert "dash-design-kit is called dash_design_kit" in names.title
    assert outcome.wheels is not None
    assert {each.file.path for each in outcome.wheels.files} == {
        file for file in demo.local_files if file.parent == demo.exdist
    }
    table = next(each for each in outcome.wheels.tables if each.package == "nxpy")
    served = {target.platform.sys_platform: file.name for target, file in table.served.items()}
    assert "21.3.4" in served["win32"]
    assert "21.3.0" in served["linux"]
    assert [event.done for event in bench.events if isinstance(event, FilesProgressed)]


def test_the_foreign_wheel_of_the_reference_project_is_measured(bench: WheelBench) -> None:
    demo = make_reference_project(bench.root / "demo", python=(sys.version_info[0], sys.version_info[1]))
    cache = Path(bench.environ["UV_CACHE_DIR"])
    slow = ProbeReport(
        place=cache,
        rounds=50,
        refused_first=12,
        never_passed=0,
        wait_ms=WaitTimes(100.0, 900.0, 1900.0),
        os_errors={"13": 12},
        verdict=Verdict.SLOW,
        why="12 of 50 renames had to wait.",
    )
    remember(bench.home, (slow,), 1_700_000_000.0)
    found = {check.id: check for check in checked(bench, demo.folder).checks}
    check = found["source-foreign-wheel"]
    assert FOREIGN in check.title
    assert slow.why in check.detail
    assert any("--probe" in each.command for each in check.remedies)
    probed = {check.id: check for check in checked(bench, demo.folder, probe=True).checks}
    again = probed.get("source-foreign-wheel")
    if os.name == "nt":
        assert again is not None
        assert "with this very wheel" in again.detail
    else:
        assert again is None, "renames pass here with that very wheel, which is newer than what was remembered"
    assert not list(bench.home.probes.glob("*")), "the probe has cleaned up"


def test_a_sound_project_is_in_order(bench: WheelBench) -> None:
    project(bench, f'nx = {{ path = "{put(bench, "nx")}" }}\n', "nx")
    assert ids(bench) == ["sources ok"]
    bench.write()
    assert [check.title for check in checked(bench).checks] == ["The project has no local sources"]


def test_a_folder_that_is_no_project_is_bad_input(bench: WheelBench) -> None:
    outcome = bench.do(CheckWheels(project=bench.root / "gone"))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input


def test_doctor_says_each_of_them_once_and_with_the_better_remedy(bench: WheelBench) -> None:
    put(bench, "nx", "1.1")
    rows = "".join(
        f'  {{ path = "w/nx-1.0-{each}.whl", marker = "sys_platform {sign} \'win32\'" }},\n'
        for each, sign in (("py3-none-any", "=="), ("py2.py3-none-any", "!="))
    )
    spare = put(bench, "spare_one")
    project(
        bench, f'nx = [\n{rows}]\nspare-one = {{ path = "{spare}" }}\nfolder = {{ path = "gone" }}\n', "nx", "folder"
    )
    outcome = bench.do(CheckConfiguration(project=bench.project))
    assert isinstance(outcome, Succeeded)
    missing = [check for check in outcome.checks if check.id == "source-file-missing"]
    assert sorted(check.title for check in missing) == [
        "The file of folder does not exist",
        "The file of nx does not exist",
        "The file of nx does not exist",
    ], "a folder is a matter of the settings' rules, a file of the sources'"
    assert all(
        any(each.command[:3] == ("wheelyard", "wheels", "add") for each in check.remedies)
        for check in missing
        if "nx" in check.title
    )
    unused = [check for check in outcome.checks if check.id == "source-without-dependency"]
    assert [any(isinstance(each.action, ChangeWheels) for each in check.remedies) for check in unused] == [True]


def test_doctor_leaves_what_the_rules_about_settings_say(bench: WheelBench) -> None:
    path = put(bench, "dash_kit")
    project(bench, f'dash_kit = {{ path = "{path}" }}\n', "dash-kit")
    outcome = bench.do(CheckConfiguration(project=bench.project))
    assert isinstance(outcome, Succeeded)
    said = [check.id for check in outcome.checks if "spelled" in check.id]
    assert said == ["names-spelled-differently"]
    fine = [check for check in outcome.checks if check.id == "sources"]
    assert [check.status for check in fine] == ["ok"]


def test_a_rule_that_breaks_spoils_no_other(bench: WheelBench) -> None:
    project(bench, 'nx = { path = "w/nx-1.0-py3-none-any.whl" }\n', "nx")
    services = make_services(bench.home, bench.environ, secrets=bench.secrets)

    def breaks(_subject: FindingsSubject) -> tuple[Check, ...]:
        raise ValueError("ours")

    async def looked() -> tuple[Check, ...]:
        subject = await findings_subject(bench.project, services)
        return await found_in(subject, (SourceRule("broken", "nothing", breaks), *SOURCE_RULES))

    found = {check.id: check.status for check in asyncio.run(looked())}
    assert found == {"source-file-missing": CheckStatus.FAIL, "broken": CheckStatus.UNKNOWN}


class Gone(type(Path())):  # type: ignore[misc] # the class of paths of this system
    """A file on a share that does not answer."""

    asked = threading.Event()

    def stat(self, **_more: Any) -> os.stat_result:
        self.asked.wait(60)
        raise OSError("gone")


def test_a_file_that_does_not_answer_holds_up_nothing(bench: WheelBench) -> None:
    path = bench.project / put(bench, "nx")
    gone = Gone("/share/nx-1.0-py3-none-any.whl")
    try:
        found = asyncio.run(read_sources([gone, path], seconds=0.5))
    finally:
        Gone.asked.set()
    assert set(found.files) == {path}
    assert "did not answer" in found.unreachable[gone]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights of folders do not bind this account")
def test_a_folder_without_rights_is_said(bench: WheelBench) -> None:
    path = put(bench, "nx", folder="closed")
    project(bench, f'nx = {{ path = "{path}" }}\n', "nx")
    (bench.project / "closed").chmod(0)
    try:
        assert "source-unreachable fail" in ids(bench)
    finally:
        (bench.project / "closed").chmod(0o755)


def test_beyond_what_is_hashed_names_and_sizes_have_to_do(bench: WheelBench) -> None:
    path = bench.project / put(bench, "nx")
    whole = asyncio.run(read_sources([path])).files[path]
    quick = asyncio.run(read_sources([path], most_hashed=10)).files[path]
    assert (whole.thorough, quick.thorough) == (True, False)
    assert whole.sha256 is not None
    assert (quick.name, quick.version, quick.sha256) == ("nx", "1.0", None)
