"""A field that hides its text while that looks secret."""

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from gui.widgets.fields import SecretField


class MaskedField(SecretField):
    """A line of text that shows dots where it is secret, and can be shown on demand; else it is an ordinary line."""

    def __init__(self, caption: str, name: str, hint: str = "") -> None:
        super().__init__(caption, name)
        self.setPlaceholderText(hint)
        self._secret = False
        self.set_secret(secret=False)

    @property
    @override
    def holds_secret(self) -> bool:
        return self._secret

    def set_secret(self, *, secret: bool) -> None:
        """Say whether the text is secret."""
        self._secret = secret
        self.reveal.setVisible(secret)
        if not secret:
            self.reveal.setChecked(False)
        self._on_reveal(self.reveal.isChecked())

    @override
    def _on_reveal(self, shown: bool) -> None:
        super()._on_reveal(shown)
        if not self._secret:
            self.setEchoMode(QLineEdit.EchoMode.Normal)
