"""The .msi as an administrator's tools run it: silently, for all users, upgraded, and removed without a rest."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.installed import OWN, UNINSTALL, VERB, Installed, contents
from tests.windows.lab.computer import Computer
from tests.windows.lab.wine_lab import WineLab
from tests.windows.pictures import PICTURES
from tests.windows.release import LATER, Release

FOLDER = "C:\\Program Files\\Wheelyard"
ENVIRONMENT = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment"
REFUSED = 1603 % 256
"""ERROR_INSTALL_FAILURE; Wine hands on the lowest 8 bits."""


@pytest.fixture
def installed(lab: WineLab, tmp_path: Path) -> Iterator[Installed]:
    with lab.computer(tmp_path) as computer:
        yield Installed(computer, FOLDER)


def entries(installed: Installed) -> str:
    """Return the entries in Apps that name Wheelyard."""
    said = installed.computer.run(["reg", "query", f"HKLM\\{UNINSTALL}", "/s", "/reg:64"]).stdout
    return "\n\n".join(entry for entry in said.split("\n\n") if "Wheelyard" in entry)


def path_of_all(installed: Installed) -> list[str]:
    """Return the folders on PATH for all users."""
    said = installed.computer.run(["reg", "query", ENVIRONMENT, "/v", "PATH"]).stdout
    return [folder for folder in said.split("REG_EXPAND_SZ")[-1].strip().split(";") if folder]


def test_deployed_used_upgraded_and_removed(release: Release, installed: Installed) -> None:
    computer = installed.computer
    before = path_of_all(installed)
    now, later = installed.take(release.msi), installed.take(release.later_msi)
    assert installed.msi("/i", now, "ADDLOCAL=ALL").status == 0
    assert installed.key("HKLM", OWN) | {"InstallFolder": ""} == {
        "InstallFolder": "",
        "Version": release.version,
        "Package": "msi",
        "InStartMenu": "0x1",
        "OnPath": "0x1",
        "OnDesktop": "0x1",
        "InExplorer": "0x1",
    }
    entry = entries(installed)
    assert f"DisplayVersion    REG_SZ    {release.version}" in entry
    assert "Publisher    REG_SZ    Wheelyard" in entry
    assert path_of_all(installed) == [*before, f"{FOLDER}\\bin"]
    assert f'"{FOLDER}\\python\\pythonw.exe"' in computer.run(["reg", "query", f"HKLM\\{VERB}", "/ve"]).stdout
    assert len(list(computer.drive_c.rglob("Wheelyard.lnk"))) == 2

    assert installed.run("--version").stdout.strip() == f"wheelyard {release.version}"
    assert installed.run("demo", "--headless", "--dir", "C:\\project").status == 0
    synced = installed.run("sync", "--project", "C:\\project")
    assert synced.status == 0, synced.stdout[-3000:] + synced.stderr[-2000:]
    installed.photograph_window("C:\\project", PICTURES / "deployed.png")
    made = contents(installed.home)
    assert b"project" in made["projects.json"]

    assert installed.msi("/i", later).status == 0
    assert installed.run("--version").stdout.strip() == f"wheelyard {LATER}"
    assert installed.key("HKLM", OWN)["Version"] == LATER
    assert installed.key("HKLM", OWN)["OnPath"] == installed.key("HKLM", OWN)["InExplorer"] == "0x1"
    assert path_of_all(installed) == [*before, f"{FOLDER}\\bin"]
    assert entries(installed).count("DisplayName    REG_SZ    Wheelyard") == 1
    assert contents(installed.home) == made
    assert installed.msi("/i", now).status == REFUSED  # older than what is there
    assert installed.run("--version").stdout.strip() == f"wheelyard {LATER}"

    assert installed.msi("/x", later).status == 0
    assert not installed.place.exists(), sorted(installed.place.rglob("*"))[:20]
    assert installed.key("HKLM", OWN) == {}
    assert entries(installed) == ""
    assert path_of_all(installed) == before
    assert "pythonw" not in computer.run(["reg", "query", f"HKLM\\{VERB}", "/ve"]).stdout
    assert not list(computer.drive_c.rglob("Wheelyard.lnk"))
    assert contents(installed.home) == made
    assert (computer.drive_c / "project" / ".venv").is_dir()


def test_into_a_named_folder_which_an_upgrade_keeps_and_with_nothing_that_was_not_asked_for(
    release: Release, lab: WineLab, tmp_path: Path
) -> None:
    with lab.computer(tmp_path) as computer:
        installed = Installed(computer, "C:\\tools\\wheel yard")
        before = path_of_all(installed)
        now, later = installed.take(release.msi), installed.take(release.later_msi)
        assert installed.msi("/i", now, 'INSTALLFOLDER="C:\\tools\\wheel yard"').status == 0
        assert path_of_all(installed) == before
        assert [link.parent.name for link in computer.drive_c.rglob("Wheelyard.lnk")] == ["Programs"]
        (installed.place / "thesis.txt").write_text("years of work")
        assert installed.msi("/i", later).status == 0
        assert installed.run("--version").stdout.strip() == f"wheelyard {LATER}"
        assert not computer.path_of(FOLDER).exists()
        assert installed.msi("/x", later).status == 0
        assert [path.name for path in installed.place.rglob("*")] == ["thesis.txt"]


def test_a_window_is_asked_to_close_before_anything_is_changed(release: Release, installed: Installed) -> None:
    now, later = installed.take(release.msi), installed.take(release.later_msi)
    assert installed.msi("/i", now).status == 0
    window = installed.computer.start([f"{FOLDER}\\python\\pythonw.exe", "-m", "gui.main"])
    time.sleep(15)
    assert window.process.poll() is None
    assert installed.msi("/i", later).status == 0
    assert window.wait(60).status == 0
    assert installed.run("--version").stdout.strip() == f"wheelyard {LATER}"
    going_on = installed.start_command(150)
    # Windows' own number for a step that failed is 1603; Wine says 1627.
    assert installed.msi("/x", later).status != 0
    assert going_on.process.poll() is None, "a command is never ended"
    assert going_on.wait(200).status == 0
    assert installed.run("--version").stdout.strip() == f"wheelyard {LATER}"


def test_what_setup_installed_for_all_users_is_not_mixed_with(release: Release, installed: Installed) -> None:
    assert installed.setup(release.setup, "/ALLUSERS").status == 0
    assert installed.msi("/i", installed.take(release.later_msi)).status == REFUSED
    assert installed.key("HKLM", OWN)["Version"] == release.version
    assert installed.run("--version").stdout.strip() == f"wheelyard {release.version}"


def test_setup_for_all_users_leaves_what_the_msi_installed(release: Release, installed: Installed) -> None:
    assert installed.msi("/i", installed.take(release.msi)).status == 0
    assert installed.setup(release.later_setup, "/ALLUSERS").status == 4
    assert installed.setup(release.later_setup, "/ALLUSERS", "/D=C:\\elsewhere").status == 4
    assert installed.key("HKLM", OWN)["Version"] == release.version
    assert installed.run("--version").stdout.strip() == f"wheelyard {release.version}"


MADE_BY_WINDOWS = """
import json
from pathlib import Path
from installer.msi.package import build_msi
from installer.payload import Payload
room = Path("C:/room")
payload = room / "payload"
for name in ("python/pythonw.exe", "lib/core/a.py", "bin/wheelyard.cmd"):
    (payload / name).parent.mkdir(parents=True, exist_ok=True)
    (payload / name).write_bytes(name.encode() * 9000)
(payload / "wheelyard.ico").write_bytes(Path("S:/assets/wheelyard.ico").read_bytes())
print(build_msi(Payload(payload, "3.2.1", 1_700_000_000, has_bytecode=False), room, room / "work"))
"""


def test_windows_itself_makes_an_msi_that_installs(computer: Computer) -> None:
    made = computer.run([computer.python, "-c", MADE_BY_WINDOWS])
    assert made.status == 0, made.stderr
    assert computer.run(["msiexec", "/i", "C:\\room\\Wheelyard-3.2.1.msi", "/qn"]).status == 0
    placed = computer.path_of(f"{FOLDER}\\lib\\core\\a.py")
    assert placed.read_bytes() == b"lib/core/a.py" * 9000
    assert computer.run(["msiexec", "/x", "C:\\room\\Wheelyard-3.2.1.msi", "/qn"]).status == 0
    assert not computer.path_of(FOLDER).exists()
