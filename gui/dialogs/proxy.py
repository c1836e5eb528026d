"""The proxy of a project: its URL, and what is reached without it."""

from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QWidget

from core.model.setting_keys import SettingKey
from core.settings.declared.all import declared
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import S, Tone, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.fields import Field
from gui.widgets.text import label


class ProxyChoice(NamedTuple):
    """What was chosen; ``past`` are the hosts that are reached without the proxy, None where none are named."""

    url: str
    past: str | None


class ProxyDialog(AskingDialog):
    """Asks for both and says while they are typed what is wrong with them; answers a ``ProxyChoice`` or None."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(
            "proxyDialog",
            self.tr("Proxy of {name}").format(name=name),
            Sign("network", Tone.INFO),
            parent,
            least=None,
        )
        self._url = Field(self.tr("URL of the proxy"), "proxyUrl", "http://proxy.example:8080")
        self._url_said = label(kind="muted", wrap=True, name="proxyUrlSaid")
        self._past = Field(self.tr("Hosts that are reached without it"), "proxyPast", "localhost, .corp.example")
        self._past_said = label(kind="muted", wrap=True, name="proxyPastSaid")
        asked = self.tr("uv uses it in this project from now on. It is kept in Wheelyard's profile of the project.")
        self.body.addWidget(label(asked, wrap=True))
        self.describe((asked,))
        for field, said in ((self._url, self._url_said), (self._past, self._past_said)):
            field.column.addWidget(said)
            self.body.addSpacing(S - 4)
            self.body.addLayout(field.column)
            field.textChanged.connect(self._follow)
        self._set = PushButton(self.tr("Set the proxy"), "proxySet", kind="primary", icon_name="network")
        self._cancel = PushButton(self.tr("Cancel"), "proxyCancel")
        self._set.clicked.connect(self._on_set)
        self._cancel.clicked.connect(self.reject)
        self._cancel.setAutoDefault(False)
        self._set.setDefault(True)
        self.add_buttons((self._set, self._cancel))
        self.fit()
        self._follow()
        self._url.setFocus()

    def _follow(self) -> None:
        url, past = self._url.text().strip(), self._past.text().strip()
        wrong = _wrong(SettingKey.PROXY, url) if url else ""
        if wrong and "@" in url:
            wrong = self.tr("It holds a user name or a password: the keyring of the system is their place, not a URL.")
        hint = self.tr("http, https or socks5, then host and port; without user name and password.")
        _say(self._url, self._url_said, wrong or hint, bad=bool(wrong))
        wrong_past = _wrong(SettingKey.NO_PROXY, past) if past else ""
        hint = self.tr("With commas between; it may stay empty.")
        _say(self._past, self._past_said, wrong_past or hint, bad=bool(wrong_past))
        self._set.setEnabled(bool(url) and not wrong and not wrong_past)
        self.grow()

    def _on_set(self) -> None:
        self.give(ProxyChoice(self._url.text().strip(), self._past.text().strip() or None))


def _say(field: Field, said: QLabel, sentence: str, *, bad: bool) -> None:
    """Say something below a field, and with it to screen readers: they read the field and not what stands below."""
    said.setText(sentence)
    set_kind(said, "bad" if bad else "muted")
    field.setAccessibleDescription(sentence)


def _wrong(key: SettingKey, text: str) -> str:
    """Return the sentence that says what is wrong with a text; empty where nothing is."""
    try:
        declared(key).kind.parse(text)
    except ValueError as error:
        sentence = str(error)
        return sentence[:1].upper() + sentence[1:]
    return ""
