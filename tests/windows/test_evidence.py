"""Facts about a Windows computer that a diagnosis needs, read on one: registry, running programs, their windows."""

import json
from pathlib import PureWindowsPath
from typing import Any

from tests.windows.lab.computer import Computer
from tests.windows.lab.wine_computer import WineComputer

WAITING = "print('ready', flush=True); import sys; sys.stdin.read()"
BEGINNING = f"""
import json, os, shutil, subprocess, sys, time
from pathlib import Path
import psutil
WAITING = {WAITING!r}
def waiting(*words, **options):
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)
    assert child.stdout.readline().strip() == "ready"
    return child
"""


def told(computer: Computer, program: str, limit: float = 240) -> Any:
    """Run a piece of Python there; return what it printed last, which must be JSON."""
    ended = computer.run([computer.python, "-c", BEGINNING + program], limit=limit)
    assert ended.status == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def reg(wine: WineComputer, *words: str) -> None:
    """Change the registry as an administrator does; only a computer of the lab's own may be changed so."""
    ended = wine.run(["reg", *words])
    assert ended.status == 0, ended.stdout + ended.stderr


LONG_PATHS = "from core.system.long_paths import long_paths_enabled\nprint(json.dumps(long_paths_enabled()))"
FILE_SYSTEM = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"


def test_long_paths_are_enabled_when_the_registry_says_so(wine: WineComputer) -> None:
    for value in (1, 0):
        reg(wine, "add", FILE_SYSTEM, "/v", "LongPathsEnabled", "/t", "REG_DWORD", "/d", str(value), "/f")
        assert told(wine, LONG_PATHS) is bool(value)
    reg(wine, "delete", FILE_SYSTEM, "/v", "LongPathsEnabled", "/f")
    assert told(wine, LONG_PATHS) is False


PROXY = """
from core.system.system_proxy import system_proxy
proxy = system_proxy()
print(json.dumps([proxy.servers, proxy.bypass, proxy.pac_url, proxy.auto_detect, proxy.source]))
"""
INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
INTERNET_POLICY = r"HKLM\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"


def set_proxy(wine: WineComputer, hive: str, server: str) -> None:
    reg(wine, "add", rf"{hive}\{INTERNET}", "/v", "ProxyEnable", "/t", "REG_DWORD", "/d", "1", "/f")
    reg(wine, "add", rf"{hive}\{INTERNET}", "/v", "ProxyServer", "/d", server, "/f")


def test_the_proxy_is_the_persons_unless_policy_makes_it_the_computers(wine: WineComputer) -> None:
    set_proxy(wine, "HKCU", "http=ada:s3cret@own:1;https=own:2")
    reg(wine, "add", rf"HKCU\{INTERNET}", "/v", "ProxyOverride", "/d", "*.corp;<local>", "/f")
    reg(wine, "add", rf"HKCU\{INTERNET}", "/v", "AutoConfigURL", "/d", "http://wpad/proxy.pac", "/f")
    blob = "460000000300000009000000" + "00" * 40
    where = rf"HKCU\{INTERNET}\Connections"
    reg(wine, "add", where, "/v", "DefaultConnectionSettings", "/t", "REG_BINARY", "/d", blob, "/f")
    servers, *others = told(wine, PROXY)
    assert servers == {"http": "http://own:1", "https": "http://own:2"}
    assert others == [["*.corp", "<local>"], "http://wpad/proxy.pac", True, rf"HKCU\{INTERNET}"]

    set_proxy(wine, "HKLM", "company:8080")
    assert told(wine, PROXY)[4] == rf"HKCU\{INTERNET}"
    reg(wine, "add", INTERNET_POLICY, "/v", "ProxySettingsPerUser", "/t", "REG_DWORD", "/d", "0", "/f")
    servers, bypass, _, _, source = told(wine, PROXY)
    assert servers == {"http": "http://company:8080", "https": "http://company:8080"}
    assert bypass == []
    assert source == rf"HKLM\{INTERNET}"


CONTROL = "from core.system.application_control import application_control\nprint(json.dumps(application_control()))"
POLICIES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows"


