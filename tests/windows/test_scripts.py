"""Batch files as cmd reads them: the values arrive, the console's code page comes back, a double click opens a prompt.

Wine's cmd differs from Windows' in two ways that show here: it reads batch files in the code page of the locale,
whatever chcp says, and it knows no CMDCMDLINE. So the locale is one whose code page is UTF-8 where that matters, and
the variable is set as Explorer's command line would make it.
"""

import json
import random
import sys
import time
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

import pytest

from core.model.project import InputError
from core.model.shells import ShellKind
from core.settings.shells.script_files import file_bytes, script_of
from core.settings.shells.shell_environment import ShellEnvironment
from tests.unit.core.settings.shells.odd_texts import ODD, QUOTED
from tests.windows.lab.computer import Computer, Ended

TOLD = "import json, os; print(json.dumps([os.getcwd(), dict(os.environ)]))"
IN_A_CONSOLE = """
import subprocess, sys
done = subprocess.run(sys.argv[1:], creationflags=subprocess.CREATE_NO_WINDOW, capture_output=True)
sys.stdout.buffer.write(done.stdout + done.stderr)
"""
HARD = "C:\\a & b 100 % (x) ^ 'y' $z `"
UMLAUTS = f"{HARD} gr\u00f6\u00dfe \u65e5\u672c"
CALLER, SCRIPT, TELLER = "C:\\s\\caller.cmd", "C:\\s\\it's a script & more.cmd", "C:\\s\\tell.py"
UTF8 = {} if sys.platform == "win32" else {"LC_ALL": "hi_IN.UTF-8"}
"""A locale whose code page is UTF-8, for Wine's cmd."""


def as_read(name: str) -> str:
    """Return what Wine's cmd makes of a name in UTF-8 where the code page is that of an English Windows."""
    return name if sys.platform == "win32" else name.encode().decode("cp437")


def environment(variables: dict[str, str], project: str = HARD) -> ShellEnvironment:
    root = PureWindowsPath(project)
    return ShellEnvironment(
        name="x",
        project=Path(project),
        environment=Path(root / ".venv"),
        variables=variables,
        removed=("ALL_PROXY", "NEVER_THERE"),
        programs=(str(root / ".venv" / "Scripts"),),
        made=(str(root / "deep" / "temp"),),
        windows=True,
    )


def write(computer: Computer, name: str, content: bytes) -> None:
    file = computer.path_of(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def save(computer: Computer, env: ShellEnvironment) -> None:
    write(computer, SCRIPT, file_bytes(ShellKind.CMD, script_of(ShellKind.CMD, env)))
    write(computer, TELLER, TOLD.encode())


def call(
    computer: Computer, *before: str, after: tuple[str, ...] = (), environ: Mapping[str, str] = UTF8, option: str = "/d"
) -> Ended:
    """Call the script from a batch file, then let a program tell where it stands and what its variables are."""
    lines = ["@echo off", *before, f'call "{SCRIPT}"', f'"{computer.python}" {TELLER}', *after]
    write(computer, CALLER, "\r\n".join((*lines, "")).encode())
    return computer.run(["cmd", option, "/c", CALLER], environ={"ALL_PROXY": "x", **environ}, limit=120)


def told(ended: Ended) -> tuple[str, dict[str, str]]:
    folder, variables = json.loads(next(line for line in ended.stdout.splitlines() if line.startswith("[")))
    return folder, variables


def test_every_value_arrives_as_it_is(computer: Computer) -> None:
    expected = {f"V{number}": text for number, text in enumerate((*ODD, UMLAUTS))}
    env = environment(expected)
    save(computer, env)
    ended = call(computer)
    assert ended.stderr == ""
    folder, variables = told(ended)
    assert {name: variables.get(name) for name in expected} == expected
    assert not {"ALL_PROXY", "NEVER_THERE"} & set(variables)
    assert variables["PATH"].startswith(f"{env.programs[0]};")
    assert folder != HARD, "a script that is called leaves the caller where it is"
    assert computer.path_of(f"{HARD}\\deep\\temp").is_dir()
    assert not [name for name in variables if name.startswith("WHEELYARD_")]


def test_two_hundred_texts_of_what_cmd_minds_arrive_as_they_are(computer: Computer) -> None:
    chance = random.Random(6)  # noqa: S311 - the same texts each time, no secrets
    signs = "%%!!^^&&|<>()'`=;,*?~:@$\\/ \t#[]{}aA1nx\u00e4\u20ac\u65e5"
    expected = {f"V{number}": "x" + "".join(chance.choices(signs, k=12)) for number in range(200)}
    save(computer, environment(expected))
    ended = call(computer)
    assert ended.stderr == ""
    variables = told(ended)[1]
    assert {name: variables.get(name) for name in expected} == expected


def test_folders_with_umlauts_are_made_and_put_on_path(computer: Computer) -> None:
    save(computer, environment({}, UMLAUTS))
    ended = call(computer, environ={})
    assert ended.stderr == ""
    assert computer.path_of(as_read(f"{UMLAUTS}\\deep\\temp")).is_dir()
    assert told(ended)[1]["PATH"].startswith(as_read(f"{UMLAUTS}\\.venv\\Scripts;"))


def test_the_consoles_own_code_page_comes_back(computer: Computer) -> None:
    save(computer, environment({"V": "gr\u00f6\u00dfe"}))
    write(computer, CALLER, f'@chcp 850 >nul\r\n@call "{SCRIPT}"\r\n@chcp\r\n@set\r\n'.encode())
    write(computer, "C:\\s\\console.py", IN_A_CONSOLE.encode())
    ended = computer.run([computer.python, "C:\\s\\console.py", "cmd", "/d", "/c", CALLER], limit=120)
    first, *rest = ended.stdout.splitlines()
    assert first.rstrip(". ").endswith(" 850")
    assert any(line.startswith("V=") for line in rest)


def test_called_twice_is_as_good_as_once(computer: Computer) -> None:
    save(computer, environment({"V": "1"}))
    once, twice = told(call(computer)), told(call(computer, f'call "{SCRIPT}"'))
    assert once == twice


def test_a_double_click_opens_a_prompt_in_the_project(computer: Computer) -> None:
    save(computer, environment({"V": "100 % sure"}))
    computer.path_of(HARD).mkdir(exist_ok=True)
    # A name that the words of a test's own command line can carry; Explorer quotes any.
    script = "C:\\s\\a script.cmd"
    computer.path_of(SCRIPT).replace(computer.path_of(script))
    line = f'C:\\windows\\system32\\cmd.exe /c ""{script}" "'
    clicked = {"CMDCMDLINE": line, "COMSPEC": "C:\\windows\\system32\\cmd.exe", **UTF8}
    typed = f'"{computer.python}" {TELLER}\r\nexit\r\n'
    ended = computer.run(["cmd", "/d", "/c", script], environ=clicked, typed=typed, limit=120)
    folder, variables = told(Ended(status=0, stdout=ended.stdout.replace(">[", ">\n["), stderr=""))
    assert folder == HARD
    assert variables["V"] == "100 % sure"
    assert not [name for name in variables if name.startswith("WHEELYARD_")]


@pytest.mark.parametrize(
    "line", [f'cmd.exe /c ""{SCRIPT}""', f'C:\\windows\\system32\\cmd.exe /c "call "{SCRIPT}" && dir"', "cmd.exe"]
)
def test_any_other_start_opens_no_prompt(computer: Computer, line: str) -> None:
    save(computer, environment({"V": "1"}))
    folder, variables = told(call(computer, environ={"CMDCMDLINE": line, **UTF8}))
    assert folder != HARD
    assert variables["V"] == "1"


def test_where_exclamation_marks_would_vanish_nothing_is_set(computer: Computer) -> None:
    save(computer, environment({"UV_CACHE_DIR": "C:\\wow!\\cache!"}))
    ended = call(computer, option="/v:on")
    assert "exclamation marks" in ended.stdout
    assert "UV_CACHE_DIR" not in told(ended)[1]


def test_a_quotation_mark_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="UV_PROMPT"):
        script_of(ShellKind.CMD, environment({"UV_PROMPT": QUOTED}))


