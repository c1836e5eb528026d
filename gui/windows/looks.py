"""Light or dark as the person chooses it, and what the program says of itself."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.dialogs.about import AboutDialog
from gui.theme import Appearance, Theme
from gui.window_settings import WindowSettings


class Looks(QObject):
    """Follows the actions for the appearance, keeps the choice over a restart, and shows what the program is."""

    def __init__(self, actions: Actions, theme: Theme, settings: WindowSettings | None, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._theme = theme
        self._settings = settings
        self._window = window
        for appearance, action in actions.appearances.items():
            action.setData(appearance)
            action.setChecked(appearance is theme.appearance)
        actions.appearances[Appearance.SYSTEM].actionGroup().triggered.connect(self._on_appearance)
        actions.about.triggered.connect(self._on_about)

    def _on_appearance(self) -> None:
        action = self._actions.appearances[Appearance.SYSTEM].actionGroup().checkedAction()
        appearance = Appearance(action.data())
        self._theme.choose(appearance)
        if self._settings is not None:
            self._settings.keep_appearance(appearance)

    def _on_about(self) -> None:
        keys = tuple(
            (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in self._actions.with_keys()
        )
        AboutDialog(_version(), keys, self._window).open()


def _version() -> str:
    try:
        return version("wheelyard")
    except PackageNotFoundError:
        return "?"
