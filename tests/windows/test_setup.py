"""Setup as people and IT departments run it: installed, started, upgraded, uninstalled; nothing is left behind."""

import hashlib
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.layout import INSTALLED_LIMIT, MSI_LIMIT, SETUP_LIMIT
from installer.wheelyard_setup.shortcut import app_id_of
from tests.windows.installed import OWN, UNINSTALL, VERB, Installed, contents
from tests.windows.lab.wine_lab import WineLab
from tests.windows.pictures import PICTURES
from tests.windows.release import LATER, Release

ENTRY = f"{UNINSTALL}\\Wheelyard"
MINE = "C:\\users\\root\\AppData\\Local\\Programs\\Wheelyard"


@pytest.fixture
def mine(lab: WineLab, tmp_path: Path) -> Iterator[Installed]:
    with lab.computer(tmp_path) as computer:
        yield Installed(computer, MINE)


def test_the_release_is_whole_and_small(release: Release) -> None:
    names = {file.name for file in release.dist.iterdir() if file.is_file()}
    bill = f"wheelyard-{release.version}.cdx.json"
    packages = {release.setup.name, release.msi.name, release.portable.name, bill}
    assert names == packages | {"SHA256SUMS"}
    sums = dict(line.split("  ")[::-1] for line in (release.dist / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: hashlib.sha256((release.dist / name).read_bytes()).hexdigest() for name in packages}
    assert release.setup.stat().st_size < SETUP_LIMIT
    assert release.msi.stat().st_size < MSI_LIMIT
    assert release.payload.size < INSTALLED_LIMIT
    named = {part["name"] for part in json.loads((release.dist / bill).read_text("utf-8"))["components"]}
    assert named >= {"Python", "Qt", "uv", "pyside6-essentials", "pywinpty"}


def test_installed_used_upgraded_and_gone_again(release: Release, mine: Installed) -> None:
    computer = mine.computer
    before = computer.run(["reg", "query", "HKCU\\Environment"]).stdout
    done = mine.setup(release.setup, "/CURRENTUSER", "/PATH=1", "/DESKTOP=1", "/EXPLORER=1")
    assert done.status == 0, done
    entry = mine.key("HKCU", ENTRY)
    assert (entry["DisplayName"], entry["DisplayVersion"], entry["Publisher"]) == (
        "Wheelyard",
        release.version,
        "Wheelyard",
    )
    size = int(entry["EstimatedSize"], 16) * 1024
    assert 50e6 < size < 170e6
    assert entry["QuietUninstallString"] == f'"{MINE}\\Uninstall.exe" /S'
    assert f"{MINE}\\bin" in computer.run(["reg", "query", "HKCU\\Environment", "/v", "Path"]).stdout
    assert "pythonw.exe" in computer.run(["reg", "query", f"HKCU\\{VERB}", "/ve"]).stdout
    links = sorted(computer.person.rglob("*.lnk"))
    assert [link.parent.name for link in links] == ["Programs", "Desktop"] or len(links) == 2
    assert {app_id_of(link.read_bytes()) for link in links} == {"Wheelyard.Wheelyard"}

    assert mine.run("--version").stdout.strip() == f"wheelyard {release.version}"
    by_name = computer.run(["cmd", "/c", "wheelyard", "--version"], environ={"PATH": f"{MINE}\\bin"})
    assert by_name.stdout.strip() == f"wheelyard {release.version}"
    assert mine.run("demo", "--headless", "--dir", "C:\\project").status == 0
    synced = mine.run("sync", "--project", "C:\\project")
    assert synced.status == 0, synced.stdout[-3000:] + synced.stderr[-2000:]
    assert (computer.drive_c / "project" / ".venv" / "Scripts" / "python.exe").is_file()
    mine.photograph_window("C:\\project", PICTURES / "installed.png")
    home = mine.home
    made = contents(home)
    assert b"project" in made["projects.json"]
    assert any(name.startswith("transcripts") for name in made)
    assert list(mine.place.rglob("__pycache__/*.pyc")), "it is compiled"

    done = mine.setup(release.later_setup)
    assert done.status == 0, done
    assert mine.run("--version").stdout.strip() == f"wheelyard {LATER}"
    assert mine.key("HKCU", ENTRY)["DisplayVersion"] == LATER
    assert mine.key("HKCU", OWN)["OnPath"] == "0x1"
    assert not (mine.place / "~old").exists()
    assert contents(home) == made
    assert mine.setup(release.setup).status == 6  # older than what is there

    mine.uninstall()
    assert not mine.place.exists(), list(mine.place.rglob("*"))[:20]
    assert mine.key("HKCU", ENTRY) == {}
    assert mine.key("HKCU", OWN) == {}
    assert "pythonw" not in computer.run(["reg", "query", f"HKCU\\{VERB}", "/ve"]).stdout
    assert computer.run(["reg", "query", "HKCU\\Environment"]).stdout == before
    assert not list(computer.person.rglob("*.lnk"))
    assert contents(home) == made
    assert (computer.drive_c / "project" / ".venv").is_dir()


def test_for_all_users_into_a_named_folder_and_what_is_not_setups_stays(
    release: Release, lab: WineLab, tmp_path: Path
) -> None:
    with lab.computer(tmp_path) as computer:
        theirs = Installed(computer, "C:\\tools\\wheel yard")
        done = theirs.setup(release.setup, "/ALLUSERS", "/D=C:\\tools\\wheel yard")
        assert done.status == 0, done
        assert theirs.key("HKLM", OWN)["InstallFolder"] == "C:\\tools\\wheel yard"
        assert theirs.key("HKCU", OWN) == {}
        assert theirs.run("--version").stdout.strip() == f"wheelyard {release.version}"
        (theirs.place / "thesis.txt").write_text("years of work")
        (theirs.place / "lib" / "notes.txt").write_text("mine")
        assert theirs.setup(release.later_setup).status == 0
        assert (theirs.place / "thesis.txt").exists()
        theirs.uninstall()
        left = sorted(path.name for path in theirs.place.rglob("*") if path.is_file())
        assert left == ["notes.txt", "thesis.txt"]
        assert theirs.key("HKLM", OWN) == {}


def test_a_folder_with_other_things_is_refused(release: Release, mine: Installed) -> None:
    other = mine.computer.drive_c / "thesis"
    other.mkdir()
    (other / "years.txt").write_text("of work")
    assert mine.setup(release.setup, "/CURRENTUSER", "/D=C:\\thesis").status == 4
    assert [path.name for path in other.rglob("*")] == ["years.txt"]
    assert mine.key("HKCU", OWN) == {}


def test_a_running_window_is_closed_and_a_command_that_goes_on_stops_setup(release: Release, mine: Installed) -> None:
    assert mine.setup(release.setup, "/CURRENTUSER").status == 0
    window = mine.computer.start([f"{MINE}\\python\\pythonw.exe", "-m", "gui.main"])
    time.sleep(15)
    assert window.process.poll() is None
    done = mine.setup(release.later_setup)
    assert done.status == 0, done
    assert window.wait(60).status == 0
    assert mine.run("--version").stdout.strip() == f"wheelyard {LATER}"
    going_on = mine.start_command(150)
    assert mine.setup(release.setup, "/CURRENTUSER").status == 6  # older: said before anybody is waited for
    assert mine.setup(release.later_setup).status == 3
    assert going_on.process.poll() is None, "a command is never ended"
    assert going_on.wait(200).status == 0
    assert mine.run("--version").stdout.strip() == f"wheelyard {LATER}"


def test_the_portable_program_keeps_everything_beside_itself(release: Release, mine: Installed) -> None:
    computer = mine.computer
    with zipfile.ZipFile(release.portable) as archive:
        archive.extractall(computer.drive_c / "stick")
    (top,) = (computer.drive_c / "stick").iterdir()
    portable = Installed(computer, f"C:\\stick\\{top.name}")
    before = set(computer.person.rglob("*"))
    assert portable.run("demo", "--headless", "--dir", "C:\\project").status == 0
    synced = portable.run("sync", "--project", "C:\\project")
    assert synced.status == 0, synced.stdout[-2000:] + synced.stderr[-2000:]
    assert {path.name for path in (top / "data").iterdir()} >= {"wheelyard", "cache"}
    made = {path for path in set(computer.person.rglob("*")) - before if "Temp" not in path.parts}
    assert [str(path) for path in made if path.is_file()] == []
