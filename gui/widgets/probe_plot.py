"""The rename probe as a small plot: per place, how many renames passed, waited, or were refused."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.model.events import ProbeProgressed
from core.model.measurements import ProbeReport
from core.model.problem import Evidence
from gui import figures
from gui.icons import paint_icon
from gui.signs import Sign
from gui.theme import ICON, L, M, Roles, S, Tone, current_roles, scaled_font

_BAR = 12
_LEAST_PLACE = 120
WAIT_KEY = "wait_ms_median"
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class ProbeBar:
    """Renames in one place: ``waited`` passed later than at once, ``never`` did not pass at all.

    ``pending`` were refused at first, and what became of them is not known yet. ``when`` says in a few words when this
    was measured, where another measurement stands beside it.
    """

    place: str
    rounds: int
    waited: int
    never: int
    wait_ms: float | None = None
    done: int | None = None
    pending: int = 0
    when: str = ""

    @property
    def passed(self) -> int:
        """Renames that passed at the first try."""
        return max(0, (self.rounds if self.done is None else self.done) - self.waited - self.never - self.pending)

    def parts(self) -> tuple[tuple[int, Tone], ...]:
        """Return the counts from left to right, each with its tone."""
        return (
            (self.passed, Tone.OK),
            (self.waited, Tone.WARN),
            (self.never, Tone.BAD),
            (self.pending, Tone.NEUTRAL),
        )


def bar_of_report(report: ProbeReport, when: str = "") -> ProbeBar:
    """Return what a finished probe measured."""
    return ProbeBar(
        place=str(report.place),
        rounds=report.rounds,
        waited=max(0, report.refused_first - report.never_passed),
        never=report.never_passed,
        wait_ms=report.wait_ms.median,
        when=when,
    )


def bar_of_progress(event: ProbeProgressed) -> ProbeBar:
    """Return what a probe measured so far; whether a refused rename passed later comes with its report."""
    if event.report is not None:
        return bar_of_report(event.report)
    return ProbeBar(str(event.place), event.rounds, waited=0, never=0, done=event.done, pending=event.refused)


def bar_of_evidence(evidence: Evidence, place: str | None, when: str = "") -> ProbeBar | None:
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
        when=when,
    )


class ProbePlot(QWidget):
    """Bars over places; counts stand beside them as words, so that colour says nothing alone.

    Where it is narrow, counts stand under their place, and the legend goes on in a new line.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._bars: tuple[ProbeBar, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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
        self.setAccessibleDescription("; ".join(f"{_title(bar)}: {self._counts(bar)}" for bar in bars))
        self.setToolTip("\n".join(f"{_title(bar)}\n{self._counts(bar)}" for bar in bars))
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        bars = sum(self._row(bar, width) for bar in self._bars)
        return round(bars + self._line() * len(self._legend_lines(width))) + 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for bar in self._bars:
            self._paint_bar(painter, bar, top, roles)
            top += self._row(bar, self.width())
        self._paint_legend(painter, top, roles)

    def _line(self) -> float:
        return float(self.fontMetrics().height())

    def _row(self, bar: ProbeBar, width: int) -> float:
        return self._line() * (1 if self._fits(bar, width) else 2) + _BAR + S + M

    def _fits(self, bar: ProbeBar, width: int) -> bool:
        """Whether the counts stand beside the place."""
        metrics = QFontMetricsF(scaled_font(0.92))
        place = metrics.horizontalAdvance(_title(bar))
        return metrics.horizontalAdvance(self._counts(bar)) + L + min(place, _LEAST_PLACE) <= width

    def _paint_bar(self, painter: QPainter, bar: ProbeBar, top: float, roles: Roles) -> None:
        line = self._line()
        counts = self._counts(bar)
        beside = self._fits(bar, self.width())
        painter.setFont(scaled_font(0.92))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(roles.text)
        words = QRectF(0, top if beside else top + line, self.width(), line)
        painter.drawText(words, _RIGHT if beside else _LEFT, counts)
        painter.setPen(roles.muted)
        room = self.width() - (metrics.horizontalAdvance(counts) + L if beside else 0)
        # Of the two, only the path may be shortened.
        when = f"{bar.when}: " if bar.when else ""
        place = metrics.elidedText(bar.place, Qt.TextElideMode.ElideMiddle, room - metrics.horizontalAdvance(when))
        painter.drawText(QRectF(0, top, room, line), _LEFT, f"{when}{place}")
        below = top + line * (1 if beside else 2) + 4
        self._paint_parts(painter, bar, QRectF(0, below, self.width(), _BAR), roles)

    def _paint_parts(self, painter: QPainter, bar: ProbeBar, rect: QRectF, roles: Roles) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(rect, 4, 4)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(rect, roles.track)
        left = rect.left()
        for count, tone in bar.parts():
            width = rect.width() * count / max(1, bar.rounds)
            if width > 0:
                part = QRectF(left, rect.top(), width, rect.height())
                painter.fillRect(part, roles.fill(tone))
                _pattern(painter, part, tone, roles.surface)
                left += width
                painter.fillRect(QRectF(left - 1, rect.top(), 1.5, rect.height()), roles.surface)
        painter.restore()

    def _legend(self) -> list[tuple[Sign, str]]:
        """Return what the colours of the shown bars mean."""
        at_once = (Sign("ok", Tone.OK), self.tr("passed at once"))
        later = (Sign("waiting", Tone.WARN), self.tr("refused, passed later"))
        never = (Sign("bad", Tone.BAD), self.tr("never passed"))
        pending = (Sign("unknown", Tone.NEUTRAL), self.tr("refused at first, outcome not known yet"))
        under_way = [bar.done is not None for bar in self._bars]
        if under_way and all(under_way):
            return [at_once, pending]
        return [at_once, later, never, pending] if any(under_way) else [at_once, later, never]

    def _legend_lines(self, width: int) -> list[list[tuple[Sign, str]]]:
        metrics = QFontMetricsF(scaled_font(0.88))
        lines: list[list[tuple[Sign, str]]] = []
        left = 0.0
        for sign, words in self._legend():
            wanted = ICON + 3 + metrics.horizontalAdvance(words) + L
            if not lines or left + wanted - L > width:
                lines.append([])
                left = 0.0
            lines[-1].append((sign, words))
            left += wanted
        return lines

    def _paint_legend(self, painter: QPainter, top: float, roles: Roles) -> None:
        painter.setFont(scaled_font(0.88))
        metrics = QFontMetricsF(painter.font())
        line = self._line()
        for entries in self._legend_lines(self.width()):
            left = 0.0
            for sign, words in entries:
                box = QRectF(left, top + (line - ICON) / 2 + 1, ICON - 2, ICON - 2)
                paint_icon(painter, sign.icon, box, roles.tone(sign.tone))
                painter.setPen(roles.muted)
                width = metrics.horizontalAdvance(words)
                painter.drawText(QRectF(left + ICON + 3, top, width + 4, line), _LEFT, words)
                left += ICON + 3 + width + L
            top += line

    def _counts(self, bar: ProbeBar) -> str:
        if bar.done is not None:
            return self.tr("{done} of {rounds} tried, {refused} refused at first").format(
                done=bar.done, rounds=bar.rounds, refused=bar.waited + bar.never + bar.pending
            )
        text = self.tr("{passed} at once · {waited} after waiting · {never} never").format(
            passed=bar.passed, waited=bar.waited, never=bar.never
        )
        if bar.wait_ms is None or bar.waited == 0:
            return text
        return self.tr("{counts} · median wait {wait}").format(counts=text, wait=figures.wait_text(bar.wait_ms))


def _title(bar: ProbeBar) -> str:
    return f"{bar.when}: {bar.place}" if bar.when else bar.place


def _pattern(painter: QPainter, rect: QRectF, tone: Tone, colour: QColor) -> None:
    """Hatch what did not pass, so that the parts differ without colour."""
    if tone is Tone.OK:
        return
    ink = QColor(colour)
    ink.setAlphaF(0.45)
    style = {
        Tone.WARN: Qt.BrushStyle.BDiagPattern,
        Tone.BAD: Qt.BrushStyle.DiagCrossPattern,
    }.get(tone, Qt.BrushStyle.Dense6Pattern)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    brush = painter.brush()
    brush.setColor(ink)
    brush.setStyle(style)
    painter.setBrush(brush)
    painter.drawRect(rect)
    painter.restore()
