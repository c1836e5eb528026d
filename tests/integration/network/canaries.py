"""Secrets that are looked for wherever a program could have left them, in every spelling."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus


def spellings(secret: str, users: Iterable[str]) -> frozenset[str]:
    """Return a secret as it is, percent-encoded, for JSON and Python, and in the Basic headers of users."""
    basic = (base64.b64encode(f"{user}:{secret}".encode()).decode().rstrip("=") for user in users)
    encoded = (quote(secret, safe=""), quote_plus(secret), quote(quote(secret, safe=""), safe=""))
    return frozenset(
        {secret, *encoded, *(text.lower() for text in encoded), json.dumps(secret)[1:-1], repr(secret)[1:-1], *basic}
    )


def leaks(
    secrets: Mapping[str, frozenset[str]], folders: Iterable[Path], allowed: Iterable[Path], said: Mapping[str, str]
) -> Iterator[str]:
    """Yield each place that holds a secret: a file below the folders, its name, or one of the texts that were said.

    ``allowed`` are files and folders that hold secrets by their nature: a person's own file, a keyring.
    """
    spared = tuple(allowed)
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if any(file == each or each in file.parents for each in spared):
                continue
            text = f"{file}\n"
            if file.is_file() and not file.is_symlink():
                text += file.read_bytes().decode("utf-8", "replace")
            yield from _in_text(secrets, str(file), text)
    for name, text in said.items():
        yield from _in_text(secrets, name, text)


def _in_text(secrets: Mapping[str, frozenset[str]], place: str, text: str) -> Iterator[str]:
    for name, forms in secrets.items():
        for form in forms:
            at = text.find(form)
            if at >= 0:
                yield f"{name} in {place}: ...{text[max(0, at - 60) : at + 60]!r}"
