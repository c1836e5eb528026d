"""From one folder to another in one line: each path is shortened by itself, the arrow never."""

from PySide6.QtCore import Qt
from typing_extensions import override

from gui.widgets.text import ElidedLabel


class WayLabel(ElidedLabel):
    """Shows two paths with an arrow between them; one path, or any other text, is shown like elsewhere."""

    ARROW = "  →  "

    @override
    def shortened(self, width: int) -> str:
        metrics = self.fontMetrics()
        origin, arrow, target = self.text().partition(self.ARROW)
        if not arrow:
            return super().shortened(width)
        room = max(0, width - metrics.horizontalAdvance(arrow))
        # Widths are rounded: a path that is given exactly its own would be shortened.
        wanted = [metrics.horizontalAdvance(path) + 1 for path in (origin, target)]
        # A path that needs less than its half leaves the rest to the other one.
        first = min(wanted[0], max(room // 2, room - wanted[1]))
        paths = (
            metrics.elidedText(path, Qt.TextElideMode.ElideMiddle, size)
            for path, size in ((origin, first), (target, room - first))
        )
        return arrow.join(paths)
