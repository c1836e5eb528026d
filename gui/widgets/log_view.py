"""The log of a job: uv's lines as they came, searchable and copyable, following the end."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.activity import MOST_LOG_LINES, Activity
from gui import clipboard
from gui.theme import M, S, Tone, current_roles, mixed, mono_font
from gui.widgets.buttons import IconButton
from gui.widgets.text import label

_BATCH = 1500
_MOST_MARKS = 400


class LogView(QWidget):
    """Takes lines in batches between which the window stays alive; holds the last lines of one job."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("logView")
        self._job = ""
        self._seen = 0
        self._lines: deque[str] = deque(maxlen=MOST_LOG_LINES)
        self._dropped = 0
        self._waiting: deque[str] = deque()
        self._matches: list[tuple[int, int]] = []
        self._current = -1
        self._pump = QTimer(self)
        self._pump.setInterval(0)
        self._pump.timeout.connect(self._append_batch)
        self._text = self._make_text()
        self._build()

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setObjectName("logText")
        text.setAccessibleName(self.tr("Log"))
        text.setReadOnly(True)
        text.setUndoRedoEnabled(False)
        text.setMaximumBlockCount(MOST_LOG_LINES)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setFont(mono_font())
        text.setTabChangesFocus(True)
        text.setAcceptDrops(False)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setPlaceholderText(self.tr("What uv prints appears here."))
        text.document().setDocumentMargin(10)
        return text

    def _build(self) -> None:
        self._find = QLineEdit()
        self._find.setObjectName("logSearch")
        self._find.setAccessibleName(self.tr("Search the log"))
        self._find.setPlaceholderText(self.tr("Search the log"))
        self._find.setAcceptDrops(False)
        self._find.setMaximumWidth(320)
        self._count = label(kind="caption", name="logMatches")
        self._previous = IconButton("up", self.tr("Previous match (Shift+F3)"), "logPrevious")
        self._next = IconButton("down", self.tr("Next match (F3)"), "logNext")
        self._follow = IconButton("follow", self.tr("Follow the end"), "logFollow", checkable=True)
        self._follow.setChecked(True)
        copy = IconButton("copy", self.tr("Copy the whole log"), "logCopy")
        bar = QHBoxLayout()
        bar.setContentsMargins(M, S, M, S)
        bar.setSpacing(S)
        bar.addWidget(self._find, 1)
        bar.addWidget(self._previous)
        bar.addWidget(self._next)
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(self._follow)
        bar.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._text, 1)
        self._find.textChanged.connect(self._search)
        self._find.returnPressed.connect(self.find_next)
        self._next.clicked.connect(self.find_next)
        self._previous.clicked.connect(self.find_previous)
        self._follow.toggled.connect(self._on_follow)
        copy.clicked.connect(self._copy)
        self._text.verticalScrollBar().valueChanged.connect(self._on_scroll)
        for keys, slot in (("F3", self.find_next), ("Shift+F3", self.find_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._show_count()

    @property
    def search(self) -> QLineEdit:
        """The field to search in."""
        return self._find

    @property
    def line_count(self) -> int:
        """Lines that are shown or wait to be shown."""
        return len(self._lines)

    def show_activity(self, activity: Activity | None) -> None:
        """Show the log of a job; lines that are there already are not touched."""
        if activity is None:
            self._clear("")
            return
        if activity.job != self._job:
            self._clear(activity.job)
        total = activity.log_dropped + activity.log_lines
        missing = total - self._seen
        if missing <= 0:
            return
        self._seen = total
        self._queue(_last_lines(activity.log, missing))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._find.text():
            self._find.clear()
            return
        super().keyPressEvent(event)

    def focus_search(self) -> None:
        """Bring the keyboard to the search field."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def find_next(self) -> None:
        """Go to the match after the current one, from the last to the first."""
        self._go(1)

    def find_previous(self) -> None:
        """Go to the match before the current one, from the first to the last."""
        self._go(-1)

    def _clear(self, job: str) -> None:
        self._job = job
        self._seen = 0
        self._waiting.clear()
        self._lines.clear()
        self._dropped = 0
        self._pump.stop()
        self._text.clear()
        self._matches = []
        self._current = -1
        self._follow.setChecked(True)
        self._show_count()

    def _queue(self, lines: Sequence[str]) -> None:
        overflow = len(self._lines) + len(lines) - MOST_LOG_LINES
        if overflow > 0:
            self._dropped += overflow
            self._matches = [match for match in self._matches if match[0] >= self._dropped]
        first = self._dropped + max(0, len(self._lines) - max(0, overflow))
        self._lines.extend(lines)
        self._waiting.extend(lines)
        while len(self._waiting) > MOST_LOG_LINES:
            self._waiting.popleft()
        self._match_lines(lines, first)
        self._pump.start()

    def _append_batch(self) -> None:
        take = min(_BATCH, len(self._waiting))
        batch = [self._waiting.popleft() for _ in range(take)]
        if not self._waiting:
            self._pump.stop()
        if batch:
            self._text.appendPlainText("\n".join(batch))
        if self._follow.isChecked():
            self._show_end()

    def _show_end(self) -> None:
        """Show the last lines from their beginnings."""
        cursor = self._text.textCursor()
        if not cursor.hasSelection():
            # Lines grow at the cursor's place, and the view goes where the cursor is: to the end of the longest line.
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            self._text.setTextCursor(cursor)
        across, down = self._text.horizontalScrollBar(), self._text.verticalScrollBar()
        across.setValue(across.minimum())
        down.setValue(down.maximum())

    def _search(self, needle: str) -> None:
        self._matches = []
        self._current = -1
        if needle:
            self._match_lines(tuple(self._lines), self._dropped)
            self._go(1)
        else:
            self._text.setExtraSelections([])
        self._show_count()

    def _match_lines(self, lines: Sequence[str], first: int) -> None:
        needle = self._find.text().casefold()
        if not needle:
            return
        for number, line in enumerate(lines, first):
            folded = line.casefold()
            at = folded.find(needle)
            while at >= 0:
                self._matches.append((number, at))
                at = folded.find(needle, at + len(needle))
        self._show_count()

    def _go(self, step: int) -> None:
        if not self._matches:
            return
        self._follow.setChecked(False)
        self._current = (self._current + step) % len(self._matches) if self._current >= 0 else 0
        cursor = self._cursor_of(self._matches[self._current])
        if cursor is not None:
            # The cursor stands before the match, so that the view shows the line's beginning where it can.
            cursor.setPosition(cursor.selectionStart())
            self._text.setTextCursor(cursor)
            self._text.centerCursor()
        self._mark()
        self._show_count()

    def _mark(self) -> None:
        roles = current_roles()
        marks: list[QTextEdit.ExtraSelection] = []
        first = max(0, self._current - _MOST_MARKS // 2)
        for number in range(first, min(len(self._matches), first + _MOST_MARKS)):
            cursor = self._cursor_of(self._matches[number])
            if cursor is None:
                continue
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            current = number == self._current
            ground = roles.accent if current else mixed(roles.surface, roles.fill(Tone.WARN), 0.4)
            mark.format.setBackground(ground)
            mark.format.setForeground(roles.on_accent if current else roles.text)
            marks.append(mark)
        self._text.setExtraSelections(marks)

    def _cursor_of(self, match: tuple[int, int]) -> QTextCursor | None:
        block: QTextBlock = self._text.document().findBlockByNumber(match[0] - self._dropped)
        if not block.isValid():
            return None
        cursor = QTextCursor(block)
        start = block.position() + min(match[1], block.length() - 1)
        end = min(start + len(self._find.text()), block.position() + block.length() - 1)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_count(self) -> None:
        found = len(self._matches)
        if not self._find.text():
            self._count.setText("")
        elif not found:
            self._count.setText(self.tr("No match"))
        else:
            self._count.setText(self.tr("{number} of {found}").format(number=self._current + 1, found=found))
        self._next.setEnabled(found > 0)
        self._previous.setEnabled(found > 0)

    def _on_follow(self, follow: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if follow:
            self._show_end()

    def _on_scroll(self, value: int) -> None:
        if self._pump.isActive():
            return
        bar = self._text.verticalScrollBar()
        if bar.isSliderDown():
            self._follow.setChecked(value >= bar.maximum() - 1)

    def _copy(self) -> None:
        clipboard.copy("\n".join(self._lines))


def _last_lines(chunks: tuple[tuple[str, ...], ...], count: int) -> list[str]:
    """Return the last ``count`` lines of the chunks without walking those before."""
    taken: list[tuple[str, ...]] = []
    left = count
    for chunk in reversed(chunks):
        if left <= 0:
            break
        part = chunk if len(chunk) <= left else chunk[len(chunk) - left :]
        taken.append(part)
        left -= len(part)
    return [line for part in reversed(taken) for line in part]
