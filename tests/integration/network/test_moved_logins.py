"""Open logins into the keyring: uv goes on reaching the index, the file keeps all else, nothing is lost half-way."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from core.model.commands import MoveLogins, Sync
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.secrets import Secret
from core.procedures.network import moving_work
from core.procedures.network.moved_logins import TakenInLogins
from core.procedures.services import Services, make_services
from core.procedures.settings_files import write_files
from core.settings.open_logins import open_logins
from core.store.projects import ProjectStore
from core.system.uv_folders import user_uv_config
from tests.integration.repairs.workbench import MemorySecrets, Workbench
from tests.network.tls_index import PACKAGE, Index, package_index

SECRET = "s3cr%2Fet-T0ken"  # noqa: S105 - of a server that lives as long as this test
PLAIN = "s3cr/et-T0ken"


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)


@pytest.fixture
def index(bench: Workbench) -> Iterator[Index]:
    with package_index(bench.root / "wheels", login=("ada", PLAIN)) as served:
        yield served


def _url(index: Index) -> str:
    return index.url_with("ada", SECRET)


def _named(index: Index) -> str:
    return f'[[tool.uv.index]]\nname = "corp"\nurl = "{_url(index)}"\ndefault = true\n'


def _file(bench: Workbench) -> Path:
    return bench.project / "pyproject.toml"


def _uv(bench: Workbench, *arguments: str) -> int:
    return subprocess.run(
        [bench.uv, *arguments], cwd=bench.project, env=bench.environ, capture_output=True, check=False, timeout=300
    ).returncode


def _done(outcome: Outcome) -> str:
    assert isinstance(outcome, Succeeded), outcome
    return outcome.repaired or ""


def _refused(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    assert outcome.bad_input, outcome
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def _is_nowhere(bench: Workbench) -> None:
    """Look for the secret in all that Wheelyard keeps and said."""
    said = f"{bench.kept_texts()}{bench.events!r}"
    assert PLAIN not in said
    assert SECRET not in said


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_login_is_moved_and_the_sync_that_follows_has_it(
    bench: Workbench, index: Index, newline: str, mark: str
) -> None:
    bench.write((PACKAGE,), _named(index))
    before = mark + _file(bench).read_text(encoding="utf-8") + "# äö: the end has no line end"
    _file(bench).write_bytes(before.replace("\n", newline).encode())
    assert _uv(bench, "lock") == 0
    outcomes = bench.do_all(MoveLogins(project=bench.project, then=Sync(project=bench.project)))
    assert [type(each) for each in outcomes] == [Succeeded, Succeeded], outcomes
    said = _done(outcomes[0])
    assert "ada for corp" in said
    assert "renewed" in said
    # Only the login went.
    assert _file(bench).read_bytes() == before.replace(f"ada:{SECRET}@", "").replace("\n", newline).encode()
    assert _uv(bench, "lock", "--check") == 0
    assert open_logins(bench.project, bench.environ) == ()
    assert [secret.text for secret in bench.secrets.kept.values()] == [PLAIN]
    assert [(each.index, each.url, each.user) for each in bench.profiles.load(bench.project).logins] == [
        ("corp", index.url, "ada")
    ]
    _is_nowhere(bench)
    assert list(bench.home.backups.glob("pyproject*"))


@pytest.mark.parametrize(
    "more",
    ['[[tool.uv.index]]\n  url = "{url}"\n  default = true\n', 'index = [{ url = "{url}", default = true }]\n'],
)
def test_an_index_without_a_name_gets_one(bench: Workbench, index: Index, more: str) -> None:
    bench.write((PACKAGE,), more.replace("{url}", _url(index)))
    before = _file(bench).read_text(encoding="utf-8")
    assert _uv(bench, "lock") == 0
    _done(bench.do(MoveLogins(project=bench.project)))
    gap = ", " if "{ url" in more else "\n  "
    assert _file(bench).read_text(encoding="utf-8") == before.replace(_url(index), index.url).replace(
        'url = "', f'name = "localhost"{gap}url = "'
    )
    assert _uv(bench, "lock", "--check") == 0
    _done(bench.do(Sync(project=bench.project)))


def test_only_those_that_are_named_are_moved(bench: Workbench, index: Index) -> None:
    other = '[[tool.uv.index]]\nname = "other"\nurl = "https://bob:0ther-pw@other.example/simple"\nexplicit = true\n'
    bench.write((PACKAGE,), _named(index) + other)
    (corp, rest) = open_logins(bench.project, bench.environ)
    _done(bench.do(MoveLogins(project=bench.project, ids=(corp.id,))))
    assert open_logins(bench.project, bench.environ) == (rest,)
    assert "no login" in _refused(bench.do(MoveLogins(project=bench.project, ids=(corp.id,)))).lower()
    _done(bench.do(MoveLogins(project=bench.project)))
    assert "No login" in _refused(bench.do(MoveLogins(project=bench.project)))


def test_one_that_cannot_be_moved_says_why_and_changes_nothing(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,), _named(index) + f'[tool.uv.pip]\nindex-url = "{_url(index)}"\n')
    before = _file(bench).read_bytes()
    fixed = next(each for each in open_logins(bench.project, bench.environ) if each.why_not is not None)
    said = _refused(bench.do(MoveLogins(project=bench.project, ids=(fixed.id,))))
    assert fixed.why_not is not None
    assert fixed.why_not in said
    assert _file(bench).read_bytes() == before
    assert bench.secrets.kept == {}
    _is_nowhere(bench)


def test_without_a_keyring_nothing_is_changed(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,), _named(index))
    before = _file(bench).read_bytes()
    bench.secrets = MemorySecrets("There is no keyring on this computer.")
    assert "no keyring" in _refused(bench.do(MoveLogins(project=bench.project)))
    assert _file(bench).read_bytes() == before
    assert bench.profiles.load(bench.project).logins == ()
    _is_nowhere(bench)


class _Forgetful(MemorySecrets):
    @override
    def get(self, service: str, entry: str) -> Secret | None:
        kept = super().get(service, entry)
        return None if kept is None else Secret(kept.text[:4])


def test_a_keyring_that_gives_back_another_text_gets_no_login(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,), _named(index))
    before = _file(bench).read_bytes()
    bench.secrets = _Forgetful()
    assert "gave back something else" in _refused(bench.do(MoveLogins(project=bench.project)))
    assert (_file(bench).read_bytes(), bench.secrets.kept) == (before, {})


def _services(bench: Workbench) -> Services:
    return make_services(bench.home, bench.environ, secrets=bench.secrets)


def _mover(bench: Workbench) -> str:
    return moving_work.move_logins((), bench.project, _services(bench))


@pytest.mark.parametrize("stored", [None, "older-one"])
def test_a_file_that_cannot_be_written_takes_all_back(
    bench: Workbench, index: Index, monkeypatch: pytest.MonkeyPatch, stored: str | None
) -> None:
    bench.write((PACKAGE,), _named(index))
    before = _file(bench).read_bytes()
    if stored is not None:
        _done(bench.do(MoveLogins(project=bench.project)))
        entry = next(iter(bench.secrets.kept))
        bench.secrets.kept[entry] = Secret(stored)
        _file(bench).write_bytes(before)
    kept, profile = dict(bench.secrets.kept), bench.profiles.load(bench.project)

    def refuse(*_: object) -> None:
        assert [each.text for each in bench.secrets.kept.values()] == [PLAIN]
        raise InputError("The disk is full.", "Make room.")

    monkeypatch.setattr(moving_work, "write_files", refuse)
    with pytest.raises(InputError, match="disk is full"):
        _mover(bench)
    assert _file(bench).read_bytes() == before
    assert bench.secrets.kept == kept
    assert bench.profiles.load(bench.project) == profile


def test_killed_before_the_file_is_written_uv_has_the_login_and_the_next_time_moves_it(
    bench: Workbench, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write((PACKAGE,), _named(index))
    killed = MemoryError("the end of a process that nothing of ours follows")

    def end(*_: object) -> None:
        raise killed

    with monkeypatch.context() as patched:
        patched.setattr(moving_work, "write_files", end)
        patched.setattr(TakenInLogins, "take_back", lambda _self: None)
        with pytest.raises(MemoryError):
            _mover(bench)
    assert [each.text for each in bench.secrets.kept.values()] == [PLAIN]
    _done(bench.do(Sync(project=bench.project)))
    _done(bench.do(MoveLogins(project=bench.project)))
    assert open_logins(bench.project, bench.environ) == ()
    _done(bench.do(Sync(project=bench.project)))


def test_a_file_that_is_written_meanwhile_stays_as_the_other_program_left_it(
    bench: Workbench, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write((PACKAGE,), _named(index))

    def write_late(*given: object) -> None:
        _file(bench).write_text(_file(bench).read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
        write_files(*given)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(moving_work, "write_files", write_late)
    with pytest.raises(InputError, match="another program"):
        _mover(bench)
    assert SECRET in _file(bench).read_text(encoding="utf-8")
    assert bench.secrets.kept == {}


def test_a_login_of_the_persons_file_goes_to_every_project_that_reads_it(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,))
    other = bench.root / "another project"
    other.mkdir()
    (other / "pyproject.toml").write_bytes(_file(bench).read_bytes())
    ProjectStore(bench.home).add(other)
    person = user_uv_config(bench.environ)
    person.parent.mkdir(parents=True)
    person.write_text(_named(index).replace("tool.uv.", ""), encoding="utf-8")
    said = _done(bench.do(MoveLogins(project=bench.project)))
    assert "1 more of your projects" in said
    assert SECRET not in person.read_text(encoding="utf-8")
    for project in (bench.project, other):
        assert [each.user for each in bench.profiles.load(project).logins] == ["ada"]
        _done(bench.do(Sync(project=project)))


def test_the_login_of_the_file_takes_the_place_of_the_one_that_was_kept(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,), _named(index).replace("ada:", "bob:"))
    _done(bench.do(MoveLogins(project=bench.project)))
    bench.write((PACKAGE,), _named(index))
    _done(bench.do(MoveLogins(project=bench.project)))
    assert [each.user for each in bench.profiles.load(bench.project).logins] == ["ada"]
    assert len(bench.secrets.kept) == 1
    _done(bench.do(Sync(project=bench.project)))


def test_two_secrets_of_one_user_are_not_chosen_from(bench: Workbench, index: Index) -> None:
    bench.write((PACKAGE,), _named(index))
    person = user_uv_config(bench.environ)
    person.parent.mkdir(parents=True)
    person.write_text(_named(index).replace("tool.uv.", "").replace(SECRET, "0ther-pw"), encoding="utf-8")
    assert "Two different logins" in _refused(bench.do(MoveLogins(project=bench.project)))
    assert bench.secrets.kept == {}
