"""The login that a job asks for: of an index or a proxy, new or refused, for the keyring or for this session."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret
from gui.dialogs.credential import CredentialDialog
from tests.fakes import repairs
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, text

URL = "https://packages.example/simple"
TROUBLE = "No service of the keyring answers."


def ask(shown: Shown, question: CredentialQuestion) -> CredentialDialog:
    shown.session.begin(repairs.SYNC, at=NOW)
    repairs.ask(shown.session, question)
    return part(shown, CredentialDialog, "credentialDialog")


def answer(shown: Shown, user: str = "jürgen") -> Credential:
    if not part(shown, QLineEdit, "credentialUser").text():
        part(shown, QLineEdit, "credentialUser").setText(user)
    part(shown, QLineEdit, "credentialSecret").setText("hunter2")
    click(shown, "credentialStore")
    ((_, _, given),) = shown.session.answered
    assert isinstance(given, Credential)
    return given


def test_a_login_goes_into_the_keyring(shown: Shown) -> None:
    dialog = ask(shown, CredentialQuestion(index="corp", url=URL))
    assert dialog.windowTitle() == "Credential of the index corp"
    assert not is_shown(shown, "credentialSaid")
    assert part(shown, QPushButton, "credentialStore").text() == "Store"
    assert answer(shown) == Credential(user="jürgen", secret=Secret("hunter2"))


def test_a_login_is_kept_for_this_session_where_a_person_wants_that(shown: Shown) -> None:
    ask(shown, CredentialQuestion(index="corp", url=URL))
    box = part(shown, QCheckBox, "credentialSession")
    assert "keyring" in text(shown, "credentialWhere")
    box.click()
    assert "gone when Wheelyard is closed" in text(shown, "credentialWhere")
    assert box.accessibleDescription() == text(shown, "credentialWhere")
    assert part(shown, QPushButton, "credentialStore").text() == "Keep"
    assert answer(shown).for_session


def test_without_a_keyring_it_can_only_be_kept_for_this_session(shown: Shown) -> None:
    ask(shown, CredentialQuestion(index="corp", url=URL, keyring_trouble=TROUBLE))
    box = part(shown, QCheckBox, "credentialSession")
    assert box.isChecked()
    assert not box.isEnabled()
    assert TROUBLE in text(shown, "credentialSaidTitle")
    assert answer(shown).for_session


def test_a_refused_login_says_whose_it_is(shown: Shown) -> None:
    dialog = ask(shown, CredentialQuestion(index="corp", url=URL, user="jürgen", was_refused=True))
    assert dialog.windowTitle() == "New login for the index corp"
    said = "The index corp did not take the login that is kept: it is wrong or has expired."
    assert text(shown, "credentialSaidTitle") == said
    assert said in dialog.accessibleDescription()
    assert answer(shown).user == "jürgen"


def test_refused_and_without_a_keyring_both_are_said(shown: Shown) -> None:
    ask(shown, CredentialQuestion(index="corp", url=URL, was_refused=True, keyring_trouble=TROUBLE))
    assert "did not take the login" in text(shown, "credentialSaidTitle")
    assert TROUBLE in text(shown, "credentialSaidText")


@pytest.mark.parametrize(("refused", "title"), [(False, "Login of the proxy"), (True, "New login for the proxy")])
def test_a_proxy_is_called_one(shown: Shown, refused: bool, title: str) -> None:  # noqa: FBT001 - a parameter
    question = CredentialQuestion(index="proxy", url="http://proxy.example:8080", is_proxy=True, was_refused=refused)
    dialog = ask(shown, question)
    assert dialog.windowTitle() == title
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "index" not in words
    if refused:
        assert "The proxy did not take" in text(shown, "credentialSaidTitle")


def test_a_secret_in_a_question_is_not_shown(shown: Shown) -> None:
    dialog = ask(shown, CredentialQuestion(index="corp", url="https://someone:hunter2@packages.example/simple"))
    assert text(shown, "credentialUrl") == "https://****@packages.example/simple"
    words = " ".join(label.text() + label.toolTip() + label.accessibleName() for label in dialog.findChildren(QLabel))
    assert "hunter2" not in words + dialog.accessibleDescription()
