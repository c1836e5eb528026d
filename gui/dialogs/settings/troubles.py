"""What is wrong with the sources of the settings, at the top of the form."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.setting_values import SourceTrouble
from gui import setting_words
from gui.signs import Sign
from gui.theme import S, Tone
from gui.widgets.boxes import emptied
from gui.widgets.message_bar import MessageBar


class Troubles(QWidget):
    """One message a trouble; ``open_wanted`` carries the one whose file is to be opened."""

    open_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self._shown: tuple[SourceTrouble, ...] = ()
        self.hide()

    def show_troubles(self, troubles: tuple[SourceTrouble, ...]) -> None:
        """Show what is wrong now."""
        if troubles == self._shown:
            return
        self._shown = troubles
        column = emptied(self._column)
        for number, trouble in enumerate(troubles):
            # A variable is no file that could be opened.
            action = self.tr("Open") if Path(trouble.source).is_absolute() else ""
            bar = MessageBar(f"settingsTrouble-{number}", action_text=action, closable=False)
            place = setting_words.trouble_place(trouble)
            bar.say(
                Sign("warning", Tone.BAD if trouble.stops_uv else Tone.WARN),
                setting_words.trouble_title(trouble),
                trouble.sentence,
                place,
            )
            if bar.action is not None:
                bar.action.setAccessibleName(self.tr("Open {place}").format(place=place))
                bar.action.setAutoDefault(False)
            bar.acted.connect(partial(self.open_wanted.emit, trouble))
            column.addWidget(bar)
        self.setVisible(bool(troubles))
