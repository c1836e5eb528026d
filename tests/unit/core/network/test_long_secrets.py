"""Secrets that one entry of Windows' credential manager does not hold: kept in several, and whole when read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from typing_extensions import override

from core.model.project import InputError
from core.model.secrets import Secret
from core.network.keyring_store import KeyringStore
from core.network.long_secrets import WINDOWS_UNITS, Parts, cut

ENTRY = "ada@https://corp.example:443/simple"
JWT = "eyJhbGciOiJSUzI1NiJ9." + "0123456789" * 300


class SmallEntries(KeyringBackend):
    """Takes 2560 bytes of UTF-16 an entry, as Windows does."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring has types for its calls only
        self.entries: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le", "surrogatepass")) > 2560:
            raise OSError(1783, "CredWrite", "The stub received bad data.")
        self.entries[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


def _store(backend: SmallEntries) -> KeyringStore:
    return KeyringStore(backend, WINDOWS_UNITS)


def test_a_long_token_is_kept_in_parts_and_comes_back_whole() -> None:
    backend = SmallEntries()
    store = _store(backend)
    store.set("Wheelyard", ENTRY, Secret(JWT))
    assert store.get("Wheelyard", ENTRY) == Secret(JWT)
    assert len(backend.entries) == 4
    # Any computer reads them, whatever its own limit is.
    assert KeyringStore(backend).get("Wheelyard", ENTRY) == Secret(JWT)
    store.set("Wheelyard", ENTRY, Secret(JWT[::-1]))
    assert store.get("Wheelyard", ENTRY) == Secret(JWT[::-1])
    assert len(backend.entries) == 4
    store.set("Wheelyard", ENTRY, Secret("short"))
    assert backend.entries == {("Wheelyard", ENTRY): "short"}
    store.set("Wheelyard", ENTRY, Secret(JWT))
    store.delete("Wheelyard", ENTRY)
    assert backend.entries == {}


def test_without_parts_such_a_keyring_says_that_it_cannot_be_written() -> None:
    with pytest.raises(InputError, match="could not be written"):
        KeyringStore(SmallEntries(), None).set("Wheelyard", ENTRY, Secret(JWT))


def test_a_part_that_is_gone_is_said_and_the_rest_can_still_be_deleted() -> None:
    backend = SmallEntries()
    store = _store(backend)
    store.set("Wheelyard", ENTRY, Secret(JWT))
    del backend.entries[next(key for key in backend.entries if "part 2" in key[1])]
    with pytest.raises(InputError, match="only a part of the secret"):
        store.get("Wheelyard", ENTRY)
    store.delete("Wheelyard", ENTRY)
    assert backend.entries == {}


def test_a_write_that_breaks_off_leaves_the_old_secret() -> None:
    class Full(SmallEntries):
        @override
        def set_password(self, service: str, username: str, password: str) -> None:
            if "part 3" in username:
                raise OSError("no room")
            super().set_password(service, username, password)

    backend = Full()
    _store(backend).set("Wheelyard", ENTRY, Secret("old"))
    with pytest.raises(InputError):
        _store(backend).set("Wheelyard", ENTRY, Secret(JWT))
    assert _store(backend).get("Wheelyard", ENTRY) == Secret("old")
    assert backend.entries == {("Wheelyard", ENTRY): "old"}


def test_a_secret_that_looks_like_a_head_of_parts_is_none() -> None:
    odd = Parts(3, "0" * 16).head
    for store in (_store(SmallEntries()), KeyringStore(SmallEntries(), None)):
        store.set("Wheelyard", ENTRY, Secret(odd))
        assert store.get("Wheelyard", ENTRY) == Secret(odd)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(min_value=2, max_value=9))
def test_pieces_fit_and_join_to_the_whole(text: str, most: int) -> None:
    pieces = cut(text, most)
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) <= 2 * most for piece in pieces)
