"""Lists of settings: added to, removed from, ordered and edited, by mouse and by keyboard alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model.setting_keys import SettingKey
from core.settings.declared.all import declared
from gui.models.settings_entries import Column, EntriesModel
from gui.theme import Theme
from gui.widgets.setting_editors import ChoiceEditor, LineEditor, SettingEditor
from gui.widgets.setting_entries import EntriesEditor
from gui.widgets.setting_indexes import IndexesEditor
from gui.widgets.setting_lists import ListEditor, VariablesEditor
from gui.widgets.setting_row import editor_for

INDEXES = "corp=https://packages.corp.example/simple default\nhttps://files.corp.example/wheels flat authenticate=never"


class Edited:
    """An editor and what it told after a person's edits."""

    def __init__(self, editor: SettingEditor) -> None:
        self.editor = editor
        self.told: list[str | None] = []
        editor.edited.connect(self.told.append)

    def part(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.editor.findChild(kind, f"{self.editor.name}-{name}")
        assert isinstance(found, kind), name
        return found

    def press(self, name: str) -> None:
        button = self.part(QAbstractButton, name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), name
        button.click()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        assert isinstance(self.editor, EntriesEditor)
        QTest.keyClick(self.editor.view, key, modifier)

    def write(self, name: str, words: str) -> None:
        field = self.part(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def select(self, row: int) -> None:
        assert isinstance(self.editor, EntriesEditor)
        self.editor.view.setCurrentIndex(self.editor.model.index(row, 0))


Build = Callable[..., Edited]


@pytest.fixture
def edit(qtbot: QtBot, theme: Theme) -> Iterator[Build]:
    del theme
    made: list[SettingEditor] = []

    def build(key: SettingKey, text: str | None = None) -> Edited:
        editor = editor_for(declared(key))
        made.append(editor)
        editor.show_text(text)
        editor.show()
        qtbot.waitExposed(editor)
        return Edited(editor)

    yield build
    for editor in made:
        editor.close()
        editor.deleteLater()


def test_each_form_has_its_editor(edit: Build) -> None:
    kinds = {
        SettingKey.OFFLINE: ChoiceEditor,
        SettingKey.LINK_MODE: ChoiceEditor,
        SettingKey.RETRIES: LineEditor,
        SettingKey.PROXY: LineEditor,
        SettingKey.TOOLS: LineEditor,
        SettingKey.CERTIFICATE_FILE: LineEditor,
        SettingKey.CONSTRAINTS: ListEditor,
        SettingKey.INDEXES: IndexesEditor,
        SettingKey.VARIABLES: VariablesEditor,
    }
    assert {key: type(edit(key).editor) for key in kinds} == kinds


def test_a_flag_has_three_states(edit: Build) -> None:
    flag = edit(SettingKey.OFFLINE)
    assert flag.editor.text() is None
    for name, value in (("true", "true"), ("false", "false"), ("none", None)):
        flag.press(name)
        assert flag.editor.text() == value
    assert flag.told == ["true", "false", None]
    flag.editor.show_text("true")
    assert flag.editor.text() == "true"
    assert len(flag.told) == 3


def test_a_number_says_its_unit(edit: Build) -> None:
    number = edit(SettingKey.HTTP_TIMEOUT, "30")
    field = number.editor.findChild(QLineEdit, "setting-http-timeout")
    assert field is not None
    assert field.accessibleName() == "Time-out, in seconds"
    field.selectAll()
    QTest.keyClicks(field, "45")
    assert number.told[-1] == "45"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert number.told[-1] is None


def test_a_list_is_edited_by_keyboard_alone(edit: Build) -> None:
    hosts = edit(SettingKey.CONSTRAINTS, "numpy<2\npandas>2")
    hosts.select(0)
    hosts.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert hosts.told[-1] == "pandas>2\nnumpy<2"
    hosts.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert hosts.told[-1] == "numpy<2\npandas>2"
    hosts.key(Qt.Key.Key_Insert)
    field = hosts.part(QLineEdit, "entry")
    assert hosts.editor.focusWidget() is field
    QTest.keyClicks(field, "scipy<1.16")
    assert hosts.told[-1] == "numpy<2\nscipy<1.16\npandas>2"
    hosts.key(Qt.Key.Key_Delete)
    assert hosts.told[-1] == "numpy<2\npandas>2"
    hosts.select(1)
    hosts.key(Qt.Key.Key_Return)
    assert hosts.editor.focusWidget() is field
    # Where there is no room to move, nothing is told.
    told = len(hosts.told)
    hosts.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(hosts.told) == told


def test_a_list_is_edited_by_buttons(edit: Build) -> None:
    wheels = edit(SettingKey.FIND_LINKS)
    assert not wheels.part(QAbstractButton, "remove").isVisible()
    wheels.press("add")
    wheels.write("entry", "/srv/wheels")
    wheels.editor.take_path("/srv/more wheels")
    assert wheels.told[-1] == "/srv/wheels\n/srv/more wheels"
    wheels.press("up")
    assert wheels.told[-1] == "/srv/more wheels\n/srv/wheels"
    wheels.press("remove")
    wheels.press("remove")
    assert wheels.told[-1] is None
    assert wheels.editor.focusWidget() is wheels.part(QAbstractButton, "add")


def test_an_entry_that_is_not_written_yet_is_none(edit: Build) -> None:
    for key in (SettingKey.CONSTRAINTS, SettingKey.INDEXES, SettingKey.VARIABLES):
        entries = edit(key)
        entries.press("add")
        assert entries.editor.text() is None, key


def test_commas_and_lines_part_the_same_entries(edit: Build) -> None:
    hosts = edit(SettingKey.NO_PROXY, "localhost, .corp.example")
    assert hosts.editor.text() == "localhost\n.corp.example"
    hosts.select(1)
    hosts.editor.show_text("localhost,.corp.example")
    assert isinstance(hosts.editor, ListEditor)
    assert hosts.editor.row == 1


def test_indexes_come_back_as_they_went_in(edit: Build) -> None:
    indexes = edit(SettingKey.INDEXES, INDEXES)
    assert indexes.editor.text() == INDEXES
    indexes.select(0)
    indexes.select(1)
    assert indexes.told == []
    assert indexes.editor.text() == INDEXES


def test_every_part_of_an_index_can_be_edited(edit: Build) -> None:
    indexes = edit(SettingKey.INDEXES, INDEXES)
    indexes.select(0)
    indexes.write("name", "company")
    indexes.write("url", "https://new.corp.example/simple")
    for name in ("default", "explicit", "flat"):
        box = indexes.part(QCheckBox, name)
        assert isinstance(box, QCheckBox)
        box.click()
    indexes.press("login-always")
    first = str(indexes.told[-1]).splitlines()[0]
    assert first == "company=https://new.corp.example/simple explicit flat authenticate=always"
    indexes.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert str(indexes.told[-1]).splitlines()[1] == first


def test_a_login_in_a_url_is_not_shown_and_goes_back_as_it_came(edit: Build) -> None:
    text = "corp=https://person:hunter2@packages.corp.example/simple\nother=https://o.example/simple"
    indexes = edit(SettingKey.INDEXES, text)
    assert indexes.editor.text() == text
    assert isinstance(indexes.editor, IndexesEditor)
    shown = [str(indexes.editor.model.index(0, column).data()) for column in range(6)]
    assert not any("hunter2" in each for each in shown)
    indexes.select(0)
    url = indexes.part(QLineEdit, "url")
    assert isinstance(url, QLineEdit)
    assert url.echoMode() == QLineEdit.EchoMode.Password
    indexes.select(1)
    assert url.echoMode() == QLineEdit.EchoMode.Normal


def test_values_that_look_secret_are_masked(edit: Build) -> None:
    variables = edit(SettingKey.VARIABLES, "REPORT=daily\nAPI_TOKEN=a1b2c3d4e5f6")
    assert isinstance(variables.editor, VariablesEditor)
    model = variables.editor.model
    assert [model.index(row, 1).data() for row in (0, 1)] == ["daily", "****"]
    value = variables.part(QLineEdit, "value")
    assert isinstance(value, QLineEdit)
    variables.select(0)
    assert value.echoMode() == QLineEdit.EchoMode.Normal
    variables.select(1)
    assert value.echoMode() == QLineEdit.EchoMode.Password
    variables.press("valueReveal")
    assert value.echoMode() == QLineEdit.EchoMode.Normal
    # Another one is not shown because this one was.
    variables.select(0)
    variables.select(1)
    assert value.echoMode() == QLineEdit.EchoMode.Password
    variables.write("value", "f6e5")
    assert variables.told[-1] == "REPORT=daily\nAPI_TOKEN=f6e5"
    variables.press("add")
    variables.write("name", "MY_PASSWORD")
    assert value.echoMode() == QLineEdit.EchoMode.Password


def test_what_cannot_be_edited_takes_no_keys(edit: Build) -> None:
    hosts = edit(SettingKey.CONSTRAINTS, "numpy<2\npandas>2")
    hosts.editor.set_editable(editable=False)
    hosts.select(0)
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_Delete):
        hosts.key(key)
    assert hosts.told == []
    for name in ("add", "remove", "up", "down"):
        assert not hosts.part(QAbstractButton, name).isEnabled(), name
    assert not hosts.part(QLineEdit, "entry").isEnabled()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    del qtbot
    model: EntriesModel[str] = EntriesModel((Column("Entry", str),))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_entries(("a", "b", "c"))
    assert model.move(0, 1)
    assert model.move(2, -1)
    assert not model.move(2, 1)
    assert model.entries == ("b", "c", "a")
    model.insert(1, "d")
    model.remove(0)
    model.put(0, "e")
    assert model.entries == ("e", "c", "a")
    assert tester.model() is model


def test_a_value_in_the_keyring_stays_until_another_is_typed(edit: Build) -> None:
    variables = edit(SettingKey.VARIABLES, "REPORT=daily\nAPI_TOKEN=****")
    variables.select(1)
    value = variables.part(QLineEdit, "value")
    assert isinstance(value, QLineEdit)
    assert value.text() == ""
    assert "keyring" in value.placeholderText()
    variables.write("name", "OTHER_TOKEN")
    assert variables.told[-1] == "REPORT=daily\nOTHER_TOKEN=****"
    variables.write("value", "new")
    assert variables.told[-1] == "REPORT=daily\nOTHER_TOKEN=new"
    assert value.echoMode() == QLineEdit.EchoMode.Password
