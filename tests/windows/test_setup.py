"""Setup as people and IT departments run it: installed, started, upgraded, uninstalled; nothing is left behind."""

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from msgspec import Struct

from installer.build import build_setup_alone
from installer.payload import Payload
from installer.portable import build_portable
from installer.sources import locate
from installer.wheelyard_setup.shortcut import app_id_of
from tests.windows.lab.computer import Ended
from tests.windows.lab.entering import Mount, enter_command
from tests.windows.lab.steps import say
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab
from tests.windows.pictures import FEWEST_COLOURS, PICTURES, colours

PYTHON_ON_PATH = {"PATH": "L:\\python"}
"""Where uv finds a Python for projects; Windows has none by itself."""
LATER = "0.1.1"


class Setups(Struct, frozen=True):
    """Two versions of Setup: this one, and a later one with the same program."""

    payload: Payload
    now: Path
    later: Path

    @property
    def version(self) -> str:
        """This version."""
        return self.payload.version


@pytest.fixture(scope="session")
def setups(lab: WineLab, tmp_path_factory: pytest.TempPathFactory) -> Setups:
    """Build Setup in two versions, compiled by the Python of the Debian folder, which is of the shipped version."""
    folder = tmp_path_factory.mktemp("setup")
    compiler = tuple(enter_command(lab.debian, ["python3"], mounts=(Mount(folder, str(folder), writable=True),)))
    made = [
        build_setup_alone(folder / "dist", folder / "work", locate(version, None, compiler), quick=version == LATER)
        for version in (None, LATER)
    ]
    return Setups(made[0].payload, made[0].setup, made[1].setup)


class Installed:
    """A computer with Setup's files at hand; what it installs lies in ``folder``."""

    def __init__(self, computer: WineComputer, folder: str) -> None:
        self.computer = computer
        self.folder = PureWindowsPath(folder)
        self.place = computer.path_of(folder)
        # Before the first program: Wine's desktop stays on the screen that there was when it began, or on none.
        self.screen = computer.screen

    def setup(self, file: Path, *flags: str) -> Ended:
        target = self.computer.drive_c / file.name
        target.write_bytes(file.read_bytes())
        # By a script, as administrators do: /D= takes the rest of the line, and quotes would belong to the folder.
        script = self.computer.drive_c / "install.bat"
        script.write_text(f"@C:\\{file.name} /S {' '.join(flags)}\r\n@exit %errorlevel%\r\n", newline="")
        return self.computer.run(["cmd", "/c", "C:\\install.bat"], limit=600)

    def run(self, *arguments: str, limit: float = 300) -> Ended:
        command = [str(self.folder / "python" / "python.exe"), "-m", "gui.main", *arguments]
        return self.computer.run(command, environ=PYTHON_ON_PATH, limit=limit)

    @property
    def home(self) -> Path:
        """Where the program keeps what is its own."""
        return self.computer.person / "AppData" / "Local" / "Wheelyard"

    def photograph_window(self, project: str, target: Path) -> None:
        """Open the window on a project as the shortcut does, photograph it when it is drawn, and have it closed."""
        screen = self.screen
        program = str(self.folder / "python" / "pythonw.exe")
        window = self.computer.start([program, "-m", "gui.main", "--window", project], environ=PYTHON_ON_PATH)
        began = time.monotonic()
        while len(colours(screen.photograph(target))) < FEWEST_COLOURS and time.monotonic() < began + 180:
            time.sleep(0.5)
        drawn = time.monotonic() - began
        time.sleep(5)
        assert len(colours(screen.photograph(target))) >= FEWEST_COLOURS, "no window was drawn"
        say(f"the installed window was drawn {drawn:.1f} s after its start")
        ended = self.run("--quit", "--wait", "60")
        assert ended.status == 0, ended
        assert window.wait(60).status == 0

    def uninstall(self, *flags: str) -> None:
        """Run the uninstaller, which goes on as a copy of itself, and wait until it is through."""
        assert self.computer.run([str(self.folder / "Uninstall.exe"), "/S", *flags], limit=300).status == 0
        until = time.monotonic() + 180
        while (self.place / "Uninstall.exe").exists() and time.monotonic() < until:
            time.sleep(0.5)
        time.sleep(2)

    def key(self, root: str, name: str) -> dict[str, str]:
        """Return the values of a key of the registry, empty where there is none."""
        said = self.computer.run(["reg", "query", f"{root}\\{name}", "/reg:64"]).stdout
        rows = (line.strip().split(None, 2) for line in said.splitlines() if line.startswith("    "))
        return {row[0]: row[2] if len(row) > 2 else "" for row in rows}


