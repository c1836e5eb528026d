"""The wiring: without arguments the window, with a command the headless face."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.bridge import SessionPort
    from gui.windows.main_window import MainWindow

_WINDOW = "--window"


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``wheelyard``: no arguments or ``--window [FOLDER]`` opens the window, anything else is headless.

    Qt is imported for the window alone, because a command must not pay for it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] == _WINDOW:
        return open_window(Path(arguments[1]) if len(arguments) > 1 else None)
    from core.cli.main import main as run_headless  # noqa: PLC0415 - the window must not pay for it

    return run_headless(arguments, open_window=open_window)


def open_window(project: Path | None = None) -> int:
    """Open the window over the person's own Session, with ``project`` selected; returns the exit status."""
    from core.model.project import InputError  # noqa: PLC0415
    from core.session import open_session  # noqa: PLC0415 - a command must not pay for it
    from core.store.home import Home  # noqa: PLC0415

    damaged: list[InputError] = []

    def make_session() -> "SessionPort":
        session = open_session(Home.locate(os.environ), os.environ)
        error = session.load_projects()
        if error is not None:
            damaged.append(error)
        return session

    def notice(window: "MainWindow") -> None:
        for error in damaged:
            window.warn(error.sentence, error.way_out)

    return show_session(make_application(), make_session, project, notice)


def make_application() -> "QApplication":
    """Return the application with its name, or the one that there is already."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt is for the window alone

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("wheelyard")
    app.setApplicationDisplayName("Wheelyard")
    app.setDesktopFileName("wheelyard")
    return app


def build_window(session: "SessionPort") -> "MainWindow":
    """Return the main window over a session, not shown yet; needs an application."""
    from gui.bridge import Bridge  # noqa: PLC0415 - Qt is for the window alone
    from gui.theme import THEME_VARIABLE, Appearance, Theme  # noqa: PLC0415
    from gui.windows.main_window import MainWindow  # noqa: PLC0415

    asked = os.environ.get(THEME_VARIABLE, "")
    appearance = Appearance(asked) if asked in set(Appearance) else Appearance.SYSTEM
    bridge = Bridge(session)
    window = MainWindow(bridge, Theme(make_application(), appearance))
    bridge.setParent(window)
    return window


def show_session(
    app: "QApplication",
    make_session: Callable[[], "SessionPort"],
    project: Path | None = None,
    on_shown: Callable[["MainWindow"], None] | None = None,
) -> int:
    """Show a session's window until it is closed; uncaught errors get a window of their own."""
    from gui.bridge import run  # noqa: PLC0415 - Qt is for the window alone
    from gui.crash import CrashReporter  # noqa: PLC0415

    wanted = None if project is None else project.absolute()
    reporter = CrashReporter(app)
    reporter.install()

    async def work() -> None:
        window = build_window(make_session())
        window.show()
        if on_shown is not None:
            on_shown(window)
        if wanted is not None:
            window.select(wanted)
        await window.bridge.serve()

    try:
        run(app, work, reporter.report)
    finally:
        reporter.uninstall()
    return 0


if __name__ == "__main__":
    sys.exit(main())
