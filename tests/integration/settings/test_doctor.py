"""What doctor says of real projects, with the real uv, real proxies and real places."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from core.cli.arguments import parse
from core.demo.reference_project import MARKER, make_reference_project
from core.model.checks import Check, CheckStatus
from core.model.commands import CheckConfiguration, RecreateEnvironment, RelocatePlace
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.outcome import Succeeded
from core.model.settings import IndexLogin, PlaceKind, Profile
from core.places.last_verdicts import remember
from core.procedures.doctor.alone import Look, in_thread, made
from core.procedures.doctor_work import all_checks
from core.procedures.services import make_services
from core.store.home import Home
from tests.integration.repairs.workbench import MemorySecrets, Workbench
from tests.network.certificates import Authority
from tests.network.fixtures import authority, plain_proxy
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import PACKAGE, package_index

__all__ = ["authority", "plain_proxy"]

ROOT = Path(__file__).parents[3]
SECRET = "s3cr3t-T0ken"  # noqa: S105 - of nobody


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    bench = Workbench(tmp_path)
    (tmp_path / "etc").mkdir()
    bench.environ |= {"XDG_CONFIG_DIRS": str(tmp_path / "etc"), "XDG_CONFIG_HOME": str(tmp_path / "user")}
    yield bench
    assert not [file for file in tmp_path.rglob(".wheelyard-*") if file.name != MARKER], (
        "the look at a place has left something behind"
    )


def checks(workbench: Workbench, folder: Path | None = None) -> tuple[Check, ...]:
    """Return what doctor finds."""
    outcome = workbench.do(CheckConfiguration(project=folder or workbench.project))
    assert isinstance(outcome, Succeeded), outcome
    order = [CheckStatus.FAIL, CheckStatus.WARN, CheckStatus.UNKNOWN, CheckStatus.OK]
    statuses = [check.status for check in outcome.checks]
    assert statuses == sorted(statuses, key=order.index), "the worst comes first"
    for remedy in (remedy for check in outcome.checks for remedy in check.remedies):
        assert remedy.command or remedy.action, remedy
        if remedy.command[:1] == ("wheelyard",):
            parse(list(remedy.command[1:]))  # ends the test where the command line does not take it
    return outcome.checks


def loud(found: tuple[Check, ...]) -> list[str]:
    """Return what is not as it should be, by id and status."""
    return sorted(f"{check.id} {check.status}" for check in found if check.status is not CheckStatus.OK)


def one(found: tuple[Check, ...], ident: str) -> Check:
    (check,) = [check for check in found if check.id == ident]
    return check


def locked(workbench: Workbench, *dependencies: str, more: str = "") -> None:
    """Write the project and its lock file."""
    workbench.write(dependencies, more)
    (workbench.project / "uv.lock").write_text("version = 1\n", encoding="utf-8")


def test_a_sound_project_has_nothing_but_passed_checks(workbench: Workbench) -> None:
    locked(workbench)
    found = checks(workbench)
    assert loud(found) == []
    assert [check.id for check in found] == [
        "uv",
        "project",
        "python",
        "lock",
        "environment",
        "place-cache",
        "place-temp",
        "place-environment",
        "keyring",
        "history",
        "policy",
        "settings",
    ]
    assert all(check.title and check.detail for check in found if check.id not in {"keyring", "policy"})


def test_the_reference_project_and_its_index_that_was_not_defined(workbench: Workbench) -> None:
    demo = make_reference_project(workbench.root / "demo", python=(sys.version_info[0], sys.version_info[1]))
    file = demo.folder / "pyproject.toml"
    foreign = ["source-foreign-wheel warn"] if sys.platform == "win32" else []
    assert loud(checks(workbench, demo.folder)) == [
        "lock warn",
        "names-spelled-differently warn",
        *foreign,
        "source-python-unserved warn",
        "source-versions-differ warn",
    ]
    assert "dash_design_kit" in one(checks(workbench, demo.folder), "names-spelled-differently").detail
    text = file.read_text("utf-8")
    name = text.split("[[tool.uv.index]]")[2].split('name = "')[1].split('"')[0]
    file.write_text(text.replace(f'name = "{name}"', f'name = "{name}-old"'), encoding="utf-8")
    found = checks(workbench, demo.folder)
    undefined = [check for check in found if check.id == "index-undefined"]
    assert {check.status for check in undefined} == {CheckStatus.FAIL}
    lines = file.read_text("utf-8").splitlines()
    for check in undefined:
        assert check.line is not None
        assert f'index = "{name}"' in lines[check.line - 1]


def test_a_broken_project_file_is_named_with_its_place_and_hides_no_other_check(workbench: Workbench) -> None:
    workbench.project.joinpath("pyproject.toml").write_text('[project]\nname = "a"\nversion = \n', encoding="utf-8")
    workbench.environ["UV_CACHE_DIR"] += " "
    found = checks(workbench)
    broken = one(found, "settings-file-broken")
    assert (broken.file, broken.line) == (workbench.project / "pyproject.toml", 3)
    assert broken.column is not None
    assert one(found, "project").status is CheckStatus.FAIL
    assert one(found, "uv-cache-dir-blanks").status is CheckStatus.FAIL
    assert one(found, "uv").status is CheckStatus.OK


def test_without_uv_everything_else_is_checked(workbench: Workbench) -> None:
    locked(workbench, more="nonsense = 1\n")
    workbench.environ["WHEELYARD_UV"] = str(workbench.root / "no-uv")
    found = checks(workbench)
    assert loud(found) == ["uv fail"], "which keys an unknown uv takes is not known"
    assert "WHEELYARD_UV" in one(found, "uv").detail
    workbench.environ["WHEELYARD_UV"] = sys.executable
    assert "does not answer as uv does" in one(checks(workbench), "uv").detail


def test_a_folder_that_is_no_project_is_checked_for_the_person_and_the_computer(workbench: Workbench) -> None:
    folder = workbench.root / "plain"
    folder.mkdir()
    found = checks(workbench, folder)
    assert loud(found) == []
    assert {check.id for check in found} >= {"uv", "project", "place-cache", "keyring", "history", "policy", "settings"}
    assert not {check.id for check in found} & {"lock", "python", "environment", "place-environment"}
    workbench.environ["UV_LINK_MODE"] = ""
    assert loud(checks(workbench, folder)) == ["uv-link-mode-refused fail"]


def test_a_folder_that_is_not_there_fails(workbench: Workbench) -> None:
    found = checks(workbench, workbench.root / "gone")
    assert one(found, "project").status is CheckStatus.FAIL
    assert "does not exist" in one(found, "project").detail


class HangingSecrets(MemorySecrets):
    """A keyring that waits for somebody to unlock it."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    @override
    def usable(self) -> str | None:
        self.go_on.wait(120)
        return None