def test_a_line_that_is_too_long_for_cmd_is_refused() -> None:
    with pytest.raises(InputError, match="8191"):
        script_of(ShellKind.CMD, environment({"UV_PROMPT": "x" * 8190}))


STARTS = """
import json, os, sys
from pathlib import Path
from core.system.terminals import found_terminals, persons_shell, terminal_call
from core.uv.detached import start_detached
found = found_terminals(os.environ)
cmd = next(each for each in found if each.name == "cmd")
call = (*terminal_call(cmd, Path("C:\\\\s"))[:1], "/d", "/c", sys.argv[1])
environment = {**os.environ, "V": "100 % gr\\u00f6\\u00dfe"}
process = start_detached(call, Path("C:\\\\s"), environment)
print(json.dumps([[each.name for each in found], persons_shell(os.environ), process]))
"""


def test_a_terminal_gets_the_environment_and_outlives_who_opened_it(computer: Computer) -> None:
    write(computer, TELLER, b"import time; time.sleep(3)\n" + TOLD.encode())
    write(
        computer,
        "C:\\s\\slow.cmd",
        f'@"{computer.python}" {TELLER} >C:\\s\\new.json\r\n@ren new.json told.json'.encode(),
    )
    write(computer, "C:\\s\\starts.py", STARTS.encode())
    told_file = computer.path_of("C:\\s\\told.json")
    ended = computer.run([computer.python, "C:\\s\\starts.py", "C:\\s\\slow.cmd"], limit=120)
    assert ended.status == 0, ended
    names, shell, _process = json.loads(ended.stdout)
    assert names[-1] == "cmd"
    assert shell[0].lower().endswith(".exe")
    assert not told_file.exists(), "the one who opened it ended first"
    until = time.monotonic() + 60
    while not told_file.exists():
        assert time.monotonic() < until
        time.sleep(0.1)
    folder, variables = json.loads(told_file.read_text(encoding="ascii"))
    assert (folder, variables["V"]) == ("C:\\s", "100 % gr\u00f6\u00dfe")


def test_uv_in_a_prompt_of_the_project_has_its_cache(computer: Computer) -> None:
    project, cache = "C:\\my & projects\\100 % (x)", "C:\\my caches ^ & co\\uv"
    write(computer, f"{project}\\pyproject.toml", b'[project]\nname = "tiny"\nversion = "1"\n')
    own = {"WHEELYARD_HOME": "C:\\wheelyard home"}
    wheelyard = (computer.python, "-m", "core.cli")
    for words in (("settings", "set", "cache", cache), ("shell", "--out", "C:\\s\\prompt.cmd")):
        ended = computer.run([*wheelyard, *words], environ=own, folder=computer.path_of(project), limit=240)
        assert ended.status == 0, ended
    write(computer, CALLER, f'@call C:\\s\\prompt.cmd\r\n@"{computer.uv}" cache dir\r\n'.encode())
    ended = computer.run(["cmd", "/d", "/c", CALLER], environ={"UV_OFFLINE": "1"}, limit=120)
    assert ended.stdout.splitlines() == [cache], ended
