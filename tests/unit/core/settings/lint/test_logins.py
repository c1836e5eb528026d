"""Logins that lie open, as the checks of a configuration say it: with the button that moves them where one can."""

from core.model.commands import MoveLogins
from core.settings.lint.network import passwords
from core.settings.lint.subject import read_subject
from tests.unit.core.settings.lint.bench import PROJECT, Bench

P = "p/pyproject.toml"
URL = "https://ada:s3cr3t@corp.example/simple"


def test_one_that_can_be_moved_has_the_button(bench: Bench) -> None:
    bench.write({P: f'{PROJECT}[[tool.uv.index]]\nname = "corp"\nurl = "{URL}"\n'})
    check = bench.one("login-in-url")
    remedy = check.remedies[0]
    assert isinstance(remedy.action, MoveLogins)
    assert remedy.action.project == bench.project
    (ident,) = remedy.action.ids
    assert remedy.command == ("wheelyard", "network", "move-logins", ident, "--project", str(bench.project))
    assert "keyring" in check.detail
    assert "s3cr3t" not in repr(check)


def test_one_that_cannot_says_why_and_has_none(bench: Bench) -> None:
    bench.write({P: PROJECT.replace("[]", f'["a @ {URL}/a.whl"]')})
    check = bench.one("login-in-url")
    assert not any(isinstance(each.action, MoveLogins) for each in check.remedies)
    assert "uv.lock" in check.detail
    assert check.title == "A login lies open in pyproject.toml"


def test_a_lock_is_one_finding_however_many_addresses_it_has(bench: Bench) -> None:
    lines = "".join(f'source = {{ url = "{URL}/{number}.whl" }}\n' for number in range(5))
    bench.write({P: PROJECT, "p/uv.lock": f"version = 1\n{lines}"})
    assert bench.one("login-in-url").line == 2


def test_the_persons_own_file_counts_without_a_project(bench: Bench) -> None:
    bench.write({"user/uv/uv.toml": f'[[index]]\nname = "corp"\nurl = "{URL}"\n'})
    subject = read_subject(None, bench.environ, version=bench.version)
    assert [check.id for check in passwords(subject)] == ["login-in-url"]
