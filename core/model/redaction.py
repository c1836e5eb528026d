"""The one place that takes secrets out of what leaves the program: those that it knows, and what looks like one."""

import threading
from typing import Any, TypeVar, cast

import msgspec

from core.model.secret_spellings import spellings_of
from core.model.secrets import STARS, Secret, without_secrets

T = TypeVar("T")


class Redaction:
    """Knows the secrets of one Session, which it learns as they are typed or read; any thread may use it.

    They live in memory alone, as long as it does.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: frozenset[str] = frozenset()
        self._pattern = spellings_of(())

    def learn(self, *secrets: Secret) -> None:
        """Know secrets from now on."""
        with self._lock:
            texts = self._texts.union(secret.text for secret in secrets)
            if texts != self._texts:
                self._texts, self._pattern = texts, spellings_of(texts)

    def known(self, text: str) -> str:
        """Return a text with stars for the secrets that are known, in every spelling."""
        pattern = self._pattern
        return text if pattern is None else pattern.sub(STARS, text)

    def redacted(self, text: str) -> str:
        """Return a text with stars for the secrets that are known and for what looks like one."""
        return without_secrets(self.known(text))

    def of(self, value: T) -> T:
        """Return a value of the model with stars for known secrets in every text of it; the same one without any.

        Paths, names of kinds and keys stay: they are what others find a value by.
        """
        return value if self._pattern is None else cast("T", self._of(value))

    def _of(self, value: Any) -> Any:
        if type(value) is str:  # a StrEnum is one, too, and no text
            return self.known(value)
        if isinstance(value, msgspec.Struct):
            held = {name: getattr(value, name) for name in value.__struct_fields__}
            changed = {name: new for name, old in held.items() if (new := self._of(old)) is not old and new != old}
            return msgspec.structs.replace(value, **changed) if changed else value
        if type(value) is tuple or type(value) is list:
            return type(value)(self._of(each) for each in value)
        if type(value) is dict:
            return {key: self._of(each) for key, each in value.items()}
        return value


def clean_texts(value: Any) -> Any:
    """Return builtins with stars for what looks like a secret in every text of them; keys stay."""
    if type(value) is str:
        return without_secrets(value)
    if isinstance(value, dict):
        return {key: clean_texts(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean_texts(each) for each in value]
    return value