UNINSTALL = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Wheelyard"
OWN = "Software\\Wheelyard"
VERB = "Software\\Classes\\Directory\\shell\\Wheelyard\\command"
MINE = "C:\\users\\root\\AppData\\Local\\Programs\\Wheelyard"


@pytest.fixture
def mine(lab: WineLab, tmp_path: Path) -> Iterator[Installed]:
    with lab.computer(tmp_path) as computer:
        yield Installed(computer, MINE)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what is in it; locks are empty and come and go."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent.name != "leases")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_installed_used_upgraded_and_gone_again(setups: Setups, mine: Installed) -> None:
    computer = mine.computer
    before = computer.run(["reg", "query", "HKCU\\Environment"]).stdout
    done = mine.setup(setups.now, "/CURRENTUSER", "/PATH=1", "/DESKTOP=1", "/EXPLORER=1")
    assert done.status == 0, done
    entry = mine.key("HKCU", UNINSTALL)
    assert (entry["DisplayName"], entry["DisplayVersion"], entry["Publisher"]) == (
        "Wheelyard",
        setups.version,
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

    assert mine.run("--version").stdout.strip() == f"wheelyard {setups.version}"
    by_name = computer.run(["cmd", "/c", "wheelyard", "--version"], environ={"PATH": f"{MINE}\\bin"})
    assert by_name.stdout.strip() == f"wheelyard {setups.version}"
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

    done = mine.setup(setups.later)
    assert done.status == 0, done
    assert mine.run("--version").stdout.strip() == f"wheelyard {LATER}"
    assert mine.key("HKCU", UNINSTALL)["DisplayVersion"] == LATER
    assert mine.key("HKCU", OWN)["OnPath"] == "0x1"
    assert not (mine.place / "~old").exists()
    assert contents(home) == made
    assert mine.setup(setups.now).status == 6  # older than what is there

    mine.uninstall()
    assert not mine.place.exists(), list(mine.place.rglob("*"))[:20]
    assert mine.key("HKCU", UNINSTALL) == {}
    assert mine.key("HKCU", OWN) == {}
    assert "pythonw" not in computer.run(["reg", "query", f"HKCU\\{VERB}", "/ve"]).stdout
    assert computer.run(["reg", "query", "HKCU\\Environment"]).stdout == before
    assert not list(computer.person.rglob("*.lnk"))
    assert contents(home) == made
    assert (computer.drive_c / "project" / ".venv").is_dir()


def test_for_all_users_into_a_named_folder_and_what_is_not_setups_stays(
    setups: Setups, lab: WineLab, tmp_path: Path
) -> None:
    with lab.computer(tmp_path) as computer:
        theirs = Installed(computer, "C:\\tools\\wheel yard")
        done = theirs.setup(setups.now, "/ALLUSERS", "/D=C:\\tools\\wheel yard")
        assert done.status == 0, done
        assert theirs.key("HKLM", OWN)["InstallFolder"] == "C:\\tools\\wheel yard"
        assert theirs.key("HKCU", OWN) == {}
        assert theirs.run("--version").stdout.strip() == f"wheelyard {setups.version}"
        (theirs.place / "thesis.txt").write_text("years of work")
        (theirs.place / "lib" / "notes.txt").write_text("mine")
        assert theirs.setup(setups.later).status == 0
        assert (theirs.place / "thesis.txt").exists()
        theirs.uninstall()
        left = sorted(path.name for path in theirs.place.rglob("*") if path.is_file())
        assert left == ["notes.txt", "thesis.txt"]
        assert theirs.key("HKLM", OWN) == {}


def test_a_folder_with_other_things_is_refused(setups: Setups, mine: Installed) -> None:
    other = mine.computer.drive_c / "thesis"
    other.mkdir()
    (other / "years.txt").write_text("of work")
    assert mine.setup(setups.now, "/CURRENTUSER", "/D=C:\\thesis").status == 4
    assert [path.name for path in other.rglob("*")] == ["years.txt"]
    assert mine.key("HKCU", OWN) == {}


def test_a_running_program_is_closed_and_a_busy_command_is_waited_for(setups: Setups, mine: Installed) -> None:
    assert mine.setup(setups.now, "/CURRENTUSER").status == 0
    window = mine.computer.start([f"{MINE}\\python\\pythonw.exe", "-m", "gui.main"])
    time.sleep(15)
    assert window.process.poll() is None
    done = mine.setup(setups.later)
    assert done.status == 0, done
    assert window.wait(60).status == 0
    assert mine.run("--version").stdout.strip() == f"wheelyard {LATER}"


def test_the_portable_program_keeps_everything_beside_itself(setups: Setups, mine: Installed, tmp_path: Path) -> None:
    computer = mine.computer
    package = build_portable(setups.payload, tmp_path)
    with zipfile.ZipFile(package) as archive:
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
