"""Logins in a real keyring: a Secret Service on a session bus of its own, unlocked, locked, and none at all."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.network.secret_service_child import LONG, SECRET
from tests.integration.repairs.workbench import Workbench
from tests.network.tls_index import PACKAGE, package_index

REPOSITORY = Path(__file__).parents[3]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a Secret Service is of Linux"),
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}"),
]

UNLOCKED = "printf 'of this test\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1"
INDEX = '[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n'
LOCKED_SAID = "The keyring of this system is locked, and it was not unlocked."


class Desk:
    """A person's folder and session; ``run`` gives each call a bus and a keyring's daemon of its own."""

    def __init__(self, workbench: Workbench, runtime: Path) -> None:
        self.workbench = workbench
        self.environ = {
            **workbench.environ,
            "PYTHONPATH": str(REPOSITORY),
            "UV_PYTHON": sys.executable,
            "XDG_RUNTIME_DIR": str(runtime),
        }

    def run(self, daemon: str | None, *steps: str) -> list[str]:
        """Do steps, each in a process of its own, and return what they say."""
        child = f"{sys.executable} -m tests.integration.network.secret_service_child"
        lines = [f'{child} "$1" "$2" {step}' for step in steps]
        script = "set -e\n" + "\n".join([daemon, *lines] if daemon is not None else lines)
        bus = [] if daemon is None else ["dbus-run-session", "--"]
        ended = subprocess.run(
            [*bus, "sh", "-c", script, "-", str(self.workbench.home.root), str(self.workbench.project)],
            env=self.environ,
            cwd=self.workbench.root,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    # The socket's path has to be short, and the folder the person's alone.
    with tempfile.TemporaryDirectory(prefix="bus-", dir="/tmp") as runtime:
        yield Desk(Workbench(tmp_path), Path(runtime))


def test_a_secret_is_kept_by_the_service_from_one_process_to_the_next(desk: Desk) -> None:
    steps = ("usable", "set", "get", "delete", "get")
    assert desk.run(UNLOCKED, *steps) == ["usable: usable", "set: set", "get: same", "delete: deleted", "get: none"]
    # It outlives the session in the keyring's own file, which does not hold it in plain text.
    assert desk.run(UNLOCKED, "set") == ["set: set"]
    assert desk.run(UNLOCKED, "get") == ["get: same"]
    (file,) = (desk.workbench.root / "data").rglob("*.keyring")
    assert LONG.encode() not in file.read_bytes()


def test_a_login_is_stored_used_by_a_sync_of_another_process_and_taken_back(desk: Desk) -> None:
    workbench = desk.workbench
    with package_index(workbench.root / "wheels", login=("ada", SECRET)) as index:
        workbench.write((PACKAGE,), INDEX.format(url=index.url))
        first, second, third = desk.run(UNLOCKED, "store", "sync", "forget")
        assert first == "store: The login of ada for corp is in the keyring; uv gets it when it runs here."
        assert second == "sync: succeeded"
        assert "no longer in the keyring" in third
        (workbench.project / "uv.lock").unlink()
        desk.environ["UV_CACHE_DIR"] = str(workbench.root / "another cache")
        assert "succeeded" not in desk.run(UNLOCKED, "sync")[0]
    assert SECRET not in workbench.kept_texts()


def test_a_service_that_nobody_unlocks_is_said_and_the_session_is_the_way_out(desk: Desk) -> None:
    desk.workbench.write((), INDEX.format(url="https://corp.example/simple"))
    assert desk.run(UNLOCKED, "set") == ["set: set"]
    assert desk.run(LOCKED, "set", "get") == [f"set: {LOCKED_SAID}", f"get: {LOCKED_SAID}"]
    (said,) = desk.run(LOCKED, "store")
    assert said.startswith(f"store: {LOCKED_SAID} The login of ada for corp is kept until Wheelyard is closed")


def test_without_a_bus_there_is_no_keyring_and_the_session_is_the_way_out(desk: Desk) -> None:
    desk.workbench.write((), INDEX.format(url="https://corp.example/simple"))
    usable, kept, stored = desk.run(None, "usable", "set", "store")
    sentence = "This system has no keyring that secrets could be kept in."
    assert (usable, kept) == (f"usable: {sentence}", f"set: {sentence}")
    assert stored.startswith(f"store: {sentence} The login of ada for corp is kept until Wheelyard is closed")
