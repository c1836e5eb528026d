"""A keyring in a file, for programs that are started one after the other by a test."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from typing_extensions import override

VARIABLE = "FILE_KEYRING"


class FileKeyring(KeyringBackend):
    """Keeps passwords in the file that FILE_KEYRING names; chosen by the variable PYTHON_KEYRING_BACKEND."""

    priority = 1

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self._kept().get(f"{service}|{username}")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._keep(self._kept() | {f"{service}|{username}": password})

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._keep({name: kept for name, kept in self._kept().items() if name != f"{service}|{username}"})

    def _kept(self) -> dict[str, str]:
        file = Path(os.environ[VARIABLE])
        kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return kept

    def _keep(self, kept: dict[str, str]) -> None:
        Path(os.environ[VARIABLE]).write_text(json.dumps(kept), encoding="utf-8")
