"""The secrets that a run was given, taken out of what it prints: a build that curls with a password prints it."""

from collections.abc import Mapping

from core.model.secret_spellings import spellings_of
from core.model.secrets import STARS, Secret

_USER_NAMES = "_USERNAME"
"""How variables end that hold the name of a user, which is shown on purpose and is a part of many paths."""


class HandedSecrets:
    """Stars in the place of each secret of one run, in all its spellings."""

    def __init__(self, secrets: Mapping[str, Secret]) -> None:
        """Take the secrets by the variables that they are handed in; a secret of several lines counts line by line."""
        self._pattern = spellings_of(secret.text for name, secret in secrets.items() if not name.endswith(_USER_NAMES))

    def starred(self, text: str) -> str:
        """Return the text without the secrets; takes time in proportion to it."""
        return text if self._pattern is None else self._pattern.sub(STARS, text)

    def starred_bytes(self, data: bytes) -> bytes:
        """Return UTF-8 without the secrets; what is no UTF-8 stays as it is."""
        if self._pattern is None:
            return data
        return self.starred(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
