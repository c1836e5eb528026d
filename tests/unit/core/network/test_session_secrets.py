"""Secrets in memory in front of the keyring: there without one, never in it, and let go with it."""

import pytest
from keyring.backends import fail

from core.model.project import InputError
from core.model.secrets import Secret
from core.network.keyring_store import KeyringStore
from core.network.session_secrets import SessionSecrets
from core.network.stored_credentials import (
    SERVICE,
    entry_name,
    has_credential,
    remove_credential,
    store_credential,
    stored_credential,
)
from tests.fakes.memory_keyring import MemoryKeyring

URL = "https://index.example/simple"
ENTRY = entry_name(URL, "me")
HELD, KEPT = Secret("held"), Secret("kept")


def _without_keyring() -> SessionSecrets:
    return SessionSecrets(KeyringStore(fail.Keyring()))  # type: ignore[no-untyped-call] # keyring's has no types


def _with_keyring() -> tuple[SessionSecrets, KeyringStore]:
    keyring = KeyringStore(MemoryKeyring())
    return SessionSecrets(keyring), keyring


def test_what_is_held_is_given_without_a_keyring_and_nothing_else_is() -> None:
    secrets = _without_keyring()
    assert secrets.usable() is not None
    assert has_credential(URL, "me", secrets) is None
    with pytest.raises(InputError, match="no keyring"):
        stored_credential(URL, "me", secrets)
    secrets.set_for_session(SERVICE, ENTRY, HELD)
    assert secrets.is_for_session(SERVICE, ENTRY)
    assert has_credential(URL, "me", secrets) is True
    assert stored_credential(URL, "me", secrets) == HELD
    with pytest.raises(InputError):
        stored_credential(URL, "you", secrets)
    with pytest.raises(InputError):
        store_credential(URL, "me", KEPT, secrets)
    assert stored_credential(URL, "me", secrets) == HELD
    remove_credential(URL, "me", secrets)
    assert not secrets.is_for_session(SERVICE, ENTRY)
    with pytest.raises(InputError):
        remove_credential(URL, "me", secrets)


def test_memory_goes_before_the_keyring_which_it_never_reaches() -> None:
    secrets, keyring = _with_keyring()
    store_credential(URL, "me", KEPT, secrets)
    secrets.set_for_session(SERVICE, ENTRY, HELD)
    assert stored_credential(URL, "me", secrets) == HELD
    assert stored_credential(URL, "me", keyring) == KEPT
    assert secrets.let_go(SERVICE, ENTRY) is True
    assert secrets.let_go(SERVICE, ENTRY) is False
    assert stored_credential(URL, "me", secrets) == KEPT


def test_what_is_stored_takes_the_place_of_what_was_held() -> None:
    secrets, keyring = _with_keyring()
    secrets.set_for_session(SERVICE, ENTRY, HELD)
    store_credential(URL, "me", KEPT, secrets)
    assert not secrets.is_for_session(SERVICE, ENTRY)
    assert stored_credential(URL, "me", secrets) == KEPT == stored_credential(URL, "me", keyring)


def test_deleting_takes_it_from_both() -> None:
    secrets, keyring = _with_keyring()
    store_credential(URL, "me", KEPT, secrets)
    secrets.set_for_session(SERVICE, ENTRY, HELD)
    remove_credential(URL, "me", secrets)
    assert stored_credential(URL, "me", secrets) is None
    assert stored_credential(URL, "me", keyring) is None
