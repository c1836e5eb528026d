"""What goes on: the stage, the bars of packages and bytes, time spent and time left; or how it ended."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.activity import Activity
from core.model.events import PackagePhase, Stage
from core.model.outcome import Cancelled, Failed
from core.model.state import Badge
from gui import command_titles, figures, job_words, move_words, package_words
from gui.models.estimate import progress_of, remaining_seconds
from gui.signs import BADGES
from gui.theme import XL, L, S
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.found_list import FoundList
from gui.widgets.icon_view import IconView
from gui.widgets.probe_plot import ProbePlot, bar_of_progress
from gui.widgets.progress_line import ProgressLine
from gui.widgets.text import ElidedLabel, label


class _Meter(QWidget):
    """A caption, figures, and a bar under them."""

    def __init__(self, caption: str, name: str) -> None:
        super().__init__()
        self._caption = label(caption, "caption")
        self._figures = label(kind="caption", name=f"{name}Figures")
        self.line = ProgressLine(f"{name}Bar", caption)
        words = QHBoxLayout()
        words.addWidget(self._caption)
        words.addStretch(1)
        words.addWidget(self._figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(words)
        layout.addWidget(self.line)

    def show_caption(self, caption: str) -> None:
        """Say what is counted."""
        self._caption.setText(caption)
        self.line.setAccessibleName(caption)

    def show_figures(self, figures: str, share: float | None, finished: float | None = None) -> None:
        """Show a share and the figures behind it."""
        self._figures.setText(figures)
        self.line.setAccessibleDescription(figures)
        self.line.show_share(share, finished)


class ActivityCard(Card):
    """Shows the job of a project; figures are those that came with its events.

    ``cancel_wanted`` says that what is waited for is not worth waiting for.
    """

    cancel_wanted = Signal()

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__("activityCard")
        self._now = now
        self._activity: Activity | None = None
        self._icon = IconView("running", size=20)
        self._stage = label(kind="heading", wrap=True, name="stageLabel")
        self._time = label(kind="muted", name="timeLabel")
        self._detail = ElidedLabel(kind="muted")
        self._detail.setObjectName("activityDetail")
        self._repaired = label(kind="muted", wrap=True, name="repairedLabel")
        self._found = FoundList("activityFound")
        self._cancel = PushButton(self.tr("Cancel"), "foundCancelButton", icon_name="stop")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._items = _Meter(self.tr("Packages"), "packages")
        self._bytes = _Meter(self.tr("Downloads"), "bytes")
        self._probes = ProbePlot("activityProbes")
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._stage, 1)
        head.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        meters = FlowLayout(across=XL, down=S, even=True)
        meters.addWidget(self._items)
        meters.addWidget(self._bytes)
        self.body.setSpacing(L - 4)
        self.body.addLayout(head)
        self.body.addWidget(self._repaired)
        self.body.addWidget(self._detail)
        self.body.addWidget(self._found)
        self.body.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(meters)
        self.body.addWidget(self._probes)
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._show_time)

    def show_activity(self, activity: Activity | None, waiting: int = 0, repaired: str | None = None) -> None:
        """Show a job as it stands; ``waiting`` more are queued behind it, ``repaired`` was changed right before it."""
        self._activity = activity
        self.setVisible(activity is not None)
        if activity is None:
            self._tick.stop()
            return
        live = activity.outcome is None
        self._icon.show_sign(BADGES[_badge(activity)])
        self._stage.setText(self._headline(activity))
        self._repaired.setText(repaired or "")
        self._repaired.setVisible(bool(repaired))
        self._found.show_found(activity.held_up)
        for part in (self._found, self._cancel):
            part.setVisible(bool(activity.held_up))
        self._show_detail(activity, waiting)
        self._show_meters(activity, live=live and not _without_figures(activity))
        bars = tuple(bar_of_progress(probe) for probe in activity.probes)
        self._probes.show_bars(bars)
        self._probes.setVisible(bool(bars) and live)
        self._show_time()
        if activity.running:
            self._tick.start()
        else:
            self._tick.stop()

    def _headline(self, activity: Activity) -> str:
        if activity.outcome is not None:
            return job_words.outcome_sentence(activity)
        title = command_titles.running_title(activity.command)
        if activity.started_at is None:
            return self.tr("{title}: waiting for its turn").format(title=title)
        return self.tr("{title}: {stage}").format(title=title, stage=job_words.activity_stage_text(activity))

    def _show_detail(self, activity: Activity, waiting: int) -> None:
        parts = []
        if activity.outcome is None:
            if activity.waits_for:
                parts.append(self.tr("Waits for {what}.").format(what=activity.waits_for))
            if activity.relocation is not None:
                parts.append(move_words.moving_text(activity.relocation))
            if activity.patience is not None:
                parts.append(move_words.patience_text(activity.patience))
        if waiting:
            parts.append(self.tr("{count} more waiting.").format(count=waiting))
        self._detail.show_text(" ".join(parts))
        self._detail.setVisible(bool(parts))

    def _show_meters(self, activity: Activity, *, live: bool) -> None:
        progress = progress_of(activity)
        moving = activity.relocation
        totals = activity.totals()
        # While it is measured, or found out, why uv failed, no package moves on.
        probing = moving is None and activity.stage in (Stage.PROBING, Stage.EXPLAINING)
        uncounted = moving is not None and moving.total_files is None and not moving.done_files
        probing = probing or uncounted
        self._items.setVisible(live and activity.started_at is not None and not probing)
        loading = progress.bytes is not None or moving is not None or _loads(activity)
        self._bytes.setVisible(live and not probing and loading)
        if moving is not None:
            self._items.show_caption(self.tr("Files"))
            self._items.show_figures(_of(moving.done_files, moving.total_files), progress.items)
            self._bytes.show_caption(self.tr("Bytes"))
            self._bytes.show_figures(figures.size_of_text(moving.done_bytes, moving.total_bytes), progress.bytes)
            return
        patience = activity.patience
        if patience is not None and activity.lands_patiently:
            self._items.show_caption(self.tr("Packages in the cache"))
            landed = figures.count_of_text(patience.landed, patience.packages)
            self._items.show_figures(landed, patience.landed / max(1, patience.packages))
            self._bytes.setVisible(False)
            return
        self._items.show_caption(self.tr("Packages"))
        self._items.show_figures(package_words.package_progress_text(activity), progress.items, progress.ended)
        self._bytes.show_caption(self.tr("Downloads"))
        self._bytes.show_figures(figures.size_of_text(totals.done_bytes or 0, totals.total_bytes), progress.bytes)

    def _show_time(self) -> None:
        activity = self._activity
        if activity is None or activity.started_at is None or activity.outcome is not None:
            self._time.setText("")
            return
        elapsed = max(0.0, self._now() - activity.started_at)
        text = figures.clock_text(elapsed)
        left = remaining_seconds(activity, elapsed)
        if left is not None:
            text = self.tr("{elapsed} · {left}").format(elapsed=text, left=figures.remaining_text(left))
        self._time.setText(text)


def _without_figures(activity: Activity) -> bool:
    """Whether a job waits for a person or for a program, or repairs something at one blow."""
    return activity.question is not None or bool(activity.held_up) or isinstance(activity.command, job_words.AT_ONCE)


def _loads(activity: Activity) -> bool:
    """Whether bytes arrive whose sum uv has not said."""
    return any(row.phase is PackagePhase.DOWNLOADING and row.done_bytes for row in activity.packages)


def _of(done: int, total: int | None) -> str:
    return f"{done:,}" if total is None else figures.count_of_text(done, total)


def _badge(activity: Activity) -> Badge:
    match activity.outcome:
        case None:
            return Badge.RUNNING if activity.running else Badge.WAITING
        case Failed():
            return Badge.FAILED
        case Cancelled():
            return Badge.CANCELLED
        case _:
            return Badge.SUCCEEDED
