"""The item roles that models and delegates share."""

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)


class ItemRole(IntEnum):
    """What a model answers beyond Qt's own roles."""

    SORT = _FIRST + 1
    ROW = _FIRST + 2
    SIGN = _FIRST + 3
    PROGRESS = _FIRST + 4
    DETAIL = _FIRST + 5
