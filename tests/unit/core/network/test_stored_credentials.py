"""Logins in a keyring: one entry for an index and user, and no store that others can read."""

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from typing_extensions import override

from core.model.project import InputError
from core.model.secrets import Secret
from core.network.keyring_store import KeyringStore
from core.network.stored_credentials import (
    SERVICE,
    entry_name,
    has_credential,
    remove_credential,
    store_credential,
    stored_credential,
)

URL = "https://index.example/simple"


class MemoryKeyring(KeyringBackend):
    """A sound keyring: a real backend of the package, whose entries end with the test."""

    priority = 0.5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring has types for its calls only
        self.entries: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class PlaintextKeyring(MemoryKeyring):
    """Named as the backends that write a plain file are named."""


class LockedKeyring(MemoryKeyring):
    """The person does not unlock it."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"locked while asked for {username}")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"locked while given {password}")


class ChainedKeyring(chainer.ChainerBackend):
    """A chain whose first sound member is followed by a plain file."""

    backends = (MemoryKeyring(), PlaintextKeyring())


@pytest.mark.parametrize("text", ["t0\udce6ken", "t0\0ken", "t0\nken", "\ud800"])
def test_what_uv_could_not_be_given_is_not_stored(text: str) -> None:
    keyring = MemoryKeyring()
    with pytest.raises(InputError, match="secret is no text"):
        store_credential(URL, "me", Secret(text), KeyringStore(keyring))
    with pytest.raises(InputError, match="user name is no text"):
        store_credential(URL, text, Secret("geheim"), KeyringStore(keyring))
    assert keyring.entries == {}


def test_a_login_comes_back_as_it_was_stored_and_can_be_removed() -> None:
    keyring = MemoryKeyring()
    store = KeyringStore(keyring)
    assert has_credential(URL, "me", store) is False
    store_credential(URL, "me", Secret("geheim"), store)
    assert keyring.entries == {(SERVICE, "me@https://index.example:443/simple"): "geheim"}
    assert has_credential(URL, "me", store) is True
    assert has_credential(URL, "you", store) is False
    assert stored_credential(URL, "me", store) == Secret("geheim")
    remove_credential(URL, "me", store)
    remove_credential(URL, "me", store)
    assert has_credential(URL, "me", store) is False
    assert keyring.entries == {}


@pytest.mark.parametrize(
    "same",
    [
        "https://index.example/simple/",
        "https://index.example:443/simple",
        "HTTPS://Index.Example/simple",
        "https://other:pw@index.example/simple",
        "https://index.example/simple?token=x",
    ],
)
def test_one_index_has_one_entry_however_it_is_written(same: str) -> None:
    assert entry_name(same, "me") == entry_name(URL, "me")


@pytest.mark.parametrize("other", ["http://index.example/simple", f"{URL}/more", "https://index.example:8443/simple"])
def test_another_index_has_another_entry(other: str) -> None:
    assert entry_name(other, "me") != entry_name(URL, "me")


def test_the_user_of_the_url_counts_where_none_is_given() -> None:
    assert entry_name("https://me:pw@index.example/simple", None) == entry_name(URL, "me")
    assert entry_name(URL, None) == "@https://index.example:443/simple"


def test_an_address_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(InputError, match="names no server"):
        entry_name("https://", "me")
    assert has_credential("https://", "me", KeyringStore(MemoryKeyring())) is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (fail.Keyring, "no keyring"),
        (null.Keyring, "no keyring"),
        (PlaintextKeyring, "plain file"),
        (ChainedKeyring, "plain file"),
    ],
)
def test_a_store_that_keeps_nothing_or_keeps_it_readable_is_not_used(kind: type[KeyringBackend], words: str) -> None:
    backend = kind()
    store = KeyringStore(backend)
    why = store.usable()
    assert why is not None
    assert words in why
    assert why.endswith(".")
    assert has_credential(URL, "me", store) is None
    with pytest.raises(InputError) as caught:
        store_credential(URL, "me", Secret("geheim"), store)
    assert "geheim" not in str(caught.value)
    with pytest.raises(InputError):
        stored_credential(URL, "me", store)
    with pytest.raises(InputError):
        remove_credential(URL, "me", store)
    with pytest.raises(InputError):
        store.set(SERVICE, "me", Secret("geheim"))
    assert getattr(backend, "entries", {}) == {}


def test_a_keyring_that_refuses_says_so_without_what_it_was_given() -> None:
    store = KeyringStore(LockedKeyring())
    assert store.usable() is None
    assert has_credential(URL, "me", store) is None
    with pytest.raises(InputError) as caught:
        store_credential(URL, "me", Secret("geheim"), store)
    assert caught.value.sentence == "The keyring of this system could not be written (RuntimeError)."
    assert "geheim" not in repr(caught.value)


def test_the_keyring_of_this_computer_is_asked_when_none_is_handed_in() -> None:
    # Whether there is one depends on the computer; that it is either sound or said to be not is the same everywhere.
    why = KeyringStore().usable()
    assert why is None or why.endswith(".")
