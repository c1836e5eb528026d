"""Defects of the program itself: one window per cause, with the text to copy."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.model.secrets import without_secrets
from gui import clipboard
from gui.theme import XL, L, M, S, Tone, mono_font
from gui.widgets.buttons import PushButton
from gui.widgets.icon_view import IconView
from gui.widgets.text import label

_LOG = logging.getLogger(__name__)
_MOST_CAUSES = 20


class CrashWindow(QDialog):
    """Shows one defect; the program goes on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something in Wheelyard went wrong"))
        self._text = text
        shown = QPlainTextEdit()
        shown.setObjectName("crashText")
        shown.setProperty("kind", "raw")
        shown.setAccessibleName(self.tr("Technical details"))
        shown.setReadOnly(True)
        shown.setFont(mono_font())
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setTabChangesFocus(True)
        shown.setPlainText(text)
        copy = PushButton(self.tr("Copy"), "crashCopy", icon_name="copy")
        close = PushButton(self.tr("Close"), "crashClose", kind="primary")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(IconView("warning", Tone.WARN, size=22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S)
        words.addWidget(label(self.windowTitle(), "heading", wrap=True))
        words.addWidget(
            label(
                self.tr(
                    "This is a defect of the program, not of your project. What runs goes on; "
                    "the text below helps whoever mends it."
                ),
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(L)
        layout.addLayout(head)
        layout.addWidget(shown, 1)
        layout.addLayout(buttons)
        self.resize(680, 420)

    def _copy(self) -> None:
        clipboard.copy(self._text)


class CrashReporter(QObject):
    """Takes what nobody caught, from any thread, and shows each cause once; ``cleaned`` takes secrets out of it."""

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None, cleaned: Callable[[str], str] = without_secrets) -> None:
        super().__init__(parent)
        self._cleaned = cleaned
        self._causes: set[tuple[str, str, int]] = set()
        self._windows: list[CrashWindow] = []
        self._previous = sys.excepthook
        self._previous_thread = threading.excepthook
        # Queued, because a window cannot be made in the middle of a paint, nor in another thread.
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the place where uncaught errors end."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def uninstall(self) -> None:
        """Give the place back."""
        sys.excepthook = self._previous
        threading.excepthook = self._previous_thread

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a defect, and show it when its cause is new."""
        if issubclass(kind, KeyboardInterrupt):
            self._previous(kind, error, trace)
            return
        # A traceback quotes what it failed at.
        text = self._cleaned("".join(traceback.format_exception(kind, error, trace)))
        _LOG.error("%s", text)
        cause = _cause(kind, trace)
        if cause not in self._causes and len(self._causes) < _MOST_CAUSES:
            self._causes.add(cause)
            self.caught.emit(text)

    def _report_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str) -> None:
        window = CrashWindow(text)
        self._windows.append(window)
        window.finished.connect(self._forget)
        window.show()

    def _forget(self, result: int) -> None:
        del result
        sender = self.sender()
        self._windows = [window for window in self._windows if window is not sender]


def _cause(kind: type[BaseException], trace: TracebackType | None) -> tuple[str, str, int]:
    """Return what tells one defect from another: its type and the line that raised it."""
    last = trace
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return (kind.__name__, "", 0)
    return (kind.__name__, last.tb_frame.f_code.co_filename, last.tb_lineno)
