"""The local files of one project: its yards, what lies in them, what fits where, and what is wrong."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from core.model.checks import Check
from core.model.events import FilesProgressed
from core.model.state import Badge, ProjectState
from core.model.wheels import FitTable, WheelsReport, YardFile
from gui import wheel_words
from gui.pages.side_page import SidePage
from gui.signs import Sign
from gui.theme import S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.message_bar import MessageBar
from gui.widgets.text import label
from gui.widgets.wheel_findings import WheelFindings
from gui.widgets.working_row import WorkingRow
from gui.widgets.yard_files_table import YardFilesTable
from gui.widgets.yards_card import YardsCard

_BUSY = frozenset({Badge.RUNNING, Badge.WAITING})


class WheelsPage(SidePage):
    """Shows a report of yards and findings; the signals of it and of its parts say what a person wants."""

    add_wanted = Signal()
    keep_wanted = Signal()
    check_wanted = Signal()
    collect_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("wheels")
        self._report: WheelsReport | None = None
        self._add = PushButton(self.tr("Add files…"), "wheelsAdd", icon_name="add", kind="primary")
        self._check = PushButton(self.tr("Check"), "wheelsCheck", icon_name="gauge")
        self._keep = PushButton(self.tr("Keep a yard…"), "wheelsKeep", icon_name="folder-add")
        self._collect = PushButton(self.tr("Collect a wheelhouse…"), "wheelsCollect", icon_name="download")
        self._sentence = label(kind="heading", wrap=True, name="wheelsSentence")
        self.message = MessageBar("wheelsMessage")
        self._work = WorkingRow("wheels", self.tr("Looking through the yards"))
        self.yards = YardsCard()
        self.findings = WheelFindings()
        self.files = YardFilesTable()
        self._build()
        self._connect()
        self.show_reading()

    def _build(self) -> None:
        buttons = FlowLayout(across=S, down=S)
        for button in (self._add, self._check, self._keep, self._collect):
            buttons.addWidget(button)
        for part in (self.message, self._sentence, self._work, self.yards, self.findings, self.files):
            self.column.addWidget(part)
        self.lay_out(buttons)

    def _connect(self) -> None:
        for button, signal in (
            (self._add, self.add_wanted),
            (self._keep, self.keep_wanted),
            (self._check, self.check_wanted),
            (self._collect, self.collect_wanted),
        ):
            button.clicked.connect(signal)
        self._work.cancel_wanted.connect(self.cancel_wanted)
        self.files.view.activated.connect(self._on_activated)
        find = QShortcut(QKeySequence("/"), self.files.view)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.files.search.setFocus)

    @property
    def report(self) -> WheelsReport | None:
        """What is shown."""
        return self._report

    def _on_activated(self) -> None:
        """Bring the details of the chosen file into sight: Return and a double click ask for more."""
        details, bar = self.files.details, self._scroll.verticalScrollBar()
        self._scroll.ensureWidgetVisible(details, 0, S)
        # Of details that are higher than the view, the beginning.
        below = details.mapTo(self._scroll.viewport(), QPoint(0, -S)).y()
        bar.setValue(bar.value() + min(0, below))

    @override
    def show_entry(self, entry: ProjectState) -> None:
        """Name the project, and let what changes it wait while something runs there."""
        self._name.show_text(self.tr("Wheels of {name}").format(name=entry.project.name))
        self.findings.set_busy(busy=entry.badge in _BUSY)

    def show_reading(self) -> None:
        """Say that the yards are being looked through; nothing of before is shown meanwhile."""
        self._report = None
        self.message.hide()
        self._sentence.setText(self.tr("Looking through the yards …"))
        self.yards.hide()
        self.files.hide()
        self.files.clear()
        self.findings.clear()
        self._check.setEnabled(False)

    def show_report(self, report: WheelsReport) -> None:
        """Show what lies in the yards; what is the same as before stays as it is."""
        if report == self._report:
            return
        self._report = report
        with self._scroll.steady():
            self._sentence.setText(wheel_words.report_text(report))
            self.yards.show_yards(report.yards)
            self.yards.show()
            self.files.show_report(report)
            self.files.show()
        self._check.setEnabled(True)

    def show_checks(self, checks: tuple[Check, ...], *, opened: bool) -> None:
        """Show what the check found."""
        with self._scroll.steady():
            self.findings.show_checks(checks, opened=opened)
        if opened:
            self._scroll.ensureWidgetVisible(self.findings, 0, S)

    def show_inspected(self, inspected: Mapping[Path, tuple[YardFile, FitTable | None]]) -> None:
        """Show what was found out about files that were read wholly."""
        with self._scroll.steady():
            self.files.show_inspected(inspected)

    def show_working(self, doing: str, files: FilesProgressed | None = None) -> None:
        """Say what is under way and how far it came; empty words say that nothing is."""
        if files is None:
            self._work.show_working(doing)
            return
        said = wheel_words.progress_text(files.done, files.total, files.done_bytes, files.total_bytes)
        self._work.show_working(doing, said, None if not files.total else min(1.0, files.done / files.total))

    def show_stopped(self) -> None:
        """Say that looking was given up; what was seen before stays."""
        if self._report is None:
            self._sentence.setText(self.tr("The yards were not looked through."))

    def say_done(self, sentence: str) -> None:
        """Say what was done."""
        self.message.say(Sign("ok", Tone.OK), sentence)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what could not be done; what was seen before stays."""
        self.show_stopped()
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
