"""The rename probe as a small plot: per place, how many renames passed, waited, or were refused."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.model.events import ProbeProgressed
from core.model.measurements import ProbeReport
from core.model.problem import Evidence
from gui import wording
from gui.icons import paint_icon
from gui.theme import ICON, L, M, Roles, S, Tone, current_roles, scaled_font

_BAR = 12
WAIT_KEY = "wait_ms_median"
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class ProbeBar:
    """Renames in one place: ``waited`` passed later than at once, ``never`` did not pass at all."""

    place: str
    rounds: int
    waited: int
    never: int
    wait_ms: float | None = None
    done: int | None = None

    @property
    def passed(self) -> int:
        """Renames that passed at the first try."""
        return max(0, (self.rounds if self.done is None else self.done) - self.waited - self.never)


def bar_of_report(report: ProbeReport) -> ProbeBar:
    """Return what a finished probe measured."""
    return ProbeBar(
        place=str(report.place),
        rounds=report.rounds,
        waited=max(0, report.refused_first - report.never_passed),
        never=report.never_passed,
        wait_ms=report.wait_ms.median,
    )


def bar_of_progress(event: ProbeProgressed) -> ProbeBar:
    """Return what a probe measured so far; a refusal is not yet known to last."""
    if event.report is not None:
        return bar_of_report(event.report)
    return ProbeBar(str(event.place), rounds=event.rounds, waited=event.refused, never=0, done=event.done)


def bar_of_evidence(evidence: Evidence, place: str | None) -> ProbeBar | None:
    """Return the figures of a rename probe in a finding, or None where it is about something else."""
    measured = evidence.measured
    rounds, refused, never = (measured.get(key) for key in ("rounds", "refused_first", "never_passed"))
    if not (isinstance(rounds, int) and isinstance(refused, int) and isinstance(never, int)) or rounds <= 0:
        return None
    wait = measured.get(WAIT_KEY)
    return ProbeBar(
        place=str(measured.get("place") or place or ""),
        rounds=rounds,
        waited=max(0, refused - never),
        never=never,
        wait_ms=float(wait) if isinstance(wait, int | float) else None,
    )


class ProbePlot(QWidget):
    """Bars over places; counts stand beside them as words, so that colour says nothing alone."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._bars: tuple[ProbeBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[ProbeBar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: tuple[ProbeBar, ...]) -> None:
        """Show other figures."""
        if bars == self._bars:
            return
        self._bars = bars
        self.setAccessibleName(self.tr("Rename probe"))
        self.setAccessibleDescription("; ".join(f"{bar.place}: {self._counts(bar)}" for bar in bars))
        self.setToolTip("\n".join(f"{bar.place}\n{self._counts(bar)}" for bar in bars))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, len(self._bars) * self._row() + self.fontMetrics().height() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _row(self) -> int:
        return self.fontMetrics().height() + _BAR + S + M

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for bar in self._bars:
            self._paint_bar(painter, bar, top, roles)
            top += self._row()
        self._paint_legend(painter, top, roles)

    def _paint_bar(self, painter: QPainter, bar: ProbeBar, top: float, roles: Roles) -> None:
        line = float(self.fontMetrics().height())
        counts = self._counts(bar)
        painter.setFont(scaled_font(0.92))
        words = painter.fontMetrics().horizontalAdvance(counts) + L
        painter.setPen(roles.text)
        painter.drawText(QRectF(0, top, self.width(), line), _RIGHT, counts)
        painter.setPen(roles.muted)
        room = max(40, self.width() - words)
        place = painter.fontMetrics().elidedText(bar.place, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(0, top, room, line), _LEFT, place)
        self._paint_parts(painter, bar, QRectF(0, top + line + 4, self.width(), _BAR), roles)

    def _paint_parts(self, painter: QPainter, bar: ProbeBar, rect: QRectF, roles: Roles) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(rect, 4, 4)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(rect, roles.track)
        left = rect.left()
        for count, tone in ((bar.passed, Tone.OK), (bar.waited, Tone.WARN), (bar.never, Tone.BAD)):
            width = rect.width() * count / max(1, bar.rounds)
            if width > 0:
                part = QRectF(left, rect.top(), width, rect.height())
                painter.fillRect(part, roles.fill(tone))
                _pattern(painter, part, tone, roles.surface)
                left += width
                painter.fillRect(QRectF(left - 1, rect.top(), 1.5, rect.height()), roles.surface)
        painter.restore()

    def _paint_legend(self, painter: QPainter, top: float, roles: Roles) -> None:
        painter.setFont(scaled_font(0.88))
        left = 0.0
        line = float(self.fontMetrics().height())
        for icon, tone, words in (
            ("ok", Tone.OK, self.tr("passed at once")),
            ("waiting", Tone.WARN, self.tr("refused, passed later")),
            ("bad", Tone.BAD, self.tr("never passed")),
        ):
            paint_icon(painter, icon, QRectF(left, top + (line - ICON) / 2 + 1, ICON - 2, ICON - 2), roles.tone(tone))
            painter.setPen(roles.muted)
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(left + ICON + 3, top, width + 4, line), _LEFT, words)
            left += ICON + 3 + width + L

    def _counts(self, bar: ProbeBar) -> str:
        if bar.done is not None and bar.done < bar.rounds:
            return self.tr("{done} of {rounds} tried, {refused} refused").format(
                done=bar.done, rounds=bar.rounds, refused=bar.waited + bar.never
            )
        text = self.tr("{passed} passed · {waited} waited · {never} never").format(
            passed=bar.passed, waited=bar.waited, never=bar.never
        )
        if bar.wait_ms is None or bar.waited == 0:
            return text
        return self.tr("{counts} · median wait {wait}").format(counts=text, wait=wording.wait_text(bar.wait_ms))


def _pattern(painter: QPainter, rect: QRectF, tone: Tone, colour: QColor) -> None:
    """Hatch what did not pass, so that the parts differ without colour."""
    if tone is Tone.OK:
        return
    ink = QColor(colour)
    ink.setAlphaF(0.45)
    style = Qt.BrushStyle.BDiagPattern if tone is Tone.WARN else Qt.BrushStyle.DiagCrossPattern
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    brush = painter.brush()
    brush.setColor(ink)
    brush.setStyle(style)
    painter.setBrush(brush)
    painter.drawRect(rect)
    painter.restore()