def test_rules_about_programs_are_said_in_sentences(wine: WineComputer) -> None:
    assert told(wine, CONTROL) == []
    for rule in (r"Exe\{1}", r"Exe\{2}", r"Dll\{3}"):
        reg(wine, "add", rf"{POLICIES}\SrpV2\{rule}", "/v", "Value", "/d", "<FilePathRule/>", "/f")
    reg(wine, "add", rf"{POLICIES}\SrpV2\Dll", "/v", "EnforcementMode", "/t", "REG_DWORD", "/d", "0", "/f")
    programs, libraries = told(wine, CONTROL)
    assert "AppLocker has 2 rules for programs (.exe)" in programs
    assert "refused" in programs
    assert "AppLocker has 1 rule for libraries (.dll, .pyd)" in libraries
    assert "only writes down" in libraries
    reg(wine, "delete", rf"{POLICIES}\SrpV2", "/f")

    integrity = r"HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy"
    reg(wine, "add", integrity, "/v", "VerifiedAndReputablePolicyState", "/t", "REG_DWORD", "/d", "1", "/f")
    reg(wine, "add", rf"{POLICIES}\Safer\CodeIdentifiers", "/v", "DefaultLevel", "/t", "REG_DWORD", "/d", "0", "/f")
    smart, restricted = told(wine, CONTROL)
    assert "Smart App Control is on" in smart
    assert "Software Restriction Policies refuse every program" in restricted
    reg(
        wine, "add", rf"{POLICIES}\Safer\CodeIdentifiers", "/v", "DefaultLevel", "/t", "REG_DWORD", "/d", "262144", "/f"
    )
    reg(wine, "add", rf"{POLICIES}\Safer\CodeIdentifiers\0\Paths\{{4}}", "/v", "ItemData", "/d", "%TEMP%", "/f")
    assert told(wine, CONTROL)[1] == "Software Restriction Policies refuse programs in 1 place."


CLOUD = r"""
from core.system.cloud_folders import cloud_folder_of
found = cloud_folder_of(Path(r"\\?\C:\Data\ONEDRIVE - Contoso\work\.venv"), {"USERPROFILE": r"C:\nobody"})
other = cloud_folder_of(Path(r"C:\Data\work"), {"USERPROFILE": r"C:\nobody"})
print(json.dumps([found and [found.name, str(found.root), found.seen_by], other and other.name]))
"""
ACCOUNTS = r"HKCU\Software\Microsoft\OneDrive\Accounts"


def test_the_registry_names_the_cloud_folder_of_each_account(wine: WineComputer) -> None:
    assert told(wine, CLOUD) == [None, None]
    reg(wine, "add", rf"{ACCOUNTS}\Personal", "/v", "cid", "/d", "1", "/f")
    reg(wine, "add", rf"{ACCOUNTS}\Business1", "/v", "UserFolder", "/d", r"C:\Data\OneDrive - Contoso", "/f")
    assert told(wine, CLOUD) == [["OneDrive - Contoso", r"C:\Data\OneDrive - Contoso", "registry"], None]


WRITABLE = r"""
from core.system.writable import folder_state
print(json.dumps([folder_state(Path(name)) for name in ("C:\\", "L:\\python", "C:\\gone", "L:\\python\\python.exe")]))
"""


def test_a_drive_that_cannot_be_written_is_told_at_once(wine: WineComputer) -> None:
    assert told(wine, WRITABLE, limit=120) == ["usable", "not-writable", "missing", "not-a-folder"]


PROGRAMS = r"""
from core.system.file_users import users_below
from core.system.programs_in import programs_in
made = Path(os.environ["SystemDrive"] + "\\made")
venv = made / "project" / ".venv"
shutil.rmtree(made, ignore_errors=True)
base = Path(sys.executable).parent
shutil.copytree(base, venv / "Scripts")
(venv / "pyvenv.cfg").write_text(f"home = {base}\n")
(venv.parent / "work").mkdir()
inside = str(venv / "Scripts" / "python.exe")
launch = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', {WAITING!r}])"

def look():
    begun = time.perf_counter()
    programs = programs_in(venv, 60)
    seconds = time.perf_counter() - begun
    return programs, seconds, users_below(venv, 60)

def numbers(users):
    return sorted(user.process for user in users)

before, _, held_before = look()
plain, launcher = waiting(inside, "-c", WAITING), waiting(inside, "-c", launch)
other = waiting(sys.executable, "-c", WAITING, cwd=venv.parent / "work")
launched = [child.pid for child in psutil.Process(launcher.pid).children()]
programs, seconds, held = look()
at_work = users_below(venv.parent / "work", 60)
found = {
    "before": [numbers(before), numbers(held_before)],
    "programs": numbers(programs),
    "held": numbers(held),
    "expected": sorted([plain.pid, launcher.pid, *launched]),
    "launched": len(launched),
    "at_work": numbers(at_work),
    "other": other.pid,
    "user": [[user.name, user.program, user.owner, user.started] for user in programs if user.process == plain.pid][0],
    "owner": psutil.Process().username(),
    "seconds": seconds,
}
for child in (plain, launcher, other):
    child.communicate(timeout=60)
print(json.dumps(found))
"""


