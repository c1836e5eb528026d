"""The user name and the secret of an index or a proxy, on their way into the keyring or into memory."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret, without_secrets
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import XS, S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.check_box import CheckBox
from gui.widgets.fields import Field, SecretField
from gui.widgets.message_bar import MessageBar
from gui.widgets.text import ElidedLabel, label

translate = QCoreApplication.translate


class CredentialDialog(AskingDialog):
    """Asks for both; the secret leaves the dialog once, in a value that shows itself to nobody."""

    def __init__(self, question: CredentialQuestion, parent: QWidget) -> None:
        super().__init__("credentialDialog", _title(question), Sign("key", Tone.INFO), parent, least=None)
        self._must_be_session = question.keyring_trouble is not None
        shown = without_secrets(question.url)
        url = ElidedLabel(shown, kind="muted", mono=True)
        url.setObjectName("credentialUrl")
        self._said = MessageBar("credentialSaid", closable=False)
        self._user = Field(self.tr("User name"), "credentialUser")
        self._user.setText(question.user or "")
        self._secret = SecretField(self.tr("Password or token"), "credentialSecret")
        self._session = CheckBox(self.tr("Keep it only until Wheelyard is closed"), "credentialSession")
        self._session.setChecked(self._must_be_session)
        self._session.setEnabled(not self._must_be_session)
        self._where = label(kind="muted", wrap=True, name="credentialWhere")
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(url, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._said)
        said = _said(question)
        if said:
            self._said.say(Sign("warning", Tone.WARN), *said)
        self.body.addLayout(self._user.column)
        self.body.addLayout(self._secret.column)
        keeping = QVBoxLayout()
        keeping.setSpacing(XS)
        keeping.addWidget(self._session)
        keeping.addWidget(self._where)
        self.body.addLayout(keeping)
        self._store = PushButton(self.tr("Store"), "credentialStore", kind="primary", icon_name="key")
        self._cancel = PushButton(self.tr("Cancel"), "credentialCancel")
        self._store.clicked.connect(self._on_store)
        self._cancel.clicked.connect(self.reject)
        self._cancel.setAutoDefault(False)
        self._store.setDefault(True)
        self.add_buttons((self._store, self._cancel))
        for field in (self._user, self._secret):
            field.textChanged.connect(self._follow)
        self._session.toggled.connect(self._on_session)
        self.finished.connect(self._secret.taken)
        self._follow()
        self.describe((shown, *said, self._where.text()))
        (self._secret if question.user else self._user).setFocus()
        self.fit()

    def _follow(self) -> None:
        session = self._session.isChecked()
        self._where.setText(_where(session=session))
        self._session.setAccessibleDescription(self._where.text())
        self._store.setText(self.tr("Keep") if session else self.tr("Store"))
        self._store.setEnabled(bool(self._user.text().strip() and self._secret.text()))

    def _on_session(self) -> None:
        self._follow()
        self.grow()

    def _on_store(self) -> None:
        secret = Secret(self._secret.taken())
        self.give(Credential(user=self._user.text().strip(), secret=secret, for_session=self._session.isChecked()))


def _title(question: CredentialQuestion) -> str:
    if question.is_proxy:
        if question.was_refused:
            return translate("CredentialDialog", "New login for the proxy")
        return translate("CredentialDialog", "Login of the proxy")
    if question.was_refused:
        return translate("CredentialDialog", "New login for the index {index}").format(index=question.index)
    return translate("CredentialDialog", "Credential of the index {index}").format(index=question.index)


def _said(question: CredentialQuestion) -> tuple[str, str] | tuple[()]:
    """Return what is to be known before a login is typed, as a title and a sentence; nothing where all is as usual."""
    refused, kept = "", ""
    if question.was_refused:
        who = (
            translate("CredentialDialog", "The proxy")
            if question.is_proxy
            else translate("CredentialDialog", "The index {index}").format(index=question.index)
        )
        refused = translate(
            "CredentialDialog", "{who} did not take the login that is kept: it is wrong or has expired."
        ).format(who=who)
    if question.keyring_trouble is not None:
        kept = translate("CredentialDialog", "The keyring of this computer cannot be used: {why}").format(
            why=without_secrets(question.keyring_trouble)
        )
    if refused and kept:
        return refused, kept
    return (refused or kept, "") if refused or kept else ()


def _where(*, session: bool) -> str:
    if session:
        return translate(
            "CredentialDialog",
            "It stays in Wheelyard's memory and is gone when Wheelyard is closed. It is never written into a file. uv "
            "gets it only while it runs.",
        )
    return translate(
        "CredentialDialog",
        "It is kept in the keyring of the system, on Windows the Credential Manager, and never in a file. uv gets it "
        "only while it runs.",
    )
