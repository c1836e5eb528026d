"""A wheelhouse for others: which platforms, into which folder, how far it came, and how to install from it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.events import FilesProgressed
from core.model.wheel_commands import CollectWheels
from core.model.wheels import CollectionReport, TargetPlatform
from core.system.command_line import pasteable
from gui import wheel_words
from gui.signs import Sign
from gui.theme import XL, XS, L, M, S, Tone, set_kind
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.message_bar import MessageBar
from gui.widgets.points import points
from gui.widgets.progress_line import ProgressLine
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import CopyButton, ElidedLabel, label

_MOST_MISSING = 12


class CollectDialog(QDialog):
    """Asks for a folder and platforms; ``collect_wanted`` carries the command, without its project."""

    collect_wanted = Signal(object)
    stop_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, name: str, covered: tuple[TargetPlatform, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("collectDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Collect a wheelhouse for {name}").format(name=name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._working = False
        self._folder = Field(self.tr("Into the folder"), "collectFolder")
        self._choose = PushButton(self.tr("Choose…"), "collectChoose", icon_name="folder")
        self._folder.line.addWidget(self._choose)
        self._boxes = self._platform_boxes(covered)
        self.message = MessageBar("collectMessage", closable=False)
        result, self._result = column_box(M)
        self._doing = label(kind="muted", wrap=True, name="collectDoing")
        self._file = ElidedLabel(kind="muted", mono=True)
        self._file.setObjectName("collectFile")
        self._line = ProgressLine("collectLine", self.tr("Collecting"))
        self._start = PushButton(self.tr("Collect"), "collectStart", icon_name="download", kind="primary")
        self._close = PushButton(self.tr("Close"), "collectClose")
        self._build(title, result)
        self._connect()
        self._follow()
        self._folder.setFocus()
        room = parent.window().size()
        self.resize(min(680, max(500, room.width() - 40)), min(640, max(340, room.height() - 30)))

    def _platform_boxes(self, covered: tuple[TargetPlatform, ...]) -> list[tuple[CheckBox, TargetPlatform]]:
        known = (*wheel_words.PLATFORMS, *(each for each in covered if each not in wheel_words.PLATFORMS))
        wanted = covered or wheel_words.PLATFORMS[:2]
        boxes = []
        for platform in known:
            box = CheckBox(platform.words, f"collect-{platform.sys_platform}-{platform.platform_machine}")
            box.setChecked(platform in wanted)
            boxes.append((box, platform))
        return boxes

    def _build(self, title: str, result: QWidget) -> None:
        icon = IconView("download", size=22)
        icon.show_sign(Sign("download", Tone.INFO))
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(title, "heading", wrap=True, name="collectTitle"), 1)
        subject = label(
            self.tr(
                "Every file that the lock names comes into one folder, each compared with its hash. A computer without "
                "a network installs the project from it. What is there and whole is not fetched again."
            ),
            "muted",
            wrap=True,
            name="collectSubject",
        )
        boxes = FlowLayout(across=L, down=S)
        for box, _ in self._boxes:
            boxes.addWidget(box)
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L + 4, XL, L)
        column.setSpacing(M)
        column.addLayout(head)
        column.addWidget(subject)
        column.addLayout(self._folder.column)
        column.addWidget(label(self.tr("For"), "section"))
        column.addLayout(boxes)
        column.addWidget(result)
        column.addStretch(1)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName("collectScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        line = QFrame()
        set_kind(line, "line")
        said = QVBoxLayout()
        said.setContentsMargins(XL, M, XL, 0)
        said.setSpacing(XS)
        for part in (self.message, self._doing, self._file, self._line):
            said.addWidget(part)
        foot = QWidget()
        buttons = FlowLayout(foot, across=S, down=S, last_right=True)
        buttons.setContentsMargins(XL, M, XL, M)
        for button in (self._start, self._close):
            buttons.addWidget(button)
        for button in (self._choose, self._start, self._close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(line)
        layout.addLayout(said)
        layout.addWidget(foot)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.folder_wanted)
        self._folder.textChanged.connect(self._on_choice)
        self._folder.returnPressed.connect(self._on_start)
        for box, _ in self._boxes:
            box.toggled.connect(self._on_choice)
        self._start.clicked.connect(self._on_start)
        self._close.clicked.connect(self._on_close)

    def take_folder(self, folder: Path) -> None:
        """Name the folder that a person chose."""
        self._folder.setText(str(folder))

    def show_working(self, files: FilesProgressed | None = None) -> None:
        """Say how far the collection came."""
        if not self._working:
            self._working = True
            self.message.hide()
            emptied(self._result)
        if files is None:
            self._doing.setText(self.tr("Waiting for its turn …"))
            self._file.show_text("")
            self._line.show_share(None)
        else:
            said = wheel_words.progress_text(files.done, files.total, files.done_bytes, files.total_bytes)
            self._doing.setText(said)
            self._file.show_text(files.file or "")
            done, total = (files.done_bytes, files.total_bytes) if files.total_bytes else (files.done, files.total)
            self._line.show_share(min(1.0, done / total) if total else None)
        self._line.setAccessibleDescription(self._doing.text())
        self._follow()

    def show_report(self, report: CollectionReport) -> None:
        """Show what was brought together, what is missing, and how to install from it."""
        self._working = False
        sign = Sign("warning", Tone.WARN) if report.missing else Sign("ok", Tone.OK)
        self.message.say(sign, wheel_words.collected_text(report))
        emptied(self._result)
        if report.missing:
            self._result.addWidget(self._missing(report.missing))
        if report.how:
            self._result.addWidget(self._how(report.how))
        self._follow()
        self._scroll.verticalScrollBar().setValue(self._scroll.verticalScrollBar().maximum())

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong; what has come stays, and another try goes on from there."""
        self._working = False
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
        self._follow()

    def say_stopped(self) -> None:
        """Say that the collection was stopped."""
        self._working = False
        self.message.say(
            Sign("cancelled", Tone.NEUTRAL), self.tr("Stopped. What has come stays; the next collection goes on there.")
        )
        self._follow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scroll.scroll_by(event):
            super().keyPressEvent(event)

    def _missing(self, sentences: tuple[str, ...]) -> QWidget:
        part, column = column_box(S - 2)
        column.addWidget(label(self.tr("Missing ({count})").format(count=len(sentences)), "section"))
        column.addLayout(points(sentences[:_MOST_MISSING], name="collectMissing"))
        if len(sentences) > _MOST_MISSING:
            more = self.tr("… and {count} more.").format(count=len(sentences) - _MOST_MISSING)
            column.addWidget(label(more, "muted"))
        return part

    def _how(self, commands: tuple[tuple[str, ...], ...]) -> QWidget:
        card = Card("collectHow", kind="well", inset=M)
        card.body.addWidget(label(self.tr("To install from it, where there is no network"), "section", wrap=True))
        for number, argv in enumerate(commands):
            command = pasteable(argv)
            line = QHBoxLayout()
            line.setSpacing(S - 4)
            line.addWidget(ElidedLabel(command, mono=True, tight=True))
            line.addWidget(CopyButton(self.tr("Copy the command"), command, f"collectCopy-{number}"))
            line.addStretch(1)
            card.body.addLayout(line)
        return card

    def _platforms(self) -> tuple[TargetPlatform, ...]:
        return tuple(platform for box, platform in self._boxes if box.isChecked())

    def _follow(self) -> None:
        for part in (self._doing, self._line):
            part.setVisible(self._working)
        self._file.setVisible(self._working and bool(self._file.text()))
        for widget in (self._folder, self._choose, *(box for box, _ in self._boxes)):
            widget.setEnabled(not self._working)
        ready = bool(self._folder.text().strip()) and bool(self._platforms())
        self._start.setEnabled(ready and not self._working)
        self._close.setText(self.tr("Stop") if self._working else self.tr("Close"))

    def _on_choice(self) -> None:
        self._follow()

    def _on_start(self) -> None:
        if self._start.isEnabled():
            folder = Path(self._folder.text().strip())
            self.collect_wanted.emit(CollectWheels(to=folder, platforms=self._platforms()))

    def _on_close(self) -> None:
        if self._working:
            self.stop_wanted.emit()
        else:
            self.reject()
