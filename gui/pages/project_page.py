"""The page of one project: what will run, what goes on, what went wrong and what would help."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from core.model.commands import UvCommand
from core.model.state import Badge, ProjectState
from gui import job_words, move_words, package_words
from gui.actions import Actions
from gui.pages import project_parts as parts
from gui.signs import BADGES, Sign
from gui.theme import XL, L, M, S, Tone, set_kind
from gui.widgets.action_bar import ActionBar
from gui.widgets.activity_card import ActivityCard
from gui.widgets.buttons import ActionButton
from gui.widgets.card import Card
from gui.widgets.icon_view import Pill
from gui.widgets.log_view import LogView
from gui.widgets.message_bar import MessageBar
from gui.widgets.open_in import OpenIn
from gui.widgets.package_table import PackageTable
from gui.widgets.path_row import PathRow
from gui.widgets.places_card import PlacesCard
from gui.widgets.problem_panel import ProblemPanel
from gui.widgets.run_card import RunCard
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.tabs import Tabs
from gui.widgets.text import ElidedLabel, label
from gui.widgets.way_label import WayLabel

_LEAST_TABLE = 250
_TABLE_BELOW_PROBLEM = 420


class ProjectPage(QWidget):
    """Shows a project's state; what a person wants leaves as ``remedy_chosen`` and its sisters."""

    remedy_chosen = Signal(object)
    folder_wanted = Signal()
    candidate_chosen = Signal(object)

    def __init__(self, actions: Actions, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.setObjectName("projectPage")
        set_kind(self, "page")
        self._entry: ProjectState | None = None
        self._run_card_by_person = False
        self._places_by_person = False
        self._name = ElidedLabel(kind="title")
        self._name.setObjectName("projectName")
        self._badge = Pill("projectBadge")
        self.open_in = OpenIn(actions)
        settings = ActionButton(actions.settings, "settingsButton", icon_name="settings", kind="ghost")
        history = ActionButton(actions.history, "historyButton", icon_name="history", kind="ghost")
        wheels = ActionButton(actions.wheels, "wheelsButton", icon_name="box", kind="ghost")
        network = ActionButton(actions.network, "networkButton", icon_name="network", kind="ghost")
        self._path = PathRow((self.open_in, settings, wheels, network, history))
        self._bar = ActionBar(actions)
        self.trouble = MessageBar("troubleBar", closable=False)
        # Its Undo is the one of the buttons above, which stays in sight.
        self.relocation = MessageBar("relocationBar", closable=False)
        self.activity = ActivityCard(now)
        self.activity.cancel_wanted.connect(actions.cancel.trigger)
        self.problem = ProblemPanel()
        self.problem.remedy_chosen.connect(self.remedy_chosen)
        self.problem.folder_wanted.connect(self.folder_wanted)
        self.problem.candidate_chosen.connect(self.candidate_chosen)
        self.run_card = RunCard()
        self.run_card.folded_by_person.connect(self._on_fold)
        self.places_card = PlacesCard(actions)
        self.places_card.folded_by_person.connect(self._on_fold_places)
        self.packages = PackageTable(self.tr("Packages"))
        self.log = LogView()
        self._build()

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(M)
        title.addWidget(self._name, 1)
        title.addWidget(self._badge)
        header = QVBoxLayout()
        header.setContentsMargins(XL, L + 4, XL, L)
        header.setSpacing(2)
        header.addLayout(title)
        header.addWidget(self._path)
        header.addSpacing(M)
        header.addWidget(self._bar)
        line = QFrame()
        set_kind(line, "line")
        self._idle = label(
            self.tr("Press Sync to bring the environment in line with the lock file."),
            "muted",
            wrap=True,
            name="idleHint",
        )
        self._tabs = self._make_tabs()
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(M)
        for widget in (
            self.trouble,
            self.relocation,
            self.activity,
            self.problem,
            self._idle,
            self.run_card,
            self.places_card,
        ):
            column.addWidget(widget)
        column.addWidget(self._frame, 1)
        column.addStretch(0)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName("projectScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        # Keys that scroll reach it from what stands in it; on its own it would be a stop that shows no ring.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # In a low window the buttons above it come first.
        self._scroll.setMinimumHeight(L)
        self._scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(line)
        layout.addWidget(self._scroll, 1)

    def _make_tabs(self) -> QTabWidget:
        tabs = Tabs("activityTabs", self.tr("Packages and log"))
        tabs.addTab(self.packages.view, self.tr("Packages"))
        tabs.addTab(self.log, self.tr("Log"))
        self._frame = Card("activityFrame", inset=1)
        self._frame.body.addWidget(tabs)
        self._frame.setMinimumHeight(_LEAST_TABLE)
        return tabs

    @property
    def entry(self) -> ProjectState | None:
        """The state that is shown."""
        return self._entry

    def show_log(self) -> None:
        """Bring the log to the front, with the keyboard in its search field."""
        self._tabs.setCurrentWidget(self.log)
        self.log.focus_search()
        for widget in (self._frame, self.log.search):
            self._scroll.ensureWidgetVisible(widget, 0, S)

    def take_focus(self) -> None:
        """Take the keyboard to the button that matters now."""
        self._bar.take_focus()

    def show_entry(self, entry: ProjectState) -> None:
        """Show a project's state; parts that did not change are not touched."""
        old = self._entry
        other = old is None or old.project.folder != entry.project.folder
        self._entry = entry
        if old is None or other:
            self._run_card_by_person = False
            self._places_by_person = False
            self._scroll.verticalScrollBar().setValue(0)
        if old is None or old.project != entry.project:
            self._name.show_text(entry.project.name)
            self._path.show_path(str(entry.project.folder))
        had_problem = self.problem.isVisibleTo(self)
        with self._scroll.steady():
            self._show_parts(entry, old, other=other)
        if not had_problem and not other and self.problem.isVisibleTo(self):
            self._scroll.verticalScrollBar().setValue(0)

    def _show_parts(self, entry: ProjectState, old: ProjectState | None, *, other: bool) -> None:
        self._badge.show_state(BADGES[entry.badge], job_words.badge_text(entry.badge))
        if old is None or other or old.details is not entry.details or old.project != entry.project:
            self.run_card.show_details(entry.project, entry.details)
            self._show_trouble(entry)
        if old is None or other or parts.places_changed(old, entry):
            self.places_card.show_entry(entry)
        self._show_activity(entry)
        self._show_problem(entry)
        self._show_relocation(entry)
        self._fold(entry)

    def _show_activity(self, entry: ProjectState) -> None:
        activity = parts.shown(entry.activity)
        told = None if parts.said_elsewhere(entry) else activity
        self.activity.show_activity(told, len(entry.waiting), entry.repaired)
        rows = () if activity is None else activity.packages
        ended = activity is not None and activity.outcome is not None
        self.packages.show_rows(rows, ended=ended, empty=package_words.no_packages_text(activity))
        self.log.show_activity(activity)
        in_trouble = entry.details is not None and entry.details.trouble is not None
        self._idle.setVisible(activity is None and entry.problem is None and not in_trouble)
        has_log = activity is not None and activity.log_lines > 0
        runs_uv = activity is not None and activity.outcome is None and isinstance(activity.command, UvCommand)
        self._frame.setVisible(bool(rows) or has_log or runs_uv)
        count = None if activity is None else activity.totals().packages
        self._tabs.setTabText(0, self.tr("Packages ({count})").format(count=count) if count else self.tr("Packages"))
        lines = 0 if activity is None else activity.log_dropped + activity.log_lines
        self._tabs.setTabText(1, self.tr("Log ({count})").format(count=f"{lines:,}") if lines else self.tr("Log"))

    def _show_problem(self, entry: ProjectState) -> None:
        problem = entry.problem if parts.problem_belongs(entry) else None
        # Below a problem the page is scrolled in any case, so what stands there takes the room it needs.
        self._frame.setMinimumHeight(_LEAST_TABLE if problem is None else _TABLE_BELOW_PROBLEM)
        self.problem.show_problem(problem, parts.candidates(entry), parts.what_failed(entry))
        if problem is None:
            return
        self.problem.set_busy(busy=entry.badge in (Badge.RUNNING, Badge.WAITING))
        self.problem.show_measured(entry.last_probes, entry.probed_at)

    def _show_trouble(self, entry: ProjectState) -> None:
        trouble = None if entry.details is None else entry.details.trouble
        if trouble is None:
            self.trouble.hide()
        else:
            self.trouble.say(Sign("warning", Tone.WARN), self.tr("This project needs attention"), trouble)

    def _show_relocation(self, entry: ProjectState) -> None:
        report = parts.relocation(entry)
        if report is None:
            self.relocation.hide()
            return
        self.relocation.say(
            Sign("undo", Tone.NEUTRAL) if report.undo else Sign("relocate", Tone.OK),
            move_words.relocation_sentence(report),
            move_words.report_text(report),
            f"{report.origin}{WayLabel.ARROW}{report.target}",
        )

    def _fold(self, entry: ProjectState) -> None:
        """Fold what will run and the places while something else matters more, unless a person opened them."""
        busy = entry.badge in (Badge.RUNNING, Badge.WAITING) and parts.shown(entry.activity) is not None
        is_open = not busy and entry.problem is None
        if not self._run_card_by_person:
            self.run_card.set_open(is_open=is_open)
        if not self._places_by_person:
            self.places_card.set_open(is_open=is_open or entry.counting is not None)

    def _on_fold(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signature
        del is_open
        self._run_card_by_person = True

    def _on_fold_places(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signature
        del is_open
        self._places_by_person = True
