"""The loop that Qt and asyncio share begins, serves and ends in order, in a process of its own."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run_script(text: str, *, timeout: float = 90) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(text)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def test_the_window_opens_works_and_closes_in_order() -> None:
    done = run_script(
        """
        import asyncio
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from gui.main import make_application, show_session
        from gui.windows.main_window import MainWindow
        from tests.fakes import scenes

        session = scenes.session_with_projects()
        asleep = []
        app = make_application()

        def find():
            return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

        async def sleeper():
            await asyncio.sleep(0.05)
            asleep.append("awake")
            scenes.sync_under_way(session, at=0.0)
            find().close()

        class Kept:
            task = None

        def start():
            Kept.task = asyncio.get_running_loop().create_task(sleeper())

        QTimer.singleShot(50, start)
        status = show_session(app, lambda: session, scenes.OTHER)
        print(status, asleep, session.closed, session.listeners)
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "0 ['awake'] True 0"
    assert done.stderr.strip() == ""


def test_a_damaged_list_of_projects_is_said_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "projects.json").write_text("{")
    done = run_script(
        f"""
        import os
        os.environ["WHEELYARD_HOME"] = {str(tmp_path)!r}
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from gui.main import make_application, open_window
        from gui.windows.main_window import MainWindow

        app = make_application()

        def look():
            windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
            if not windows:  # On a busy computer it takes longer.
                QTimer.singleShot(100, look)
                return
            (window,) = windows
            print(window.notices.damaged.isVisible(), window.notices.damaged.text)
            window.close()

        QTimer.singleShot(300, look)
        open_window()
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("True")
    assert "projects.json is damaged" in done.stdout
    assert (tmp_path / "projects.json").read_text() == "{"


def test_what_a_task_lets_fall_is_reported() -> None:
    done = run_script(
        """
        import asyncio
        from gui.bridge import run
        from gui.main import make_application

        seen = []

        async def work():
            asyncio.get_running_loop().call_soon(lambda: 1 / 0)
            await asyncio.sleep(0.1)

        run(make_application(), work, lambda kind, error, trace: seen.append(kind.__name__))
        print(seen)
        """
    )
    assert done.stdout.strip() == "['ZeroDivisionError']", done.stderr


def test_a_command_does_not_load_qt() -> None:
    done = run_script(
        """
        import sys
        import types
        import gui.main

        taken = []
        stand_in = types.ModuleType("core.cli.main")
        stand_in.main = lambda argv, **doors: taken.append((argv, sorted(doors))) or 7
        sys.modules["core.cli.main"] = stand_in
        status = gui.main.main(["sync", "--json"])
        loaded = sorted(name for name in sys.modules if name.startswith(("PySide6", "qasync", "shiboken6")))
        print(status, taken, loaded)
        """
    )
    assert done.stdout.strip() == "7 [(['sync', '--json'], ['open_window'])] []", done.stderr
