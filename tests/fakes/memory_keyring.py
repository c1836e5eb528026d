"""A keyring that lives as long as its process, for programs that are started by tests."""

from keyring.backend import KeyringBackend
from typing_extensions import override


class MemoryKeyring(KeyringBackend):
    """Keeps passwords in memory; chosen by the variable PYTHON_KEYRING_BACKEND."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own constructor has no types
        self._kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service, username]
