"""Columns of parts that are made anew."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def column_box(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    """Return a part without an inset and the column in it."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return box, layout


def emptied(layout: QVBoxLayout) -> QVBoxLayout:
    """Take every part out of a column and return it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return layout
