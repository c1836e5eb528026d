"""Secrets that came in by every way there is are afterwards in no file, output, event, log or argument of a program."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from core.model.commands import (
    AnyCommand,
    ChangeSettings,
    CheckConfiguration,
    CheckNetwork,
    MoveLogins,
    PrepareRequest,
    ReadHistory,
    ReadNetwork,
    ReadSettings,
    StoreCredential,
    StoreProxyLogin,
    Sync,
)
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from tests.integration.network.canaries import leaks, spellings
from tests.integration.repairs.workbench import Workbench
from tests.network.forward_proxy import forward_proxy
from tests.network.tls_index import PACKAGE, Index, package_index

_USERS = ("ada", "bob", "proxy-user")
KEPT, HELD, OPEN, HIDDEN, WRONG, PROXY = (
    f'c4nary/{name}+"é"%s' for name in ("kept", "held", "open", "hidden", "wrong", "pr0xy")
)
ALL = {text: spellings(text, _USERS) for text in (KEPT, HELD, OPEN, HIDDEN, WRONG, PROXY)}
_REPOSITORY = Path(__file__).parents[3]
_RECORDING = """#!{python}
import os, sys
with open({record!r}, "a", encoding="utf-8") as file:
    file.write("\\x00".join(sys.argv) + "\\n")
os.execv({uv!r}, [{uv!r}, *sys.argv[1:]])
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for uv")


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    bench = Workbench(tmp_path / "bench")
    recorder = bench.root / "uv-that-records"
    uv = str(bench.uv)
    recorder.write_text(
        _RECORDING.format(python=sys.executable, record=str(bench.root / "argv.txt"), uv=uv), encoding="utf-8"
    )
    recorder.chmod(0o755)
    temp = bench.root / "temp"
    temp.mkdir()
    bench.environ |= {"WHEELYARD_UV": str(recorder), "TMPDIR": str(temp), "UV_PYTHON": sys.executable}
    return bench


def _index(url: str, name: str = "corp") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Index, Index, Index]]:
    """Three indexes: their logins are kept, held for the session, and open in a file."""
    folder = tmp_path / "servers"
    with (
        package_index(folder / "1", login=("ada", KEPT)) as kept,
        package_index(folder / "2", login=("ada", HELD)) as held,
        package_index(folder / "3", login=("bob", OPEN)) as open_,
    ):
        yield kept, held, open_


def _no_leaks(bench: Workbench, outcomes: list[Outcome], logged: str, *allowed: Path) -> None:
    argv = bench.root / "argv.txt"
    assert argv.read_text(encoding="utf-8").count("\n") > 3, "uv was not run by what records it"
    said = {"events": repr(bench.events), "outcomes": repr(outcomes), "log": logged}
    assert list(leaks(ALL, [bench.root], allowed, said)) == []


