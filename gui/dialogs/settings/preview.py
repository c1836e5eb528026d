"""What saving would do to files, before it does it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.setting_values import FileDiff
from gui.dialogs.settings.scrolling import scrolled
from gui.theme import L
from gui.widgets.boxes import column_box, emptied
from gui.widgets.setting_diff import FileDiffView
from gui.widgets.text import label


class PreviewPage(QWidget):
    """Shows the changes of files; nothing is written while it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("settingsPreview")
        box, self._diffs = column_box(L)
        scroll, column = scrolled("settingsPreviewScroll")
        column.addWidget(label(self.tr("This will be written"), "heading", wrap=True))
        self._said = label(kind="muted", wrap=True, name="settingsPreviewSaid")
        column.addWidget(self._said)
        column.addWidget(box)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def show_diffs(self, diffs: tuple[FileDiff, ...], kept: str) -> None:
        """Show changes of files; ``kept`` says what Wheelyard keeps itself beside them."""
        said = [self.tr("Comments, order and quotes of the files stay as they are; of each a copy is kept.")]
        if kept:
            said.append(kept)
        self._said.setText("\n".join(said))
        column = emptied(self._diffs)
        for number, diff in enumerate(diffs):
            column.addWidget(FileDiffView(diff, number))

    def take_focus(self) -> None:
        """Take the keyboard to the first changes, to be read."""
        first = self.findChild(FileDiffView)
        if first is not None:
            first.lines.setFocus()
