"""The one way to the clipboard: what is copied there can be read by every program, so no secret goes along."""

from PySide6.QtGui import QClipboard, QGuiApplication

from core.model.secrets import without_secrets


def copy(text: str, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
    """Copy a text with stars for what is secret in it."""
    QGuiApplication.clipboard().setText(without_secrets(text), mode)