def test_nothing_that_a_session_writes_or_says_holds_a_secret(
    bench: Workbench, served: tuple[Index, Index, Index], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    kept, held, open_ = served
    here, outcomes = bench.project, list[Outcome]()

    def do(command: AnyCommand, *ends: type) -> None:
        ended = bench.do_all(command)
        outcomes.extend(ended)
        assert [type(each) for each in ended] == list(ends), ended

    def typed(secret: str, *, for_session: bool = False) -> None:
        bench.answers = lambda question: (
            Credential(user="ada", secret=Secret(secret), for_session=for_session)
            if isinstance(question, CredentialQuestion)
            else None
        )

    sync = Sync(project=here)
    looking = (
        (ReadSettings(project=here), Succeeded),
        (ReadHistory(project=here), Succeeded),
        (CheckConfiguration(project=here), Succeeded),
        (CheckNetwork(project=here), Succeeded),
        (ReadNetwork(project=here), Succeeded),
    )

    # Typed and kept; then one that is refused, whose failure goes into the history, and what is made of it.
    bench.write((PACKAGE,), _index(kept.url))
    typed(KEPT)
    do(StoreCredential(project=here, index="corp", then=sync), Succeeded, Succeeded)
    typed(WRONG)
    (here / "uv.lock").unlink()
    do(StoreCredential(project=here, index="corp", then=Sync(project=here, uv_args=("--refresh",))), Succeeded, Failed)
    do(PrepareRequest(project=here, out=bench.root / "request.md"), Succeeded)
    for command, end in looking:
        do(command, end)

    # Held for the session.
    bench.write((PACKAGE,), _index(held.url, "held"))
    typed(HELD, for_session=True)
    do(StoreCredential(project=here, index="held", then=sync), Succeeded, Succeeded)

    # A variable that looks secret, and a login that lies open: used, failing, then moved.
    hidden = SettingChange(key=SettingKey.VARIABLES, scope=SettingScope.PROFILE, value=f"MY_API_TOKEN={HIDDEN}")
    do(ChangeSettings(project=here, changes=(hidden,)), Succeeded)
    bench.write((PACKAGE,), _index(open_.url_with("bob", quote(WRONG, safe="")), "open"))
    (here / "uv.lock").unlink()
    do(Sync(project=here, uv_args=("--refresh",)), Failed)
    bench.write((PACKAGE,), _index(open_.url_with("bob", quote(OPEN, safe="")), "open"))
    for command, end in looking:
        do(command, end)
    do(Sync(project=here, uv_args=("--refresh",)), Succeeded)
    _no_leaks(bench, outcomes, caplog.text, here / "pyproject.toml")
    do(MoveLogins(project=here, then=Sync(project=here, uv_args=("--refresh",))), Succeeded, Succeeded)

    # A proxy's: kept, and open in a variable.
    with forward_proxy(tmp_path / "proxy", login=("ada", PROXY)) as proxy:
        bench.environ["ALL_PROXY"] = proxy.url
        typed(PROXY)
        do(
            StoreProxyLogin(project=here, then=Sync(project=here, uv_args=("--refresh", "--reinstall"))),
            Succeeded,
            Succeeded,
        )
        assert proxy.requests
        for command, end in looking:
            do(command, end)
        bench.environ["ALL_PROXY"] = proxy.url_with("ada", quote(PROXY, safe=""))
        for command, end in looking:
            do(command, end)
        do(Sync(project=here, uv_args=("--refresh",)), Succeeded)
        bench.environ["ALL_PROXY"] = proxy.url_with("ada", quote(WRONG, safe=""))
        outcomes += bench.do_all(Sync(project=here, uv_args=("--refresh",)))
        do(PrepareRequest(project=here), Succeeded)
    _no_leaks(bench, outcomes, caplog.text)


@pytest.mark.parametrize("as_json", [False, True])
def test_nothing_that_the_command_line_writes_or_says_holds_a_secret(
    bench: Workbench, served: tuple[Index, Index, Index], *, as_json: bool
) -> None:
    kept, _, open_ = served
    keyring = bench.root / "keyring.json"
    environ = {
        **bench.environ,
        "WHEELYARD_HOME": str(bench.home.root),
        "PYTHON_KEYRING_BACKEND": "tests.fakes.file_keyring.FileKeyring",
        "FILE_KEYRING": str(keyring),
        "PYTHONPATH": str(_REPOSITORY),
        "PYTHONUTF8": "1",
    }
    said: dict[str, str] = {}

    def run(*words: str, typed: str = "", status: int | None = 0, **more: str) -> None:
        options = ("--project", str(bench.project), *(("--json",) if as_json else ()))
        end = words.index("--") if "--" in words else len(words)
        ended = subprocess.run(
            [sys.executable, "-m", "core.cli", *words[:end], *options, *words[end:]],
            cwd=bench.root,
            env=environ | more,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        said[f"{len(said)} {words}"] = ended.stdout + ended.stderr
        assert status in {None, ended.returncode}, ended

    def look() -> None:
        for words in (("settings",), ("doctor",), ("history",), ("places",), ("credentials", "list"), ("repair",)):
            run(*words, status=None)
        for action in ("show", "check", "templates"):
            run("network", action, status=None)
        run("shell", "--print", "sh", status=None)
        run("request", status=None)

    bench.write((PACKAGE,), _index(kept.url))
    run("credentials", "set", "corp", "--user", "ada", typed=f"{KEPT}\n")
    run("sync")
    run("credentials", "set", "corp", "--user", "ada", typed=f"{WRONG}\n")
    (bench.project / "uv.lock").unlink()
    run("sync", "--", "--refresh", status=1)
    look()
    bench.write((PACKAGE,), _index(open_.url_with("bob", quote(WRONG, safe="")), "open"))
    run("sync", "--", "--refresh", status=1)
    bench.write((PACKAGE,), _index(open_.url_with("bob", quote(OPEN, safe="")), "open"))
    look()
    run("sync", "--", "--refresh")
    run("lock", UV_INDEX=f"again=http://bob:{quote(OPEN, safe='')}@127.0.0.1:9/simple", status=None)
    run("doctor", status=None, HTTPS_PROXY=f"http://ada:{quote(PROXY, safe='')}@127.0.0.1:9")
    run("settings", status=None, HTTPS_PROXY=f"http://ada:{quote(PROXY, safe='')}@127.0.0.1:9")
    assert os.fsdecode(keyring.read_bytes()).count("c4nary")
    assert list(leaks(ALL, [bench.root], [keyring, bench.project / "pyproject.toml"], said)) == []
    run("network", "move-logins")
    run("sync", "--", "--refresh")
    look()
    assert list(leaks(ALL, [bench.root], [keyring], said)) == []