class BrokenSecrets(MemorySecrets):
    """A keyring whose backend is defective."""

    @override
    def usable(self) -> str | None:
        raise RuntimeError(SECRET)


def test_a_check_that_hangs_or_breaks_is_unknown_and_holds_up_no_other(workbench: Workbench) -> None:
    locked(workbench)
    hanging = HangingSecrets()
    services = make_services(workbench.home, workbench.environ, secrets=hanging)
    found = asyncio.run(all_checks(workbench.project, services, seconds=8))
    hanging.go_on.set()
    assert loud(found) == ["keyring unknown"]
    assert "did not answer within 8 seconds" in one(found, "keyring").detail
    services = make_services(workbench.home, workbench.environ, secrets=BrokenSecrets())
    found = asyncio.run(all_checks(workbench.project, services))
    assert loud(found) == ["keyring unknown"]
    assert "RuntimeError" in one(found, "keyring").detail
    assert SECRET not in one(found, "keyring").detail


def test_each_check_stands_alone() -> None:
    def breaks() -> tuple[Check, ...]:
        raise ValueError(SECRET)

    (check,) = asyncio.run(made(in_thread("rule", "A rule", breaks)))
    assert (check.id, check.status) == ("rule", CheckStatus.UNKNOWN)
    assert SECRET not in check.detail

    async def sleeps() -> tuple[Check, ...]:
        await asyncio.sleep(60)
        return ()

    (check,) = asyncio.run(made(Look("slow", "A slow one", sleeps), seconds=0.05))
    assert (check.id, check.status) == ("slow", CheckStatus.UNKNOWN)


def test_a_proxy_with_https_is_tried(workbench: Workbench, plain_proxy: ForwardProxy, authority: Authority) -> None:
    locked(workbench)
    secured = plain_proxy.url.replace("http://", "https://")
    workbench.environ["HTTPS_PROXY"] = secured.replace("https://", f"https://ada:{SECRET}@")
    found = checks(workbench)
    assert loud(found) == ["proxy-https fail", "proxy-login warn"]
    check = one(found, "proxy-https")
    assert "speaks plain HTTP and no TLS" in check.detail
    assert any(plain_proxy.url in " ".join(remedy.command) for remedy in check.remedies)
    assert SECRET not in repr(found)
    with package_index(workbench.root / "wheels", authority) as index:
        port = index.url.split(":")[2].split("/")[0]
        workbench.environ["HTTPS_PROXY"] = f"https://localhost:{port}"
        assert loud(checks(workbench)) == [], "what answers there does speak TLS"
    check = one(checks(workbench), "proxy-https")
    assert check.status is CheckStatus.WARN, "nobody answers any more"
    assert "could not be tried" in check.detail


