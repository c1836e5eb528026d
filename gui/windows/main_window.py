"""The main window: projects at the left, the selected one at the right."""

import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.commands import (
    AddProject,
    AnyCommand,
    DescribeProject,
    Lock,
    RelocatePlace,
    RemoveProject,
    Sync,
    UndoRelocation,
)
from core.model.events import Event, Finished, ProjectAdded
from core.model.outcome import Failed
from core.model.problem import Remedy
from core.model.settings import PlaceKind
from core.model.state import ProjectState, State
from gui.actions import Actions, command_to_rerun
from gui.bridge import Bridge, Changed
from gui.dialogs.about import AboutDialog
from gui.icons import app_icon
from gui.pages.empty_page import EmptyPage
from gui.pages.project_page import ProjectPage, relocation_of
from gui.questions import Question, Questions
from gui.signs import Sign
from gui.theme import XL, Appearance, L, S, Theme, Tone, set_kind
from gui.widgets.drop_overlay import DropOverlay
from gui.widgets.message_bar import MessageBar
from gui.widgets.sidebar import Sidebar


class MainWindow(QMainWindow):
    """Shows the state of the Session and turns clicks into commands; it decides nothing else."""

    def __init__(self, bridge: Bridge, theme: Theme, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("Wheelyard"))
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(820, 560)
        self.resize(1240, 800)
        self._bridge = bridge
        self._theme = theme
        self._adding: dict[str, Path] = {}
        self._described: set[Path] = set()
        self.actions_ = Actions(self)
        self.questions = Questions(self)
        self.sidebar = Sidebar(self.actions_)
        self.page = ProjectPage(self.actions_, now)
        self.message = MessageBar("messageBar")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyPage(self.actions_.add_project))
        self._stack.addWidget(self.page)
        self._build()
        self._overlay = DropOverlay(self)
        self._connect()
        self.show_state(bridge.state)

    def _build(self) -> None:
        right = QWidget()
        set_kind(right, "page")
        self._message_box = QWidget()
        inset = QVBoxLayout(self._message_box)
        inset.setContentsMargins(XL, L, XL, S)
        inset.addWidget(self.message)
        self._message_box.hide()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._message_box)
        column.addWidget(self._stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("splitter")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.sidebar)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(190)
        self.sidebar.setMaximumWidth(420)
        splitter.setSizes([248, 992])
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
        self.message.closed.connect(self._message_box.hide)
        self._bridge.changed.connect(self._on_changed)
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
        self._message_box.hide()
        job = self._bridge.submit(AddProject(project=folder))
        self._adding[job] = folder

    def show_state(self, state: State) -> None:
        """Show a state; views change only what differs."""
        self.sidebar.show_projects(state.projects)
        entry = state.of(self.sidebar.current)
        self.actions_.show_possible(entry)
        self._stack.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            self.setWindowTitle(self.tr("Wheelyard"))
            return
        self.setWindowTitle(self.tr("{name} – Wheelyard").format(name=entry.project.name))  # noqa: RUF001 - a dash
        if self.page.entry is not entry:
            self.page.show_entry(entry)
        self._describe(entry)

    def _describe(self, entry: ProjectState) -> None:
        folder = entry.project.folder
        if entry.details is None and folder not in self._described and folder not in self._adding.values():
            self._described.add(folder)
            self._bridge.submit(DescribeProject(project=folder))

    def _on_changed(self, changed: Changed) -> None:
        added = [event.project.folder for event in changed.events if isinstance(event, ProjectAdded)]
        self.show_state(changed.state)
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
        if added and self._adding_now(changed.events):
            self.sidebar.select(added[-1])

    def warn(self, sentence: str, way_out: str, detail: str = "") -> None:
        """Show what is wrong and the way out above the page, until it is closed."""
        self._message_box.show()
        self.message.say(Sign("warning", Tone.WARN), sentence, way_out, detail)

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
            problem = event.outcome.problem
            self.warn(problem.title, problem.explanation, str(folder))

    def _on_selected(self, folder: Path | None) -> None:
        del folder  # the state is shown whole; the side bar knows what is selected
        self._message_box.hide()
        self.show_state(self._bridge.state)

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
                self._described.discard(folder)
                self._bridge.submit(RemoveProject(project=folder))

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
        self._theme.choose(Appearance(action.data()))

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
        """Close when nothing runs; otherwise ask first, because what runs would be stopped."""
        running = [entry for entry in self._bridge.state.projects if entry.activity and entry.activity.running]
        if not running:
            self._close_now()
            return
        question = Question(
            title=self.tr("Stop what is running and close?"),
            text=self.tr("{names}: work is under way. What is done stays done, and it can be run again.").format(
                names=", ".join(entry.project.name for entry in running)
            ),
            accept=self.tr("Stop and close"),
            decline=self.tr("Keep running"),
        )
        self.questions.ask(question, self._on_close_answer)

    def _on_close_answer(self, accepted: bool) -> None:  # noqa: FBT001 - the answer itself
        if accepted:
            self._close_now()

    def _close_now(self) -> None:
        self.setEnabled(False)
        self._bridge.request_close()

    def _on_closed(self) -> None:
        self.close()


def _folders(data: QMimeData) -> list[Path]:
    """Return the local paths that are dragged; whether each is a project's folder is the core's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _version() -> str:
    try:
        return version("wheelyard")
    except PackageNotFoundError:
        return "?"
