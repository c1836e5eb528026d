"""The secrets that a run was given, taken out of what it prints: a build that curls with a password prints it."""

import re
from collections.abc import Iterable, Mapping

from core.model.secrets import STARS, Secret

LEAST_CHARACTERS = 4
"""A shorter secret is a part of many words, and stars in all of them would tell it."""

_TO_ESCAPE = re.compile(r"[\"\\]")
"""What programs write with a backslash before it where they print a text in quotes."""

_USER_NAMES = "_USERNAME"
"""How variables end that hold the name of a user, which is shown on purpose and is a part of many paths."""


class HandedSecrets:
    """Stars in the place of each secret of one run, also percent-encoded or with backslashes before its quotes."""

    def __init__(self, secrets: Mapping[str, Secret]) -> None:
        """Take the secrets by the variables that they are handed in; a secret of several lines counts line by line."""
        texts = (secret.text for name, secret in secrets.items() if not name.endswith(_USER_NAMES))
        self._pattern = _pattern(line.strip() for text in texts for line in text.splitlines())

    def starred(self, text: str) -> str:
        """Return the text without the secrets; takes time in proportion to it."""
        return text if self._pattern is None else self._pattern.sub(STARS, text)

    def starred_bytes(self, data: bytes) -> bytes:
        """Return UTF-8 without the secrets; what is no UTF-8 stays as it is."""
        if self._pattern is None:
            return data
        return self.starred(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the texts, the longest first: one may be the beginning of another."""
    long = {text for text in texts if len(text) >= LEAST_CHARACTERS}
    quoted = {_TO_ESCAPE.sub(r"\\\g<0>", text) for text in long}
    found = sorted(long | quoted, key=lambda text: (-len(text), text))
    return re.compile("|".join("".join(map(_spelled, text)) for text in found)) if found else None


def _spelled(sign: str) -> str:
    """Return a pattern of one character in both spellings; letters and digits have but one."""
    if sign.isascii() and sign.isalnum():
        return sign
    itself = "[ +]" if sign == " " else re.escape(sign)
    # A half of a pair has no UTF-8, and is never sent.
    encoded = "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))
    # A percent sign begins its own encoded form, so that comes first.
    return f"(?:(?i:{encoded})|{itself})"
