"""What is in the cache of a project, and what of it can go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.model.commands import CleanCache, PruneCache
from core.model.measurements import CacheContents, PlaceInventory
from core.model.state import ProjectState
from gui import figures, place_words
from gui.signs import Sign
from gui.theme import XL, L, M, S, Tone, set_kind
from gui.widgets.bucket_plot import BucketPlot
from gui.widgets.buttons import PushButton
from gui.widgets.cached_table import CachedTable
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_line import ProgressLine
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import CopyButton, ElidedLabel, label


class CacheDialog(QDialog):
    """Shows the figures of a count; what a person wants leaves as ``clean_wanted`` and its sisters.

    ``clean_wanted`` carries the names of the packages to remove, an empty tuple for everything.
    """

    count_wanted = Signal()
    prune_wanted = Signal()
    clean_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cacheDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What is in the cache – {name}").format(name=name))  # noqa: RUF001 - a dash
        self._asking = False
        self._path = ElidedLabel(kind="muted", mono=True, tight=True)
        self._path.setObjectName("cachePath")
        self._copy = CopyButton(self.tr("Copy the path of the cache"), name="cachePathCopy")
        self._held = label(kind="title", wrap=True, name="cacheHeld")
        self._when = label(kind="muted", wrap=True, name="cacheWhen")
        self._line = ProgressLine("cacheLine", self.tr("Counting"))
        self.message = MessageBar("cacheMessage")
        self.plot = BucketPlot("bucketPlot")
        self._unreferenced = label(wrap=True, name="unreferencedText")
        self._prune = PushButton(self.tr("Prune…"), "pruneButton", icon_name="prune")
        self._table_title = label(self.tr("The largest packages"), "section")
        self.table = CachedTable()
        self._chosen = PushButton(self.tr("Clean the selected packages…"), "cleanChosenButton", icon_name="clean")
        self._all = PushButton(self.tr("Clean everything…"), "cleanAllButton", icon_name="clean")
        self._count = PushButton(self.tr("Count again"), "countCacheButton", icon_name="gauge")
        self._close = PushButton(self.tr("Close"), "cacheClose")
        self._build()
        self._connect()
        self._close.setFocus()
        screen = parent.window().size()
        self.resize(min(780, max(520, screen.width() - 60)), min(680, max(340, screen.height() - 40)))

    def _build(self) -> None:
        path = QHBoxLayout()
        path.setSpacing(S - 4)
        path.addWidget(self._path)
        path.addWidget(self._copy)
        path.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._held)
        head.addLayout(path)
        head.addWidget(self._when)
        self._well = Card("unreferencedCard", kind="well", inset=M)
        prune = QHBoxLayout()
        prune.setSpacing(M)
        prune.addWidget(self._unreferenced, 1)
        prune.addWidget(self._prune, 0, Qt.AlignmentFlag.AlignVCenter)
        self._well.body.addLayout(prune)
        content = ScrolledContent()
        set_kind(content, "scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(XL, L + 4, XL, L)
        column.setSpacing(L)
        column.addLayout(head)
        for widget in (self._line, self.message, self.plot, self._well, self._table_title):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        # Takes the room while there is no table to take it.
        column.addStretch(0)
        scroll = SteadyScrollArea()
        scroll.setObjectName("cacheScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._scroll = scroll
        line = QFrame()
        set_kind(line, "line")
        foot = QWidget()
        buttons = FlowLayout(foot, across=S, down=S, last_right=True)
        buttons.setContentsMargins(XL, M, XL, M)
        for button in (self._chosen, self._all, self._count, self._close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self._prune.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(line)
        layout.addWidget(foot)

    def _connect(self) -> None:
        self._count.clicked.connect(self.count_wanted)
        self._prune.clicked.connect(self.prune_wanted)
        self._all.clicked.connect(self._on_all)
        self._chosen.clicked.connect(self._on_chosen)
        self._close.clicked.connect(self.reject)
        self.table.chosen_changed.connect(self._follow)

    def set_asking(self, *, asking: bool) -> None:
        """Say that a preview is under way: what would be freed is asked for first."""
        self._asking = asking
        if asking:
            self.message.hide()
        self._follow()

    def show_entry(self, entry: ProjectState) -> None:
        """Show what is known of the project's cache now."""
        self._entry = entry
        places = None if entry.details is None else entry.details.places
        path = "" if places is None else str(places.cache.path)
        self._path.show_text(path)
        self._copy.set_text(path)
        cache = None if places is None else entry.inventory_of(places.cache.path)
        contents = None if cache is None else cache.contents
        self._show_head(entry, cache)
        with self._scroll.steady():
            self.plot.setVisible(bool(contents is not None and contents.buckets))
            self.plot.show_contents(contents)
            self._show_parts(cache, contents)
        self._follow()

    def _show_head(self, entry: ProjectState, cache: PlaceInventory | None) -> None:
        if cache is None:
            counting = entry.counting is not None
            self._held.setText(self.tr("Counting …") if counting else self.tr("Not counted yet"))
        else:
            self._held.setText(place_words.holding_text(cache))
        said = []
        if entry.counted_at is not None and entry.counting is None and cache is not None:
            said.append(self.tr("Counted at {time}.").format(time=figures.moment_text(entry.counted_at)))
        if cache is not None and cache.trouble is not None:
            said.append(cache.trouble)
        self._when.setText(" ".join(said))
        self._when.setVisible(bool(said))

    def _show_parts(self, cache: PlaceInventory | None, contents: CacheContents | None) -> None:
        whole = contents is not None and cache is not None and not cache.counting
        self._well.setVisible(whole)
        if contents is not None:
            self._unreferenced.setText(place_words.unreferenced_text(contents))
        packages = () if contents is None else contents.largest
        self.table.show_packages(packages)
        self._table_title.setVisible(bool(packages))
        self.table.setVisible(bool(packages))

    def _follow(self) -> None:
        """Offer what can be done now."""
        entry = getattr(self, "_entry", None)
        if not isinstance(entry, ProjectState):
            return
        activity = entry.activity
        busy = activity is not None and activity.outcome is None
        cleaning = busy and activity is not None and isinstance(activity.command, CleanCache | PruneCache)
        self._line.setVisible(entry.counting is not None or self._asking or cleaning)
        self._line.show_share(None)
        if cleaning:
            self._line.setAccessibleName(self.tr("Cleaning"))
        elif self._asking:
            self._line.setAccessibleName(self.tr("Finding out what that would free"))
        else:
            self._line.setAccessibleName(self.tr("Counting"))
        places = None if entry.details is None else entry.details.places
        cache = None if places is None else entry.inventory_of(places.cache.path)
        free = not busy and not self._asking and places is not None and entry.counting is None
        there = cache is None or cache.exists
        contents = None if cache is None else cache.contents
        self._all.setEnabled(free and there)
        self._chosen.setEnabled(free and bool(self.table.chosen))
        self._prune.setEnabled(free and contents is not None)
        self._count.setEnabled(entry.counting is None and not busy)
        self._say_chosen()

    def _say_chosen(self) -> None:
        count = len(self.table.chosen)
        if count == 0:
            self._chosen.setText(self.tr("Clean the selected packages…"))
        else:
            self._chosen.setText(self.tr("Clean {packages}…").format(packages=figures.packages_text(count)))

    def say_done(self, sentence: str) -> None:
        """Say what was done."""
        self.message.say(Sign("ok", Tone.OK), sentence)

    def say_nothing(self, sentence: str) -> None:
        """Say that there is nothing to do."""
        self.message.say(Sign("info", Tone.INFO), sentence)

    def say_failed(self, title: str, explanation: str) -> None:
        """Say what went wrong."""
        self.message.say(Sign("warning", Tone.WARN), title, explanation)

    def _on_all(self) -> None:
        self.clean_wanted.emit(())

    def _on_chosen(self) -> None:
        self.clean_wanted.emit(self.table.chosen)
