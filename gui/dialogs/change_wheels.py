"""A change of local sources or indexes before it is made: what it would write, line by line, and how it goes on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.setting_values import FileDiff, SettingChange
from core.model.wheel_commands import AnyWheelsChange
from core.model.wheels import PlannedSource
from gui import wheel_words
from gui.signs import Sign
from gui.theme import XL, XS, L, M, S, Tone, set_kind
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.setting_diff import FileDiffView
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import label, mono_label

Change = AnyWheelsChange | tuple[SettingChange, ...]


class ChangeDialog(QDialog):
    """Shows the preview of a change; ``change_wanted`` carries the change when a person agrees to it.

    ``preview_wanted`` carries the change whose preview is to be shown, ``stop_wanted`` says that a change under way is
    to be given up. A dialog that is closed meanwhile lets the change go on.
    """

    preview_wanted = Signal(object)
    change_wanted = Signal(object)
    stop_wanted = Signal()

    def __init__(self, name: str, title: str, accept: str, parent: QWidget, icon_name: str = "check") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._change: Change | None = None
        self._seen: dict[str, str | None] = {}
        self._ready = False
        self._changing = False
        self.inputs = QVBoxLayout()
        self.inputs.setSpacing(M)
        self._note = label(kind="muted", wrap=True, name=f"{name}Note")
        self._sources_title = label(self.tr("What the sources will say"), "section", wrap=True)
        self._sources_card = Card(f"{name}Sources", kind="well", inset=M)
        self._sources_card.body.setSpacing(S)
        diffs, self._diffs = column_box(M)
        self._doing = label(kind="muted", wrap=True, name=f"{name}Doing")
        self._line = ProgressLine(f"{name}Line", self.tr("Finding out what that would write"))
        self.message = MessageBar(f"{name}Message", closable=False)
        self._accept = PushButton(accept, f"{name}Accept", icon_name=icon_name, kind="primary")
        self._cancel = PushButton(self.tr("Cancel"), f"{name}Cancel")
        self._accept.clicked.connect(self._on_accept)
        self._cancel.clicked.connect(self._on_cancel)
        self._build(title, diffs)
        self._follow()
        self._cancel.setFocus()
        room = parent.window().size()
        self.resize(min(760, max(500, room.width() - 40)), min(720, max(340, room.height() - 30)))

    def _build(self, title: str, diffs: QWidget) -> None:
        icon = IconView("box", size=22)
        icon.show_sign(Sign("box", Tone.INFO))
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(title, "heading", wrap=True, name=f"{self.objectName()}Title"), 1)
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L + 4, XL, L)
        column.setSpacing(M)
        column.addLayout(head)
        column.addLayout(self.inputs)
        for widget in (self._note, self._sources_title, self._sources_card, diffs):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName(f"{self.objectName()}Scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        line = QFrame()
        set_kind(line, "line")
        # What goes on and what went wrong stays in sight above the buttons, however far the rest is scrolled.
        said = QVBoxLayout()
        said.setContentsMargins(XL, M, XL, 0)
        said.setSpacing(XS)
        for part in (self.message, self._doing, self._line):
            said.addWidget(part)
        foot = QWidget()
        buttons = FlowLayout(foot, across=S, down=S, last_right=True)
        buttons.setContentsMargins(XL, M, XL, M)
        for button in (self._accept, self._cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(line)
        layout.addLayout(said)
        layout.addWidget(foot)

    @property
    def seen(self) -> dict[str, str | None]:
        """The digests of the files as the preview read them."""
        return self._seen

    @property
    def is_changing(self) -> bool:
        """Whether the change is being made."""
        return self._changing

    @property
    def change(self) -> Change | None:
        """The change that is shown."""
        return self._change

    def ask_for(self, change: Change | None) -> None:
        """Show another change as soon as its preview is there; None is none that could be made."""
        self._change = change
        self._ready = False
        self.message.hide()
        if change is not None:
            self._doing.setText(self.tr("Finding out what that would write …"))
            self._line.show_share(None)
            self.preview_wanted.emit(change)
        else:
            self._show(diffs=(), sources=(), said="")
        self._follow(working=change is not None)

    def show_preview(
        self, diffs: tuple[FileDiff, ...], sources: tuple[PlannedSource, ...], said: str, *, unseen: bool = False
    ) -> None:
        """Show what the change would write, and offer it where it would write anything.

        ``unseen`` says that it would, although no file of the project or of the person shows it.
        """
        self._seen = {str(diff.file): diff.digest for diff in diffs if diff.digest is not None}
        copied = any(source.copied_from is not None for source in sources)
        self._ready = bool(diffs) or copied or unseen
        self._show(diffs=diffs, sources=sources, said=said)
        if not self._ready:
            self.message.say(Sign("info", Tone.INFO), said or self.tr("Nothing would change: it is all there already."))
        self._follow()

    def show_changing(self, doing: str, share: float | None = None) -> None:
        """Say that the change is being made."""
        self._changing = True
        self.message.hide()
        self._doing.setText(doing)
        self._line.setAccessibleName(doing)
        self._line.show_share(share)
        self._follow(working=True)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong, and in the core's own words what it left; the dialog stays open for another try."""
        self._changing = False
        self.message.say(Sign("warning", Tone.WARN), title, explanation)
        self._follow()

    def say_stopped(self) -> None:
        """Say that the change was given up."""
        self._changing = False
        self.message.say(Sign("cancelled", Tone.NEUTRAL), self.tr("Stopped. Everything is as before."))
        self._follow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scroll.scroll_by(event):
            super().keyPressEvent(event)

    def _show(self, *, diffs: tuple[FileDiff, ...], sources: tuple[PlannedSource, ...], said: str) -> None:
        with self._scroll.steady():
            self._note.setText(said)
            self._note.setVisible(bool(said) and self._ready)
            emptied(self._sources_card.body)
            for source in sources:
                self._sources_card.body.addWidget(_source(source))
            self._sources_card.setVisible(bool(sources))
            self._sources_title.setVisible(bool(sources))
            emptied(self._diffs)
            for number, diff in enumerate(diffs):
                self._diffs.addWidget(FileDiffView(diff, number))
        spoken = [said, *(f"{source.path}, {wheel_words.source_text(source)}" for source in sources)]
        self.setAccessibleDescription("\n".join(part for part in spoken if part))

    def _follow(self, *, working: bool = False) -> None:
        for part in (self._doing, self._line):
            part.setVisible(working)
        self._accept.setEnabled(self._ready and not working)
        self._cancel.setText(self.tr("Stop") if self._changing else self.tr("Cancel"))
        self.set_inputs_enabled(enabled=not self._changing)

    def set_inputs_enabled(self, *, enabled: bool) -> None:
        """Let a person change what is to be done, or not while it is being done."""
        del enabled

    def _on_accept(self) -> None:
        if self._ready and not self._changing:
            self.change_wanted.emit(self._change)

    def _on_cancel(self) -> None:
        if self._changing:
            self.stop_wanted.emit()
        else:
            self.reject()


def _source(source: PlannedSource) -> QWidget:
    part, column = column_box(1)
    column.addWidget(mono_label(f"{source.package}: {source.path}", name="plannedSource"))
    column.addWidget(label(wheel_words.source_text(source), "muted", wrap=True, name="plannedMarker"))
    return part
