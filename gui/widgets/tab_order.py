"""The order in which the keyboard goes through parts that were made at different times."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def lead_through(stops: Iterable[QWidget]) -> None:
    """Let Tab go through the parts in this order: what was made last would else come last in the whole window."""
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)
