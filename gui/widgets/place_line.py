"""The parts of one place in the grid: its name, path and origin, and below them what was counted and measured."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.model.measurements import PlaceInventory
from core.model.settings import Origin, PersonPlaceKind, PlaceKind
from gui import figures, place_names, place_words
from gui.signs import VERDICTS
from gui.theme import XL, XS
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.text import CopyButton, ElidedLabel, label


class Figures(QWidget):
    """What a place holds, on which volume, and how renames fare there; in as many lines as that takes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._held = label(name=f"{name}-held")
        self._volume = label(kind="muted", name=f"{name}-volume")
        self._sign = IconView("unknown")
        self._verdict = label(name=f"{name}-verdict")
        self._measured = QWidget()
        pair = QHBoxLayout(self._measured)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(XS)
        pair.addWidget(self._sign)
        pair.addWidget(self._verdict)
        layout = FlowLayout(self, across=XL, down=2)
        for part in (self._held, self._measured, self._volume):
            layout.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, place: PlaceInventory) -> None:
        """Show what is known of a place so far."""
        _say(self._held, place_words.holding_text(place))
        _say(self._volume, place_words.volume_text(place))
        self._volume.setToolTip("" if place.volume is None else str(place.volume))
        self._measured.setVisible(place.verdict is not None)
        if place.verdict is not None:
            self._sign.show_sign(VERDICTS[place.verdict])
            _say(self._verdict, place_words.verdict_sentence(place.verdict))


class PlaceLine:
    """Every part of one place, as children of the grid that puts them where they belong."""

    def __init__(self, kind: PlaceKind | PersonPlaceKind, copy_words: str, parent: QWidget) -> None:
        name = f"place-{kind.value}"
        self.kind = label(place_words.kind_label(kind), "muted")
        self.path = ElidedLabel(mono=True, tight=True)
        self.path.setObjectName(name)
        self.copy = CopyButton(copy_words, name=f"{name}-copy")
        self.origin = label(kind="muted", name=f"{name}-origin")
        self.free = label(kind="muted", name=f"{name}-free")
        self.figures = Figures(name)
        self.trouble = label(kind="muted", wrap=True, name=f"{name}-trouble")
        self.is_shown = isinstance(kind, PlaceKind)
        for part in self.parts():
            part.setParent(parent)
            part.setVisible(self.is_shown)
        self.figures.hide()
        self.trouble.hide()

    def parts(self) -> tuple[QWidget, ...]:
        """Return every widget of this place."""
        return (self.kind, self.path, self.copy, self.origin, self.free, self.figures, self.trouble)

    def show_place(self, path: Path | None, origin: Origin | None, free: int | None, unknown: str) -> None:
        """Show where a place is, or that it is not known."""
        detail = "" if origin is None else place_names.origin_detail(origin)
        self.path.show_text(unknown if path is None else str(path), detail)
        _say(self.origin, "" if origin is None else place_names.origin_text(origin))
        self.origin.setToolTip(detail)
        _say(self.free, "" if free is None else figures.free_text(free))
        self.copy.set_text("" if path is None else str(path))
        self.copy.setEnabled(path is not None)

    def show_inventory(self, place: PlaceInventory | None) -> None:
        """Show what was counted there, or nothing."""
        self.figures.setVisible(place is not None)
        trouble = None if place is None else place.trouble
        _say(self.trouble, trouble or "")
        self.trouble.setVisible(trouble is not None)
        if place is not None:
            self.figures.show_figures(place)

    def set_shown(self, *, is_shown: bool) -> None:
        """Show or hide the whole place."""
        self.is_shown = is_shown
        for part in (self.kind, self.path, self.copy, self.origin, self.free):
            part.setVisible(is_shown)
        if not is_shown:
            self.figures.hide()
            self.trouble.hide()

    def widths(self) -> tuple[int, int, int, int]:
        """Return how wide kind, path with its button, origin and free space want to be."""
        path = self.path.sizeHint().width() + 2 * XS + self.copy.sizeHint().width()
        return (
            self.kind.sizeHint().width(),
            path,
            self.origin.sizeHint().width(),
            self.free.sizeHint().width(),
        )


def _say(words: QLabel, text: str) -> None:
    if words.text() != text:
        words.setText(text)
