"""Secrets for this session alone: held in memory, in front of the keyring, and gone when the program ends."""

import threading

from core.model.secrets import Secret
from core.network.stored_credentials import SecretStore, demand_usable


class SessionSecrets:
    """A SecretStore that looks into its own memory first and else into the keyring; any thread may use it.

    ``usable`` speaks of the keyring, so a secret held for the session is there although the keyring cannot be used.
    Every other call raises InputError where it needs the keyring and that cannot be used or refuses.
    """

    def __init__(self, keyring: SecretStore) -> None:
        self._keyring = keyring
        self._held: dict[tuple[str, str], Secret] = {}
        self._lock = threading.Lock()

    def usable(self) -> str | None:
        """Return None where secrets can be kept in the keyring, or one sentence on why not."""
        return self._keyring.usable()

    def get(self, service: str, entry: str) -> Secret | None:
        """Return what is held for the session, else what the keyring has, None where nothing is."""
        with self._lock:
            held = self._held.get((service, entry))
        if held is not None:
            return held
        demand_usable(self._keyring)
        return self._keyring.get(service, entry)

    def set(self, service: str, entry: str, secret: Secret) -> None:
        """Store in the keyring; what was held for the session in its place is let go."""
        demand_usable(self._keyring)
        self._keyring.set(service, entry, secret)
        self.let_go(service, entry)

    def delete(self, service: str, entry: str) -> None:
        """Remove from both; a keyring that cannot be used is no obstacle to letting go of what is held in memory."""
        was_held = self.let_go(service, entry)
        trouble = self._keyring.usable()
        if trouble is None:
            self._keyring.delete(service, entry)
        elif not was_held:
            demand_usable(self._keyring)

    def set_for_session(self, service: str, entry: str, secret: Secret) -> None:
        """Hold in memory until the program ends; the keyring is neither asked nor changed."""
        with self._lock:
            self._held[service, entry] = secret

    def is_for_session(self, service: str, entry: str) -> bool:
        """Return whether what ``get`` gives is held for the session."""
        with self._lock:
            return (service, entry) in self._held

    def let_go(self, service: str, entry: str) -> bool:
        """Let go of what is held in memory, and return whether anything was."""
        with self._lock:
            return self._held.pop((service, entry), None) is not None
