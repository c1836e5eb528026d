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
_NO_DISPLAY = (
    "No window can be opened here: neither DISPLAY nor WAYLAND_DISPLAY names a screen. "
    "`wheelyard COMMAND` works without one; `wheelyard --help` lists the commands.\n"
)
_CANCELLED = 130
"""The headless face's own status, for an interruption while even its numbers are not imported yet."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``wheelyard``: no arguments or ``--window [FOLDER]`` opens the window, anything else is headless.

    Qt is imported for the window alone, because a command must not pay for it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] == _WINDOW:
        return open_window(Path(arguments[1]) if len(arguments) > 1 else None)
    try:
        from core.cli.main import main as run_headless  # noqa: PLC0415 - the window must not pay for it

        return run_headless(arguments, open_window=open_window)
    except KeyboardInterrupt:
        return _CANCELLED


def open_window(project: Path | None = None) -> int:
    """Open the window over the person's own Session, with ``project`` selected; returns the exit status."""
    from core.model.project import InputError  # noqa: PLC0415
    from core.session import open_session  # noqa: PLC0415 - a command must not pay for it
    from core.store.home import Home  # noqa: PLC0415
    from core.system.display import has_display  # noqa: PLC0415

    if not has_display(os.environ):
        if sys.stderr is not None:
            sys.stderr.write(_NO_DISPLAY)
        return 2
    home = Home.locate(os.environ)
    damaged: list[InputError] = []

    def make_session() -> "SessionPort":
        session = open_session(home, os.environ)
        error = session.load_projects()
        if error is not None:
            damaged.append(error)
        return session

    def notice(window: "MainWindow") -> None:
        for error in damaged:
            window.say_damaged(error)

    return show_session(make_application(), make_session, project, notice, home.root / "window.ini")


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


def build_window(session: "SessionPort", settings_file: Path | None = None) -> "MainWindow":
    """Return the main window over a session, not shown yet; ``settings_file`` is what it keeps over a restart."""
    from gui.bridge import Bridge  # noqa: PLC0415 - Qt is for the window alone
    from gui.theme import THEME_VARIABLE, Appearance, Theme  # noqa: PLC0415
    from gui.window_settings import WindowSettings  # noqa: PLC0415
    from gui.windows.main_window import MainWindow  # noqa: PLC0415

    settings = None if settings_file is None else WindowSettings(settings_file)
    kept = Appearance.SYSTEM if settings is None else settings.appearance
    asked = os.environ.get(THEME_VARIABLE, "")
    appearance = Appearance(asked) if asked in set(Appearance) else kept
    bridge = Bridge(session)
    window = MainWindow(bridge, Theme(make_application(), appearance), settings=settings)
    bridge.setParent(window)
    return window


def show_session(
    app: "QApplication",
    make_session: Callable[[], "SessionPort"],
    project: Path | None = None,
    on_shown: Callable[["MainWindow"], None] | None = None,
    settings_file: Path | None = None,
) -> int:
    """Show a session's window until it is closed or the process is told to end, both in order.

    Uncaught errors get a window of their own.
    """
    from gui.bridge import run  # noqa: PLC0415 - Qt is for the window alone
    from gui.crash import CrashReporter  # noqa: PLC0415
    from gui.end_signals import EndSignals  # noqa: PLC0415

    wanted = None if project is None else project.absolute()
    reporter = CrashReporter(app)
    reporter.install()

    async def work() -> None:
        window = build_window(make_session(), settings_file)
        window.show()
        window.settle_interrupted()
        if on_shown is not None:
            on_shown(window)
        if wanted is not None:
            window.select(wanted)
        signals = EndSignals(window)
        signals.asked.connect(window.bridge.request_close)
        signals.install()
        try:
            await window.bridge.serve()
        finally:
            signals.uninstall()

    try:
        run(app, work, reporter.report)
    finally:
        reporter.uninstall()
    return 0


if __name__ == "__main__":
    sys.exit(main())
