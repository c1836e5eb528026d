"""What the window keeps over a restart: its appearance, its size and its place on the screen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gui.theme import Appearance


class WindowSettings:
    """A small INI file; one that is damaged or cannot be written costs nothing but what it would have kept."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Appearance:
        """The appearance that was chosen last."""
        kept = self._settings.value("appearance")
        return Appearance(kept) if kept in set(Appearance) else Appearance.SYSTEM

    def keep_appearance(self, appearance: Appearance) -> None:
        """Keep a choice."""
        self._settings.setValue("appearance", appearance.value)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, in Qt's own form; empty where nothing is known."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window is, and write the file."""
        self._settings.setValue("geometry", geometry)
        self._settings.sync()
