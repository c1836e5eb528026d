"""A thin progress bar: a share that is known, or a quiet movement while none is."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStyle
from typing_extensions import override

from gui.theme import Tone, current_roles

_STEPS = 1000
_HEIGHT = 8
_FRAME_MS = 40
_LOOP_FRAMES = 45


class ProgressLine(QProgressBar):
    """Shows a share, and a second share of what is wholly finished; ``None`` means not known."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTextVisible(False)
        self.setRange(0, _STEPS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._finished = 0.0
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._step)

    @property
    def share(self) -> float | None:
        """The share that is shown, None while it is not known."""
        return None if self.maximum() == 0 else max(0, self.value()) / _STEPS

    def show_share(self, share: float | None, finished: float | None = None) -> None:
        """Show a share from 0 to 1, or that none is known."""
        self._finished = finished or 0.0
        if share is None:
            self.setRange(0, 0)
            self._frame = 0 if not self._timer.isActive() else self._frame
            if self.isVisible():
                self._timer.start()
        else:
            self._timer.stop()
            self.setRange(0, _STEPS)
            self.setValue(round(share * _STEPS))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, _HEIGHT)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.maximum() == 0:
            self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _step(self) -> None:
        self._frame = (self._frame + 1) % _LOOP_FRAMES
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, (self.height() - _HEIGHT) / 2, self.width(), _HEIGHT)
        clip = QPainterPath()
        clip.addRoundedRect(rect, _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(clip)
        painter.fillRect(rect, roles.track)
        share = self.share
        painter.setPen(Qt.PenStyle.NoPen)
        if share is None:
            painter.setBrush(roles.accent)
            painter.drawRoundedRect(self._moving(rect), _HEIGHT / 2, _HEIGHT / 2)
            return
        for width, colour in ((share, roles.accent), (min(self._finished, share), roles.fill(Tone.OK))):
            if width > 0:
                painter.setBrush(colour)
                part = QRectF(rect.left(), rect.top(), max(rect.width() * width, _HEIGHT), rect.height())
                painter.drawRoundedRect(part, _HEIGHT / 2, _HEIGHT / 2)

    def _moving(self, rect: QRectF) -> QRectF:
        width = rect.width() * 0.28
        # A style that animates nothing gets a bar that stands still in the middle.
        still = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0
        at = 0.5 if still else self._frame / _LOOP_FRAMES
        return QRectF(rect.left() - width + at * (rect.width() + width), rect.top(), width, rect.height())
