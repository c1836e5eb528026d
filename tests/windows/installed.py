"""An installed Wheelyard on a computer of the lab, used as people and IT departments use it."""

import time
from pathlib import Path, PureWindowsPath

from tests.windows.figures import record
from tests.windows.lab.computer import Ended, StartedProgram
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.pictures import FEWEST_COLOURS, colours

PYTHON_ON_PATH = {"PATH": "L:\\python"}
"""Where uv finds a Python for projects; Windows has none by itself."""
UNINSTALL = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall"
OWN = "Software\\Wheelyard"
VERB = "Software\\Classes\\Directory\\shell\\Wheelyard\\command"


class Installed:
    """A computer with Setup's files at hand; what it installs lies in ``folder``."""

    def __init__(self, computer: WineComputer, folder: str) -> None:
        self.computer = computer
        self.folder = PureWindowsPath(folder)
        self.place = computer.path_of(folder)
        # Before the first program: Wine's desktop stays on the screen that there was when it began, or on none.
        self.screen = computer.screen

    def setup(self, file: Path, *flags: str) -> Ended:
        """Run Setup silently."""
        # /D= takes the rest of the line; quotes would belong to the folder.
        return self._by_script(f"{self.take(file)} /S {' '.join(flags)}")

    def msi(self, *words: str) -> Ended:
        """Have Windows Installer do something silently; values with blanks are given in quotes."""
        return self._by_script(f"msiexec {' '.join(words)} /qn")

    def _by_script(self, line: str) -> Ended:
        """Run one line as administrators do, in a batch file, which leaves every quote where it is."""
        script = self.computer.drive_c / "install.bat"
        script.write_text(f"@{line}\r\n@exit %errorlevel%\r\n", newline="")
        return self.computer.run(["cmd", "/c", "C:\\install.bat"], limit=600)

    def take(self, file: Path) -> str:
        """Put a file on C: and return its name there."""
        (self.computer.drive_c / file.name).write_bytes(file.read_bytes())
        return f"C:\\{file.name}"

    def run(self, *arguments: str, limit: float = 300) -> Ended:
        command = [str(self.folder / "python" / "python.exe"), "-m", "gui.main", *arguments]
        return self.computer.run(command, environ=PYTHON_ON_PATH, limit=limit)

    def start_command(self, seconds: int) -> StartedProgram:
        """Start something of this installation that has no window and ends by itself."""
        waiting = f"import time; time.sleep({seconds})"
        started = self.computer.start([str(self.folder / "python" / "python.exe"), "-c", waiting])
        time.sleep(5)
        assert started.process.poll() is None
        return started

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
        record(f"{target.stem}: the window was drawn {drawn:.1f} s after the start of the installed program")
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


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what is in it; locks are empty and come and go."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent.name != "leases")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
