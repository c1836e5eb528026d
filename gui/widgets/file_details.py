"""What is known of one wheel or sdist: what it is, what is wrong with it, which environments it serves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.wheels import FitTable, WheelFile, YardFile
from gui import clipboard, wheel_words
from gui.theme import XS, M, S
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.fact_grid import FactGrid
from gui.widgets.figures_line import FiguresLine
from gui.widgets.fit_grid import FitGrid
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.text import label


class FileDetails(Card):
    """Shows one file; the signals carry the YardFile that is shown."""

    inspect_wanted = Signal(object)
    replace_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("fileDetails", kind="well", inset=M)
        self._row: YardFile | None = None
        self._shown: tuple[YardFile, FitTable | None] | None = None
        self._icon = IconView("info", size=18)
        self._title = label(kind="section", wrap=True, name="fileTitle")
        self._why = label(wrap=True, name="fileWhy")
        troubles, self._troubles = column_box(XS)
        self._facts = FactGrid("fileFact")
        self._fit_title = label(self.tr("What is installed where"), "section", wrap=True)
        self.grid = FitGrid("fitGrid")
        self._fit_words = FiguresLine("fitSentence")
        self._unread = label(
            self.tr("Read it wholly to compare every content with RECORD, and to see its hash and what it serves."),
            "muted",
            wrap=True,
            name="fileUnread",
        )
        self._inspect = PushButton(self.tr("Read it wholly"), "fileInspect", icon_name="search")
        self._replace = PushButton(self.tr("Replace…"), "fileReplace", icon_name="follow")
        self._remove = PushButton(self.tr("Remove…"), "fileRemove", icon_name="remove")
        self._copy = PushButton(self.tr("Copy the path"), "filePathCopy", icon_name="copy")
        self._build(troubles)
        self._connect()
        self.hide()

    def _build(self, troubles: QWidget) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._title)
        said.addWidget(self._why)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        buttons = FlowLayout(across=S, down=S)
        for button in (self._inspect, self._replace, self._remove, self._copy):
            buttons.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(troubles)
        self.body.addWidget(self._fit_title)
        self.body.addWidget(self.grid)
        self.body.addWidget(self._fit_words)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._unread)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        self.grid.pointed.connect(self._point)
        self._inspect.clicked.connect(self._on_inspect)
        self._replace.clicked.connect(self._on_replace)
        self._remove.clicked.connect(self._on_remove)
        self._copy.clicked.connect(self._on_copy)

    @property
    def row(self) -> YardFile | None:
        """The file that is shown."""
        return self._row

    def show_file(self, row: YardFile | None, table: FitTable | None = None, files: tuple[WheelFile, ...] = ()) -> None:
        """Show another file, or none; ``table`` is the fit of its package, ``files`` are those that it is made of."""
        if row is not None and (row, table) == self._shown:
            return
        self._row = row
        self._shown = None if row is None else (row, table)
        self.setVisible(row is not None)
        if row is None:
            return
        file = row.file
        self._icon.show_sign(wheel_words.trouble_sign(file) or wheel_words.fits_sign(row.fits))
        self._title.setText(f"{wheel_words.title_text(file)} · {wheel_words.for_text(file)}")
        self._why.setText(row.why)
        self._why.setVisible(bool(row.why))
        self._show_troubles(file)
        self._show_facts(row)
        self._show_fit(file, table, files)
        self._unread.setVisible(not file.thorough and file.sha256 is None)
        self._inspect.setVisible(not file.thorough)
        self._remove.setVisible(bool(row.used_by))
        self._replace.setVisible(bool(row.used_by))
        said = (self._title.text(), row.why, *(trouble.sentence for trouble in file.troubles))
        self.setAccessibleName("\n".join(part for part in said if part))

    def set_reading(self, *, reading: bool) -> None:
        """Say whether the file is being read wholly."""
        self._inspect.setEnabled(not reading)
        self._inspect.setText(self.tr("Reading …") if reading else self.tr("Read it wholly"))

    def _show_troubles(self, file: WheelFile) -> None:
        emptied(self._troubles)
        for trouble in file.troubles:
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(S)
            icon = IconView("warning")
            icon.show_sign(wheel_words.STOPS if trouble.stops else wheel_words.DOUBTFUL)
            line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(trouble.sentence, wrap=True, name="fileTrouble"), 1)
            self._troubles.addWidget(part)

    def _show_facts(self, row: YardFile) -> None:
        facts = list(wheel_words.facts(row.file))
        if row.used_by:
            facts.append((self.tr("Used by"), wheel_words.projects_text(row.used_by)))
        self._facts.show_facts(facts)

    def _show_fit(self, file: WheelFile, table: FitTable | None, files: tuple[WheelFile, ...]) -> None:
        for widget in (self._fit_title, self._fit_words):
            widget.setVisible(table is not None)
        self.grid.show_table(table, files or (file,), file.path)
        if table is not None:
            # The grid has said what is pointed at, which a report that comes again leaves as it is.
            self._fit_words.reserve((*self.grid.sentences(), wheel_words.table_sentence(table)))

    def _point(self, sentence: str) -> None:
        table = None if self._shown is None else self._shown[1]
        self._fit_words.setText(sentence or ("" if table is None else wheel_words.table_sentence(table)))

    def _on_inspect(self) -> None:
        self.inspect_wanted.emit(self._row)

    def _on_replace(self) -> None:
        self.replace_wanted.emit(self._row)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._row)

    def _on_copy(self) -> None:
        if self._row is not None:
            clipboard.copy(str(self._row.file.path))
