"""What holds for a setting and where it comes from, with every source on demand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.setting_values import EffectiveSetting
from core.settings.declared.declaration import Declaration
from gui import setting_words
from gui.signs import Sign
from gui.theme import XS, S, Tone
from gui.widgets.boxes import column_box, emptied
from gui.widgets.disclosure import Disclosure
from gui.widgets.icon_view import IconView
from gui.widgets.text import label


class EffectiveLine(QWidget):
    """A sentence with the value in effect and its origin; below it the sources, once they are asked for."""

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self._declaration = declaration
        name = f"setting-{declaration.key.value}"
        self._icon = IconView("info")
        self._sentence = label(kind="muted", wrap=True, name=f"{name}-effective")
        rest, self._parts = column_box(XS)
        self.more = Disclosure("", f"{name}-sources", rest)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sentence, 1)
        more = QHBoxLayout()
        more.addWidget(self.more)
        more.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(line)
        column.addLayout(more)
        column.addWidget(rest)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    def show_setting(self, setting: EffectiveSetting) -> None:
        """Show what was read of the setting."""
        declaration = self._declaration
        text = setting_words.effective_sentence(declaration, setting)
        locked, unknown = setting.locked_by, setting.unknown
        if locked is not None:
            self._icon.show_sign(Sign("lock", Tone.WARN))
            text = f"{text}\n{setting_words.locked_sentence(locked)}"
        elif unknown is not None:
            self._icon.show_sign(Sign("unknown", Tone.NEUTRAL))
            text = f"{setting_words.unknown_sentence(unknown)}\n{text}"
        else:
            self._icon.show_sign(Sign("info", Tone.NEUTRAL))
        self._sentence.setText(text)
        title = setting_words.parts_title(setting)
        self.more.setText(title)
        self.more.setAccessibleName(f"{declaration.label}: {title}")
        self.more.setVisible(bool(title))
        if not title:
            self.more.setChecked(False)
        parts = emptied(self._parts)
        for part in setting_words.parts(declaration, setting):
            line = label(part, "muted", wrap=True, name=f"setting-{declaration.key.value}-source")
            line.setContentsMargins(S, 0, 0, 0)
            parts.addWidget(line)
