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

_NO_DISPLAY = (
    "No window can be opened here: neither DISPLAY nor WAYLAND_DISPLAY names a screen. "
    "`wheelyard COMMAND` works without one; `wheelyard --help` lists the commands.\n"
)
_WRONG, _KEPT = 2, 3
_CANCELLED = 130
"""The headless face's own status, for an interruption while even its numbers are not imported yet."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``wheelyard``: no arguments or ``--window [FOLDER]`` opens the window, anything else is headless.

    ``--quit [--wait SECONDS]`` and ``--forget-settings`` are for Setup: the first closes what runs of this
    installation, the second removes what Wheelyard itself keeps. Qt is imported for the window alone, because a
    command must not pay for it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        from core.store.portable import portable_variables  # noqa: PLC0415 - a Ctrl+C meanwhile has its answer, too

        os.environ.update(portable_variables(Path(sys.prefix), os.environ))
        if not arguments or arguments[0] in {"--window", "--quit", "--forget-settings"}:
            return _without_command(arguments)
        from core.cli.main import main as run_headless  # noqa: PLC0415 - the window must not pay for it

        return run_headless(arguments, open_window=open_window)
    except KeyboardInterrupt:
        return _CANCELLED


def _without_command(arguments: list[str]) -> int:
    match arguments:
        case [] | ["--window"]:
            return open_window()
        case ["--window", folder]:
            return open_window(Path(folder))
        case ["--quit", *rest]:
            return _quit(rest)
        case ["--forget-settings"]:
            return _forget_settings()
        case _:
            return _say(f"{arguments[0]} was given too much. `wheelyard --window FOLDER` opens one project.", _WRONG)


def _quit(rest: list[str]) -> int:
    """Close the windows of this installation; 0 when nothing of it runs any more, 3 when something does."""
    from core.store.home import Home  # noqa: PLC0415
    from gui.instances.quitting import SECONDS, quit_running  # noqa: PLC0415

    match rest:
        case []:
            return quit_running(Home.locate(os.environ).root, SECONDS)
        case ["--wait", seconds] if seconds.isdecimal():
            return quit_running(Home.locate(os.environ).root, float(seconds))
        case _:
            return _say("Give `--quit`, or `--quit --wait SECONDS` with a whole number.", _WRONG)


def _forget_settings() -> int:
    """Remove what Wheelyard itself keeps; 0 when nothing is left, 3 when something had to stay."""
    from core.model.project import InputError  # noqa: PLC0415
    from core.places.forgetting import forget_everything  # noqa: PLC0415
    from core.store.home import Home  # noqa: PLC0415

    try:
        kept = list(forget_everything(Home.locate(os.environ)))
    except InputError as error:
        return _say(str(error), _KEPT)
    for sentence in kept:
        _say(sentence, _KEPT)
    return _KEPT if kept else 0


def _say(sentence: str, status: int) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    return status


def open_window(project: Path | None = None) -> int:
    """Open the window over the person's own Session, with ``project`` selected; returns the exit status.

    Where the window of the same home is open already, that one comes to the front and gets the project.
    """
    from core.model.project import InputError  # noqa: PLC0415
    from core.model.redaction import Redaction  # noqa: PLC0415 - the same for all that the window needs
    from core.model.secrets import without_secrets  # noqa: PLC0415
    from core.session import open_session  # noqa: PLC0415 - a command must not pay for it
    from core.store.home import Home  # noqa: PLC0415
    from core.store.log import log_without_secrets, own_log  # noqa: PLC0415
    from core.system.display import has_display  # noqa: PLC0415

    if not has_display(os.environ):
        if sys.stderr is not None:
            sys.stderr.write(_NO_DISPLAY)
        return 2
    home = Home.locate(os.environ)
    application = make_application()
    if _is_open_already(home.root, project):
        return 0
    damaged: list[InputError] = []
    known: list[Redaction] = []

    def make_session() -> "SessionPort":
        session = open_session(home, os.environ, answers=True)
        known.append(session.redaction)
        log_without_secrets(session.redaction)
        error = session.load_projects()
        if error is not None:
            damaged.append(error)
        return session

    def notice(window: "MainWindow") -> None:
        from gui.instances.messages import server_name  # noqa: PLC0415
        from gui.instances.reaching import make_reachable  # noqa: PLC0415

        make_reachable(window, server_name(home.root))
        for error in damaged:
            window.say_damaged(error)

    def cleaned(text: str) -> str:
        return known[0].redacted(text) if known else without_secrets(text)

    with own_log():
        return show_session(application, make_session, project, notice, home.root / "window.ini", cleaned=cleaned)


def _is_open_already(home: Path, project: Path | None) -> bool:
    from core.system.desktop import allow_in_front  # noqa: PLC0415
    from gui.instances.client import ask  # noqa: PLC0415
    from gui.instances.messages import Request, Wish, server_name  # noqa: PLC0415

    folder = None if project is None else str(project.absolute())
    answer = ask(server_name(home), Request(Wish.SHOW, sys.prefix, folder))
    if answer is None:
        return False
    allow_in_front(answer.process)
    return True


def make_application() -> "QApplication":
    """Return the application with its name, or the one that there is already."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt is for the window alone

    from core.system.desktop import name_process  # noqa: PLC0415

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        name_process()
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
    *,
    cleaned: Callable[[str], str] | None = None,
) -> int:
    """Show a session's window until it is closed or the process is told to end, both in order.

    Uncaught errors get a window of their own, with the text that ``cleaned`` leaves of them.
    """
    from gui.bridge import run  # noqa: PLC0415 - Qt is for the window alone
    from gui.crash import CrashReporter  # noqa: PLC0415
    from gui.end_signals import EndSignals  # noqa: PLC0415

    wanted = None if project is None else project.absolute()
    reporter = CrashReporter(app) if cleaned is None else CrashReporter(app, cleaned)
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
