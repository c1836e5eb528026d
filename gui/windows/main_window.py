"""The main window: projects at the left, the selected one at the right."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.project import InputError
from core.model.state import ProjectState, State
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.descriptions import Descriptions
from gui.icons import app_icon
from gui.pages.page_stack import PageStack
from gui.questions import Questions
from gui.theme import Theme, set_kind
from gui.widgets.notices import Notices
from gui.widgets.side_by_side import SideBySide
from gui.widgets.sidebar import Sidebar
from gui.window_settings import WindowSettings
from gui.windows.cache_care import CacheCare
from gui.windows.closing import Closing
from gui.windows.interrupted import Interrupted
from gui.windows.job_questions import JobQuestions
from gui.windows.looks import Looks
from gui.windows.outside import Outside
from gui.windows.places_root import PlacesRootChoice
from gui.windows.projects import ProjectList
from gui.windows.request import RequestCare
from gui.windows.settings import SettingsCare
from gui.windows.side_pages import SidePages
from gui.windows.work import Work


class MainWindow(QMainWindow):
    """Shows the state of the Session; what a person does goes to the parts that turn it into commands."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        now: Callable[[], float] = time.time,
        settings: WindowSettings | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("Wheelyard"))
        self.setWindowIcon(app_icon())
        # Small enough for half of a small screen whose text is drawn half as large again.
        self.setMinimumSize(540, 360)
        self.resize(1240, 800)
        self._bridge = bridge
        self._settings = settings
        self.actions_ = Actions(self)
        self.questions = Questions(self)
        self.sidebar = Sidebar(self.actions_)
        self._stack = PageStack(self.actions_, now)
        self.page = self._stack.project
        self.history_page = self._stack.history
        self.wheels_page = self._stack.wheels
        self.network_page = self._stack.network
        self.notices = Notices(bridge.set_aside_projects)
        self._descriptions = Descriptions(bridge, now, self)
        self._build()
        self._projects = ProjectList(
            self,
            bridge=bridge,
            notices=self.notices,
            descriptions=self._descriptions,
            questions=self.questions,
            empty=self._stack.empty,
        )
        self._closing = Closing(bridge, self.questions, self)
        self.show_state(bridge.state)
        # Before the parts below: what they say of an event is said over the state after it.
        bridge.changed.connect(self._on_changed)
        self._interrupted = Interrupted(bridge, self.notices, self._descriptions, self)
        self._care = CacheCare(bridge, self.questions, self.notices, self)
        self._places_root = PlacesRootChoice(bridge, self.questions, self.notices, self)
        self._work = Work(bridge, self._entry, self.questions, self._care, self)
        self._work.connect_to(self.actions_, self.page)
        self._job_questions = JobQuestions(bridge, self)
        self._side_pages = SidePages(
            bridge=bridge,
            actions=self.actions_,
            stack=self._stack,
            questions=self.questions,
            notices=self.notices,
            shown=self._entry,
            carry_out=self._work.carry_out,
            submit=self._work.submit,
            window=self,
        )
        self._outside = Outside(
            bridge=bridge,
            actions=self.actions_,
            open_in=self.page.open_in,
            questions=self.questions,
            notices=self.notices,
            shown=self._entry,
            carry_out=self._work.carry_out,
            add=self.add,
            take_wheels=self._side_pages.take_wheels,
            window=self,
        )
        self._request = RequestCare(bridge, self.notices, self._entry, self)
        self._settings_care = SettingsCare(bridge, self.questions, self.notices, self._entry, self)
        self._settings_care.connect_to(self.actions_)
        self._looks = Looks(self.actions_, theme, settings, self)
        self._connect()
        self._descriptions.begin(self.selected)
        if self.selected is None:
            self._stack.empty.take_focus()
        else:
            self.sidebar.view.setFocus()
        if settings is not None:
            self.restoreGeometry(settings.geometry)

    def _build(self) -> None:
        right = QWidget()
        set_kind(right, "page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        self._sides = SideBySide(self.sidebar, right)
        self.setCentralWidget(self._sides)

    def _connect(self) -> None:
        actions = self.actions_
        actions.add_project.triggered.connect(self._on_add)
        actions.remove_project.triggered.connect(self._on_remove)
        actions.refresh.triggered.connect(self._on_refresh)
        actions.places_root.triggered.connect(self._places_root.ask)
        actions.request.triggered.connect(self._request.ask)
        actions.find.triggered.connect(self.page.show_log)
        actions.next_project.triggered.connect(self._on_next)
        actions.previous_project.triggered.connect(self._on_previous)
        actions.close_window.triggered.connect(self._closing.ask)
        self.sidebar.selected.connect(self._on_selected)
        self._projects.added.connect(self.sidebar.select)
        self._projects.set_aside.connect(self._on_set_aside)
        self._bridge.closing.connect(self._on_closing)
        self._bridge.closed.connect(self._on_closed)

    @property
    def bridge(self) -> Bridge:
        """The way to the session."""
        return self._bridge

    @property
    def selected(self) -> Path | None:
        """The folder of the project that is shown."""
        return self.sidebar.current

    def select(self, folder: Path) -> None:
        """Show a project; one that is not on the list is added first."""
        if self._bridge.state.of(folder) is None:
            self.add(folder)
        else:
            self.sidebar.select(folder)

    def add(self, folder: Path) -> None:
        """Add a folder to the list; whether it can be one is the core's to say."""
        self._projects.add(folder)

    def forget(self, folder: Path) -> None:
        """Take a project off the list; its files stay as they are."""
        self._projects.forget(folder)

    def ask_to_close(self) -> None:
        """Close as by the window's own button: at once where nothing runs, else after a question."""
        self._closing.ask()

    def settle_interrupted(self) -> None:
        """Have settled what an earlier Wheelyard left half done; what comes of it is said above the page."""
        self._interrupted.settle()

    def say_damaged(self, error: InputError) -> None:
        """Say that the list of projects cannot be read, and offer to begin a new one."""
        self._projects.say_damaged(error)

    def show_state(self, state: State) -> None:
        """Show a state; views change only what differs."""
        holder = self.focusWidget()
        self.sidebar.show_projects(state.projects)
        entry = state.of(self.sidebar.current)
        self.actions_.show_possible(entry)
        if entry is None or self._stack.currentWidget() is self._stack.empty:
            self._stack.setCurrentWidget(self._stack.empty if entry is None else self.page)
        if entry is None:
            self.setWindowTitle(self.tr("Wheelyard"))
        else:
            self.setWindowTitle(self.tr("{name} – Wheelyard").format(name=entry.project.name))  # noqa: RUF001 - a dash
            if self.page.entry is not entry:
                self.page.show_entry(entry)
        self._keep_focus(holder)

    def _keep_focus(self, holder: QWidget | None) -> None:
        """Take the keyboard on, when what had it was switched off or went out of sight."""
        if holder is None or not self.isVisible() or (holder.isEnabled() and holder.isVisible()):
            return
        self._stack.take_focus()

    def _on_changed(self, changed: Changed) -> None:
        self.show_state(changed.state)
        self._projects.follow(changed)

    def _on_selected(self, folder: Path | None) -> None:
        self.show_state(self._bridge.state)
        if folder is not None:
            self._descriptions.show(folder)
            self._side_pages.follow()

    def _on_refresh(self) -> None:
        if self.selected is not None:
            self._descriptions.refresh(self.selected)

    def _on_set_aside(self) -> None:
        self._keep_focus(self.notices.damaged.action)

    def _on_add(self) -> None:
        self._projects.choose(self.selected.parent if self.selected is not None else None)

    def _on_remove(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._projects.ask_to_remove(entry)

    def _on_next(self) -> None:
        self.sidebar.step(1)

    def _on_previous(self) -> None:
        self.sidebar.step(-1)

    def _entry(self) -> ProjectState | None:
        return self._bridge.state.of(self.sidebar.current)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Most of a narrow window belongs to the page, most of a low one too.
        self._sides.fit(self.width())
        self.notices.fit(self.height() * 2 // 5)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Who comes back to the window may have mended something in another one.
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.selected is not None:
            self._descriptions.look_again(self.selected)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt leaves Return to dialogs; in a window a button that has the keyboard would ignore it.
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.keep_geometry(self.saveGeometry())
        if self._bridge.is_closed:
            event.accept()
            return
        event.ignore()
        if event.spontaneous():
            self._closing.ask()
        else:
            self._bridge.request_close()
        # A bridge that nobody serves ends at once, and a close inside this one would be ignored.
        event.setAccepted(self._bridge.is_closed)

    def _on_closing(self) -> None:
        self.setEnabled(False)

    def _on_closed(self) -> None:
        self.close()