def test_programs_that_run_out_of_an_environment_are_told_launchers_pythons_too(computer: Computer) -> None:
    found = told(computer, PROGRAMS)
    assert found["before"] == [[], []]
    assert found["launched"] == 1
    assert found["programs"] == found["expected"]
    assert (
        len({*found["expected"]} & set(found["held"])) == 2
    )  # the launched Python lies elsewhere, and works elsewhere
    assert found["at_work"] == [found["other"]]
    name, program, owner, started = found["user"]
    assert (name, owner, started > 0) == ("python.exe", found["owner"], True)
    assert PureWindowsPath(program).parts[-3:] == (".venv", "Scripts", "python.exe")
    assert found["seconds"] < 30


ENDING = """
from msgspec.structs import replace
from core.system.ending import end_program
from core.system.file_users import user_of
child = waiting(sys.executable, "-c", WAITING)
user = user_of(psutil.Process(child.pid))
wrong = end_program(replace(user, started=user.started - 60))
alive = child.poll() is None
ended = end_program(user)
child.wait(60)
own = user_of(psutil.Process())
print(json.dumps([wrong, alive, ended, end_program(user), end_program(own)]))
"""


def test_a_program_is_ended_once_and_only_the_one_that_was_named(computer: Computer) -> None:
    assert told(computer, ENDING) == ["another-program-now", True, "ended", "gone-already", "not-allowed"]


WINDOW = """
from core.system.ending import end_program
from core.system.file_users import user_of, users_below
from core.system.program_windows import window_titles
notes = Path("C:/notes")
notes.mkdir()
child = subprocess.Popen(["C:\\\\windows\\\\system32\\\\notepad.exe"], cwd=notes)
until = time.monotonic() + 60
while child.pid not in window_titles() and time.monotonic() < until:
    time.sleep(0.1)
(user,) = users_below(notes, 60)
begun = time.monotonic()
result = end_program(user, 60)
print(json.dumps([user.window_title, user.words(), result, child.wait(60), time.monotonic() - begun]))
"""


def test_a_program_with_a_window_is_known_by_its_title_and_asked_to_close_it(wine: WineComputer) -> None:
    assert wine.screen.display
    title, words, result, status, seconds = told(wine, WINDOW)
    assert "Notepad" in title
    assert title in words
    assert result == "ended"
    assert status == 0, "it was forced, and not asked"
    assert seconds < 60


PRODUCTS = """
from core.system.security_products import security_products
def found():
    return [[product.name, product.seen, product.running] for product in security_products()]
before = found()
folder = Path("C:/Program Files/Windows Defender")
shutil.copytree(Path(sys.executable).parent, folder)
shutil.move(folder / "python.exe", folder / "MsMpEng.exe")
child = waiting(str(folder / "MsMpEng.exe"), "-c", WAITING)
begun = time.perf_counter()
during = found()
seconds = time.perf_counter() - begun
child.communicate(timeout=60)
print(json.dumps([before, during, found(), seconds]))
"""


def test_a_security_product_is_seen_by_its_process_and_by_its_service(wine: WineComputer) -> None:
    defender = "Microsoft Defender Antivirus"
    before, during, after, seconds = told(wine, PRODUCTS)
    assert before == after == []
    assert during == [[defender, ["MsMpEng.exe"], True]]
    assert seconds < 30
    # Wine has no name to show for a service that was made without one, and whoever lists the services falls over it.
    service = ["binPath=", "C:\\none.exe", "start=", "demand", "DisplayName=", "Defender"]
    made = wine.run(["sc", "create", "WinDefend", *service])
    assert made.status == 0, made.stdout + made.stderr
    assert told(wine, PRODUCTS.partition("before =")[0] + "print(json.dumps(found()))") == [
        [defender, ["WinDefend"], False]
    ]


HOLDING = r"""
from core.system.file_users import users_of
from core.system.open_handles import processes_that_use
file = Path(os.environ["TEMP"]) / "held by a child.txt"
file.write_text("x")
child = waiting(sys.executable, "-c", "import sys; held = open(sys.argv[1]); " + WAITING, str(file))
users = [user.process for user in users_of(file, 60)]
print(json.dumps([users, child.pid, processes_that_use(file)]))
child.communicate(timeout=60)
"""


def test_who_has_a_file_open_is_told_or_is_unknown(computer: Computer) -> None:
    users, child, handles = told(computer, HOLDING)
    if isinstance(computer, WineComputer):
        assert users in ([], [child])  # Wine's Restart Manager is a shell; what is asked of it must do no harm
    else:
        assert child in {*users} & {*handles}


def test_what_windows_says_of_its_code_integrity_is_an_answer_or_unknown(computer: Computer) -> None:
    said = told(
        computer, "from core.system.code_integrity import program_integrity\nprint(json.dumps(program_integrity()))"
    )
    assert said in {None, "not-checked", "audited", "enforced"}