def test_uv_really_fails_at_that_proxy(workbench: Workbench, plain_proxy: ForwardProxy, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nurl = "{index.url}"\ndefault = true\n')
        environ = workbench.environ | {"SSL_CERT_FILE": str(authority.root_file), "UV_PYTHON": sys.executable}

        def lock(proxy: str) -> int:
            told = [str(workbench.uv), "lock"]
            own = {**environ, "HTTPS_PROXY": proxy}
            return subprocess.run(told, cwd=workbench.project, env=own, capture_output=True, check=False).returncode

        assert lock(plain_proxy.url) == 0
        (workbench.project / "uv.lock").unlink()
        workbench.environ["UV_CACHE_DIR"] = environ["UV_CACHE_DIR"] = str(workbench.root / "another")
        assert lock(plain_proxy.url.replace("http://", "https://")) != 0


def test_a_proxy_in_a_file_is_named_with_its_line(workbench: Workbench, plain_proxy: ForwardProxy) -> None:
    secured = plain_proxy.url.replace("http://", "https://")
    locked(workbench, more=f'https-proxy = "{secured}"\n')
    workbench.environ["HTTPS_PROXY"] = "https://127.0.0.1:9"  # passed over, since a file names one
    check = one(checks(workbench), "proxy-https")
    assert (check.status, check.file, check.line) == (
        CheckStatus.FAIL,
        workbench.project / "pyproject.toml",
        8,
    )


def test_a_place_that_refused_renames_is_remembered_with_the_way_out(workbench: Workbench) -> None:
    locked(workbench)
    cache = Path(workbench.environ["UV_CACHE_DIR"])
    cache.mkdir()
    why = "12 of 50 renames were refused."
    report = ProbeReport(
        place=cache,
        rounds=50,
        refused_first=12,
        never_passed=12,
        wait_ms=WaitTimes(1.0, 2.0, 3.0),
        os_errors={"13": 12},
        verdict=Verdict.REFUSED,
        why=why,
    )
    remember(workbench.home, (report,), 1_700_000_000.0)
    check = one(checks(workbench), "place-cache")
    assert check.status is CheckStatus.FAIL
    assert why in check.detail
    (remedy,) = check.remedies
    assert remedy.action == RelocatePlace(project=workbench.project, kind=PlaceKind.CACHE)
    assert remedy.command == ("wheelyard", "relocate", "cache", "--auto", "--project", str(workbench.project))


def test_a_place_below_a_file_fails(workbench: Workbench) -> None:
    locked(workbench)
    file = workbench.root / "file"
    file.write_text("", encoding="utf-8")
    workbench.environ["UV_CACHE_DIR"] = str(file / "cache")
    check = one(checks(workbench), "place-cache")
    assert (check.status, str(file) in check.detail) == (CheckStatus.FAIL, True)


def test_a_small_volume_has_little_room(workbench: Workbench, small_volume: Path) -> None:
    locked(workbench)
    workbench.environ["UV_CACHE_DIR"] = str(small_volume / "cache")
    assert one(checks(workbench), "place-cache").title == "There is little room for the cache"


def test_cache_and_environment_on_two_volumes_want_a_link_mode(workbench: Workbench, other_volume: Path) -> None:
    locked(workbench)
    workbench.environ["UV_CACHE_DIR"] = str(other_volume / "cache")
    assert loud(checks(workbench)) == ["volumes-differ warn"]
    workbench.environ["UV_LINK_MODE"] = "copy"
    assert loud(checks(workbench)) == []


def test_an_environment_without_its_config_is_made_anew(workbench: Workbench) -> None:
    locked(workbench)
    workbench.environment.mkdir()
    (workbench.environment / "something").write_text("", encoding="utf-8")
    check = one(checks(workbench), "environment")
    assert check.status is CheckStatus.FAIL
    assert [remedy.action for remedy in check.remedies] == [RecreateEnvironment(project=workbench.project)]


def test_a_python_that_is_nowhere_is_said(workbench: Workbench) -> None:
    workbench.write(python=">=3.99")
    workbench.environ["UV_PYTHON_DOWNLOADS"] = "never"
    assert one(checks(workbench), "python").status is CheckStatus.FAIL
    workbench.environ["UV_PYTHON_DOWNLOADS"] = "automatic"
    check = one(checks(workbench), "python")
    assert (check.status, "download one" in check.detail) == (CheckStatus.WARN, True)


def test_a_keyring_that_cannot_be_used_matters_where_logins_are_kept(workbench: Workbench) -> None:
    locked(workbench)
    workbench.secrets = MemorySecrets("There is no keyring here.")
    assert loud(checks(workbench)) == ["keyring warn"]
    login = IndexLogin(index="corp", url="https://corp.example/simple", user="ada")
    workbench.profiles.save(Profile(project=workbench.project, logins=(login,)))
    check = one(checks(workbench), "keyring")
    assert (check.status, "corp" in check.detail) == (CheckStatus.FAIL, True)


def test_a_damaged_profile_and_a_damaged_history_are_said(workbench: Workbench) -> None:
    locked(workbench)
    workbench.profiles.save(Profile(project=workbench.project))
    (file,) = workbench.home.profiles.glob("*.json")
    file.write_text("{", encoding="utf-8")
    assert loud(checks(workbench)) == ["profile fail"]
    file.unlink()
    workbench.home.history_file.mkdir()
    assert loud(checks(workbench)) == ["history warn"]


def test_a_policy_that_cannot_be_used_is_said(workbench: Workbench) -> None:
    if sys.platform == "win32":
        pytest.skip("policy comes from the registry there")
    locked(workbench)
    file = workbench.root / "etc" / "wheelyard" / "policy.toml"
    file.parent.mkdir()
    file.write_text("places_root = \n", encoding="utf-8")
    check = one(checks(workbench), "policy")
    assert (check.status, str(file) in check.detail) == (CheckStatus.WARN, True)


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def wheelyard(workbench: Workbench) -> Run:
    """The headless face as people start it."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        own = {
            "WHEELYARD_HOME": str(workbench.home.root),
            "PYTHON_KEYRING_BACKEND": "tests.fakes.memory_keyring.MemoryKeyring",
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
        }
        command = [sys.executable, "-m", "core.cli", "doctor", "--project", str(workbench.project), *words]
        environ = (
            {**os.environ, **workbench.environ, **own} if sys.platform == "win32" else {**workbench.environ, **own}
        )
        return subprocess.run(
            command, env=environ, capture_output=True, text=True, encoding="utf-8", check=False, timeout=200
        )

    return run


def test_json_has_every_check_and_the_status_tells_whether_one_fails(workbench: Workbench, wheelyard: Run) -> None:
    locked(workbench)
    ended = wheelyard("--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    (line,) = ended.stdout.splitlines()
    shape: dict[str, Any] = json.loads(line)
    assert [check["status"] for check in shape["checks"]] == ["ok"] * len(shape["checks"])
    workbench.environ["UV_INDEX"] = f"corp=https://ada:{SECRET}@corp.example/simple"
    assert wheelyard("--json").returncode == 0, "a warning is no failure"
    workbench.environ["UV_CACHE_DIR"] += " "
    ended = wheelyard("--json")
    assert ended.returncode == 1
    assert SECRET not in ended.stdout
    first = json.loads(ended.stdout)["checks"][0]
    assert set(first) == {"id", "status", "title", "detail", "file", "line", "column", "key", "remedies"}
    assert (first["id"], first["status"], first["key"]) == ("uv-cache-dir-blanks", "fail", "cache")
    assert set(first["remedies"][0]) == {"title", "command"}


def test_the_text_has_the_worst_first_and_ends_with_a_sentence(workbench: Workbench, wheelyard: Run) -> None:
    locked(workbench, more="nonsense = 1\n")
    workbench.environ["HTTP_PROXY"] = "http://proxy.example:8080"
    ended = wheelyard()
    lines = ended.stdout.splitlines()
    assert ended.returncode == 1
    assert lines[0] == "FAIL  uv does not know nonsense"
    assert lines[2] == f"      In {workbench.project / 'pyproject.toml'}, line 8."
    assert lines[-1].endswith("checks 1 fails and 1 is worth a look.")
    marks = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert marks[:2] == ["FAIL", "WARN"]
    locked(workbench)
    del workbench.environ["HTTP_PROXY"]
    assert wheelyard().stdout.splitlines()[-1] == "All 12 checks passed."


def test_home_is_only_read(workbench: Workbench) -> None:
    locked(workbench)
    checks(workbench)
    assert Home(workbench.home.root).projects_file.exists() is False
    assert not list(workbench.project.glob(".venv"))
