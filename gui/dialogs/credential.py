"""The user name and the secret of an index, on their way into the system's keyring."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import S, Tone
from gui.widgets.buttons import PushButton
from gui.widgets.fields import Field, SecretField
from gui.widgets.text import ElidedLabel, label


class CredentialDialog(AskingDialog):
    """Asks for both; the secret leaves the dialog once, in a value that shows itself to nobody."""

    def __init__(self, question: CredentialQuestion, parent: QWidget) -> None:
        super().__init__(
            "credentialDialog",
            self.tr("Credential of the index {index}").format(index=question.index),
            Sign("key", Tone.INFO),
            parent,
            least=None,
        )
        url = ElidedLabel(question.url, kind="muted", mono=True)
        url.setObjectName("credentialUrl")
        self._user = Field(self.tr("User name"), "credentialUser")
        self._user.setText(question.user or "")
        self._secret = SecretField(self.tr("Password or token"), "credentialSecret")
        where = label(
            self.tr(
                "It is kept in the keyring of the system, on Windows the Credential Manager, and never in a file. "
                "uv gets it only while it runs."
            ),
            "muted",
            wrap=True,
            name="credentialWhere",
        )
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(url, 1)
        self.body.addLayout(line)
        self.body.addLayout(self._user.column)
        self.body.addLayout(self._secret.column)
        self.body.addWidget(where)
        self.describe((question.url, where.text()))
        self._store = PushButton(self.tr("Store"), "credentialStore", kind="primary", icon_name="key")
        self._cancel = PushButton(self.tr("Cancel"), "credentialCancel")
        self._store.clicked.connect(self._on_store)
        self._cancel.clicked.connect(self.reject)
        self._cancel.setAutoDefault(False)
        self._store.setDefault(True)
        self.add_buttons((self._store, self._cancel))
        for field in (self._user, self._secret):
            field.textChanged.connect(self._follow)
        self.finished.connect(self._secret.taken)
        self._follow()
        (self._secret if question.user else self._user).setFocus()
        self.fit()

    def _follow(self) -> None:
        self._store.setEnabled(bool(self._user.text().strip() and self._secret.text()))

    def _on_store(self) -> None:
        self.give(Credential(user=self._user.text().strip(), secret=Secret(self._secret.taken())))
