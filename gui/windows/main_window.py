"""The main window: projects at the left, the selected one at the right."""

import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.commands import (
    AddProject,
    AnyCommand,
    Lock,
    RelocatePlace,
    RemoveProject,
    Sync,
    UndoRelocation,
)
from core.model.events import Event, Finished, ProjectAdded
from core.model.outcome import Failed
from core.model.problem import Remedy
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.model.state import ProjectState, State
from gui.actions import Actions, command_to_rerun
from gui.bridge import Bridge, Changed
from gui.descriptions import Descriptions
from gui.dialogs.about import AboutDialog
from gui.icons import app_icon
from gui.pages.empty_page import EmptyPage
from gui.pages.project_page import ProjectPage, relocation_of
from gui.questions import Question, Questions
from gui.theme import Appearance, Theme, set_kind
from gui.widgets.drop_overlay import DropOverlay
from gui.widgets.notices import Notices
from gui.widgets.sidebar import Sidebar
from gui.window_settings import WindowSettings


class MainWindow(QMainWindow):
    """Shows the state of the Session and turns clicks into commands; it decides nothing else."""

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
        self.setAcceptDrops(True)
        # Small enough for half of a small screen whose text is drawn half as large again.
        self.setMinimumSize(540, 360)
        self.resize(1240, 800)
        self._bridge = bridge
        self._theme = theme
        self._settings = settings
        self._adding: dict[str, Path] = {}
        self.actions_ = Actions(self)
        self.questions = Questions(self)
        self.sidebar = Sidebar(self.actions_)
        self.page = ProjectPage(self.actions_, now)
        self._empty = EmptyPage(self.actions_.add_project)
        self.notices = Notices(bridge.set_aside_projects)
        self._descriptions = Descriptions(bridge, now, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.page)
        self._build()
        self._overlay = DropOverlay(self)
        self.show_state(bridge.state)
        self._connect()
        self._descriptions.begin(self.selected)
        if self.selected is None:
            self._empty.take_focus()
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
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("splitter")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.sidebar)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        self.sidebar.setMaximumWidth(420)
        splitter.setSizes([248, 992])
        self._splitter = splitter
        self.setCentralWidget(splitter)

    def _connect(self) -> None:
        actions = self.actions_
        actions.add_project.triggered.connect(self._on_add)
        actions.remove_project.triggered.connect(self._on_remove)
        actions.sync.triggered.connect(self._on_sync)
        actions.lock.triggered.connect(self._on_lock)
        actions.cancel.triggered.connect(self._on_cancel)
        actions.relocate.triggered.connect(self._on_relocate)
        actions.relocate_to.triggered.connect(self._on_relocate_to)
        actions.undo.triggered.connect(self._on_undo)
        actions.refresh.triggered.connect(self._on_refresh)
        actions.find.triggered.connect(self.page.show_log)
        actions.next_project.triggered.connect(self._on_next)
        actions.previous_project.triggered.connect(self._on_previous)
        actions.about.triggered.connect(self._on_about)
        actions.close_window.triggered.connect(self._ask_to_close)
        for appearance, action in actions.appearances.items():
            action.setData(appearance)
            action.setChecked(appearance is self._theme.appearance)
        actions.appearances[Appearance.SYSTEM].actionGroup().triggered.connect(self._on_appearance)
        self.sidebar.selected.connect(self._on_selected)
        self.page.remedy_chosen.connect(self._on_remedy)
        self.page.folder_wanted.connect(self._on_relocate_to)
        self.page.candidate_chosen.connect(self._relocate_to)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.projects_set_aside.connect(self._on_set_aside)
        self._bridge.projects_kept.connect(self.say_damaged)
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
        self.notices.settle(folder)
        job = self._bridge.submit(AddProject(project=folder))
        self._adding[job] = folder

    def forget(self, folder: Path) -> None:
        """Take a project off the list; its files stay as they are."""
        self._descriptions.forget(folder)
        self._bridge.submit(RemoveProject(project=folder))

    def say_damaged(self, error: InputError) -> None:
        """Say that the list of projects cannot be read, and offer to begin a new one."""
        self._empty.show_damaged(is_damaged=True)
        self.notices.say_damaged(error)

    def show_state(self, state: State) -> None:
        """Show a state; views change only what differs."""
        holder = self.focusWidget()
        self.sidebar.show_projects(state.projects)
        entry = state.of(self.sidebar.current)
        self.actions_.show_possible(entry)
        self._stack.setCurrentIndex(0 if entry is None else 1)
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
        (self._empty if self.selected is None else self.page).take_focus()

    def _on_changed(self, changed: Changed) -> None:
        added = [event.project.folder for event in changed.events if isinstance(event, ProjectAdded)]
        self.show_state(changed.state)
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        for folder in added:
            self.notices.settle(folder)
        if added and self._adding_now(changed.events):
            self.sidebar.select(added[-1])

    def _adding_now(self, events: tuple[Event, ...]) -> bool:
        ended = {event.job for event in events if isinstance(event, Finished)}
        was_asked = bool(self._adding)
        for job in ended:
            self._adding.pop(job, None)
        return was_asked

    def _on_finished(self, event: Finished) -> None:
        folder = self._adding.get(event.job)
        if folder is not None and isinstance(event.outcome, Failed):
            self._adding.pop(event.job)
            self.notices.refuse(folder, event.outcome.problem)

    def _on_selected(self, folder: Path | None) -> None:
        self.show_state(self._bridge.state)
        if folder is not None:
            self._descriptions.show(folder)

    def _on_refresh(self) -> None:
        if self.selected is not None:
            self._descriptions.refresh(self.selected)

    def _on_set_aside(self, kept: Path) -> None:
        self._empty.show_damaged(is_damaged=False)
        self.notices.say_set_aside(kept)
        self._keep_focus(self.notices.damaged.action)

    def _on_add(self) -> None:
        start = self.selected.parent if self.selected is not None else None
        self.questions.choose_folder(self.tr("Add a project folder"), start, self.add)

    def _on_remove(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        folder = entry.project.folder
        question = Question(
            title=self.tr("Remove {name} from the list?").format(name=entry.project.name),
            text=self.tr("Its files, its environment and its cache stay as they are. You can add it again."),
            accept=self.tr("Remove"),
            decline=self.tr("Keep"),
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted:
                self.forget(folder)

        self.questions.ask(question, answered)

    def _on_sync(self) -> None:
        if self.selected is not None:
            self._submit(Sync(project=self.selected))

    def _on_lock(self) -> None:
        if self.selected is not None:
            self._submit(Lock(project=self.selected))

    def _on_cancel(self) -> None:
        entry = self._entry()
        if entry is not None and entry.activity is not None:
            for activity in (*reversed(entry.waiting), entry.activity):
                self._bridge.cancel(activity.job)

    def _on_relocate(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._submit(
                RelocatePlace(project=entry.project.folder, kind=PlaceKind.CACHE, to=None, then=command_to_rerun(entry))
            )

    def _on_relocate_to(self) -> None:
        title = self.tr("Choose a folder for the cache")
        start = self.selected.parent if self.selected is not None else None
        self.questions.choose_folder(title, start, self._relocate_to)

    def _relocate_to(self, folder: Path) -> None:
        entry = self._entry()
        if entry is not None:
            self._submit(
                RelocatePlace(
                    project=entry.project.folder,
                    kind=relocation_of(entry),
                    to=folder,
                    then=command_to_rerun(entry),
                )
            )

    def _on_undo(self) -> None:
        if self.selected is not None:
            self._submit(UndoRelocation(project=self.selected))

    def _on_remedy(self, remedy: Remedy) -> None:
        if remedy.action is not None:
            self._submit(remedy.action)

    def _on_next(self) -> None:
        self.sidebar.step(1)

    def _on_previous(self) -> None:
        self.sidebar.step(-1)

    def _on_appearance(self) -> None:
        action = self.actions_.appearances[Appearance.SYSTEM].actionGroup().checkedAction()
        appearance = Appearance(action.data())
        self._theme.choose(appearance)
        if self._settings is not None:
            self._settings.keep_appearance(appearance)

    def _on_about(self) -> None:
        actions = self.actions_
        keys = tuple(
            (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in (
                actions.add_project,
                actions.sync,
                actions.lock,
                actions.cancel,
                actions.relocate,
                actions.undo,
                actions.refresh,
                actions.find,
                actions.next_project,
                actions.previous_project,
            )
        )
        AboutDialog(_version(), keys, self).open()

    def _submit(self, command: AnyCommand) -> None:
        self._bridge.submit(command)

    def _entry(self) -> ProjectState | None:
        return self._bridge.state.of(self.sidebar.current)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Most of a narrow window belongs to the page, most of a low one too.
        both = self._splitter.sizes()
        most = max(self.sidebar.minimumSizeHint().width(), self.width() // 3)
        if both[0] > most:
            self._splitter.setSizes([most, sum(both) - most])
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
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folders(event.mimeData()):
            event.acceptProposedAction()
            self._overlay.show_over(self.rect())

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        event.acceptProposedAction()
        for folder in _folders(event.mimeData()):
            self.add(folder)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.keep_geometry(self.saveGeometry())
        if self._bridge.is_closed:
            event.accept()
            return
        event.ignore()
        if event.spontaneous():
            self._ask_to_close()
        else:
            self._close_now()
        # A bridge that nobody serves ends at once, and a close inside this one would be ignored.
        event.setAccepted(self._bridge.is_closed)

    def _ask_to_close(self) -> None:
        """Close when nothing runs or waits; otherwise ask first, because that would be stopped."""
        busy = [entry for entry in self._bridge.state.projects if _is_busy(entry)]
        if not busy:
            self._close_now()
            return
        question = Question(
            title=self.tr("Stop what is running and close?"),
            text=self.tr("{names}: work runs or waits. What is done stays done, and it can be run again.").format(
                names=", ".join(entry.project.name for entry in busy)
            ),
            accept=self.tr("Stop and close"),
            decline=self.tr("Keep running"),
        )
        self.questions.ask(question, self._on_close_answer)

    def _on_close_answer(self, accepted: bool) -> None:  # noqa: FBT001 - the answer itself
        if accepted:
            self._close_now()

    def _close_now(self) -> None:
        self._bridge.request_close()

    def _on_closing(self) -> None:
        self.setEnabled(False)

    def _on_closed(self) -> None:
        self.close()


def _folders(data: QMimeData) -> list[Path]:
    """Return the local paths that are dragged; whether each is a project's folder is the core's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _is_busy(entry: ProjectState) -> bool:
    """Whether a job of the project runs or waits, for its turn or for another Wheelyard."""
    return entry.activity is not None and entry.activity.outcome is None


def _version() -> str:
    try:
        return version("wheelyard")
    except PackageNotFoundError:
        return "?"
