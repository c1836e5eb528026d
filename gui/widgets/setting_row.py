"""One setting: what it is, whom a choice is for, the choice, and what holds now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import EffectiveSetting
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Form
from core.settings.stored_choices import text_of
from gui import setting_words
from gui.models.settings_draft import Draft
from gui.theme import M, S, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.setting_choice import WordChoice
from gui.widgets.setting_editors import ChoiceEditor, LineEditor, SettingEditor
from gui.widgets.setting_effective import EffectiveLine
from gui.widgets.setting_indexes import IndexesEditor
from gui.widgets.setting_lists import ListEditor, VariablesEditor
from gui.widgets.text import label


class SettingRow(QFrame):
    """Shows one setting of a draft and puts edits into it; ``edited`` says that it did."""

    edited = Signal()
    move_wanted = Signal(object)
    browse_wanted = Signal(object)

    def __init__(self, declaration: Declaration, draft: Draft) -> None:
        super().__init__()
        self.declaration = declaration
        self._draft = draft
        name = f"setting-{declaration.key.value}"
        self.setObjectName(f"{name}-row")
        set_kind(self, "card")
        self._scope = draft.first_scope(declaration)
        self.editor = editor_for(declaration)
        self.scopes = self._scope_choice(name, draft.scopes(declaration))
        self.reset = PushButton(self.tr("Reset"), f"{name}-reset", icon_name="undo", kind="ghost")
        self.reset.setAccessibleName(self.tr("Reset: {setting}").format(setting=declaration.label))
        self.reset.setToolTip(self.tr("Take back the choice for these; what is weaker holds then."))
        self.reset.setAutoDefault(False)
        self.move_button = PushButton(self.tr("Move…"), f"{name}-move", icon_name="relocate")
        self.move_button.setToolTip(setting_words.move_hint())
        self.move_button.setAccessibleName(self.tr("Move: {setting}").format(setting=declaration.label))
        self.move_button.setAutoDefault(False)
        self._said = label(wrap=True, name=f"{name}-said")
        self._caution = label(kind="bad", wrap=True, name=f"{name}-caution")
        self.effective = EffectiveLine(declaration)
        self._build(name)
        self.editor.edited.connect(self._on_edited)
        self.editor.browse_wanted.connect(self._on_browse)
        self.reset.clicked.connect(self._on_reset)
        self.move_button.clicked.connect(self._on_move)
        self.follow()

    def _build(self, name: str) -> None:
        title = label(self.declaration.label, "section", name=f"{name}-label")
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.move_button)
        head.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(label(self.declaration.help, "muted", wrap=True, name=f"{name}-help"))
        if isinstance(self.scopes, WordChoice):
            # Like tabs: what stands below is the choice for those that are in front.
            line = QFrame()
            set_kind(line, "line")
            tabs = QVBoxLayout()
            tabs.setSpacing(0)
            tabs.addWidget(self.scopes)
            tabs.addWidget(line)
            column.addLayout(tabs)
        else:
            column.addWidget(self.scopes, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.editor, self._said, self._caution, self.effective):
            column.addWidget(widget)

    def _scope_choice(self, name: str, scopes: tuple[SettingScope, ...]) -> WordChoice | QLabel:
        if len(scopes) == 1:
            only = label(setting_words.scope_text(scopes[0]), "caption", name=f"{name}-scope")
            only.setToolTip(setting_words.scope_hint(scopes[0]))
            return only
        words = self.tr("{setting}, whom the choice is for").format(setting=self.declaration.label)
        options = tuple((str(scope), setting_words.scope_text(scope)) for scope in scopes)
        choice = WordChoice(f"{name}-scope", words, options)
        for scope in scopes:
            choice.hint(str(scope), setting_words.scope_hint(scope))
        choice.chosen.connect(self._on_scope)
        return choice

    @property
    def key(self) -> SettingKey:
        """The setting."""
        return self.declaration.key

    @property
    def scope(self) -> SettingScope:
        """Whom the choice that is shown is for."""
        return self._scope

    def set_busy(self, *, busy: bool) -> None:
        """Let moving wait while a job of the project runs."""
        self.move_button.setEnabled(not busy)

    def matches(self, words: str) -> bool:
        """Whether label, name or help of the setting, or its variables and keys, hold what is searched for."""
        declared = self.declaration
        names = (*declared.variables, *declared.keys)
        text = " ".join((declared.label, declared.key.value, declared.help, *(name.text for name in names)))
        return all(word in text.casefold() for word in words.casefold().split())

    def follow(self) -> None:
        """Show the draft as it is now."""
        draft, key, scope = self._draft, self.key, self._scope
        setting = draft.setting(key)
        moves, editable = draft.moves(key, scope), draft.can_edit(key, scope)
        if isinstance(self.scopes, WordChoice):
            self.scopes.show_value(str(scope))
        text = draft.shown(key, scope)
        # Where nothing can be chosen the editor shows what holds.
        fixed = moves or setting.locked_by is not None
        self.editor.show_text(_text_in_effect(setting, self.declaration) if fixed else text)
        self.editor.set_editable(editable=editable)
        if isinstance(self.editor, LineEditor):
            self.editor.show_hint(_text_in_effect(setting, self.declaration) or "")
        self.move_button.setVisible(moves and setting.locked_by is None)
        self.reset.setVisible(not moves)
        self.reset.setEnabled(editable and (text is not None or draft.is_edited(key, scope)))
        self._say(draft.wrong(key, scope), draft.caution(key, scope))
        self.effective.show_setting(setting)

    def _say(self, wrong: str, caution: str) -> None:
        said = wrong
        changed = not wrong and self._draft.is_edited(self.key, self._scope)
        if changed and self._draft.shown(self.key, self._scope) is None:
            said = self.tr("The choice is taken back when you save.")
        elif changed:
            said = self.tr("Changed, not saved yet.")
        self._said.setText(said)
        set_kind(self._said, "bad" if wrong else "muted")
        self._said.setVisible(bool(said))
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        self.editor.say("\n".join(part for part in (wrong, caution, self.declaration.help) if part))

    def _on_edited(self, text: str | None) -> None:
        self._draft.put(self.key, self._scope, text)
        self.follow()
        self.edited.emit()

    def _on_reset(self) -> None:
        self._draft.put(self.key, self._scope, None)
        self.follow()
        self._keep_focus()
        self.edited.emit()

    def _on_scope(self, value: str) -> None:
        draft, key, old, new = self._draft, self.key, self._scope, SettingScope(value)
        if old is new:
            return
        text = draft.shown(key, old)
        if draft.is_edited(key, old) and text is not None and not draft.moves(key, new):
            # What was typed is meant for whoever is chosen last.
            draft.forget(key, old)
            draft.put(key, new, text)
        self._scope = new
        self.follow()
        self.edited.emit()

    def _on_browse(self) -> None:
        self.browse_wanted.emit(self)

    def _on_move(self) -> None:
        self.move_wanted.emit(self.key)

    def _keep_focus(self) -> None:
        if not self.reset.isEnabled() and isinstance(self.scopes, WordChoice):
            self.scopes.take_focus()


def editor_for(declaration: Declaration) -> SettingEditor:
    """Return the editor that fits a setting."""
    match declaration.kind.form:
        case Form.FLAG | Form.CHOICE:
            return ChoiceEditor(declaration)
        case Form.LIST:
            return ListEditor(declaration, folders=declaration.key is SettingKey.FIND_LINKS)
        case Form.INDEXES:
            return IndexesEditor(declaration)
        case Form.VARIABLES:
            return VariablesEditor(declaration)
        case Form.NUMBER | Form.TEXT | Form.FOLDER | Form.FILE:
            return LineEditor(declaration)


def _text_in_effect(setting: EffectiveSetting, declaration: Declaration) -> str | None:
    return None if setting.value is None else text_of(declaration.kind, setting.value)
