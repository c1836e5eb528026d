"""A store of secrets that lets the redaction know each one that passes, so that none comes out again by itself."""

from core.model.redaction import Redaction
from core.model.secrets import Secret
from core.network.stored_credentials import SecretStore


class LearningStore:
    """The SecretStore behind it, and every secret that is read from it or put into it is learned."""

    def __init__(self, store: SecretStore, redaction: Redaction) -> None:
        self._store = store
        self._redaction = redaction

    def usable(self) -> str | None:
        """Return None where secrets can be kept, or one sentence on why not."""
        return self._store.usable()

    def get(self, service: str, entry: str) -> Secret | None:
        """Return what is stored, None where nothing is."""
        secret = self._store.get(service, entry)
        if secret is not None:
            self._redaction.learn(secret)
        return secret

    def set(self, service: str, entry: str, secret: Secret) -> None:
        """Store, in place of what was there."""
        self._redaction.learn(secret)
        self._store.set(service, entry, secret)

    def delete(self, service: str, entry: str) -> None:
        """Remove; nothing happens where nothing is stored."""
        self._store.delete(service, entry)
