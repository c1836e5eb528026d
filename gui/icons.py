"""Icons: SVG drawings by name, tinted with a colour of the design system."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import ICON, Roles


@lru_cache(maxsize=64)
def drawing(name: str) -> str:
    """Return the SVG text of an icon; raises FileNotFoundError for a name that is not drawn."""
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint an icon into a rectangle, sharp at every scale."""
    _renderer(name, colour.name()).render(painter, rect)


def pixmap(name: str, colour: str, size: int, scale: float, gap: int = 0) -> QPixmap:
    """Return an icon as pixels: ``size`` device independent ones and a ``gap`` after them, at a pixel ratio."""
    side = round(size * scale)
    image = QPixmap(QSize(side + round(gap * scale), side))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


def icon(name: str, colour: QColor, roles: Roles, gap: int = 0) -> QIcon:
    """Return an icon for buttons and menus, quieter where the button is disabled; ``gap`` parts it from words."""
    result = QIcon()
    # One drawing a pixel ratio that is in use: drawing all that could be would be felt when the colours change.
    for scale in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        result.addPixmap(pixmap(name, colour.name(), ICON, scale, gap), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, roles.disabled.name(), ICON, scale, gap), QIcon.Mode.Disabled)
    return result


def app_icon() -> QIcon:
    """Return the program's own icon."""
    text = (_folder() / "wheelyard.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(text))
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        image = QPixmap(side, side)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        result.addPixmap(image)
    return result


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = drawing(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@lru_cache(maxsize=1)
def _folder() -> Path:
    installed = Path(str(files("gui"))) / "assets" / "icons"
    if installed.is_dir():
        return installed
    # In a checkout the drawings lie beside the packages; a wheel carries them inside gui.
    return installed.parents[2] / "assets" / "icons"
