"""The two sides of the window: the list, which stays narrow, and the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

_LIST, _PAGE, _WIDEST_LIST = 248, 992, 420


class SideBySide(QSplitter):
    """A splitter whose left side never takes more than a third of a narrow window, unless its content needs it."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left = left
        self.setObjectName("splitter")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        left.setMaximumWidth(_WIDEST_LIST)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setSizes([_LIST, _PAGE])

    def fit(self, width: int) -> None:
        """Leave most of a window of this width to the page."""
        both = self.sizes()
        most = max(self._left.minimumSizeHint().width(), width // 3)
        if both[0] > most:
            self.setSizes([most, sum(both) - most])
